"""Reads of appeals: what a removal's page says, what the private page shows, and what waits to be decided.

Never the comment's words on a public page.  They never write.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import PERSON, SCHOOL, Number
from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.comments.words import CommentAction
from governance.models import Appeal, Comment, CommentDecision, CommentRevision, Person, Site, is_shown
from governance.queries.reports import digest_of
from governance.services.comments.scope import Scope, Shape, looked_after, looked_after_of

Removed = tuple[CommentDecision, Comment, str]


@dataclass(frozen=True, slots=True)
class AppealRow:
    """One appeal with what somebody needs to decide it."""

    appeal: Appeal
    comment: Comment
    site: str
    author: str
    words: str
    decision: CommentDecision
    remover: str
    decider: str


def removal(session: Session, school_id: int, decision_id: int) -> Removed | None:
    """Return a removal, its comment and its site's name; None where that decision removed nothing."""
    row = session.execute(
        sa.select(CommentDecision, Comment, Site.name)
        .join(
            Comment, sa.and_(Comment.school_id == CommentDecision.school_id, Comment.id == CommentDecision.comment_id)
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(
            CommentDecision.school_id == school_id,
            CommentDecision.id == decision_id,
            CommentDecision.action == CommentAction.REMOVE,
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2] or "")


def last_removal(session: Session, school_id: int, comment_id: int) -> int | None:
    """Return the number of the newest removal of a comment, for the link that moderators hand on."""
    return session.scalar(
        sa.select(CommentDecision.id)
        .where(
            CommentDecision.school_id == school_id,
            CommentDecision.comment_id == comment_id,
            CommentDecision.action == CommentAction.REMOVE,
        )
        .order_by(CommentDecision.number.desc())
        .limit(1)
    )


def was_removed(session: Session, actor: Actor, scope: Scope, comment_id: int) -> bool:
    """Return whether somebody removed this comment, and the actor looks after it or decided it."""
    mine = sa.or_(looked_after(scope), Comment.removed_by == (actor.person_id or 0))
    of_school = (Comment.school_id == (actor.school_id or 0), Comment.id == comment_id)
    if not session.scalar(sa.select(sa.exists().where(*of_school, mine))):
        return False
    return last_removal(session, actor.school_id or 0, comment_id) is not None


def appeal_by_token(session: Session, school_id: int, token: str) -> Appeal | None:
    """Return the appeal of a private page; None for a token that nobody gave out at this school."""
    return session.scalar(
        sa.select(Appeal).where(Appeal.school_id == school_id, Appeal.token_digest == digest_of(token))
    )


def of_mine(actor: Actor, scope: Scope) -> sa.ColumnElement[bool]:
    """Return which appeals somebody sees: those of comments they look after; the ICT lead and the head see all."""
    within = None if sees_every_appeal(actor) else looked_after(scope)
    return _of_mine(actor.school_id or 0, actor.person_id or 0, within)


def to_decide(actor: Actor, scope: Scope) -> sa.ColumnElement[bool]:
    """Return which appeals wait for somebody: open, and neither made by them nor about their own removal."""
    me = actor.person_id or 0
    return sa.and_(of_mine(actor, scope), _waits_for(me))


@cache
def to_decide_of(shape: Shape, *, everything: bool) -> sa.ColumnElement[bool]:
    """Return the same, put together once for all whose scope has this shape; it is asked with ``Scope.asked``.

    ``everything`` is what ``sees_every_appeal`` says of them.
    """
    within = None if everything else looked_after_of(shape)
    return sa.and_(_of_mine(SCHOOL, PERSON, within), _waits_for(PERSON))


def sees_every_appeal(actor: Actor) -> bool:
    """Return whether somebody sees every appeal of the school, whoever looks after the comment."""
    return is_ict_lead(actor) or acts_as_head(actor)


def _of_mine(school: Number, me: Number, within: sa.ColumnElement[bool] | None) -> sa.ColumnElement[bool]:
    theirs = sa.true() if within is None else sa.or_(within, Appeal.made_by == me)
    return sa.and_(Appeal.school_id == school, theirs)


def _waits_for(me: Number) -> sa.ColumnElement[bool]:
    return sa.and_(
        Appeal.decided_at.is_(None),
        sa.or_(Appeal.remover_id.is_(None), Appeal.remover_id != me),
        sa.or_(Appeal.made_by.is_(None), Appeal.made_by != me),
    )


def count_to_decide(actor: Actor, scope: Scope) -> sa.ScalarSelect[int]:
    """Return what counts the appeals that wait for somebody; the same WHERE as the list."""
    return _joined(sa.func.count(Appeal.id)).where(to_decide(actor, scope)).scalar_subquery()


def appeals_to_decide(session: Session, actor: Actor, scope: Scope) -> list[tuple[int, dt.datetime, str]]:
    """Return number, moment and site of the appeals that wait for somebody, the oldest first."""
    rows = session.execute(
        _joined(Appeal.id, Appeal.made_at, Site.name).where(to_decide(actor, scope)).order_by(Appeal.made_at, Appeal.id)
    )
    return [(row[0], row[1], row[2] or "") for row in rows]


def appeal_row(session: Session, actor: Actor, scope: Scope, appeal_id: int) -> AppealRow | None:
    """Return one appeal in full; None for who has nothing to do with it."""
    row = session.execute(
        _joined(Appeal, Comment, Site.name, CommentRevision.author_name, CommentRevision.body, CommentDecision)
        .join(
            CommentRevision,
            is_shown(),
        )
        .join(
            CommentDecision,
            sa.and_(CommentDecision.school_id == Appeal.school_id, CommentDecision.id == Appeal.decision_id),
        )
        .where(of_mine(actor, scope), Appeal.id == appeal_id)
    ).one_or_none()
    if row is None:
        return None
    appeal, comment, site, author, words, decision = row
    people = [one for one in (appeal.remover_id, appeal.decided_by) if one is not None]
    named = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people))).all()
    names: dict[int, str] = {row.id: row.name for row in named}
    remover = names.get(appeal.remover_id, decision.decided_on_host) if appeal.remover_id else decision.decided_on_host
    return AppealRow(
        appeal, comment, site or "", author, words, decision, remover, names.get(appeal.decided_by or 0, "")
    )


def _joined(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Appeal)
        .join(Comment, sa.and_(Comment.school_id == Appeal.school_id, Comment.id == Appeal.comment_id))
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
    )
