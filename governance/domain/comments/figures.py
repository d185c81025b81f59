"""What the figures of moderation say: how long comments waited, in the middle and at the worst (A.5).

May import the standard library only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one comment waited: ``began`` is its arrival or the moment it was first seen, ``ended`` the decision.

    ``day`` is the day of the decision at the school.
    """

    site_id: int | None
    day: dt.date
    began: dt.datetime
    ended: dt.datetime

    @property
    def minutes(self) -> int:
        """Whole minutes, begun ones not counted; a clock that was set back counts as none."""
        return max(0, int((self.ended - self.began).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Minutes:
    """How many were decided, and the minutes that they waited: in the middle, and the worst of them."""

    count: int
    middle: int
    worst: int


def minutes_of(waits: Iterable[Wait]) -> Minutes | None:
    """Return the figures of these waits; None where there are none, because no figure is not nought."""
    minutes = [wait.minutes for wait in waits]
    if not minutes:
        return None
    return Minutes(len(minutes), int(median(minutes)), max(minutes))


def week_of(day: dt.date) -> dt.date:
    """Return the Monday of the week of a day."""
    return day - dt.timedelta(days=day.weekday())


def weeks_until(today: dt.date, weeks: int) -> tuple[dt.date, ...]:
    """Return the Mondays of the last ``weeks`` weeks, this one last."""
    return tuple(week_of(today) - dt.timedelta(weeks=back) for back in range(weeks - 1, -1, -1))


def by_week(waits: Sequence[Wait], weeks: Sequence[dt.date]) -> Mapping[dt.date, Minutes | None]:
    """Return the figures of each week, also of those in which nothing was decided."""
    return {monday: minutes_of(wait for wait in waits if week_of(wait.day) == monday) for monday in weeks}


def in_words(minutes: int) -> str:
    """Return a length of time as people say it."""
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = minutes // 60
    if hours < 48:
        return f"{hours} hours"
    return f"{hours // 24} days"
