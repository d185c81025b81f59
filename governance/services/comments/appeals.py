"""Appeals against a removal: made by link or on behalf of somebody, decided by who did not remove it (A.5, DESIGN 3.4).

The database refuses a remover and a maker as deciders too.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.comments.appeals import (
    AppealOutcome,
    AppealSituation,
    Behalf,
    deciding_refusals,
    making_refusals,
)
from governance.domain.comments.hosting import WANTED
from governance.domain.comments.words import CommentAction, CommentState, FlagSource, Urgency
from governance.domain.pretenders import address_digest
from governance.domain.words import Role
from governance.models import Appeal, Comment, CommentDecision, CommentFlag, School
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.comments.alarm_circles import label_of_comment
from governance.services.comments.at_hand import last_decision, take_comment
from governance.services.comments.flagging import flag, put_in_place
from governance.services.comments.reporting import token_digest
from governance.services.comments.scope import looked_after, lookers, scope_of
from governance.services.comments.wishes import wish
from governance.services.notices import notify
from governance.services.policy import policy_of
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case

KIND = "appeal"
"""The kind of the flag that an open appeal is."""


def appeal_by_link(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    decision_id: int,
    behalf: Behalf,
    words: str,
    remote: str,
    salt: str,
) -> str:
    """Make an appeal without a sign-in and return the token of its private page; raises Refused, NotHere."""
    with use_case(session, actor, now) as record:
        decision = _removal(record, decision_id)
        token = secrets.token_urlsafe(24)
        appeal = _make(record, decision, behalf, words)
        school = session.get_one(School, decision.school_id)
        appeal.from_digest = address_digest(remote, salt, school_today(school, now))
        appeal.token_digest = token_digest(token)
        return token


def appeal_on_behalf(
    session: Session, actor: Actor, now: dt.datetime, *, comment_id: int, behalf: Behalf, words: str
) -> int:
    """Write down an appeal that somebody makes in person, and return its number; raises Refused, NotHere."""
    with use_case(session, actor, now) as record:
        comment = take_comment(record, comment_id).comment
        decision = session.scalar(
            sa.select(CommentDecision)
            .where(
                CommentDecision.school_id == comment.school_id,
                CommentDecision.comment_id == comment.id,
                CommentDecision.action == CommentAction.REMOVE,
            )
            .order_by(CommentDecision.number.desc())
            .limit(1)
        )
        if decision is None:
            raise NotHere("CommentDecision")
        return _make(record, decision, behalf, words).id


def decide_appeal(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    appeal_id: int,
    seen: int,
    outcome: AppealOutcome,
    reason: str,
) -> None:
    """Decide an appeal; what is looked at again waits, and is never published by the appeal.

    Raises Refused, Stale, NotHere.  To decide it again in the same way is a repeat.
    """
    with use_case(session, actor, now) as record:
        appeal = locked(session, Appeal, actor.school_id or 0, appeal_id)
        comment = locked(session, Comment, appeal.school_id, appeal.comment_id)
        situation = appeal_situation(session, actor, appeal, comment, now)
        if not situation.may_look and appeal.made_by != actor.person_id and appeal.remover_id != actor.person_id:
            raise NotHere("Appeal")
        if appeal.decided_by == actor.person_id and appeal.outcome == outcome:
            record.repeat()
            return
        refuse_if_stale(session, appeal, seen, "appeal", appeal.id, appeal.school_id)
        refuse_if(deciding_refusals(situation, outcome, reason))
        appeal.decided_by, appeal.decided_at = actor.person_id, now
        appeal.outcome, appeal.reason = outcome, reason.strip()
        looks_again = outcome is AppealOutcome.LOOKED_AT_AGAIN and comment.state is CommentState.REMOVED
        decision = _reopen(record, comment, appeal.reason) if looks_again else None
        _answer(record, comment, decision)
        label = label_of_comment(session, comment)
        record.act(
            "appeal.decided",
            "appeal",
            appeal.id,
            site_id=comment.site_id,
            texts={"label": label},
            decision_id=appeal.decision_id,
            outcome=outcome.value,
        )


def appeal_situation(
    session: Session, actor: Actor, appeal: Appeal, comment: Comment, now: dt.datetime
) -> AppealSituation:
    """Return what the rules of an appeal ask about, for this person today."""
    school = session.get_one(School, appeal.school_id)
    scope = scope_of(session, actor, school_today(school, now))
    within = session.scalar(sa.select(sa.exists().where(Comment.id == comment.id, looked_after(scope))))
    return AppealSituation(
        actor=actor.person_id,
        remover=appeal.remover_id,
        made_by=appeal.made_by,
        is_open=appeal.decided_at is None,
        may_look=bool(within) or is_ict_lead(actor) or acts_as_head(actor),
        state=comment.state,
    )


def _removal(record: Record, decision_id: int) -> CommentDecision:
    decision = record.session.scalar(
        sa.select(CommentDecision).where(
            CommentDecision.school_id == record.actor.school_id,
            CommentDecision.id == decision_id,
            CommentDecision.action == CommentAction.REMOVE,
        )
    )
    if decision is None:
        raise NotHere("CommentDecision")
    return decision


def _make(record: Record, decision: CommentDecision, behalf: Behalf, words: str) -> Appeal:
    """Write the appeal down, bring the comment back to another moderator, and tell who decides."""
    session, school_id = record.session, decision.school_id
    comment = locked(session, Comment, school_id, decision.comment_id)
    earlier = session.scalars(
        sa.select(Appeal.decided_at).where(Appeal.school_id == school_id, Appeal.decision_id == decision.id)
    ).all()
    refuse_if(making_refusals(comment.state, open_already=None in earlier, decided_already=bool(earlier), words=words))
    keep_for = dt.timedelta(days=policy_of(session, school_id).report_retention_days)
    appeal = Appeal(
        school_id=school_id,
        comment_id=comment.id,
        decision_id=decision.id,
        remover_id=decision.decider_id,
        on_behalf_of=behalf,
        made_by=record.actor.person_id,
        words=words.strip(),
        made_at=record.now,
        keep_until=(record.now + keep_for).date(),
    )
    session.add(appeal)
    session.flush()
    said = "Somebody asks to look at this removal again"
    flag(record, comment, source=FlagSource.APPEAL, kind=KIND, urgency=Urgency.NEW, words=said, clause="A.5")
    label = label_of_comment(session, comment)
    record.act(
        "appeal.made", "appeal", appeal.id, site_id=comment.site_id, texts={"label": label}, decision_id=decision.id
    )
    school = session.get_one(School, school_id)
    deciders = _deciders(session, school, appeal, comment, record.now)
    notify(record, "appeal_made", deciders, f"/s/{school.slug}/appeals/{appeal.id}", label=label)
    return appeal


def _deciders(session: Session, school: School, appeal: Appeal, comment: Comment, now: dt.datetime) -> set[int]:
    """The site's other moderators; where there is none, the ICT lead and the head."""
    today = school_today(school, now)
    own = {appeal.remover_id, appeal.made_by}
    others = set(lookers(session, school.id, comment.site_id, today)) - own
    if others:
        return others
    return {*holders_of(session, school.id, Role.ICT_LEAD, today), *heads_today(session, school.id, today)} - own


def _reopen(record: Record, comment: Comment, reason: str) -> CommentDecision:
    """Let the comment wait again: off the page until somebody decides it."""
    last = last_decision(record.session, comment)
    decision = CommentDecision(
        school_id=comment.school_id,
        comment_id=comment.id,
        number=(last.number if last else 0) + 1,
        on_revision=comment.shown,
        action=CommentAction.REOPEN,
        from_state=comment.state,
        to_state=CommentState.WAITING,
        decider_id=record.actor.person_id,
        note=reason,
        decided_at=record.now,
    )
    record.session.add(decision)
    record.session.flush()
    return decision


def _answer(record: Record, comment: Comment, decision: CommentDecision | None) -> None:
    """Settle the appeal's flag; where the comment is looked at again, what the machine saw in it is open again."""
    session = record.session
    of_comment = (CommentFlag.school_id == comment.school_id, CommentFlag.comment_id == comment.id)
    session.execute(
        sa.update(CommentFlag)
        .where(*of_comment, CommentFlag.source == FlagSource.APPEAL, CommentFlag.settled_at.is_(None))
        .values(settled_at=record.now, settled_by=decision.id if decision else None)
    )
    if decision is not None:
        session.execute(
            sa.update(CommentFlag)
            .where(*of_comment, CommentFlag.source == FlagSource.MACHINE, CommentFlag.on_revision == comment.shown)
            .values(settled_at=None, settled_by=None)
        )
        comment.state, comment.decided_at = CommentState.WAITING, record.now
    put_in_place(session, comment)
    session.flush()
    if decision is not None:
        wish(record, comment, WANTED[CommentState.WAITING], urgent=False)
