"""A comment as one row with everything that its card shows: read alike for the queue, a preview and its own page.

May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

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
    is_shown,
)
from governance.queries.comments.sought import Place

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
            is_shown(),
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
