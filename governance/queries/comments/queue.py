"""The moderators' queue: its list and its count from one WHERE and one read, worst first, then oldest (DESIGN 6).

Whose comment it is says ``services/comments/scope.py``, which the guard of every decision asks too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import Urgency
from governance.models import Comment
from governance.queries.comments.cards import Card, card_from, cards_query
from governance.queries.comments.sought import Place, Sought, comes_after, is_sought
from governance.services.comments.scope import Scope, Shape, in_queue, in_queue_of

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue.  ``count`` is of all that the filter finds, ``after`` the place where the next begins."""

    cards: tuple[Card, ...]
    count: int
    after: Place | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody: how many, since when the oldest, and how many that may put a child at risk."""

    count: int
    oldest: dt.datetime | None
    child_risk: int
    oldest_risk: dt.datetime | None = None


def queue_page(
    session: Session, scope: Scope, sought: Sought, now: dt.datetime, after: Place | None, most: int = ON_A_PAGE
) -> QueuePage:
    """Return a page of what waits for somebody, from ``after`` on."""
    chosen, asked = is_sought(sought, now), scope.asked | {"most": most + 1}
    query = _page(scope.shape, chosen, after) if chosen or after else _first_page(scope.shape)
    rows = session.connection().execute(query, asked).all()
    cards = tuple(card_from(row) for row in rows[:most])
    # Behind the last item there is no row that could carry the count.
    count = rows[0][-1] if rows else session.scalar(_counted(scope.shape, chosen), asked) if after else 0
    return QueuePage(cards, count or 0, cards[-1].place if len(rows) > most else None)


@cache
def _first_page(shape: Shape) -> sa.Select[Any]:
    """The query of everything that waits; it is opened the most, and put together once."""
    return _page(shape, [], None)


def _page(shape: Shape, chosen: list[sa.ColumnElement[bool]], after: Place | None) -> sa.Select[Any]:
    further = [comes_after(after)] if after else []
    return (
        cards_query(_counted(shape, chosen).scalar_subquery())
        .where(in_queue_of(shape), *chosen, *further)
        .order_by(Comment.urgency, Comment.awaits_since, Comment.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def _counted(shape: Shape, chosen: list[sa.ColumnElement[bool]]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(Comment).where(in_queue_of(shape), *chosen).correlate(None)


def waiting_for(session: Session, scope: Scope) -> Waiting:
    """Return what waits for somebody, for the line of the home page."""
    return Waiting(*session.connection().execute(_waiting(scope.shape), scope.asked).one())


@cache
def _waiting(shape: Shape) -> sa.Select[Any]:
    since, risky = Comment.awaits_since, Comment.urgency == Urgency.CHILD_RISK
    return (
        sa.select(
            sa.func.count(),
            sa.func.min(since, type_=since.type),
            sa.func.coalesce(sa.func.sum(sa.case((risky, 1), else_=0)), 0),
            sa.func.min(sa.case((risky, since)), type_=since.type),
        )
        .select_from(Comment)
        .where(in_queue_of(shape))
    )


@cache
def count_in_queue(shape: Shape) -> sa.ScalarSelect[int]:
    """Return what counts all that waits; the same WHERE as the list, and asked like it with ``Scope.asked``."""
    return _counted(shape, []).scalar_subquery()


def first_after(session: Session, scope: Scope, sought: Sought, now: dt.datetime, place: Place) -> int | None:
    """Return the comment that comes next behind a place, None behind the last."""
    query = (
        sa.select(Comment.id)
        .where(in_queue(scope), *is_sought(sought, now), comes_after(place))
        .order_by(Comment.urgency, Comment.awaits_since, Comment.id)
        .limit(1)
    )
    return session.scalar(query)


def position_of(session: Session, scope: Scope, place: Place) -> int:
    """Return how many of somebody's items stand before a place in the order of the queue."""
    query = sa.select(sa.func.count()).select_from(Comment)
    return (
        session.scalar(query.where(in_queue(scope), sa.not_(comes_after(place)), Comment.id != place.comment_id)) or 0
    )


def last_arrival(session: Session, scope: Scope) -> dt.datetime | None:
    """Return when the newest comment of somebody's sites came, None where none ever did."""
    where = [Comment.school_id == scope.school_id]
    if not scope.rest:
        where.append(Comment.site_id.in_(scope.site_ids))
    return session.scalar(sa.select(sa.func.max(Comment.arrived_at, type_=Comment.arrived_at.type)).where(*where))
