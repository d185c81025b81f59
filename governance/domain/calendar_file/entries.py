"""What stands in a file of dates, before anybody asks what it means for the school.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from governance.domain.calendar import ClosedKind
from governance.domain.refusals import Refusal

LONGEST_WORDS = 120
FIRST_YEAR, LAST_YEAR = 2000, 2100


class RowKind(StrEnum):
    """What a row of a file is.  The first and the last day of a thing may stand in rows of their own."""

    TERM = "term"
    TERM_BEGINS = "term_begins"
    TERM_ENDS = "term_ends"
    HALF_TERM = "half_term"
    HALF_TERM_BEGINS = "half_term_begins"
    HALF_TERM_ENDS = "half_term_ends"
    INSET = "inset"
    CLOSURE = "closure"
    BANK_HOLIDAY = "bank_holiday"
    HOLIDAY = "holiday"
    LEFT_OUT = "left_out"


ROW_WORDS: dict[RowKind, str] = {
    RowKind.TERM: "Term",
    RowKind.TERM_BEGINS: "First day of a term",
    RowKind.TERM_ENDS: "Last day of a term",
    RowKind.HALF_TERM: "Half-term",
    RowKind.HALF_TERM_BEGINS: "First day of half-term",
    RowKind.HALF_TERM_ENDS: "Last day of half-term",
    RowKind.INSET: "INSET day",
    RowKind.CLOSURE: "Closure",
    RowKind.BANK_HOLIDAY: "Bank holiday",
    RowKind.HOLIDAY: "Holiday between terms",
    RowKind.LEFT_OUT: "Leave it out",
}
CLOSED_KINDS: dict[RowKind, ClosedKind] = {
    RowKind.HALF_TERM: ClosedKind.HALF_TERM,
    RowKind.INSET: ClosedKind.INSET,
    RowKind.CLOSURE: ClosedKind.CLOSURE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or one event; both days are inclusive.

    ``kind`` is what the file itself says in so many words, None where only its words can tell.  ``fault`` says why the
    row cannot be read, ``aside`` why it does not count, and ``part_of_day`` that it lasts some hours and no whole day.
    """

    line: int
    words: str
    first: date | None
    last: date | None
    kind: RowKind | None = None
    note: str = ""
    fault: str = ""
    aside: str = ""
    part_of_day: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What could be read of a file; ``faults`` are about the whole of it."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Refusal, ...] = ()


def as_plain(entry: Entry) -> dict[str, Any]:
    """An entry as text and numbers, as it is kept between its preview and the yes."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(entry).items()}


def from_plain(kept: Mapping[str, Any]) -> Entry:
    """The entry that ``as_plain`` was given."""
    days = {key: date.fromisoformat(kept[key]) if kept[key] else None for key in ("first", "last")}
    return Entry(**{**kept, **days, "kind": RowKind(kept["kind"]) if kept["kind"] else None})
