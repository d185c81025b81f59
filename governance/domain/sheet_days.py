"""A day as people write it into a cell of a sheet.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from datetime import date

from governance.domain.refusals import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""What is typed into a form or a cell is a day of these years; anything else is a slip of the keys."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "Wednesday 2nd September 2026" says no more than "2 September 2026".
_SAYS_NOTHING = re.compile(r"(?<=\d)(st|nd|rd|th)\b|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\bof\b")


def read_day(text: str, page: str) -> tuple[date | None, Refusal | None]:
    """Read 2026-11-27, 27/11/2026, 27.11.2026 or Friday 27 November 2026; an empty cell is neither day nor refusal.

    ``page`` is the key of the column, which the refusal carries.
    """
    if not text:
        return None, None
    parts = re.findall(r"[0-9]+|[a-z]+", _SAYS_NOTHING.sub(" ", text[:60].lower()), re.ASCII)[:4]
    if len(parts) >= 3 and len(parts[0]) == 4:
        parts[:3] = parts[2::-1]
    try:
        day, month, year = parts
        number = _MONTHS.index(month[:3]) + 1 if month.isalpha() else int(month[:4])
        if len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR:
            return date(int(year), number, int(day[:4])), None
    except ValueError:
        pass
    return None, Refusal("day_not_one", f"“{text[:40]}” is no day. Write it as 27/11/2026.", None, page)
