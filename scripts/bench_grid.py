"""Measures what the clock asks of a whole trust by reading alone: how each site stands, and one school's year grid.

No page shows 300 schools at once yet.  What one school's page reads for it, policy, calendar and what was published,
is read here for all of them by the same functions.  DESIGN 12 gives the weekly grid of 300 schools half a second.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.calendar import weeks_from
from governance.domain.freshness import Standing, WeekCell, freshness_of, weeks_of_year
from governance.domain.policy import DEFAULT_POLICY
from governance.models import School
from governance.services.actors import school_today, today_in
from governance.services.policy import changed_policies, policy_of
from governance.services.published import published_at_school, published_at_schools
from governance.services.school_days import calendar_of, calendars_of
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
        schools = session.execute(sa.select(School.id, School.nation, School.time_zone)).all()
        changed = changed_policies(session)
        calendars = calendars_of(session, {school.id: school.nation for school in schools})
        policies = {school.id: changed.get(school.id, DEFAULT_POLICY) for school in schools}
        # Schools in one time zone have the same day, and are read at once.
        for time_zone in {school.time_zone for school in schools}:
            zone, today = ZoneInfo(time_zone), today_in(time_zone, NOW)
            asked = {
                school.id: (zone, policies[school.id].update_interval_weeks)
                for school in schools
                if school.time_zone == time_zone
            }
            for school_id, sites in published_at_schools(session, asked, newest_by=today).items():
                calendar, asleep_after = calendars[school_id], policies[school_id].asleep_after_missed_updates
                found += [freshness_of(calendar, site.published, today, asleep_after) for site in sites]
    return found


def year_grid(engine: Engine) -> list[tuple[WeekCell, ...]]:
    """Return the cells of the first school's sites for the school year that the present week is of."""
    with Session(engine) as session:
        school = session.scalars(sa.select(School).order_by(School.id).limit(1)).one()
        policy, calendar = policy_of(session, school.id), calendar_of(session, school)
        weeks = weeks_from(LAUNCHED.replace(year=NOW.year), LAUNCHED.replace(year=NOW.year + 1, month=7))
        sites = published_at_school(session, school.id, ZoneInfo(school.time_zone), policy.update_interval_weeks)
        return [weeks_of_year(calendar, site.published, weeks, school_today(school, NOW)) for site in sites]
