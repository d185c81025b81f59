"""What a host is to do, left in the transaction that decided it; the worker brings the newest wish there (DESIGN 6).

A wish has a number that only grows: a late older push can never win.  Where nothing can be pushed, the wish is a task
for a person.  May not import hosts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from governance.db import Base
from governance.domain.comments.arrival import HostState
from governance.domain.comments.hosting import OFF_THE_PAGE
from governance.domain.comments.words import Delivery
from governance.models import Comment, CommentOnHost, HostConnection
from governance.services.comments.taken import TakenComment
from governance.services.comments.together import Write, write_together
from governance.services.transaction import Record

PUSHED = ("wordpress",)
"""The kinds of connection that take a decision; the others are read only."""


@dataclass(frozen=True, slots=True)
class KnownOfHost:
    """What a wish asks about: the host's last word, when it said so, and how many wishes there were."""

    says: HostState
    said_at: dt.datetime
    sequence: int


_WISH = sa.update(Base.metadata.tables[CommentOnHost.__tablename__]).where(
    CommentOnHost.school_id == sa.bindparam("of_school"),
    CommentOnHost.comment_id == sa.bindparam("of_comment"),
    CommentOnHost.says == sa.bindparam("known_says"),
    CommentOnHost.said_at == sa.bindparam("known_said_at"),
    CommentOnHost.sequence == sa.bindparam("known_sequence"),
)
_ROW = (
    sa.select(CommentOnHost)
    .where(CommentOnHost.school_id == sa.bindparam("school"), CommentOnHost.comment_id == sa.bindparam("comment"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def on_host(record: Record, comment: Comment | TakenComment) -> CommentOnHost:
    """Return what is known of the comment on its host, locked; a comment seen by a person was seen in public."""
    row = record.session.scalar(_ROW, {"school": comment.school_id, "comment": comment.id})
    if row is None:
        row = first_word(record, comment, HostState.PUBLIC)
        record.session.flush()
    return row


def first_word(record: Record, comment: Comment | TakenComment, says: HostState) -> CommentOnHost:
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


def takes_decisions(comment: Comment | TakenComment, connection: str | None) -> bool:
    """Return whether an open connection of this kind takes decisions of the comment."""
    return connection in PUSHED and comment.source == connection and comment.host_id is not None


def wish(record: Record, comment: Comment, wanted: HostState, *, urgent: bool) -> None:
    """Leave what the host has to say of the comment from now on; ``urgent`` is tried again soonest."""
    row = on_host(record, comment)
    connection = record.session.scalar(sa.select(open_connection()).where(Comment.id == comment.id))
    write_wish(record, row, wanted, urgent=urgent, pushed=takes_decisions(comment, connection))


def leave_wish(
    record: Record, comment: TakenComment, known: KnownOfHost | None, wanted: HostState, *, urgent: bool, pushed: bool
) -> None:
    """Write the wish down where the row of the host stands as it was read along with the comment: one statement.

    Whoever brings wishes to the host changes that row without the comment's lock.  Where they just did, or where there
    is no row yet, it is read and locked before the wish is written.
    """
    if known is not None:
        write = wish_of(record, comment, known, wanted, urgent=urgent, pushed=pushed)
        if write_together(record.connection, [write]) == (1,):
            return
    write_wish(record, on_host(record, comment), wanted, urgent=urgent, pushed=pushed)


def wish_of(
    record: Record, comment: TakenComment, known: KnownOfHost, wanted: HostState, *, urgent: bool, pushed: bool
) -> Write:
    """Return that one statement, to be written together with others; where it writes no row, ``leave_wish`` does."""
    guard = {
        "of_school": comment.school_id,
        "of_comment": comment.id,
        "known_says": known.says,
        "known_said_at": known.said_at,
        "known_sequence": known.sequence,
    }
    return Write(_WISH, guard, _wished(record, known, wanted, urgent=urgent, pushed=pushed))


def write_wish(record: Record, row: CommentOnHost, wanted: HostState, *, urgent: bool, pushed: bool) -> None:
    """Write the wish down: to be pushed, a task for a person, or nothing where the host says so already."""
    known = KnownOfHost(row.says, row.said_at, row.sequence)
    for name, value in _wished(record, known, wanted, urgent=urgent, pushed=pushed).items():
        setattr(row, name, value)


def _wished(record: Record, known: KnownOfHost, wanted: HostState, *, urgent: bool, pushed: bool) -> dict[str, Any]:
    """Return the columns of the row with the wish in them."""
    row: dict[str, Any] = {
        "wanted": wanted,
        "sequence": known.sequence + 1,
        "urgent": urgent,
        "wished_at": record.now,
        "tries": 0,
        "trouble": "",
        "trouble_detail": "",
        # An older wish that is on its way keeps its lease: two on their way at once could arrive in the wrong order.
        **dict.fromkeys(("confirmed_at", "alarmed_at", "done_by", "done_at", "due_at")),
    }
    if known.says is HostState.GONE and not (pushed and wanted is not HostState.REMOVED):
        row["delivery"] = Delivery.GONE
    elif pushed:
        # Even where the host says so already: an older push may still be under way, and this one has to win.  What was
        # deleted there is asked for once more before it is given up, because it would wait or be shown for nothing.
        row |= {"delivery": Delivery.WAITING, "due_at": record.now}
    elif known.says is wanted or (known.says in OFF_THE_PAGE and wanted in OFF_THE_PAGE):
        row |= {
            "delivery": Delivery.CONFIRMED,
            "confirmed_at": known.said_at,
            "confirmed_sequence": known.sequence + 1,
        }
    else:
        row["delivery"] = Delivery.TASK
    return row
