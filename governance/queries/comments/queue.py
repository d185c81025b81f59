"""The moderators' queue: its list and its count from one WHERE and one read, worst first, then oldest (DESIGN 6).

Whose comment it is says ``services/comments/scope.py``, which the guard of every decision asks too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentState, Delivery, Source, Urgency
from governance.models import (
    Appeal,
    Comment,
    CommentClaim,
    CommentOnHost,
    CommentOpening,
    CommentRevision,
    Person,
    Site,
)
from governance.queries.comments.sought import Place, Sought, comes_after, is_sought
from governance.services.comments.scope import Scope, Shape, in_queue, in_queue_of

ON_A_PAGE = 20
WORDS_READ = 5_000
"""Characters of a comment that a list reads; all of them stand on the comment's own page."""

AUTHOR_LOOKS_BACK = 20
"""How many comments of an author on the same site are counted for what is known of them."""

REVISIONS_LOOKED_THROUGH = 200
"""How many texts under the same name, the newest of the school, those are looked for in."""


@dataclass(frozen=True, slots=True)
class Card:
    """One comment with everything that stands in one row of it.

    ``claimed_by`` has it open until ``claimed_until``; ``author_published`` and ``author_removed`` count the author's
    last comments on the same site, this one left out.
    """

    id: int
    site_id: int | None
    site: str | None
    source: Source
    host_id: str | None
    address: str
    post_address: str
    post_title: str
    parent_host_id: str
    shown: int
    state: CommentState
    urgency: Urgency
    awaits_since: dt.datetime | None
    arrived_at: dt.datetime
    was_public: bool
    assigned_to: int | None
    handed_on_by: int | None
    published_by: int | None
    removed_by: int | None
    decided_at: dt.datetime | None
    revision: int
    body: str
    length: int
    author: str
    author_ref: str
    posted_at: dt.datetime | None
    not_checked: dict[str, Any]
    says: HostState | None
    said_at: dt.datetime | None
    wanted: HostState | None
    delivery: Delivery | None
    due_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    trouble: str | None
    claimed_by: int | None
    claimant: str | None
    claimed_until: dt.datetime | None
    opened_at: dt.datetime | None
    open_appeal: bool
    author_published: int
    author_removed: int

    @property
    def page(self) -> str:
        """The web address under which people find it, empty where it has none: a host's word may be anything else."""
        return next(filter(_is_web_address, (self.address, self.post_address)), "")

    @property
    def place(self) -> Place:
        """Where it stands in the queue; what is decided stands where it came in."""
        return Place(self.urgency, self.awaits_since or self.arrived_at, self.id)


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


def cards_query(counted: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return the query of whole cards, with ``counted`` in its last column; the caller says which and in what order."""
    return _cards().add_columns(counted)


@cache
def _cards() -> sa.Select[Any]:
    """The query of whole cards; it is put together once, because that costs more than the database needs for it."""
    claimant = aliased(Person)
    known = _known_of_author()
    columns = {
        "site": Site.name,
        "body": sa.func.substr(CommentRevision.body, 1, WORDS_READ),
        "length": sa.func.length(CommentRevision.body),
        "author": CommentRevision.author_name,
        "claimed_by": CommentClaim.person_id,
        "claimant": claimant.name,
        "claimed_until": CommentClaim.until,
        "open_appeal": sa.exists().where(
            Appeal.school_id == Comment.school_id, Appeal.comment_id == Comment.id, Appeal.decided_at.is_(None)
        ),
        "author_published": known(CommentState.PUBLISHED),
        "author_removed": known(CommentState.REMOVED),
    }
    return (
        sa.select(*(columns[field.name] if field.name in columns else _plain(field.name) for field in fields(Card)))
        .join(
            CommentRevision,
            sa.and_(
                CommentRevision.school_id == Comment.school_id,
                CommentRevision.comment_id == Comment.id,
                CommentRevision.number == Comment.shown,
            ),
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .outerjoin(CommentOnHost, _of_comment(CommentOnHost))
        .outerjoin(CommentClaim, _of_comment(CommentClaim))
        .outerjoin(claimant, claimant.id == CommentClaim.person_id)
        .outerjoin(CommentOpening, _of_comment(CommentOpening))
        .select_from(Comment)
    )


def _is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and text.isprintable() and " " not in text


def card_from(row: Any) -> Card:
    """Make a card of one row of ``cards_query``."""
    return Card(*row[:-1])


def _plain(name: str) -> Any:
    for table in (Comment, CommentRevision, CommentOnHost, CommentOpening):
        if hasattr(table, name):
            return getattr(table, name)
    raise LookupError(name)


def _of_comment(table: Any) -> sa.ColumnElement[bool]:
    return sa.and_(table.school_id == Comment.school_id, table.comment_id == Comment.id)


def _known_of_author() -> Any:
    """Return how many of the author's last comments on the same site stand in a state; bounded, however many wrote."""

    def count(state: CommentState) -> Any:
        wrote, other = aliased(CommentRevision), aliased(Comment)
        # By the author first and by the site after, because PostgreSQL would look through all that the site ever had.
        theirs = (
            sa.select(wrote.id.label("turn"), wrote.number, other.id, other.shown, other.state, other.site_id)
            .join(other, sa.and_(other.school_id == wrote.school_id, other.id == wrote.comment_id))
            .where(
                wrote.school_id == CommentRevision.school_id,
                wrote.author_name == CommentRevision.author_name,
                wrote.author_ref == CommentRevision.author_ref,
                CommentRevision.author_name != "",
            )
            .order_by(wrote.id.desc())
            .limit(REVISIONS_LOOKED_THROUGH)
            .correlate(CommentRevision, Comment)
            .subquery()
        )
        last = (
            sa.select(theirs.c.state)
            .where(
                theirs.c.site_id == Comment.site_id,
                theirs.c.number == theirs.c.shown,
                theirs.c.id != Comment.id,
            )
            .order_by(theirs.c.turn.desc())
            .limit(AUTHOR_LOOKS_BACK)
            .correlate(CommentRevision, Comment)
            .subquery()
        )
        counted = sa.select(sa.func.count()).select_from(last).where(last.c.state == state)
        return counted.correlate(CommentRevision, Comment).scalar_subquery()

    return count
