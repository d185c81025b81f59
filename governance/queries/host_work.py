"""Reads what has still to happen on hosts: tasks for a person, and decisions on their way.

May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Delivery
from governance.models import Comment, CommentOnHost, CommentRevision, Person, Site, is_shown

MOST = 200


@dataclass(frozen=True, slots=True)
class HostWork:
    """One decision that its host has not taken yet; ``words`` are the comment's, so that it is found there."""

    comment_id: int
    site: str
    address: str
    author: str
    words: str
    wanted: HostState
    sequence: int
    delivery: Delivery
    urgent: bool
    since: dt.datetime
    next_try: dt.datetime | None
    trouble: Trouble | None
    done_by: str | None
    done_at: dt.datetime | None


def host_work(
    session: Session, within: sa.ColumnElement[bool], delivery: Delivery, most: int = MOST
) -> tuple[HostWork, ...]:
    """Return what waits on hosts among the comments ``within``, urgent first and then the oldest."""
    rows = session.execute(
        sa.select(CommentOnHost, Comment, CommentRevision, Site.name, Person.name)
        .join(Comment, sa.and_(Comment.school_id == CommentOnHost.school_id, Comment.id == CommentOnHost.comment_id))
        .join(
            CommentRevision,
            is_shown(),
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .outerjoin(Person, Person.id == CommentOnHost.done_by)
        .where(waits_on_host(within, delivery))
        .order_by(CommentOnHost.urgent.desc(), CommentOnHost.wished_at, CommentOnHost.id)
        .limit(most)
    )
    return tuple(_work(*row) for row in rows)


def count_host_work(within: sa.ColumnElement[bool], delivery: Delivery) -> sa.ScalarSelect[int]:
    """Return what counts those that wait, from the same rows as their list."""
    return (
        sa.select(sa.func.count())
        .select_from(CommentOnHost)
        .join(Comment, sa.and_(Comment.school_id == CommentOnHost.school_id, Comment.id == CommentOnHost.comment_id))
        .where(waits_on_host(within, delivery))
        .scalar_subquery()
    )


def waits_on_host(within: sa.ColumnElement[bool], delivery: Delivery) -> sa.ColumnElement[bool]:
    """Return which decisions among the comments ``within`` have still to happen on their site."""
    return sa.and_(
        within,
        CommentOnHost.delivery == delivery,
        CommentOnHost.delivery.not_in((Delivery.NOTHING_TO_DO, Delivery.CONFIRMED)),
        CommentOnHost.wanted.is_not(None),
    )


def _work(
    row: CommentOnHost, comment: Comment, revision: CommentRevision, site: str | None, done_by: str | None
) -> HostWork:
    return HostWork(
        comment_id=comment.id,
        site=site or "An address that is no site of ours",
        address=comment.address or comment.post_address,
        author=revision.author_name,
        words=revision.body,
        wanted=row.wanted or HostState.REMOVED,
        sequence=row.sequence,
        delivery=row.delivery,
        urgent=row.urgent,
        since=row.wished_at or row.said_at,
        next_try=row.due_at,
        trouble=Trouble(row.trouble, row.trouble_detail) if row.trouble else None,
        done_by=done_by,
        done_at=row.done_at,
    )
