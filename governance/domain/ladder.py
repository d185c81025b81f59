"""How a reminder climbs: who is told today of one thing that is owed, and when the next rung is (A.1.5; DESIGN 7).

Somebody is told on school days only, from the first school day on which a thing may be said.  A reminder repeats every
school day for three school weeks and then once a week until the thing is settled, and goes one rung up after the
policy's number of school days.  Whoever was told stays told.  A rung on which nobody can be reached, or nobody who has
not been told, is passed over at once.  What is said weeks ahead of its day repeats once a week and does not climb until
its last week.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.calendar import SchoolCalendar, is_school_day, pupil_days
from governance.domain.reminders import Matter, Owed, Rung

A_WEEK = timedelta(days=7)
MOST_DAILY = 15
"""So many mornings in a row a thing is said; then once a week, because nobody reads the sixteenth."""
SAID_AHEAD = frozenset(
    {
        Matter.DUE_FOR_DECISION,
        Matter.EVALUATION,
        Matter.POLICY_REVIEW,
        Matter.CALENDAR_ENDS,
        Matter.TRAINING_ENDS,
        Matter.AUTHORISATION_ENDS,
        Matter.DELEGATION_ENDS,
        Matter.VETTING_ENDS,
        Matter.STANDING_APPROVAL_ENDS,
        Matter.PLATFORM_CLOSES,
    }
)
"""What people are told so many days before its day that telling them every morning would teach them to look away."""

People = Mapping[Rung, frozenset[int]]
"""The persons of each rung who can be reached today."""


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """The policy's school days before each further rung is told as well."""

    owner: int
    ict_lead: int
    head: int

    def after(self, rung: Rung) -> int | None:
        """Return how many school days a rung has for itself; None for the last one."""
        return {Rung.AUTHOR: self.owner, Rung.RESOURCING_OWNER: self.ict_lead, Rung.ICT_LEAD: self.head}.get(rung)


@dataclass(frozen=True, slots=True)
class Climb:
    """How far a reminder has come: the highest rung told, since which school day, and the day of the last message."""

    rung: Rung
    climbed_on: date
    told_on: date
    times_told: int = 1


def climb_today(
    owed: Owed, before: Climb | None, today: date, calendar: SchoolCalendar, between: DaysBetween, people: People
) -> Climb | None:
    """Return how far the reminder is once today's message went out; None where nobody is told today."""
    if today < owed.since or not is_school_day(calendar, today):
        return None
    if before is None:
        first = _first(owed.starts_at, people)
        return None if first is None else Climb(first, today, today)
    is_early = is_said_early(owed, today)
    is_weekly = is_early or is_said_often(owed, before, today)
    if before.told_on >= today or (is_weekly and today - before.told_on < A_WEEK):
        return None
    rung = before.rung
    if (not is_early and _has_had_its_days(before, today, calendar, between)) or not people.get(rung):
        rung = _next(owed, rung, people) or rung
    if not told_on(owed, rung, people):
        return None
    climbed_on = before.climbed_on if rung == before.rung else today
    return Climb(rung, climbed_on, today, before.times_told + 1)


def told_on(owed: Owed, rung: Rung, people: People) -> frozenset[int]:
    """Return everybody who is told where a reminder has come to ``rung``: that rung's people and all below it."""
    return frozenset().union(*(people.get(one, frozenset()) for one in Rung if owed.starts_at <= one <= rung))


def is_said_early(owed: Owed, today: date) -> bool:
    """Whether there is more than a week left for a thing that is said ahead of its day."""
    return owed.matter in SAID_AHEAD and owed.by is not None and owed.by - today > A_WEEK


def is_said_often(owed: Owed, before: Climb, today: date) -> bool:
    """Whether a thing was said on so many mornings that once a week is enough; never in the week before its day."""
    presses = owed.by is not None and today <= owed.by <= today + A_WEEK
    return before.times_told >= MOST_DAILY and not presses


def _first(rung: Rung, people: People) -> Rung | None:
    return next((one for one in Rung if one >= rung and people.get(one)), None)


def _next(owed: Owed, rung: Rung, people: People) -> Rung | None:
    """Return the next rung on which there is somebody who was not told already, whom a school of two often lacks."""
    told = told_on(owed, rung, people)
    return next((one for one in Rung if one > rung and people.get(one, frozenset()) - told), None)


def _has_had_its_days(before: Climb, today: date, calendar: SchoolCalendar, between: DaysBetween) -> bool:
    days = between.after(before.rung)
    return days is not None and len(pupil_days(calendar, before.climbed_on + timedelta(days=1), today)) >= days
