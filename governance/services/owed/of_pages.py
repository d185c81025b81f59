"""What is owed about sites' own pages: a check that fails and that nobody has put right or looked at (7.1, A.4.1).

What could not be checked is owed by nobody.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import local_day
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import PageWatch, School, Site
from governance.services.actors import school_today
from governance.services.owed.people_here import administrators_here


def owed_page_checks(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield each live site whose page fails; its authors are its administrators."""
    rows = session.execute(
        sa.select(Site.id, Site.name, Site.resourcing_owner_id, PageWatch.failing_since)
        .join(PageWatch, sa.and_(PageWatch.school_id == Site.school_id, PageWatch.site_id == Site.id))
        .where(Site.school_id == school.id, Site.state == SiteState.LIVE, PageWatch.failing_since.is_not(None))
        .order_by(Site.id)
    ).all()
    people = administrators_here(session, school.id, school_today(school, now)) if rows else {}
    for row in rows:
        authors = people.get(row.id, ())
        since = local_day(row.failing_since, ZoneInfo(school.time_zone))
        yield Owed(
            Matter.PAGE_CHECK,
            "site",
            row.id,
            since.isoformat(),
            since,
            row.name,
            f"/s/{school.slug}/sites/{row.id}/page-check",
            authors=authors,
            owner=row.resourcing_owner_id,
            starts_at=Rung.AUTHOR if authors else Rung.RESOURCING_OWNER,
        )
