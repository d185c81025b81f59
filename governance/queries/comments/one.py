"""One comment with its whole history, for its own page; what is not theirs is not there.

Who may look says ``services/comments/scope.py``, as for the guard of every decision.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, is_dsl
from governance.domain.comments.words import CommentState
from governance.models import Appeal, Comment, CommentDecision, CommentReport, CommentRevision
from governance.queries.comments.cards import Card, card_from, cards_query
from governance.services.comments.scope import Scope, looked_after

WHOLE = 200_000
"""Characters of a comment that its own page shows; hosts take far fewer."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The words of a comment in one revision, as received."""

    number: int
    body: str
    author: str
    posted_at: dt.datetime | None
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class AppealLine:
    """One appeal against a removal."""

    id: int
    on_behalf_of: str
    words: str
    made_at: dt.datetime
    decided_at: dt.datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A comment, all its revisions from the newest on, how often the public reported it, and the appeals."""

    card: Card
    within: bool
    revisions: tuple[Revision, ...]
    reports: int
    appeals: tuple[AppealLine, ...]


def card_of(session: Session, scope: Scope, actor: Actor, comment_id: int) -> tuple[Card, bool] | None:
    """Return a comment of somebody's, and whether they look after it; None where it is not theirs to see.

    Who decided it last comes back to it, and a safeguarding lead to what is hidden, even outside of their sites.
    """
    row = session.execute(
        cards_query(sa.type_coerce(looked_after(scope), sa.Boolean)).where(
            Comment.school_id == scope.school_id, Comment.id == comment_id
        )
    ).one_or_none()
    if row is None:
        return None
    card, within = card_from(row), bool(row[-1])
    if within or (is_dsl(actor) and card.state is CommentState.HIDDEN) or _decided_last(session, scope, comment_id):
        return card, within
    return None


def whole_comment(session: Session, scope: Scope, actor: Actor, comment_id: int) -> Whole | None:
    """Return everything about a comment; None where it is not somebody's to see."""
    found = card_of(session, scope, actor, comment_id)
    if found is None:
        return None
    card, within = found
    revisions = session.execute(
        sa.select(
            CommentRevision.number,
            sa.func.substr(CommentRevision.body, 1, WHOLE),
            CommentRevision.author_name,
            CommentRevision.posted_at,
            CommentRevision.received_at,
        )
        .where(CommentRevision.school_id == scope.school_id, CommentRevision.comment_id == comment_id)
        .order_by(CommentRevision.number.desc())
    )
    appeals = session.execute(
        sa.select(Appeal.id, Appeal.on_behalf_of, Appeal.words, Appeal.made_at, Appeal.decided_at, Appeal.outcome)
        .where(Appeal.school_id == scope.school_id, Appeal.comment_id == comment_id)
        .order_by(Appeal.id)
    )
    reports = session.scalar(
        sa.select(sa.func.count())
        .select_from(CommentReport)
        .where(CommentReport.school_id == scope.school_id, CommentReport.comment_id == comment_id)
    )
    return Whole(
        card,
        within,
        tuple(Revision(*row) for row in revisions),
        reports or 0,
        tuple(AppealLine(*row) for row in appeals),
    )


def _decided_last(session: Session, scope: Scope, comment_id: int) -> bool:
    last = session.scalar(
        sa.select(CommentDecision.decider_id)
        .where(CommentDecision.school_id == scope.school_id, CommentDecision.comment_id == comment_id)
        .order_by(CommentDecision.number.desc())
        .limit(1)
    )
    return last is not None and last == scope.person_id
