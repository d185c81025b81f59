"""How long a record is kept, and the day on which it may be disposed of (003-7; DOMAIN 3.7).

A record is kept for a time from a day: its arrival, somebody's last day, a date of birth.  Where that day is not known
the record is not due, and the reason is said: nothing is disposed of on a guess.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.domain.records.words import Unit


class Since(StrEnum):
    """From which day a record's time is counted."""

    ARRIVED = "arrived"
    MADE = "made"
    ENDED = "ended"
    LEFT = "left"
    ANSWERED = "answered"
    BORN = "born"


SINCE_WORDS = {
    Since.ARRIVED: "the day it arrived",
    Since.MADE: "the day it was made",
    Since.ENDED: "the day it ended",
    Since.LEFT: "the last day at the school",
    Since.ANSWERED: "the day it was answered",
    Since.BORN: "the pupil’s date of birth",
}

NOT_KNOWN = {
    Since.ARRIVED: "It is not known when it arrived, so it is not due.",
    Since.MADE: "It is not known when it was made, so it is not due.",
    Since.ENDED: "It has not ended, so it is not due.",
    Since.LEFT: "No last day at the school is known, so it is not due.",
    Since.ANSWERED: "It is not answered yet, so it is not due.",
    Since.BORN: "The date of birth is not known, so it is not due.",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long, and from which day."""

    amount: int
    unit: Unit
    since: Since

    @property
    def in_words(self) -> str:
        """The rule as people say it: "6 years from the last day at the school"."""
        unit = self.unit.value.removesuffix("s") if self.amount == 1 else self.unit.value
        return f"{self.amount} {unit} from {SINCE_WORDS[self.since]}"


@dataclass(frozen=True, slots=True)
class Due:
    """From when a record may be disposed of, or why that cannot be said.  One of the two is set."""

    on: date | None
    why_not: str = ""

    def is_due(self, today: date) -> bool:
        """Whether the record may be disposed of today."""
        return self.on is not None and self.on <= today


def due_on(kept: Kept, since: date | None) -> Due:
    """The first day on which a record may be disposed of: the day after its time is over.

    ``since`` is the day from which the rule counts; None where it is not known or has not come.
    """
    if since is None:
        return Due(None, NOT_KNOWN[kept.since])
    return Due(last_day_kept(kept, since) + timedelta(days=1))


def last_day_kept(kept: Kept, since: date) -> date:
    """The last day that a record is kept; 29 February becomes 28 February in a year without it."""
    if kept.unit is Unit.DAYS:
        return _within_reason(since.toordinal() + kept.amount)
    months = kept.amount * (12 if kept.unit is Unit.YEARS else 1)
    return months_after(since, months)


def latest_since(kept: Kept, today: date) -> date:
    """The latest day from which a record's time can be counted for it to be due today: what a read asks for.

    Whatever began on that day or earlier is due, and nothing that began later.
    """
    if kept.unit is Unit.DAYS:
        return today - timedelta(days=min(kept.amount + 1, today.toordinal() - 1))
    months = kept.amount * (12 if kept.unit is Unit.YEARS else 1)
    day = months_after(today, -months)
    # The ends of months fold together, so the day is looked for among the few that may be it.
    while not due_on(kept, day).is_due(today):
        day -= timedelta(days=1)
    return day


def months_after(day: date, months: int) -> date:
    """The same day so many months later or earlier, or the month's last day where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _within_reason(ordinal: int) -> date:
    return date.fromordinal(min(ordinal, date.max.toordinal() - 1))
