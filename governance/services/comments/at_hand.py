"""One comment at hand: the row, locked, with everything that its life asks about (DESIGN 3.3 and 6).

The one place where rows become what ``domain/comments/life.py`` reads: button, message and guard all start here.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.access import Actor, is_dsl, is_ict_lead
from governance.domain.comments.life import CommentSituation
from governance.domain.comments.words import CommentAction, CommentCapacity, CommentState
from governance.models import (
    Alarm,
    Appeal,
    Comment,
    CommentClaim,
    CommentDecision,
    CommentFlag,
    CommentOnHost,
    CommentOpening,
    Site,
)
from governance.services.actors import today_in
from governance.services.comments.scope import is_looked_after
from governance.services.comments.taken import TakenComment, lock_comment
from governance.services.comments.wishes import KnownOfHost, open_connection, takes_decisions
from governance.services.policy import policy_with, stored_setting
from governance.services.refused import NotHere
from governance.services.transaction import Record


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest decision on a comment, as far as the next one asks about it."""

    id: int
    number: int
    action: CommentAction
    to_state: CommentState
    on_revision: int
    decider_id: int | None
    decided_at: dt.datetime


NEWEST = tuple(field.name for field in fields(Newest))


@dataclass(frozen=True, slots=True)
class CommentAtHand:
    """A locked comment with what stands around it: whoever changes any of that locks the comment first.

    ``last`` is its newest decision, ``has_reasons`` whether anybody ever gave one to look at it, ``is_watched`` whether
    an alarm runs, ``is_pushed`` whether an open connection takes decisions of it, ``opened_at`` when it was first seen.
    Only ``known_of_host`` may change meanwhile: whoever brings wishes to the host locks its own row.
    """

    comment: TakenComment
    label: str
    situation: CommentSituation
    last: Newest | None
    has_reasons: bool
    is_claimed: bool
    is_watched: bool
    is_pushed: bool
    opened_at: dt.datetime | None
    known_of_host: KnownOfHost | None


def take_comment(record: Record, comment_id: int) -> CommentAtHand:
    """Return the comment, locked until the transaction ends; raises NotHere where it is not the actor's to look at.

    Two reads: what stands around a row is asked once the row is locked, or it could be of before somebody's decision.
    """
    actor = record.actor
    taken = lock_comment(record, comment_id)
    if taken is None:
        raise NotHere("Comment")
    comment, zone = taken
    asked = {
        "comment": comment.id,
        "school": comment.school_id,
        "person": actor.person_id,
        "today": today_in(zone, record.now),
    }
    found = record.connection.execute(_around(lead=is_ict_lead(actor), dsl=is_dsl(actor)), asked).one()
    last = Newest(*found[: len(NEWEST)]) if found.id is not None else None
    theirs_by_role = is_dsl(actor) and comment.state is CommentState.HIDDEN
    decided_it = last is not None and last.decider_id is not None and last.decider_id == actor.person_id
    if not (found.within or theirs_by_role or decided_it):
        raise NotHere("Comment")
    return CommentAtHand(
        comment,
        found.name or "an address that is no site of the school",
        _situation(record, comment, last, found),
        last,
        has_reasons=bool(found.has_reasons),
        is_claimed=bool(found.is_claimed),
        is_watched=bool(found.is_watched),
        is_pushed=takes_decisions(comment, found.connection),
        opened_at=found.opened_at,
        known_of_host=KnownOfHost(found.says, found.said_at, found.sequence) if found.says is not None else None,
    )


_IS_ASKED = sa.and_(Comment.school_id == sa.bindparam("school"), Comment.id == sa.bindparam("comment"))


@cache
def _around(*, lead: bool, dsl: bool) -> sa.Select[Any]:
    """The query of what stands around one comment; to put it together costs more than the database needs for it."""
    newest = aliased(CommentDecision)
    number = sa.select(sa.func.max(newest.number)).where(_of_comment(newest)).scalar_subquery()
    is_open = CommentFlag.settled_at.is_(None)
    return (
        sa.select(
            *(getattr(CommentDecision, name) for name in NEWEST),
            Site.name,
            is_looked_after(lead=lead, dsl=dsl).label("within"),
            sa.select(sa.func.count(CommentFlag.id)).where(_of_comment(CommentFlag), is_open).label("open_flags"),
            sa.exists().where(_of_comment(Appeal), Appeal.decided_at.is_(None)).label("open_appeal"),
            sa.exists().where(_of_comment(CommentFlag)).label("has_reasons"),
            sa.exists().where(_of_comment(CommentClaim)).label("is_claimed"),
            sa.exists().where(_of_comment(Alarm), Alarm.next_at.is_not(None)).label("is_watched"),
            sa.select(CommentOpening.opened_at).where(_of_comment(CommentOpening)).label("opened_at"),
            open_connection().label("connection"),
            *(getattr(CommentOnHost, field.name) for field in fields(KnownOfHost)),
            stored_setting(Comment.school_id, "undo_minutes").label("undo_minutes"),
        )
        .select_from(Comment)
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .outerjoin(CommentOnHost, _of_comment(CommentOnHost))
        .outerjoin(CommentDecision, sa.and_(_of_comment(CommentDecision), CommentDecision.number == number))
        .where(_IS_ASKED)
    )


def _of_comment(table: Any) -> sa.ColumnElement[bool]:
    return sa.and_(table.school_id == Comment.school_id, table.comment_id == Comment.id)


def _situation(record: Record, comment: TakenComment, last: Newest | None, found: Any) -> CommentSituation:
    """Return what the comment's life asks about, for this person at this moment."""
    actor = record.actor
    return CommentSituation(
        capacities=capacities_on(actor, last.decider_id if last else None, within=bool(found.within)),
        actor=actor.person_id,
        state=comment.state,
        open_flags=found.open_flags,
        open_appeal=bool(found.open_appeal),
        published_by=comment.published_by,
        removed_by=comment.removed_by,
        last=last.action if last else None,
        last_decider=last.decider_id if last else None,
        last_at=last.decided_at if last else None,
        now=record.now,
        undo_minutes=policy_with({"undo_minutes": found.undo_minutes}).undo_minutes,
    )


def capacities_on(actor: Actor, last_decider: int | None, *, within: bool) -> frozenset[CommentCapacity]:
    """Return in which capacities the actor acts on this comment; who looks after it moderates it."""
    held = {
        CommentCapacity.MODERATOR: within,
        CommentCapacity.DECIDER: last_decider is not None and last_decider == actor.person_id,
        CommentCapacity.DSL: is_dsl(actor),
        CommentCapacity.ICT_LEAD: is_ict_lead(actor),
    }
    return frozenset(capacity for capacity, is_held in held.items() if is_held)


def last_decision(session: Session, comment: Comment) -> CommentDecision | None:
    """Return the newest decision on a comment, None while there is none."""
    return session.scalar(
        sa.select(CommentDecision)
        .where(CommentDecision.school_id == comment.school_id, CommentDecision.comment_id == comment.id)
        .order_by(CommentDecision.number.desc())
        .limit(1)
    )
