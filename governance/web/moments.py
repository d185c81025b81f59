"""A day and a time of day that somebody typed, as one moment in the school's time zone.

May not import services, queries or models.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from governance.web.entry import now, school, today


def moment_of(day: dt.date, time: dt.time | None) -> dt.datetime:
    """Return the moment; a day without a time is its noon, or this moment where noon has not come yet."""
    zone = ZoneInfo(school().time_zone)
    moment = dt.datetime.combine(day, time or dt.time(12), zone).astimezone(dt.UTC)
    return min(moment, now()) if time is None and day == today() else moment
