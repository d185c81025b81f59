"""When the demo's people are away: an afternoon soon, and later a day on which nobody is left for one blog.

That day is so far ahead that there is time to ask somebody, and nothing turns amber by it.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.calendar import next_school_days
from governance.models import AbsenceSpan, School
from governance.services.absences import record_absence
from governance.services.actors import school_today
from governance.services.school_days import calendar_of

DAYS = 10
"""School days ahead over which the absences are spread."""


def fill_absences(demo: Demo) -> None:
    """Enter them, unless absences are entered or the calendar knows too few of the days to come."""
    there = demo.session.scalar(sa.select(AbsenceSpan.id).where(AbsenceSpan.school_id == demo.school_id).limit(1))
    school = demo.session.get_one(School, demo.school_id)
    days = next_school_days(calendar_of(demo.session, school), school_today(school, demo.now), DAYS)
    demo.session.rollback()
    if there is not None or len(days) < DAYS:
        return
    _away(demo, "assistant", days[2], days[2], starts_midday=True)
    _away(demo, "teacher", days[7], days[9])
    # On this one day the Year 4 blog has neither of its two.
    _away(demo, "assistant", days[8], days[8])


def _away(demo: Demo, who: str, starts_on: dt.date, ends_on: dt.date, *, starts_midday: bool = False) -> None:
    person = demo.actor(who)
    record_absence(
        demo.session,
        person,
        demo.now,
        person_id=person.person_id or 0,
        starts_on=starts_on,
        ends_on=ends_on,
        starts_midday=starts_midday,
    )
