"""Whether a site was updated when its policy wants it: fresh, due, late, asleep or nothing due (A.1.5, A.1.6).

The rule, as its page prints it (DESIGN 7).  A period is the site's interval in whole weeks, Monday to Sunday, counted
from the week in which the site first went live.  A period is due only if it holds a pupil day on which the site was
live, after the day it went live or was resumed.  The first that fits: something new in this period, *fresh*; so many
due periods missed in a row, *asleep*; fewer missed, *late*; this one is due, *due*; else *nothing due*.  Anything new
ends the row of missed periods, in a holiday too.  What could not be checked is never called late.

Days are the school's own; which of them count as updates is decided by ``updates.py``.  May import the standard library
and the calendar only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from governance.domain.calendar import SchoolCalendar, Week, pupil_days

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Freshness(StrEnum):
    """How a site stands today, the worst first."""

    ASLEEP = "asleep"
    LATE = "late"
    NOT_CHECKED = "not_checked"
    DUE = "due"
    NOTHING_DUE = "nothing_due"
    FRESH = "fresh"


class WeekCell(StrEnum):
    """What a week of a site was, as the year's grid shows it."""

    UPDATED = "updated"
    MISSED = "missed"
    DUE = "due"
    NOT_KNOWN = "not_known"
    QUIET = "quiet"
    NOT_LIVE = "not_live"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on which a site was live, both inclusive; None is open."""

    starts_on: date
    ends_on: date | None = None

    def asks_on(self, day: date) -> bool:
        """Whether an update may be asked for on this day: the first day of a spell asks for none."""
        return self.starts_on < day and (self.ends_on is None or day <= self.ends_on)

    def touches(self, week: Week) -> bool:
        """Whether the site was live on a day of the week."""
        return self.starts_on <= week.sunday and (self.ends_on is None or week.monday <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one site.

    ``every_weeks`` is its interval, ``updates`` the school's days that count as updates.  ``unread_since`` is the day
    from which nothing could be read of it, None while it can be.
    """

    spells: tuple[Spell, ...]
    updates: frozenset[date]
    every_weeks: int = 1
    unread_since: date | None = None

    @property
    def is_live(self) -> bool:
        """Whether the site is live now."""
        return any(spell.ends_on is None for spell in self.spells)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a site, Monday to Sunday; both days belong to it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a site stands, and on what that rests.

    ``missed`` counts due periods in a row without anything new, up to the period before this one, and ``missed_from``
    is the first of them.  ``due_by`` is the last pupil day on which this period's update can still come, None where
    none is due.  ``last_update`` is the newest day that counts.
    """

    state: Freshness
    period: Period | None
    missed: int = 0
    due_by: date | None = None
    last_update: date | None = None
    unread_since: date | None = None
    missed_from: Period | None = None

    def expected_by(self, weekday: int) -> date | None:
        """The day from which who writes for the site is reminded; None where this period asks for nothing.

        ``weekday`` is the site's own or the policy's, 0 for Monday.  It falls in the last week that asks for something,
        and never after the last day on which it is asked for.
        """
        return None if self.due_by is None else min(_monday(self.due_by) + DAY * weekday, self.due_by)


class PupilDays(dict[date, tuple[date, ...]]):
    """The pupil days of a school's weeks, by their Monday; each week is read from the calendar when it is asked for.

    How a site stands is asked of its last few weeks, and a year's grid of forty: never of all that is typed.
    """

    def __init__(self, calendar: SchoolCalendar) -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, monday: date) -> tuple[date, ...]:
        self[monday] = days = pupil_days(self._calendar, monday, monday + WEEK - DAY)
        return days


@lru_cache(maxsize=512)
def pupil_days_by_week(calendar: SchoolCalendar) -> PupilDays:
    """The pupil days of every week.  Kept, because a grid asks the same for each of the school's sites."""
    return PupilDays(calendar)


@dataclass(frozen=True, slots=True)
class _Read:
    """A site beside its school's weeks, read once for all the periods that are asked about: a grid asks about many.

    ``start`` is the Monday from which its periods are counted, ``updated`` the Mondays of the weeks up to today that
    brought something new.
    """

    site: Published
    start: date
    pupil_days: PupilDays
    updated: frozenset[date]

    def period(self, day: date) -> Period | None:
        """The period that holds the day; None before the site was ever live."""
        weeks = (_monday(day) - self.start).days // 7
        return None if weeks < 0 else self.from_monday(self.start + WEEK * (weeks - weeks % self.site.every_weeks))

    def from_monday(self, monday: date) -> Period:
        """The period that begins on this Monday."""
        return Period(monday, monday + WEEK * self.site.every_weeks - DAY)

    def is_updated(self, period: Period) -> bool:
        """Whether the period brought something new up to today."""
        mondays = (period.first + WEEK * number for number in range(self.site.every_weeks))
        return any(monday in self.updated for monday in mondays)

    def asked_by(self, period: Period) -> date | None:
        """The last pupil day of the period on which an update may be asked for; None means that it is not due."""
        for number in reversed(range(self.site.every_weeks)):
            for day in reversed(self.pupil_days[period.first + WEEK * number]):
                if any(spell.asks_on(day) for spell in self.site.spells):
                    return day
        return None

    def missed_before(self, period: Period) -> tuple[int, Period | None]:
        """How many due periods in a row ended without anything new, up to the one before, and the first of them."""
        missed, first = 0, None
        monday = period.first - WEEK * self.site.every_weeks
        while monday >= self.start:
            earlier = self.from_monday(monday)
            if self.is_updated(earlier):
                break
            if self.asked_by(earlier) is not None:
                missed, first = missed + 1, earlier
            monday -= WEEK * self.site.every_weeks
        return missed, first


def _read(calendar: SchoolCalendar, site: Published, today: date) -> _Read | None:
    if not site.spells:
        return None
    updated = frozenset(_monday(day) for day in site.updates if day <= today)
    return _Read(site, _monday(min(spell.starts_on for spell in site.spells)), pupil_days_by_week(calendar), updated)


def freshness_of(calendar: SchoolCalendar, site: Published, today: date, asleep_after: int) -> Standing:
    """How the site stands today; ``asleep_after`` is the policy's number of missed periods in a row."""
    last_update = max((day for day in site.updates if day <= today), default=None)
    read = _read(calendar, site, today)
    period = read.period(today) if read else None
    if read is None or period is None or not site.is_live:
        return Standing(Freshness.NOTHING_DUE, period, last_update=last_update)
    if read.is_updated(period):
        return Standing(Freshness.FRESH, period, last_update=last_update)
    due_by, (missed, missed_from) = read.asked_by(period), read.missed_before(period)
    state = _state(missed, asleep_after, is_due=due_by is not None)
    if site.unread_since is not None and state is not Freshness.NOTHING_DUE:
        state = Freshness.NOT_CHECKED
    return Standing(state, period, missed, due_by, last_update, site.unread_since, missed_from)


def weeks_of_year(
    calendar: SchoolCalendar, site: Published, weeks: Sequence[Week], today: date
) -> tuple[WeekCell, ...]:
    """What each of the weeks was for the site.

    A period of several weeks shows where in it the updates came; its other weeks are quiet.  A missed period shows in
    its last week that held a day for it.
    """
    read = _read(calendar, site, today)
    if read is None:
        return tuple(WeekCell.NOT_LIVE for _ in weeks)
    return tuple([_cell(read, week, today) for week in weeks])


def severity(standing: Standing) -> tuple[int, int, date]:
    """What the grid sorts by; the lowest is the worst."""
    return (list(Freshness).index(standing.state), -standing.missed, standing.last_update or date.min)


def _state(missed: int, asleep_after: int, *, is_due: bool) -> Freshness:
    if missed >= asleep_after:
        return Freshness.ASLEEP
    if missed:
        return Freshness.LATE
    return Freshness.DUE if is_due else Freshness.NOTHING_DUE


def _cell(read: _Read, week: Week, today: date) -> WeekCell:
    if week.monday in read.updated:
        return WeekCell.UPDATED
    if not any(spell.touches(week) for spell in read.site.spells):
        return WeekCell.NOT_LIVE
    if week.monday > today:
        return WeekCell.TO_COME
    period = read.period(week.monday)
    due_by = None if period is None or read.is_updated(period) else read.asked_by(period)
    # One cell speaks for the whole period: the week of the last day on which the update could have come.
    if period is None or due_by is None or not week.holds(due_by):
        return WeekCell.QUIET
    if read.site.unread_since is not None and period.last >= read.site.unread_since:
        return WeekCell.NOT_KNOWN
    return WeekCell.DUE if today <= period.last else WeekCell.MISSED


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
