"""One comment at hand: the row, locked, with everything that its life asks about (DESIGN 3.3 and 6).

The one place where rows become what ``domain/comments/life.py`` reads: button, message and guard all start here.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, is_dsl, is_ict_lead
from governance.domain.comments.life import CommentSituation
from governance.domain.comments.words import CommentCapacity, CommentState
from governance.models import Appeal, Comment, CommentDecision, CommentFlag, School, Site
from governance.services.actors import school_today
from governance.services.comments.scope import Scope, looked_after, scope_of
from governance.services.policy import policy_of
from governance.services.refused import NotHere
from governance.services.transaction import Record


@dataclass(frozen=True, slots=True)
class CommentAtHand:
    """A locked comment, the scope of who acts on it, and its newest decision."""

    comment: Comment
    label: str
    scope: Scope
    situation: CommentSituation
    last: CommentDecision | None
    undo_minutes: int


def take_comment(record: Record, comment_id: int) -> CommentAtHand:
    """Return the comment, locked until the transaction ends; raises NotHere where it is not the actor's to look at."""
    session, actor = record.session, record.actor
    school = session.get_one(School, actor.school_id)
    scope = scope_of(session, actor, school_today(school, record.now))
    row = session.execute(
        sa.select(Comment, Site.name, looked_after(scope))
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(Comment.school_id == school.id, Comment.id == comment_id)
        .with_for_update(of=Comment)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotHere("Comment")
    comment, name, within = row
    theirs_by_role = is_dsl(actor) and comment.state is CommentState.HIDDEN
    if not (within or theirs_by_role or _decided_it(session, actor, comment)):
        raise NotHere("Comment")
    minutes = policy_of(session, school.id).undo_minutes
    last = last_decision(session, comment)
    return CommentAtHand(
        comment,
        name or "an address that is no site of the school",
        scope,
        situation_of(session, record.actor, comment, last, within=bool(within), now=record.now, minutes=minutes),
        last,
        minutes,
    )


def situation_of(
    session: Session,
    actor: Actor,
    comment: Comment,
    last: CommentDecision | None,
    *,
    within: bool,
    now: dt.datetime,
    minutes: int,
) -> CommentSituation:
    """Return what the comment's life asks about, for this person at this moment."""
    counted = session.execute(
        sa.select(
            sa.select(sa.func.count())
            .select_from(CommentFlag)
            .where(
                CommentFlag.school_id == comment.school_id,
                CommentFlag.comment_id == comment.id,
                CommentFlag.settled_at.is_(None),
            )
            .scalar_subquery(),
            sa.exists().where(
                Appeal.school_id == comment.school_id, Appeal.comment_id == comment.id, Appeal.decided_at.is_(None)
            ),
        )
    ).one()
    return CommentSituation(
        capacities=capacities_on(actor, last.decider_id if last else None, within=within),
        actor=actor.person_id,
        state=comment.state,
        open_flags=counted[0],
        open_appeal=bool(counted[1]),
        published_by=comment.published_by,
        removed_by=comment.removed_by,
        last=last.action if last else None,
        last_decider=last.decider_id if last else None,
        last_at=last.decided_at if last else None,
        now=now,
        undo_minutes=minutes,
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


def _decided_it(session: Session, actor: Actor, comment: Comment) -> bool:
    """Who decided a comment may come back to it, to undo, even when it has left their list."""
    last = last_decision(session, comment)
    return last is not None and last.decider_id == actor.person_id
