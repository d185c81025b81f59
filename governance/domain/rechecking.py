"""What turns a live site amber: the checks of its gate that stopped holding, asked again every day (DESIGN 5, A.5).

For people the clock starts with a lost appointment or with so many uncovered school days in a row, never with one day
of flu, a training that waits or a new policy that is still to be read.  The days in a row are days that were: an
absence that leaves the days ahead bare is shown on the cover page, where there is still time to ask somebody.
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from governance.domain.absences import Absence
from governance.domain.calendar import SchoolCalendar, pupil_days
from governance.domain.cover import Appointment, CountingRules, DayCover, cover_of, distinct_people
from governance.domain.gate import Check
from governance.domain.words import Duty

PEOPLE, COVER = "people", "cover"
"""The two checks about people, which have their own clocks."""

DECIDED_BY_THE_HEAD = "exit_plan"
"""The check of the planned end, which the head's decision answers and no date."""

APPOINTED = CountingRules(training_required=False, acknowledgement_required=False)
"""Whether somebody is appointed at all; training and reading lapse and come back without an appointment."""

LONGEST_HOLIDAY = 70
"""Days to look back over for one school day, longer than any summer."""


def stopped_holding(checks: Iterable[Check], *, people_lost: bool, uncovered_too_long: bool) -> tuple[str, ...]:
    """Return the keys of the checks that turn a live site amber, in the order of the gate."""
    apart = {PEOPLE: people_lost, COVER: uncovered_too_long, DECIDED_BY_THE_HEAD: False}
    return tuple(check.key for check in checks if apart.get(check.key, not check.holds))


def is_lost(appointments: Sequence[Appointment], today: date, people_at_least: int) -> bool:
    """Return whether the site lost an appointment that it needs: too few appointed people, or no administrator."""
    people = distinct_people(appointments, today, None, APPOINTED)
    administrators = distinct_people(appointments, today, Duty.ADMINISTRATOR, APPOINTED)
    return len(people) < people_at_least or not administrators


def days_looked_at(calendar: SchoolCalendar, since: date, today: date, count: int) -> tuple[date, ...]:
    """Return the last ``count`` school days up to today and not before ``since``, or as many as there were."""
    first = max(since, today - timedelta(days=LONGEST_HOLIDAY + count * 2))
    return pupil_days(calendar, first, today)[-count:]


def cover_looked_back(
    days: Iterable[date],
    appointments: Sequence[Appointment],
    minimum_moderators: int,
    rules: CountingRules,
    policy_since: date | None,
    absences: Sequence[Absence] = (),
) -> tuple[DayCover, ...]:
    """Return who was there on past days; nobody had to know a policy on a day before it was published."""
    before = replace(rules, acknowledgement_required=False)
    return tuple(
        cover
        for day in days
        for cover in cover_of(
            (day,),
            appointments,
            minimum_moderators,
            absences,
            before if policy_since is not None and day < policy_since else rules,
        )
    )


def is_uncovered_too_long(cover: Sequence[DayCover], count: int) -> bool:
    """Return whether each of the last ``count`` school days lacked a moderator; with fewer days known it is not."""
    return len(cover) >= count and not any(day.covered for day in cover)
