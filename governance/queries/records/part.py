"""One part of a copy of what the school holds about somebody, as a page, a file or paper shows it (DOMAIN 3.6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its heading, the names of its columns, and its lines."""

    title: str
    headings: Line
    lines: tuple[Line, ...]


def said_day(day: dt.date | None) -> str:
    """Return a day as a copy says it; nothing where there is none."""
    return "" if day is None else day.isoformat()
