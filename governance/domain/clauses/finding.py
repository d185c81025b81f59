"""What a look at the records says of one clause: how it stands, in one sentence, with the one record that shows it.

May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How a clause stands, the one that needs somebody first."""

    NOT_KEPT = "not_kept"
    DUE = "due"
    KEPT = "kept"
    ADVICE_ONLY = "advice_only"
    NOT_ASKED = "not_asked"


OPEN = frozenset({Standing.NOT_KEPT, Standing.DUE})
"""What the list of what needs somebody shows."""


class RecordAt(NamedTuple):
    """One row that shows how a clause stands, or the list that would hold it (``id`` 0).

    ``kind`` is what the row is ("evidence"); ``web/record_pages.py`` knows the page of each kind.  ``site_id`` is the
    site whose page the record hangs from, where there is one.
    """

    kind: str
    id: int = 0
    site_id: int | None = None


class Finding(NamedTuple):
    """How one clause stands at one school, or on one of its sites.

    ``said`` names no person and quotes nothing that somebody typed, so that a pack without names needs no masking and
    never holds anything of a concern.  ``named`` holds the names that the pack with names adds, and no free text.
    It is a tuple, because an overview of a trust makes tens of thousands of them.
    """

    school_id: int
    clause: str
    site_id: int | None
    standing: Standing
    said: str
    record: RecordAt | None = None
    named: str = ""


_WORST_FIRST = {standing: place for place, standing in enumerate(Standing)}


def worst(standings: Iterable[Standing]) -> Standing:
    """Return the standing of a whole: the one that needs somebody most; with nothing asked, that it is not asked."""
    return min(standings, key=_WORST_FIRST.__getitem__, default=Standing.NOT_ASKED)


def worse_than(one: Standing, other: Standing) -> bool:
    """Return whether ``one`` needs somebody more than ``other``."""
    return _WORST_FIRST[one] < _WORST_FIRST[other]


def by_need(finding: Finding) -> tuple[int, int]:
    """Return what sorts findings: what needs somebody first, the school before its sites."""
    return (_WORST_FIRST[finding.standing], finding.site_id or 0)
