"""Reads what one site published, for its page about what is new (A.1.5).

What all sites published is ``services/published.py``.  This never writes, and imports neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Person, SiteUpdate

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """One thing that a site published, or that somebody said it did.  ``person`` is empty where a feed told it."""

    id: int
    title: str
    address: str
    said_at: dt.datetime | None
    first_seen_at: dt.datetime
    counts_on: dt.date | None
    why: str
    person: str
    withdrawn_at: dt.datetime | None


def updates_of(session: Session, school_id: int, site_id: int) -> list[UpdateRow]:
    """Return what a site published, the newest first."""
    rows = session.execute(
        sa.select(
            SiteUpdate.id,
            SiteUpdate.title,
            SiteUpdate.address,
            SiteUpdate.said_at,
            SiteUpdate.first_seen_at,
            SiteUpdate.counts_on,
            SiteUpdate.why,
            sa.func.coalesce(Person.name, "").label("person"),
            SiteUpdate.withdrawn_at,
        )
        .outerjoin(Person, Person.id == SiteUpdate.recorded_by)
        .where(SiteUpdate.school_id == school_id, SiteUpdate.site_id == site_id)
        .order_by(sa.func.coalesce(SiteUpdate.counts_on, sa.cast(SiteUpdate.said_at, sa.Date)).desc(), SiteUpdate.id)
        .limit(MOST_SHOWN)
    )
    return [UpdateRow(**row._mapping) for row in rows]
