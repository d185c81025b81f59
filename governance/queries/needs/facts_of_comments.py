"""The facts around comments that make a line of somebody's home page: concerns, appeals and work left on a site.

What somebody may see of them is handed in, because the guards of their pages ask the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from governance.domain.access import Actor
from governance.domain.comments.words import Delivery
from governance.models import Appeal, Comment, CommentOnHost, Concern
from governance.queries.host_work import waits_on_host
from governance.queries.needs.fact import part


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody reads, decides and looks after, as conditions: their guards ask the same."""

    concerns: sa.ColumnElement[bool]
    appeals: sa.ColumnElement[bool]
    comments: sa.ColumnElement[bool]


def parts_of_comments(actor: Actor, mine: Mine) -> Iterator[sa.Select[Any]]:
    """Yield each part of what waits for the actor around comments."""
    yield _concerns(actor, mine)
    yield _appeals(mine)
    yield _by_hand(mine)


def _concerns(actor: Actor, mine: Mine) -> sa.Select[Any]:
    """The open concerns that the actor reads and has, or that nobody has; ``key`` says which."""
    me = actor.person_id or 0
    key = sa.case((Concern.taken_by.is_(None), "nobody"), else_="me")
    return part("concern", subject_id=Concern.id, key=key, at=Concern.opened_at).where(
        mine.concerns, Concern.closed_at.is_(None), sa.or_(Concern.taken_by.is_(None), Concern.taken_by == me)
    )


def _appeals(mine: Mine) -> sa.Select[Any]:
    """The appeals that wait for the actor."""
    of_comment = sa.and_(Comment.school_id == Appeal.school_id, Comment.id == Appeal.comment_id)
    columns = {"subject_id": Appeal.id, "at": Appeal.made_at}
    return part("appeal", **columns).select_from(Appeal).join(Comment, of_comment).where(mine.appeals)


def _by_hand(mine: Mine) -> sa.Select[Any]:
    """How many decisions somebody has still to carry out on a site, as ``subject_id``, and since when."""
    of_comment = sa.and_(Comment.school_id == CommentOnHost.school_id, Comment.id == CommentOnHost.comment_id)
    columns = {"subject_id": sa.func.count(CommentOnHost.id), "at": sa.func.min(CommentOnHost.wished_at)}
    return (
        part("by_hand", **columns)
        .select_from(CommentOnHost)
        .join(Comment, of_comment)
        .where(waits_on_host(mine.comments, Delivery.TASK))
    )
