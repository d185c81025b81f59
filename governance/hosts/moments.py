"""Which dates that a host gives are dates at all.

Programs write the first day of year 1, of 1970 or the last of 9999 where nobody gave a date.  Such a day says nothing
of a post, and some of them have no counterpart in other time zones, so that whoever reckons with them fails.
May import the standard library only.
"""

from __future__ import annotations

import datetime as dt

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Nothing on the web was written before the first or will be dated after the last."""


def believable(moment: dt.datetime) -> dt.datetime | None:
    """Return the moment, None where nothing on the web can carry it."""
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None
