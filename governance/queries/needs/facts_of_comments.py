"""The facts around comments that make a line of somebody's home page: concerns, appeals and work left on a site.

What somebody may see of them is handed in, because the guards of their pages ask the same.  Every part is asked with
SCHOOL and PERSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from governance.db import PERSON
from governance.domain.comments.words import Delivery
from governance.models import Appeal, Comment, CommentOnHost, Concern
from governance.queries.host_work import waits_on_host
from governance.queries.needs.fact import part


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody reads, decides and looks after, as conditions put together once; their guards ask the same."""

    concerns: sa.ColumnElement[bool]
    appeals: sa.ColumnElement[bool]
    comments: sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person sees, and what the conditions have to be told about them."""

    seen: Seen
    told: Mapping[str, Any]


def parts_of_comments(mine: Seen) -> Iterator[sa.Select[Any]]:
    """Yield each part of what waits for the actor around comments."""
    yield _concerns(mine)
    yield _appeals(mine)
    yield _by_hand(mine)


def _concerns(mine: Seen) -> sa.Select[Any]:
    """The open concerns that the actor reads and has, or that nobody has; ``key`` says which."""
    key = sa.case((Concern.taken_by.is_(None), "nobody"), else_="me")
    return part("concern", subject_id=Concern.id, key=key, at=Concern.opened_at).where(
        mine.concerns, Concern.closed_at.is_(None), sa.or_(Concern.taken_by.is_(None), Concern.taken_by == PERSON)
    )


def _appeals(mine: Seen) -> sa.Select[Any]:
    """The appeals that wait for the actor."""
    of_comment = sa.and_(Comment.school_id == Appeal.school_id, Comment.id == Appeal.comment_id)
    columns = {"subject_id": Appeal.id, "at": Appeal.made_at}
    return part("appeal", **columns).select_from(Appeal).join(Comment, of_comment).where(mine.appeals)


def _by_hand(mine: Seen) -> sa.Select[Any]:
    """How many decisions somebody has still to carry out on a site, as ``subject_id``, and since when."""
    of_comment = sa.and_(Comment.school_id == CommentOnHost.school_id, Comment.id == CommentOnHost.comment_id)
    columns = {"subject_id": sa.func.count(CommentOnHost.id), "at": sa.func.min(CommentOnHost.wished_at)}
    return (
        part("by_hand", **columns)
        .select_from(CommentOnHost)
        .join(Comment, of_comment)
        .where(waits_on_host(mine.comments, Delivery.TASK))
    )
