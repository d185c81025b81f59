"""The decisions about a version: approve, return, decline, and the head's separate word on logo and brand.

Each is one decision row with its reason; the last yes that the policy asks for moves the version, any no ends it
(A.3.2, A.3.5).  Nobody decides their own: the domain refuses, and so does the database.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.lifecycle import outcome, refusals
from governance.domain.proposal.answers import uses_logo
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Action, Answer, ApprovalKind, Approver, Role, VersionState
from governance.models import Decision, ProposalVersion
from governance.services.actors import holders_of
from governance.services.appointments import approve_named, end_unnamed
from governance.services.at_hand import VersionAtHand, take_version
from governance.services.notices import notify
from governance.services.refused import Refused, refuse_if
from governance.services.seen import refuse_if_stale, touch
from governance.services.site_text import run_on
from governance.services.transaction import Record, use_case


def approve_version(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    version_id: int,
    seen: int,
    reason: str,
    conditions: str = "",
    minute: str = "",
) -> None:
    """Say yes to a version.  ``minute`` is the governing body's, where the chair records its decision.

    Raises Refused, Stale or NotHere; a repeat of the same yes by the same person is harmless.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        if _said_already(record, at_hand.version, Answer.YES):
            record.repeat()
            return
        _refuse_if_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if((*refusals(Action.APPROVE, situation), *_minute_missing(situation, minute)))
        approver = min(situation.deciding_as & situation.approvers)
        moves = not situation.approvers_after_this_yes
        _write(record, at_hand.version, ApprovalKind.CREATION, approver, Answer.YES, reason, conditions, minute)
        before = at_hand.version.state
        if moves:
            _put_into_force(record, at_hand, situation)
        record.act(
            "proposal.approved",
            "proposal",
            at_hand.version.id,
            site_id=at_hand.site.id,
            from_state=before,
            to_state=at_hand.version.state,
            version=at_hand.version.number,
            approver=approver,
            delegation=actor.delegation_id,
            moved=moves,
            texts={"label": at_hand.site.name, "reason": reason, "conditions": conditions},
        )
        kind = "proposal_approved" if moves else "proposal_yes_said"
        told = [
            at_hand.version.proposer_id,
            *(holders_of(session, at_hand.school_id, Role.ICT_LEAD, at_hand.today) if moves else ()),
        ]
        notify(record, kind, told, at_hand.link, label=at_hand.site.name)


def _put_into_force(record: Record, at_hand: VersionAtHand, situation: Situation) -> None:
    """The last yes was said: the version before gives way, and the site runs on this text and with its people."""
    session, version, site = record.session, at_hand.version, at_hand.site
    earlier = session.scalar(
        sa.select(ProposalVersion).where(
            ProposalVersion.school_id == site.school_id,
            ProposalVersion.site_id == site.id,
            ProposalVersion.state == VersionState.APPROVED,
            ProposalVersion.id != version.id,
        )
    )
    if earlier is not None:
        # Only one version of a site stands approved: the earlier one has to be out of the way first.
        earlier.state = VersionState.SUPERSEDED
        session.flush()
        record.act(
            "proposal.superseded",
            "proposal",
            earlier.id,
            site_id=site.id,
            from_state=VersionState.APPROVED,
            to_state=VersionState.SUPERSEDED,
            version=earlier.number,
            texts={"label": site.name},
        )
    version.state = outcome(Action.APPROVE, situation).version or version.state
    version.decided_at = record.now
    session.flush()
    run_on(record, site, version)
    site.state = outcome(Action.APPROVE, situation).site or site.state
    approve_named(record, site, version)
    end_unnamed(record, site, version)


def return_version(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int, reason: str
) -> None:
    """Give a version back to its proposer for changes, with a reason."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        if at_hand.version.state is VersionState.RETURNED and _said_already(record, at_hand.version, Answer.RETURNED):
            record.repeat()
            return
        _refuse_if_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if(refusals(Action.RETURN, situation))
        _write(record, at_hand.version, ApprovalKind.CREATION, Approver.HEAD, Answer.RETURNED, reason)
        _end(record, at_hand, situation, Action.RETURN)
        record.act(
            "proposal.returned",
            "proposal",
            at_hand.version.id,
            site_id=at_hand.site.id,
            from_state=VersionState.SUBMITTED,
            to_state=VersionState.RETURNED,
            version=at_hand.version.number,
            delegation=actor.delegation_id,
            texts={"label": at_hand.site.name, "reason": reason},
        )
        notify(record, "proposal_returned", [at_hand.version.proposer_id], at_hand.link, label=at_hand.site.name)


def decline_version(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int, reason: str, minute: str = ""
) -> None:
    """Say no to a version, with a reason: any no ends it."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        if at_hand.version.state is VersionState.DECLINED and _said_already(record, at_hand.version, Answer.NO):
            record.repeat()
            return
        _refuse_if_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if((*refusals(Action.DECLINE, situation), *_minute_missing(situation, minute)))
        approver = min(situation.deciding_as & situation.approvers)
        refuse_if(_yes_said_before(situation, approver))
        _write(record, at_hand.version, ApprovalKind.CREATION, approver, Answer.NO, reason, "", minute)
        _end(record, at_hand, situation, Action.DECLINE)
        record.act(
            "proposal.declined",
            "proposal",
            at_hand.version.id,
            site_id=at_hand.site.id,
            from_state=VersionState.SUBMITTED,
            to_state=VersionState.DECLINED,
            version=at_hand.version.number,
            approver=approver,
            delegation=actor.delegation_id,
            texts={"label": at_hand.site.name, "reason": reason},
        )
        notify(record, "proposal_declined", [at_hand.version.proposer_id], at_hand.link, label=at_hand.site.name)


def decide_brand(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int, reason: str, is_yes: bool
) -> None:
    """Give the head's separate word on the use of logo and brand (A.3.5); the site itself is another decision."""
    answer = Answer.YES if is_yes else Answer.NO
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        given = _brand_decision(session, at_hand.version)
        if given is not None and given.decider_id == actor.person_id and given.answer is answer:
            record.repeat()
            return
        _refuse_if_stale(record, at_hand, seen)
        refuse_if((*brand_refusals(at_hand.situation(reason=reason), at_hand.version, given),))
        _write(record, at_hand.version, ApprovalKind.BRAND, Approver.HEAD, answer, reason)
        record.act(
            "brand.approved" if is_yes else "brand.declined",
            "proposal",
            at_hand.version.id,
            site_id=at_hand.site.id,
            version=at_hand.version.number,
            delegation=actor.delegation_id,
            texts={"label": at_hand.site.name, "reason": reason},
        )


def brand_refusals(situation: Situation, version: ProposalVersion, given: Decision | None) -> tuple[Refusal, ...]:
    """Return why the word on logo and brand cannot be given now: who and when are the return's, the rest its own."""
    found = [
        refusal
        for refusal in refusals(Action.RETURN, situation)
        if refusal.code != "not_in_this_state" or version.state is not VersionState.APPROVED
    ]
    if not uses_logo(version.answers):
        found.append(Refusal("no_logo_asked", "This proposal does not ask to use the school’s logo or brand.", "A.3.5"))
    if given is not None:
        found.append(Refusal("decided_already", "The use of logo and brand is decided for this version.", "A.3.5"))
    return tuple(found)


def _minute_missing(situation: Situation, minute: str) -> tuple[Refusal, ...]:
    if Approver.GOVERNORS in situation.deciding_as and not minute.strip():
        return (
            Refusal(
                "no_minute", "Enter the minute of the governing body’s decision, such as its date and number.", "A.3.2"
            ),
        )
    return ()


def _yes_said_before(situation: Situation, approver: Approver) -> tuple[Refusal, ...]:
    if approver not in situation.yes_from:
        return ()
    return (
        Refusal(
            "decided_already", "A yes for this version is given already. Another approver can still say no.", "A.3.2"
        ),
    )


def _said_already(record: Record, version: ProposalVersion, answer: Answer) -> bool:
    return bool(
        record.session.scalar(
            sa.select(
                sa.exists().where(
                    Decision.school_id == version.school_id,
                    Decision.version_id == version.id,
                    Decision.kind == ApprovalKind.CREATION,
                    Decision.decider_id == record.actor.person_id,
                    Decision.answer == answer,
                )
            )
        )
    )


def _brand_decision(session: Session, version: ProposalVersion) -> Decision | None:
    return session.scalar(
        sa.select(Decision).where(
            Decision.school_id == version.school_id,
            Decision.version_id == version.id,
            Decision.kind == ApprovalKind.BRAND,
        )
    )


def _refuse_if_stale(record: Record, at_hand: VersionAtHand, seen: int) -> None:
    refuse_if_stale(record.session, at_hand.version, seen, "proposal", at_hand.version.id, at_hand.school_id)


def _end(record: Record, at_hand: VersionAtHand, situation: Situation, action: Action) -> None:
    at_hand.version.state = outcome(action, situation).version or at_hand.version.state
    at_hand.version.decided_at = record.now


def _write(
    record: Record,
    version: ProposalVersion,
    kind: ApprovalKind,
    approver: Approver,
    answer: Answer,
    reason: str,
    conditions: str = "",
    minute: str = "",
) -> None:
    if record.actor.person_id is None:
        raise Refused((Refusal("not_yours_to_do", "Only a person can decide."),))
    # Every decision counts as a change of the version, so that two deciders never miss each other.
    touch(version)
    record.session.add(
        Decision(
            school_id=version.school_id,
            kind=kind,
            version_id=version.id,
            proposer_id=version.proposer_id,
            decider_id=record.actor.person_id,
            approver=approver,
            answer=answer,
            reason=reason,
            conditions=conditions,
            minute=minute,
            delegation_id=record.actor.delegation_id,
            decided_at=record.now,
        )
    )
