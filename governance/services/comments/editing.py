"""An edit on the host is a new revision and is looked at again; an approval is of the words that were read (DESIGN 6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import sqlalchemy as sa

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.words import CommentState, FlagSource, Urgency
from governance.models import Comment, CommentFlag, CommentOnHost
from governance.services.comments import alarms
from governance.services.comments.flagging import flag, put_in_place
from governance.services.comments.reading import Reader, write_reading
from governance.services.comments.revisions import revision_of
from governance.services.comments.wishes import write_wish
from governance.services.transaction import Record


def take_edit(
    record: Record,
    comment: Comment,
    on_host: CommentOnHost,
    arrival: Arrival,
    read: Reader,
    *,
    pushed: bool,
    unseen: bool = False,
) -> None:
    """Write the new words down, read them, and let the comment wait again unless it is off the page.

    ``unseen`` says that nobody is there who could read them, so that they come off the page by hand if need be.
    """
    session = record.session
    revision = revision_of(record, comment, arrival, comment.shown + 1)
    comment.shown = revision.number
    session.execute(
        sa.update(CommentFlag)
        .where(
            CommentFlag.school_id == comment.school_id,
            CommentFlag.comment_id == comment.id,
            CommentFlag.source == FlagSource.MACHINE,
            CommentFlag.settled_at.is_(None),
        )
        .values(settled_at=record.now)
    )
    reading = read(arrival.body)
    write_reading(record, comment, revision, reading)
    session.flush()
    risky = any(one.urgency.value == Urgency.CHILD_RISK for one in reading.reasons)
    if comment.state is CommentState.PUBLISHED:
        words = "It was changed on its site after it was published"
        flag(record, comment, source=FlagSource.HOST, kind="edited", urgency=Urgency.NEW, words=words, clause="A.5.4")
        if pushed or unseen:
            # Nobody has read these words yet: they are off the page until somebody does.
            comment.state = CommentState.WAITING
            write_wish(record, on_host, HostState.HELD, urgent=pushed or risky, pushed=pushed)
    elif comment.state is CommentState.REMOVED and on_host.says is not HostState.PUBLIC:
        session.execute(
            sa.update(CommentFlag)
            .where(
                CommentFlag.school_id == comment.school_id,
                CommentFlag.comment_id == comment.id,
                CommentFlag.on_revision == revision.number,
                CommentFlag.urgency != Urgency.CHILD_RISK,
            )
            .values(settled_at=record.now)
        )
    put_in_place(session, comment)
    if risky:
        alarms.start(record, school_id=comment.school_id, comment_id=comment.id)
    session.flush()
