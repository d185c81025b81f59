"""One comment, locked: the columns that a decision asks about, and how its row changes (DESIGN 3.3).

A decision is pressed hundreds of times a day, so the row is read and written without the unit of work, which costs more
than the database does.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from governance.db import Base
from governance.domain.comments.words import CommentState, Source, Urgency
from governance.models import Comment, School
from governance.services.comments.together import Write, write_together
from governance.services.transaction import Record

_COMMENTS = Base.metadata.tables[Comment.__tablename__]


@dataclass(frozen=True, slots=True)
class TakenComment:
    """A comment as it stood when it was locked; the names are those of its columns."""

    id: int
    school_id: int
    site_id: int | None
    source: Source
    host_id: str | None
    address: str
    post_address: str
    shown: int
    state: CommentState
    urgency: Urgency
    awaits_since: dt.datetime | None
    arrived_at: dt.datetime
    published_by: int | None
    removed_by: int | None
    revision: int


_LOCK = (
    sa.select(*(_COMMENTS.c[field.name] for field in fields(TakenComment)), School.time_zone)
    .join(School, School.id == _COMMENTS.c.school_id)
    .where(_COMMENTS.c.school_id == sa.bindparam("school"), _COMMENTS.c.id == sa.bindparam("comment"))
    .with_for_update(of=_COMMENTS)
)
_CHANGE = sa.update(_COMMENTS).where(
    _COMMENTS.c.id == sa.bindparam("of_comment"), _COMMENTS.c.revision == sa.bindparam("as_read")
)


def lock_comment(record: Record, comment_id: int) -> tuple[TakenComment, str] | None:
    """Return a comment of the actor's school, locked until the transaction ends, with the school's time zone."""
    asked = {"school": record.actor.school_id, "comment": comment_id}
    row = record.connection.execute(_LOCK, asked).one_or_none()
    return (TakenComment(*row[:-1]), row[-1]) if row is not None else None


def change_comment(record: Record, comment: TakenComment, changed: dict[str, Any]) -> None:
    """Write columns of a comment that this transaction has locked.

    The change counts in its revision, and is refused where the row is not as it was read.
    """
    refuse_if_changed(comment, *write_together(record.connection, [change_of(comment, changed)]))


def change_of(comment: TakenComment, changed: dict[str, Any]) -> Write:
    """Return the same change, to be written together with others; whoever sends it calls ``refuse_if_changed``."""
    guard = {"of_comment": comment.id, "as_read": comment.revision}
    return Write(_CHANGE, guard, {"revision": comment.revision + 1, **changed})


def refuse_if_changed(comment: TakenComment, written: int) -> None:
    """Raise StaleDataError where the comment was not as it was read, so that none of its rows was ``written``."""
    if written != 1:
        raise StaleDataError(f"Comment {comment.id} changed although it was locked.")
