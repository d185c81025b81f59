"""Passes a hidden comment to the safeguarding leads: the concern's first record (A.2.3, DESIGN 9).

Who, when, where, the words, what was done, and the minutes from seen to hidden.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.models import CommentRevision
from governance.services.comments.taken import TakenComment
from governance.services.concerns import open_first_record
from governance.services.transaction import Record


def pass_to_safeguarding(record: Record, comment: TakenComment, *, opinion: str, seen_at: dt.datetime | None) -> int:
    """Open the concern of a comment that was just hidden, and return its number.

    ``opinion`` is what whoever hid it noted, ``seen_at`` when somebody first opened it.
    """
    words = record.session.execute(
        sa.select(CommentRevision.body, CommentRevision.author_name).where(
            CommentRevision.school_id == comment.school_id,
            CommentRevision.comment_id == comment.id,
            CommentRevision.number == comment.shown,
        )
    ).one()
    concern = open_first_record(
        record,
        about="child",
        site_id=comment.site_id,
        comment_id=comment.id,
        address=comment.address or comment.post_address,
        author_shown=words.author_name,
        words=words.body,
        opinion=opinion,
        done="The comment was hidden: it was taken off the page and out of the moderators’ queue.",
        seen_at=seen_at or record.now,
        hidden_at=record.now,
    )
    return concern.id
