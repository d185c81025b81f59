"""Reads how far commenting on a paused site has come: what is wanted, what was seen and when, what is in the way.

May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.trouble import TROUBLES, Trouble
from governance.domain.comments.words import Commenting, Delivery
from governance.models import ClosedPost, CommentingOnHost, HostConnection, Person

MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that we closed and that is closed still."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class CommentingLine:
    """How far commenting on one site has come.

    ``kind`` is its connection's, empty without one; ``count`` how many posts we closed that are closed still, of which
    the first are ``posts``.  ``seen_at`` is when it was last seen or ticked off.
    """

    wanted: Commenting
    delivery: Delivery
    sequence: int
    wished_at: dt.datetime
    confirmed_at: dt.datetime | None
    seen_at: dt.datetime | None
    do_by: dt.date | None
    next_try: dt.datetime | None
    trouble: Trouble | None
    done_by: str
    done_at: dt.datetime | None
    kind: str
    count: int
    posts: tuple[PostLine, ...]


def commenting_line(session: Session, school_id: int, site_id: int) -> CommentingLine | None:
    """Return how far it is on one site; None where it never was paused."""
    found = session.execute(
        sa.select(CommentingOnHost, Person.name, HostConnection.kind)
        .outerjoin(Person, Person.id == CommentingOnHost.done_by)
        .outerjoin(
            HostConnection,
            sa.and_(
                HostConnection.school_id == CommentingOnHost.school_id,
                HostConnection.site_id == CommentingOnHost.site_id,
                HostConnection.closed_at.is_(None),
            ),
        )
        .where(CommentingOnHost.school_id == school_id, CommentingOnHost.site_id == site_id)
    ).first()
    if found is None:
        return None
    row, name, kind = found
    closed = sa.and_(
        ClosedPost.school_id == school_id,
        ClosedPost.commenting_id == row.id,
        ClosedPost.closed_at.is_not(None),
        ClosedPost.opened_at.is_(None),
    )
    posts = session.execute(
        sa.select(ClosedPost.title, ClosedPost.address).where(closed).order_by(ClosedPost.id).limit(MOST_NAMED)
    )
    return CommentingLine(
        wanted=row.wanted,
        delivery=row.delivery,
        sequence=row.sequence,
        wished_at=row.wished_at,
        confirmed_at=row.confirmed_at,
        seen_at=row.said_at,
        do_by=row.do_by,
        next_try=row.due_at,
        trouble=_trouble(row),
        done_by=name or "",
        done_at=row.done_at,
        kind=kind or "",
        count=session.scalar(sa.select(sa.func.count()).select_from(ClosedPost).where(closed)) or 0,
        posts=tuple(PostLine(title, address) for title, address in posts),
    )


def _trouble(row: CommentingOnHost) -> Trouble | None:
    if not row.trouble:
        return None
    return Trouble(row.trouble if row.trouble in TROUBLES else "failed_here", row.trouble_detail)
