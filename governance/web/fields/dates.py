"""The questions for a date, in three boxes, and a time, forgiving in what it takes and exact in what it gives.

May not import services, queries or models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from governance.domain.sheet_days import FIRST_YEAR, LAST_YEAR
from governance.web.fields import widgets
from governance.web.fields.question import NOT_TEXT, Question
from governance.web.fields.typed import TextField
from governance.web.text import clean_line

ASKED = "Enter a date, such as 27 11 2026"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = ("day", "month", "year")


class DateField(Question):
    """A whole day.  Its data is ``date`` or ``None``.

    Takes three values in the order day, month, year, and one value such as ``27/11/2026``, ``27 November 2026`` or
    ``2026-11-27``.
    """

    widget = widgets.DateInput()

    def __init__(self, label: str, needed: str | None = None, *, hint: str = "For example, 27 11 2026", **kwargs: Any):
        self._typed: list[str] = []
        super().__init__(label, needed, hint=hint, **kwargs)

    @property
    def summary_target(self) -> str:
        """Answer the id of the box to which the error summary leads."""
        return f"{self.id}-day"

    def typed_parts(self) -> tuple[str, str, str]:
        """Answer what the three boxes hold: what was typed, else the date."""
        if self._typed:
            day, month, year = (*self._typed, "", "", "")[:3]
            return day, month, year
        if isinstance(self.data, date):
            return str(self.data.day), str(self.data.month), str(self.data.year)
        return "", "", ""

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        if not valuelist:
            return
        self.data = None
        texts = [clean_line(one).text for one in valuelist if isinstance(one, str)]
        self._typed = [one[:20] for one in texts[:3]]
        self.raw_data = list(self._typed)
        if len(texts) != len(valuelist):
            raise ValueError(NOT_TEXT)
        if not any(texts):
            return
        if len(texts) > 3:
            raise ValueError(ASKED)
        if len(texts) == 3 and all(len(one) <= 20 for one in texts):
            missing = [part for part, one in zip(_PARTS, texts, strict=True) if not one]
            if missing and len(missing) < 3 and not _looks_whole(texts[0]):
                raise ValueError(f"The date needs a {' and a '.join(missing)} as well, such as 27 11 2026")
        self.data = _read(" ".join(texts))


class TimeField(TextField):
    """A time of day on the 24-hour clock or with am and pm.  ``answer`` is ``time`` or ``None``."""

    _SHAPE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.IGNORECASE | re.ASCII)

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, needed, **{"longest": 20, "short": True} | kwargs)
        self.answer: time | None = None

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        # What stands there at first is an answer too: a form that leaves the box out keeps it.
        self.answer = self._read(value) if value else None

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            self.answer = self._read(self.data)

    def _read(self, typed: str) -> time:
        found = self._SHAPE.fullmatch(typed)
        if found is not None:
            hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "pm" else 0)
                half = ""
            if not half and hour < 24 and minute < 60:
                return time(hour, minute)
        raise ValueError("Enter a time, such as 9:30am or 14:15")


def _looks_whole(text: str) -> bool:
    return len(re.findall(r"[0-9A-Za-z]+", text)) >= 3


def _read(typed: str) -> date:
    """Read a date that a person typed; raises ``ValueError`` with a sentence."""
    parts = re.findall(r"[0-9]+|[a-z]+", typed.lower(), re.ASCII)
    if len(parts) != 3 or any(len(part) > 9 for part in parts):
        raise ValueError(ASKED)
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month) if month.isdigit() else 0
    if not (day.isdigit() and year.isdigit()):
        raise ValueError(ASKED)
    if len(year) < 4:
        raise ValueError("Enter the year with four digits, such as 2026")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(int(year), number, int(day))
    except ValueError:
        raise ValueError("There is no such day. Check the day and the month, such as 27 11 2026") from None
