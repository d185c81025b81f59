"""Reasons to look at a comment, and the place in the queue that follows from its state and its open flags (DESIGN 6).

One flag for each reporter and reason: a repeat adds nothing.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import URGENCIES, CommentState, FlagSource, Urgency
from governance.models import Comment, CommentClaim, CommentFlag
from governance.services.comments.taken import TakenComment
from governance.services.transaction import Record


def flag(
    record: Record,
    comment: Comment,
    *,
    source: FlagSource,
    kind: str,
    urgency: Urgency,
    words: str,
    clause: str = "",
    reporter: str | None = None,
    opened_by: int | None = None,
) -> bool:
    """Give a reason to look at a comment again; False where this reporter has given it already."""
    session = record.session
    if reporter is not None and session.scalar(
        sa.select(
            sa.exists().where(
                CommentFlag.school_id == comment.school_id,
                CommentFlag.comment_id == comment.id,
                CommentFlag.kind == kind,
                CommentFlag.reporter == reporter,
            )
        )
    ):
        return False
    session.add(
        CommentFlag(
            school_id=comment.school_id,
            comment_id=comment.id,
            on_revision=comment.shown,
            source=source,
            kind=kind,
            urgency=urgency,
            words=words[:300],
            clause=clause,
            reporter=reporter,
            opened_by=opened_by,
            opened_at=record.now,
        )
    )
    session.flush()
    put_in_place(session, comment)
    return True


def open_flags(session: Session, comment: Comment | TakenComment) -> list[CommentFlag]:
    """Return the reasons that nobody has answered yet, in the order in which they came."""
    return list(
        session.scalars(
            sa.select(CommentFlag)
            .where(
                CommentFlag.school_id == comment.school_id,
                CommentFlag.comment_id == comment.id,
                CommentFlag.settled_at.is_(None),
            )
            .order_by(CommentFlag.opened_at, CommentFlag.id)
        )
    )


def put_in_place(session: Session, comment: Comment) -> None:
    """Derive the comment's place in the queue from its state and its open flags."""
    # The row is written once, whole: half of the change would be refused by the database itself.
    with session.no_autoflush:
        flags = open_flags(session, comment)
    derive_place(comment, flags)
    if comment.awaits_since is None:
        # Whatever answered it, by whomever: nobody has in hand what needs nobody.
        end_claim(session, comment)


def derive_place(comment: Comment, flags: Sequence[CommentFlag]) -> None:
    """Write the place that follows from the comment's state and from ``flags``, the ones that are open."""
    comment.urgency, comment.awaits_since = place_of(comment.state, comment.arrived_at, flags)


def place_of(
    state: CommentState, arrived_at: dt.datetime, flags: Sequence[CommentFlag]
) -> tuple[Urgency, dt.datetime | None]:
    """Return how urgent a comment in a state is with these open flags, and since when it waits for somebody."""
    if state is CommentState.HIDDEN:
        since = None
    elif state is CommentState.WAITING:
        since = arrived_at
    else:
        since = min((one.opened_at for one in flags), default=None)
    return worst(one.urgency for one in flags), since


def end_claim(session: Session, comment: Comment | TakenComment) -> None:
    """Nobody has the comment in hand any more."""
    session.execute(
        sa.delete(CommentClaim).where(
            CommentClaim.school_id == comment.school_id, CommentClaim.comment_id == comment.id
        )
    )


def worst(urgencies: Iterable[Urgency]) -> Urgency:
    """Return the worst of these; ``new`` where there is none."""
    return min(urgencies, key=URGENCIES.index, default=Urgency.NEW)
