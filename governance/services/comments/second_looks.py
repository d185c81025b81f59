"""What the second look at a comment adds: it is slower than the first and runs in the worker (A.5.6).

A reason that was not seen before is written down; a comment that somebody published meanwhile comes back only where the
reason is a child's.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.words import CommentState, FlagSource, Urgency
from governance.models import Comment, CommentFlag, CommentRevision
from governance.services.comments import alarms
from governance.services.comments.flagging import put_in_place
from governance.services.comments.reading import write_reading
from governance.services.transaction import Record, use_case
from governance.triage import Reading

A_CHILDS = frozenset({Urgency.CHILD_RISK, Urgency.NAMES_CHILD})


@dataclass(frozen=True, slots=True)
class ToReadAgain:
    """One revision that nobody has looked at twice."""

    revision_id: int
    school_id: int
    comment_id: int
    body: str = field(repr=False)


def to_read_again(session: Session, most: int) -> list[ToReadAgain]:
    """Return the oldest revisions without a second look."""
    rows = session.execute(
        sa.select(CommentRevision.id, CommentRevision.school_id, CommentRevision.comment_id, CommentRevision.body)
        .where(CommentRevision.read_again_at.is_(None))
        .order_by(CommentRevision.id)
        .limit(most)
    ).all()
    session.rollback()
    return [ToReadAgain(*row) for row in rows]


def record_second_look(session: Session, now: dt.datetime, one: ToReadAgain, reading: Reading) -> None:
    """Write down what the second look saw, once, however many workers looked."""
    with use_case(session, the_clock(one.school_id), now) as record:
        record.keep_books()
        comment = session.scalars(
            sa.select(Comment)
            .where(Comment.school_id == one.school_id, Comment.id == one.comment_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        revision = session.get_one(CommentRevision, one.revision_id, populate_existing=True)
        if revision.read_again_at is not None:
            record.repeat()
            return
        revision.read_again_at = now
        _add(record, comment, revision, reading)


def _add(record: Record, comment: Comment, revision: CommentRevision, reading: Reading) -> None:
    session = record.session
    known = {
        tuple(row)
        for row in session.execute(
            sa.select(CommentFlag.kind, CommentFlag.start, CommentFlag.end).where(
                CommentFlag.school_id == comment.school_id,
                CommentFlag.comment_id == comment.id,
                CommentFlag.on_revision == revision.number,
                CommentFlag.source == FlagSource.MACHINE,
            )
        )
    }
    flags = write_reading(record, comment, revision, reading, known)
    for flag in flags:
        if not _is_news(comment, revision, flag):
            flag.settled_at = record.now
    session.flush()
    opened = [flag for flag in flags if flag.settled_at is None]
    if opened:
        put_in_place(session, comment)
        session.flush()
    if any(flag.urgency is Urgency.CHILD_RISK for flag in opened):
        alarms.start(record, school_id=comment.school_id, comment_id=comment.id)


def _is_news(comment: Comment, revision: CommentRevision, flag: CommentFlag) -> bool:
    """What a person decided already comes back for a child's sake alone; what is not shown any more, for nothing."""
    if revision.number != comment.shown or comment.state is CommentState.HIDDEN:
        return False
    return comment.state is CommentState.WAITING or flag.urgency in A_CHILDS
