"""Measures what the clock asks of a whole trust by reading alone: how each site stands, and one school's year grid.

No page shows 300 schools at once; the clock asks one school after the other, with all that it reads for it: policy,
calendar, what was published.  DESIGN 12 gives the weekly grid of 300 schools half a second.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.calendar import weeks_from
from governance.domain.freshness import Standing, WeekCell, freshness_of, weeks_of_year
from governance.models import School
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.published import published_at_school
from governance.services.school_days import calendar_of
from scripts.bench_measure import Alone
from scripts.bench_trust import LAUNCHED
from tests.factories import NOW

MOST_MILLISECONDS = 500


def grid_budgets(engine: Engine, schools: int) -> list[Alone]:
    """The present week of every school, and the school year of one."""
    return [
        Alone(f"the week of {schools} schools", MOST_MILLISECONDS, lambda: standings(engine), rounds=5),
        Alone("the school year of one school, by week (our own)", 100, lambda: year_grid(engine), rounds=20),
    ]


def standings(engine: Engine) -> list[Standing]:
    """Return how every site of every school stands in the present week."""
    found: list[Standing] = []
    with Session(engine) as session:
        for school in session.scalars(sa.select(School).order_by(School.id)).all():
            policy, calendar = policy_of(session, school.id), calendar_of(session, school)
            zone, today = ZoneInfo(school.time_zone), school_today(school, NOW)
            every, asleep_after = policy.update_interval_weeks, policy.asleep_after_missed_updates
            for site in published_at_school(session, school.id, zone, every, newest_by=today):
                found.append(freshness_of(calendar, site.published, today, asleep_after))
    return found


def year_grid(engine: Engine) -> list[tuple[WeekCell, ...]]:
    """Return the cells of the first school's sites for the school year that the present week is of."""
    with Session(engine) as session:
        school = session.scalars(sa.select(School).order_by(School.id).limit(1)).one()
        policy, calendar = policy_of(session, school.id), calendar_of(session, school)
        weeks = weeks_from(LAUNCHED.replace(year=NOW.year), LAUNCHED.replace(year=NOW.year + 1, month=7))
        sites = published_at_school(session, school.id, ZoneInfo(school.time_zone), policy.update_interval_weeks)
        return [weeks_of_year(calendar, site.published, weeks, school_today(school, NOW)) for site in sites]
