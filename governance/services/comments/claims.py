"""Claims: that somebody has a comment open, shown to the others as a courtesy (A.5, DESIGN 6).

A claim stops nobody: the decision itself makes sure that there is only one.  It ends by deciding, by leaving, or after
the minutes that the policy gives, and it is no act: nothing of it is recorded.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.models import Comment, CommentClaim, Person, School
from governance.services.actors import school_today
from governance.services.comments.scope import in_queue, scope_of
from governance.services.policy import policy_of
from governance.services.refused import NotHere


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has a comment open until when; ``mine`` where it is who asked."""

    name: str
    until: dt.datetime
    mine: bool


def hold(session: Session, actor: Actor, now: dt.datetime, *, comment_id: int) -> Claim:
    """Hold a comment, or learn who does.  Asked again it holds on; raises NotHere where it is not in their queue."""
    begin_writing(session)
    try:
        claim = _held(session, actor, now, comment_id)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return claim


def let_go(session: Session, actor: Actor, *, comment_id: int) -> None:
    """End one's own claim; somebody else's stays, and where there is none nothing happens."""
    begin_writing(session)
    session.execute(
        sa.delete(CommentClaim).where(
            CommentClaim.school_id == actor.school_id,
            CommentClaim.comment_id == comment_id,
            CommentClaim.person_id == actor.person_id,
        )
    )
    session.commit()


def _held(session: Session, actor: Actor, now: dt.datetime, comment_id: int) -> Claim:
    school = session.get_one(School, actor.school_id)
    theirs = in_queue(scope_of(session, actor, school_today(school, now)))
    # The comment's row is locked, so that two who open it at the same moment hold it one after the other.
    here = session.scalar(sa.select(Comment.id).where(Comment.id == comment_id, theirs).with_for_update(of=Comment))
    if here is None or actor.person_id is None:
        raise NotHere("Comment")
    until = now + dt.timedelta(minutes=policy_of(session, school.id).claim_minutes)
    claim = session.scalar(
        sa.select(CommentClaim)
        .where(CommentClaim.school_id == school.id, CommentClaim.comment_id == comment_id)
        .execution_options(populate_existing=True)
    )
    if claim is not None and claim.person_id != actor.person_id and claim.until > now:
        return Claim(session.get_one(Person, claim.person_id).name, claim.until, mine=False)
    if claim is None:
        claim = CommentClaim(school_id=school.id, comment_id=comment_id, claimed_at=now)
        session.add(claim)
    elif claim.person_id != actor.person_id:
        claim.claimed_at = now
    claim.person_id, claim.until = actor.person_id, until
    session.flush()
    return Claim(actor.name, until, mine=True)
