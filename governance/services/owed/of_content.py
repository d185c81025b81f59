"""What is owed about content: drafts that wait for a yes, and a standing approval that ends soon (A.3.4).

A draft is owed by whoever of the leadership team did not write it; one line for each site, however many wait.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.content.words import DraftState
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import Role, SiteState
from governance.models import Draft, School, Site, StandingApproval
from governance.services.actors import heads_today, holders_of, school_today

SAID_BEFORE = dt.timedelta(days=7)
"""So long before its last day somebody is told that a standing approval ends: long enough to give the next."""


def owed_content(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield what the leadership team owes today."""
    today = school_today(school, now)
    waiting = _waiting(session, school)
    ending = _ending(session, school, today)
    if not waiting and not ending:
        return
    team = {*holders_of(session, school.id, Role.LEADERSHIP, today), *heads_today(session, school.id, today)}
    for site, count, oldest, writer in waiting:
        # Where everything that waits is one person's, that person cannot settle it.
        authors = tuple(sorted(team - ({writer} if writer else set())))
        since = school_today(school, oldest)
        yield _of_site(school, site, Matter.CONTENT_WAITS, since, authors, period=since.isoformat(), count=count)
    for site, ends_on in ending:
        since = ends_on - SAID_BEFORE
        authors = tuple(sorted(team))
        matter = Matter.STANDING_APPROVAL_ENDS
        yield _of_site(school, site, matter, since, authors, period=ends_on.isoformat(), by=ends_on)


def _of_site(
    school: School,
    site: Site,
    matter: Matter,
    since: dt.date,
    authors: tuple[int, ...],
    *,
    period: str,
    by: dt.date | None = None,
    count: int | None = None,
) -> Owed:
    path = f"/s/{school.slug}/sites/{site.id}/content"
    return Owed(
        matter,
        "site",
        site.id,
        period,
        since,
        site.name,
        path,
        by=by,
        count=count,
        authors=authors,
        owner=site.resourcing_owner_id,
        starts_at=Rung.AUTHOR if authors else Rung.HEAD,
    )


def _waiting(session: Session, school: School) -> list[tuple[Site, int, dt.datetime, int | None]]:
    """How many drafts wait on each site, since when the oldest does, and who wrote them where one person did."""
    writers = sa.func.count(sa.distinct(Draft.author_id))
    counted = (
        sa.select(
            Draft.site_id,
            sa.func.count().label("drafts"),
            sa.func.min(Draft.submitted_at).label("oldest"),
            sa.case((writers == 1, sa.func.min(Draft.author_id))).label("writer"),
        )
        .where(Draft.school_id == school.id, Draft.state == DraftState.SUBMITTED)
        .group_by(Draft.site_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(Site, counted.c.drafts, counted.c.oldest, counted.c.writer)
        .join(counted, sa.and_(Site.school_id == school.id, Site.id == counted.c.site_id))
        .order_by(Site.id)
    )
    return [(site, drafts, oldest, writer) for site, drafts, oldest, writer in rows]


def _ending(session: Session, school: School, today: dt.date) -> list[tuple[Site, dt.date]]:
    """The live sites whose last standing approval ends within a week; one that goes on after it says nothing."""
    later = aliased(StandingApproval)
    goes_on = sa.exists().where(
        later.school_id == StandingApproval.school_id,
        later.site_id == StandingApproval.site_id,
        later.ended_on.is_(None),
        later.ends_on > StandingApproval.ends_on,
    )
    rows = session.execute(
        sa.select(Site, StandingApproval.ends_on)
        .join(
            StandingApproval,
            sa.and_(StandingApproval.school_id == Site.school_id, StandingApproval.site_id == Site.id),
        )
        .where(
            Site.school_id == school.id,
            Site.state == SiteState.LIVE,
            StandingApproval.ended_on.is_(None),
            StandingApproval.ends_on >= today,
            StandingApproval.ends_on <= today + SAID_BEFORE,
            ~goes_on,
        )
        .order_by(Site.id, StandingApproval.id)
    )
    return list(dict.fromkeys((site, ends_on) for site, ends_on in rows))
