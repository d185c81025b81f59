"""What was said of comments: the reasons to look at them, what was decided before, and what colleagues wrote.

May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.comments.words import CommentAction, CommentState, FlagSource
from governance.models import Comment, CommentDecision, CommentFlag, CommentNote, CommentRevision, Person, is_shown

AT_ONCE = 500
"""How many numbers one statement names; a database takes only so many."""


@dataclass(frozen=True, slots=True)
class Said:
    """One decision or one note, in the order in which they came.

    ``action`` is None for a note, ``to`` whom it asks.  ``by`` is empty where it was decided on the host; ``on_host``
    then says by whom.
    """

    comment_id: int
    at: dt.datetime
    by: str
    by_id: int | None
    on_host: str
    action: CommentAction | None
    from_state: CommentState | None
    to_state: CommentState | None
    number: int
    rule_number: int | None
    rule_text: str
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What somebody decided last, while it can still be taken back; ``seen`` is the row's revision."""

    comment_id: int
    seen: int
    action: CommentAction
    rule_number: int | None
    author: str
    decided_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """One flag as a card shows it: what was seen, in which revision and where in its words, and who says so."""

    comment_id: int
    on_revision: int
    source: FlagSource
    kind: str
    words: str
    clause: str
    start: int | None
    end: int | None


_SCHOOL: sa.BindParameter[int] = sa.bindparam("school", type_=sa.Integer)
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", type_=sa.Integer, expanding=True)
# These queries are put together once: to do it for every page costs more than the database needs to answer them.
_FLAGS = (
    sa.select(*(getattr(CommentFlag, field.name) for field in fields(ReasonGiven)))
    .where(CommentFlag.school_id == _SCHOOL, CommentFlag.comment_id.in_(_IDS))
    .order_by(CommentFlag.urgency, CommentFlag.start, CommentFlag.id)
)
_OPEN_FLAGS = _FLAGS.where(CommentFlag.settled_at.is_(None))


def open_flags_of(session: Session, school_id: int, comment_ids: Collection[int]) -> dict[int, list[ReasonGiven]]:
    """Return the reasons that nobody has answered yet, by comment, the worst first."""
    found: dict[int, list[ReasonGiven]] = {}
    if comment_ids:
        for row in session.connection().execute(_OPEN_FLAGS, {"school": school_id, "ids": list(comment_ids)}):
            found.setdefault(row[0], []).append(ReasonGiven(*row))
    return found


def seen_before(session: Session, school_id: int, comment_id: int, revision: int) -> list[ReasonGiven]:
    """Return what the machine saw in one revision of a comment and a decision has answered since, the worst first."""
    answered = _FLAGS.where(
        CommentFlag.settled_at.is_not(None),
        CommentFlag.source == FlagSource.MACHINE,
        CommentFlag.on_revision == revision,
    )
    return [ReasonGiven(*row) for row in session.execute(answered, {"school": school_id, "ids": [comment_id]})]


def said_of(session: Session, school_id: int, comment_ids: Collection[int]) -> dict[int, list[Said]]:
    """Return what was decided and written of each comment, the oldest first; one query."""
    found: dict[int, list[Said]] = {}
    if comment_ids:
        for row in session.connection().execute(_said(), {"school": school_id, "ids": list(comment_ids)}):
            found.setdefault(row[0], []).append(Said(*row))
    return found


@cache
def _said() -> sa.Select[Any]:
    both = sa.union_all(_decisions(), _notes()).subquery()
    return sa.select(both).order_by(both.c.at, both.c.number)


def _decisions() -> sa.SelectBase:
    return (
        sa.select(
            CommentDecision.comment_id,
            CommentDecision.decided_at.label("at"),
            sa.func.coalesce(Person.name, "").label("by"),
            CommentDecision.decider_id,
            CommentDecision.decided_on_host,
            CommentDecision.action,
            CommentDecision.from_state,
            CommentDecision.to_state,
            CommentDecision.number,
            CommentDecision.rule_number,
            CommentDecision.rule_text,
            CommentDecision.note,
            sa.literal("").label("to"),
        )
        .outerjoin(Person, Person.id == CommentDecision.decider_id)
        .where(CommentDecision.school_id == _SCHOOL, CommentDecision.comment_id.in_(_IDS))
    )


def _notes() -> sa.SelectBase:
    asked, none = aliased(Person), sa.null()
    return (
        sa.select(
            CommentNote.comment_id,
            CommentNote.written_at,
            Person.name,
            CommentNote.written_by,
            sa.literal(""),
            sa.cast(none, CommentDecision.action.type),
            sa.cast(none, CommentDecision.from_state.type),
            sa.cast(none, CommentDecision.to_state.type),
            sa.literal(0),
            sa.cast(none, sa.Integer),
            sa.literal(""),
            CommentNote.words,
            sa.func.coalesce(asked.name, ""),
        )
        .join(Person, Person.id == CommentNote.written_by)
        .outerjoin(asked, asked.id == CommentNote.asked_of)
        .where(CommentNote.school_id == _SCHOOL, CommentNote.comment_id.in_(_IDS))
    )


@cache
def last_decision_query() -> sa.Select[int, int, CommentAction, int | None, str, dt.datetime]:
    """Return the query of a LastDecision: what ``person`` of ``school`` decided last after ``since``.

    It finds nothing where somebody else has decided on that comment since.
    """
    newer = aliased(CommentDecision)
    return (
        sa.select(
            CommentDecision.comment_id,
            Comment.revision,
            CommentDecision.action,
            CommentDecision.rule_number,
            CommentRevision.author_name,
            CommentDecision.decided_at,
        )
        .join(
            Comment, sa.and_(Comment.school_id == CommentDecision.school_id, Comment.id == CommentDecision.comment_id)
        )
        .join(
            CommentRevision,
            is_shown(),
        )
        .where(
            CommentDecision.school_id == _SCHOOL,
            CommentDecision.decided_at >= sa.bindparam("since"),
            CommentDecision.decider_id == sa.bindparam("person"),
            CommentDecision.action.in_((CommentAction.PUBLISH, CommentAction.KEEP, CommentAction.REMOVE)),
            ~sa.exists().where(
                newer.school_id == CommentDecision.school_id,
                newer.comment_id == CommentDecision.comment_id,
                newer.number > CommentDecision.number,
            ),
        )
        .order_by(CommentDecision.decided_at.desc(), CommentDecision.id.desc())
        .limit(1)
    )


def notes_of(session: Session, school_id: int, comment_ids: Collection[int]) -> dict[int, list[str]]:
    """Return what colleagues wrote on comments, each with who wrote it, the oldest first."""
    found: dict[int, list[str]] = {}
    numbers = sorted(comment_ids)
    for start in range(0, len(numbers), AT_ONCE):
        rows = session.execute(
            sa.select(CommentNote.comment_id, Person.name, CommentNote.words)
            .join(Person, Person.id == CommentNote.written_by)
            .where(CommentNote.school_id == school_id, CommentNote.comment_id.in_(numbers[start : start + AT_ONCE]))
            .order_by(CommentNote.id)
        )
        for comment_id, name, words in rows:
            found.setdefault(comment_id, []).append(f"{name}: {words}")
    return found
