"""What is owed after a withdrawn consent: images that should be down by now and are not (A.4.4).

A line names the site and nobody.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import local_day
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import School, Site, TakeDown
from governance.services.actors import school_today
from governance.services.owed.people_here import members_here


def owed_take_downs(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield the overdue take-downs by site, those that are on no site together; their authors see to the site."""
    rows = session.execute(
        sa.select(TakeDown.site_id, Site.name, Site.resourcing_owner_id, TakeDown.responsible_id, TakeDown.due_at)
        .outerjoin(Site, sa.and_(Site.school_id == TakeDown.school_id, Site.id == TakeDown.site_id))
        .where(TakeDown.school_id == school.id, TakeDown.done_at.is_(None), TakeDown.due_at < now)
        .order_by(TakeDown.due_at, TakeDown.id)
    ).all()
    here = members_here(session, school.id, school_today(school, now)) if rows else frozenset()
    for site_id in dict.fromkeys(row.site_id for row in rows):
        found = [row for row in rows if row.site_id == site_id]
        since = local_day(found[0].due_at, ZoneInfo(school.time_zone))
        responsible = dict.fromkeys(row.responsible_id for row in found)
        authors = tuple(person for person in responsible if person is not None and person in here)
        owner = found[0].resourcing_owner_id
        yield Owed(
            Matter.TAKE_DOWN,
            "site" if site_id is not None else "school",
            site_id or school.id,
            since.isoformat(),
            since,
            found[0].name or "what the school shows outside its sites",
            f"/s/{school.slug}/take-downs",
            count=len(found),
            authors=authors,
            owner=owner,
            starts_at=Rung.AUTHOR if authors else Rung.ICT_LEAD if site_id is None else Rung.RESOURCING_OWNER,
        )
