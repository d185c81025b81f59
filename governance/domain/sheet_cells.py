"""The cells of one line of a list for a register, read one by one; every fault says its column and is collected.

What is read is judged by the rules of the register's form afterwards: this decides only what a cell says.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from governance.domain.refusals import Refusal
from governance.domain.sheet_days import read_day
from governance.domain.sheets import Column

Word = TypeVar("Word")
Coded = TypeVar("Coded", bound=StrEnum)
_TIME = re.compile(r"(?:T|\bat\b|\s)\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*\Z", re.IGNORECASE)
_YES_OR_NO = {"yes": True, "y": True, "true": True, "on": True, "no": False, "n": False, "false": False, "off": False}


@dataclass(slots=True)
class LineCells:
    """One line.  ``cells`` are the texts by the keys of ``columns``; ``zone`` is the school's, for times of day."""

    cells: Mapping[str, str]
    columns: Sequence[Column]
    zone: ZoneInfo
    faults: list[Refusal] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Return what a cell says, or nothing where the file has no such column."""
        return self.cells.get(key, "").strip()

    def needed(self, key: str) -> str:
        """Return what a cell says; an empty one is a fault."""
        return self.text(key) or self._missing(key)

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """Return the day in a cell."""
        found, fault = read_day(self.needed(key) if needed else self.text(key), key)
        if fault is not None:
            self.fault(fault.code, fault.sentence, key)
        return found

    def moment(self, key: str, *, needed: bool = False) -> datetime | None:
        """Return the day and time in a cell, such as ``18/11/2026 17:30`` at the school, in UTC."""
        text = self.needed(key) if needed else self.text(key)
        if not text:
            return None
        clock = _TIME.search(text)
        try:
            at = time(int(clock[1]), int(clock[2])) if clock else None
        except ValueError:
            at = None
        found, _ = read_day(text[: clock.start()].strip(), key) if clock else (None, None)
        if found is None or at is None:
            self.fault("moment_not_one", f"“{text[:40]}” is no day and time. Write it as 18/11/2026 17:30.", key)
            return None
        return datetime.combine(found, at, self.zone).astimezone(UTC)

    def word(self, key: str, words: Mapping[str, Word], *, needed: bool = False) -> Word | None:
        """Return what the words in a cell stand for; ``words`` are plain, as ``said_as`` makes them."""
        text = self.needed(key) if needed else self.text(key)
        if not text:
            return None
        found = words.get(plain(text))
        if found is None:
            self.fault("word_unknown", f"“{text[:40]}” is not one of the words that this column knows.", key)
        return found

    def yes_or_no(self, key: str) -> bool | None:
        """Return yes or no, or None for an empty cell."""
        return self.word(key, _YES_OR_NO)

    def several(self, key: str) -> list[str]:
        """Return the texts in a cell that stand apart by semicolons."""
        return [part.strip() for part in re.split(r"[;|\n]", self.text(key)) if part.strip()]

    def fault(self, code: str, sentence: str, key: str) -> None:
        """Add a fault of one column."""
        self.faults.append(Refusal(code, sentence, None, key))

    def _missing(self, key: str) -> str:
        self.fault("cell_missing", "This cell is empty. Every line needs it.", key)
        return ""


def said(refusals: Iterable[Refusal], columns: Sequence[Column]) -> tuple[str, ...]:
    """Return why a line is left out, each sentence behind the heading of the column that it is about."""
    headings = {column.key: column.headings[0] for column in columns}
    return tuple(f"{headings[one.page]}: {one.sentence}" if one.page in headings else one.sentence for one in refusals)


def said_as(words: Mapping[Coded, str]) -> dict[str, Coded]:
    """Return a closed vocabulary by what people write for each of its words: the words on the screen, or the code."""
    return {plain(text): word for word, text in words.items()} | {plain(word.value): word for word in words}


def plain(text: str) -> str:
    """Return words without case, spaces and signs, so that “A group” and “a  group.” are the same."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def same_words(text: str) -> str:
    """Return a name as it is compared: however it is spaced or capitalised."""
    return " ".join(text.casefold().split())


def heading_of_password(headings: Collection[str]) -> str:
    """Return the first heading under which passwords would stand, or nothing."""
    return next((heading for heading in headings if _PASSWORD_HEADING.search(heading)), "")


_PASSWORD_HEADING = re.compile(
    r"pass\s*-?_?\s*(word|code|phrase)|\b(pwd?|passwd|pass|pin|log\s?-?in\s+code|secret)\b", re.IGNORECASE
)
