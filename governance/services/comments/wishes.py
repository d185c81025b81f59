"""What a host is to do, left in the transaction that decided it; the worker brings the newest wish there (DESIGN 6).

A wish has a number that only grows: a late older push can never win.  Where nothing can be pushed, the wish is a task
for a person.  May not import hosts.
"""

from __future__ import annotations

import sqlalchemy as sa

from governance.domain.comments.arrival import HostState
from governance.domain.comments.hosting import OFF_THE_PAGE
from governance.domain.comments.words import Delivery
from governance.models import Comment, CommentOnHost, HostConnection
from governance.services.transaction import Record

PUSHED = ("wordpress",)
"""The kinds of connection that take a decision; the others are read only."""

_ROW = (
    sa.select(CommentOnHost)
    .where(CommentOnHost.school_id == sa.bindparam("school"), CommentOnHost.comment_id == sa.bindparam("comment"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def on_host(record: Record, comment: Comment) -> CommentOnHost:
    """Return what is known of the comment on its host, locked; a comment seen by a person was seen in public."""
    row = record.session.scalar(_ROW, {"school": comment.school_id, "comment": comment.id})
    if row is None:
        row = first_word(record, comment, HostState.PUBLIC)
        record.session.flush()
    return row


def first_word(record: Record, comment: Comment, says: HostState) -> CommentOnHost:
    """Write down what the host said when the comment came."""
    row = CommentOnHost(
        school_id=comment.school_id,
        comment_id=comment.id,
        site_id=comment.site_id,
        says=says,
        said_at=record.now,
        delivery=Delivery.NOTHING_TO_DO,
        # Counted on before the row is written, where a comment is taken off the page the moment it comes.
        sequence=0,
        confirmed_sequence=0,
        tries=0,
    )
    record.session.add(row)
    return row


def open_connection() -> sa.ScalarSelect[str]:
    """Return the kind of the open connection of a comment's site, to be read along with the comment."""
    return (
        sa.select(HostConnection.kind)
        .where(
            HostConnection.school_id == Comment.school_id,
            HostConnection.site_id == Comment.site_id,
            HostConnection.closed_at.is_(None),
        )
        .scalar_subquery()
    )


def takes_decisions(comment: Comment, connection: str | None) -> bool:
    """Return whether an open connection of this kind takes decisions of the comment."""
    return connection in PUSHED and comment.source == connection and comment.host_id is not None


def wish(record: Record, comment: Comment, wanted: HostState, *, urgent: bool) -> None:
    """Leave what the host has to say of the comment from now on; ``urgent`` is tried again soonest."""
    row = on_host(record, comment)
    connection = record.session.scalar(sa.select(open_connection()).where(Comment.id == comment.id))
    write_wish(record, row, wanted, urgent=urgent, pushed=takes_decisions(comment, connection))


def write_wish(record: Record, row: CommentOnHost, wanted: HostState, *, urgent: bool, pushed: bool) -> None:
    """Write the wish down: to be pushed, a task for a person, or nothing where the host says so already."""
    row.wanted = wanted
    row.sequence += 1
    row.urgent = urgent
    row.wished_at = record.now
    row.tries = 0
    # An older wish that is on its way keeps its lease: two on their way at once could arrive in the wrong order.
    row.confirmed_at = row.alarmed_at = row.done_by = row.done_at = row.due_at = None
    row.trouble = row.trouble_detail = ""
    if row.says is HostState.GONE and not (pushed and wanted is not HostState.REMOVED):
        row.delivery = Delivery.GONE
    elif pushed:
        # Even where the host says so already: an older push may still be under way, and this one has to win.  What was
        # deleted there is asked for once more before it is given up, because it would wait or be shown for nothing.
        row.delivery = Delivery.WAITING
        row.due_at = record.now
    elif row.says is wanted or (row.says in OFF_THE_PAGE and wanted in OFF_THE_PAGE):
        row.delivery = Delivery.CONFIRMED
        row.confirmed_at = row.said_at
        row.confirmed_sequence = row.sequence
    else:
        row.delivery = Delivery.TASK
