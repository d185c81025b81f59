"""A comment's words, written down as they were received, one row for each revision; they are never altered at rest.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from governance.domain.comments.arrival import Arrival
from governance.models import Comment, CommentRevision
from governance.services.transaction import Record


def revision_of(record: Record, comment: Comment, arrival: Arrival, number: int = 1) -> CommentRevision:
    """Write the words down as they were received."""
    revision = CommentRevision(
        school_id=comment.school_id,
        comment_id=comment.id,
        number=number,
        body=arrival.body,
        digest=arrival.digest,
        author_name=arrival.author_name[:300],
        author_ref=arrival.author_ref[:200],
        posted_at=arrival.posted_at,
        received_at=record.now,
    )
    record.session.add(revision)
    return revision
