"""Reads what came out on sites and by what each post was approved, for the pages of content (A.3.4); it never writes.

What came out without approval and its count come from one WHERE.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Number
from governance.domain.content.words import ContentKind, MatchedBy
from governance.models import ContentMatch, DraftVersion, Person, Site, SiteUpdate

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post of which an approval is asked, and by what it has one; ``said_by`` is empty where nobody said it."""

    match_id: int
    update_id: int
    site_id: int
    site: str
    title: str
    address: str
    day: dt.date | None
    matched_by: MatchedBy
    draft_id: int | None
    said_by: str
    said_at: dt.datetime | None
    reason: str
    kind: ContentKind | None
    revision: int


def is_unapproved(school_id: Number | None) -> sa.ColumnElement[bool]:
    """Return which posts came out without approval and still are; joined with their updates by the caller."""
    return sa.and_(
        ContentMatch.school_id == school_id,
        ContentMatch.matched_by == MatchedBy.NOTHING,
        SiteUpdate.withdrawn_at.is_(None),
    )


def of_update() -> sa.ColumnElement[bool]:
    """Return what joins a match with its update."""
    return sa.and_(SiteUpdate.school_id == ContentMatch.school_id, SiteUpdate.id == ContentMatch.update_id)


def posts_where(session: Session, *where: sa.ColumnElement[bool]) -> list[PostLine]:
    """Return the posts of which this holds, the newest first."""
    rows = session.execute(
        sa.select(
            ContentMatch.id.label("match_id"),
            ContentMatch.update_id,
            ContentMatch.site_id,
            Site.name.label("site"),
            SiteUpdate.title,
            SiteUpdate.address,
            SiteUpdate.counts_on.label("day"),
            ContentMatch.matched_by,
            DraftVersion.draft_id,
            sa.func.coalesce(Person.name, "").label("said_by"),
            ContentMatch.said_at,
            ContentMatch.reason,
            ContentMatch.kind,
            ContentMatch.revision,
        )
        .join(SiteUpdate, of_update())
        .join(Site, sa.and_(Site.school_id == ContentMatch.school_id, Site.id == ContentMatch.site_id))
        .outerjoin(
            DraftVersion,
            sa.and_(DraftVersion.school_id == ContentMatch.school_id, DraftVersion.id == ContentMatch.version_id),
        )
        .outerjoin(Person, Person.id == ContentMatch.said_by)
        .where(*where, SiteUpdate.withdrawn_at.is_(None))
        .order_by(SiteUpdate.counts_on.desc(), ContentMatch.id.desc())
        .limit(MOST_SHOWN)
    )
    return [PostLine(**row._mapping) for row in rows]


def post_of(session: Session, school_id: int, site_id: int, match_id: int) -> PostLine | None:
    """Return one post of a site, or None."""
    of_site = (ContentMatch.school_id == school_id, ContentMatch.site_id == site_id, ContentMatch.id == match_id)
    return next(iter(posts_where(session, *of_site)), None)


def unapproved_by_site(session: Session, school_id: int) -> list[tuple[int, str, int, dt.date | None]]:
    """Return the sites on which something came out without approval: number, name, how many, and since which day."""
    rows = session.execute(
        sa.select(ContentMatch.site_id, Site.name, sa.func.count(), sa.func.min(SiteUpdate.counts_on))
        .join(SiteUpdate, of_update())
        .join(Site, sa.and_(Site.school_id == ContentMatch.school_id, Site.id == ContentMatch.site_id))
        .where(is_unapproved(school_id))
        .group_by(ContentMatch.site_id, Site.name)
        .order_by(Site.name)
    )
    return [(site_id, name, count, since) for site_id, name, count, since in rows]


def unapproved_on(session: Session, school_id: int, site_id: int) -> int:
    """Return how many posts came out on a site without approval and still are without."""
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(ContentMatch)
        .join(SiteUpdate, of_update())
        .where(is_unapproved(school_id), ContentMatch.site_id == site_id)
    )
    return count or 0


def unapproved_updates(session: Session, school_id: int, site_id: int) -> dict[int, PostLine]:
    """Return the posts of a site that came out without approval, by the number of the update that each is."""
    return {
        one.update_id: one for one in posts_where(session, is_unapproved(school_id), ContentMatch.site_id == site_id)
    }
