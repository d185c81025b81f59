"""The conversation around comments: what each answers, and what else was answered to the same (A.5).

What a safeguarding lead holds is not part of it.  May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.marking import as_plain
from governance.domain.comments.words import CommentState, Source, Urgency
from governance.models import Comment, CommentRevision, is_shown
from governance.queries.comments.cards import Card

WORDS_READ = 400
MOST = 60
"""Rows that are read for one page of cards; a longer conversation is read on the host."""

AROUND = 4
"""Answers to the same comment that a card shows."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment of the conversation, in short."""

    id: int
    author: str
    words: str
    state: CommentState
    urgency: Urgency
    at: dt.datetime

    @property
    def plain(self) -> str:
        """Its words as one line, without what hides in them."""
        return as_plain(self.words)


@dataclass(frozen=True, slots=True)
class Around:
    """What a comment answers, if we have it, and what else answers the same, the oldest first."""

    answers: Turn | None = None
    others: tuple[Turn, ...] = ()


def conversation_around(session: Session, school_id: int, cards: Sequence[Card]) -> dict[int, Around]:
    """Return what stands around those of the cards that answer another comment; one query, none where none does."""
    answering = [card for card in cards if card.parent_host_id and card.site_id is not None]
    if not answering:
        return {}
    parents = {card.parent_host_id for card in answering}
    rows = session.execute(
        sa.select(
            Comment.site_id,
            Comment.source,
            Comment.host_id,
            Comment.parent_host_id,
            Comment.id,
            CommentRevision.author_name,
            sa.func.substr(CommentRevision.body, 1, WORDS_READ),
            Comment.state,
            Comment.urgency,
            sa.func.coalesce(CommentRevision.posted_at, Comment.arrived_at, type_=Comment.arrived_at.type),
        )
        .join(
            CommentRevision,
            is_shown(),
        )
        .where(
            Comment.school_id == school_id,
            Comment.site_id.in_({card.site_id for card in answering}),
            Comment.state.in_((CommentState.WAITING, CommentState.PUBLISHED)),
            sa.or_(Comment.host_id.in_(parents), Comment.parent_host_id.in_(parents)),
        )
        .order_by(Comment.arrived_at, Comment.id)
        .limit(MOST)
    ).all()
    parent: dict[tuple[int | None, Source, str], Turn] = {}
    others: dict[tuple[int | None, Source, str], list[Turn]] = {}
    for site_id, source, host_id, answers, *turn in rows:
        parent[(site_id, source, host_id or "")] = Turn(*turn)
        others.setdefault((site_id, source, answers), []).append(Turn(*turn))
    return {card.id: _around(card, parent, others) for card in answering}


def _around(
    card: Card,
    parent: dict[tuple[int | None, Source, str], Turn],
    others: dict[tuple[int | None, Source, str], list[Turn]],
) -> Around:
    key = (card.site_id, card.source, card.parent_host_id)
    beside = [turn for turn in others.get(key, []) if turn.id != card.id]
    return Around(parent.get(key), tuple(beside[-AROUND:]))
