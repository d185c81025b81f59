"""What is owed about updates: due from a day of the week on, late, asleep (A.1.5, A.1.6).

The day is the one that the site agreed in its proposal, else the policy's.  What could not be checked is owed by
nobody: it is never called late.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.calendar import weekday_number
from governance.domain.freshness import Freshness, Period, Standing, freshness_of
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import School
from governance.services.actors import school_today
from governance.services.owed.people_here import members_here
from governance.services.policy import policy_of
from governance.services.published import SitePublished, published_at_school
from governance.services.school_days import calendar_of
from governance.services.updaters import updaters_of

A_DAY = dt.timedelta(days=1)


def owed_updates(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield what each live site owes; its authors are those who update it and are still at the school."""
    policy, calendar = policy_of(session, school.id), calendar_of(session, school)
    today = school_today(school, now)
    every = policy.update_interval_weeks
    published = published_at_school(session, school.id, ZoneInfo(school.time_zone), every, newest_by=today)
    sites = [site for site in published if site.state is SiteState.LIVE]
    updaters = updaters_of(session, school.id, [site.version_id for site in sites if site.version_id])
    here = members_here(session, school.id, today)
    for site in sites:
        authors = tuple(one for one in updaters.get(site.version_id or 0, ()) if one in here)
        standing = freshness_of(calendar, site.published, today, policy.asleep_after_missed_updates)
        weekday = weekday_number(site.update_weekday or policy.update_weekday)
        yield from _of_site(school, site, standing, authors, today, weekday)


def _of_site(
    school: School, site: SitePublished, standing: Standing, authors: tuple[int, ...], today: dt.date, weekday: int
) -> Iterator[Owed]:
    what = _what(standing, today, weekday)
    if what is None:
        return
    matter, period, since = what
    yield Owed(
        matter,
        "site",
        site.site_id,
        _week(period),
        since,
        site.name,
        f"/s/{school.slug}/sites/{site.site_id}/updates",
        by=standing.due_by,
        count=standing.missed or None,
        authors=authors,
        owner=site.owner_id,
        starts_at=Rung.AUTHOR if authors else Rung.RESOURCING_OWNER,
    )


def _what(standing: Standing, today: dt.date, weekday: int) -> tuple[Matter, Period, dt.date] | None:
    """What a site owes, for which period, and since when: the row of missed periods is one matter while it lasts."""
    if standing.state is Freshness.DUE and standing.period is not None:
        expected = standing.expected_by(weekday)
        return (Matter.UPDATE_DUE, standing.period, expected) if expected is not None and expected <= today else None
    if standing.state in (Freshness.LATE, Freshness.ASLEEP) and standing.missed_from is not None:
        matter = Matter.UPDATE_LATE if standing.state is Freshness.LATE else Matter.SITE_ASLEEP
        return matter, standing.missed_from, standing.missed_from.last + A_DAY
    return None


def _week(period: Period) -> str:
    """The ISO week in which a period begins: "2026-W47"."""
    year, week, _ = period.first.isocalendar()
    return f"{year}-W{week:02}"
