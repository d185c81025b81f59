"""Fills the situation of one site, one version and one actor from rows, so that the lifecycle can be asked.

The one place where rows become what the domain reads: the button, the message and the guard all start here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from governance.domain.access import Actor
from governance.domain.policy import Policy
from governance.domain.proposal.answers import (
    audience_digest,
    people_of,
    pupils_see_or_contribute,
    purpose_digest,
    risk_digest,
)
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import OPEN_VERSIONS, Answer, ApprovalKind, Approver, SiteState, VersionState
from governance.models import (
    Consultation,
    Decision,
    Discussion,
    Evaluation,
    ExitStep,
    ProposalVersion,
    RiskSignature,
    Site,
)
from governance.services.actors import capacities, deciding_as


def version_at_hand(session: Session, site: Site) -> ProposalVersion | None:
    """Return the version that actions on a site are about: the open one if there is one, else the last."""
    return session.scalar(
        sa.select(ProposalVersion)
        .where(ProposalVersion.school_id == site.school_id, ProposalVersion.site_id == site.id)
        .order_by(ProposalVersion.state.in_(OPEN_VERSIONS).desc(), ProposalVersion.number.desc())
        .limit(1)
    )


def approvers_of(policy: Policy) -> frozenset[Approver]:
    """Return whose yes the school's policy asks for: the head's always."""
    return frozenset({Approver.HEAD, *(Approver(name) for name in policy.second_approvers)})


def situation_of(
    session: Session,
    actor: Actor,
    today: dt.date,
    policy: Policy,
    site: Site | None,
    version: ProposalVersion | None,
    *,
    reason: str | None = None,
    incomplete: tuple[Refusal, ...] = (),
    gate: tuple[Refusal, ...] = (),
    new_proposer_is_staff: bool = True,
) -> Situation:
    """Return what is known of this site and version for this actor today.

    ``incomplete`` and ``gate`` cost much to find out, so only the actions that ask for them hand them in.
    """
    approvers = approvers_of(policy)
    said_yes = _yes_said(session, version) if version else {}
    steps = _exit_steps(session, site) if site else []
    states = _version_states(session, site) if site else frozenset()
    answers = version.answers if version else {}
    return Situation(
        capacities=capacities(actor, site, version, approvers),
        actor=actor.person_id,
        site=site.state if site else None,
        version=version.state if version else None,
        proposer=version.proposer_id if version else None,
        reason=reason,
        has_open_version=bool(states & OPEN_VERSIONS),
        has_approved_version=VersionState.APPROVED in states,
        incomplete=incomplete,
        new_proposer_is_staff=new_proposer_is_staff,
        discussed=bool(version and is_discussed(session, version)),
        consulted=bool(version and is_consulted(session, version)),
        pupil_site=pupils_see_or_contribute(answers),
        risks_signed=bool(version and has_risks_signed(session, version)),
        administrators_named=frozenset(people_of(answers, "administrators")),
        moderators_named=frozenset(people_of(answers, "moderators")),
        people_at_least=policy.administrators_at_least,
        approvers=approvers,
        yes_from=frozenset(said_yes),
        yes_persons=frozenset(said_yes.values()),
        deciding_as=deciding_as(actor, approvers),
        gate=gate,
        amber_with_date=bool(site and site.amber_until),
        extended_already=bool(site and site.extended_at),
        due_for_decision=bool(site and is_due_for_decision(session, site, today)),
        new_end_approved=bool(site and _new_end_approved(session, site)),
        exit_steps=len(steps),
        exit_steps_unsigned=tuple(step.text for step in steps if step.signed_at is None),
        irreversible_step_signed=any(step.irreversible and step.signed_at for step in steps),
        closing_from=site.closing_from if site else None,
    )


def _version_states(session: Session, site: Site) -> frozenset[VersionState]:
    """The states of all versions of a site's proposal."""
    here = (ProposalVersion.school_id == site.school_id, ProposalVersion.site_id == site.id)
    return frozenset(session.scalars(sa.select(ProposalVersion.state).where(*here)))


def is_discussed(session: Session, version: ProposalVersion) -> bool:
    """Return whether a discussion covers this version's audience and contributions as they now read (A.1.3)."""
    digest = audience_digest(version.answers)
    return _stands(session, version, Discussion, Discussion.audience_digest == digest, Discussion.recorded_by)


def is_consulted(session: Session, version: ProposalVersion) -> bool:
    """Return whether the head was consulted on this version's purpose and content as they now read (A.3.5)."""
    digest = purpose_digest(version.answers)
    return _stands(session, version, Consultation, Consultation.purpose_digest == digest, Consultation.recorded_by)


def has_risks_signed(session: Session, version: ProposalVersion) -> bool:
    """Return whether a safeguarding lead other than the proposer signed the risks as they now read (A.2)."""
    digest = risk_digest(version.answers)
    return _stands(session, version, RiskSignature, RiskSignature.risk_digest == digest, RiskSignature.signed_by)


def _stands(
    session: Session,
    version: ProposalVersion,
    kind: type[Discussion | Consultation | RiskSignature],
    covers_it: sa.ColumnElement[bool],
    by: InstrumentedAttribute[int],
) -> bool:
    """Whether somebody other than the proposer recorded on this site what covers the text as it now reads."""
    here = (kind.school_id == version.school_id, kind.site_id == version.site_id)
    return bool(session.scalar(sa.select(sa.exists().where(*here, covers_it, by != version.proposer_id))))


def _yes_said(session: Session, version: ProposalVersion) -> dict[Approver, int]:
    rows = session.execute(
        sa.select(Decision.approver, Decision.decider_id).where(
            Decision.school_id == version.school_id,
            Decision.version_id == version.id,
            Decision.kind == ApprovalKind.CREATION,
            Decision.answer == Answer.YES,
        )
    )
    return dict(rows.all())


def _exit_steps(session: Session, site: Site) -> list[ExitStep]:
    return list(
        session.scalars(
            sa.select(ExitStep)
            .where(ExitStep.school_id == site.school_id, ExitStep.site_id == site.id, ExitStep.cancelled_at.is_(None))
            .order_by(ExitStep.number)
        )
    )


def running_version(session: Session, site: Site) -> ProposalVersion | None:
    """Return the approved version that a site runs on."""
    return session.get(ProposalVersion, site.current_version_id) if site.current_version_id else None


def is_due_for_decision(session: Session, site: Site, today: dt.date) -> bool:
    """Return whether the planned end has come, or an evaluation that was promised for today or before is missing."""
    if site.planned_end is not None and site.planned_end <= today:
        return True
    return bool(evaluations_due(session, site, today))


def evaluations_due(session: Session, site: Site, today: dt.date) -> tuple[int, ...]:
    """Return the numbers of the measures whose review date has come and that nobody has evaluated since (A.1.7)."""
    version = running_version(session, site)
    if version is None:
        return ()
    done = set(
        session.scalars(
            sa.select(Evaluation.measure).where(
                Evaluation.school_id == site.school_id,
                Evaluation.site_id == site.id,
                Evaluation.version_id == version.id,
            )
        )
    )
    return tuple(number for number, day in review_dates(version) if day <= today and number not in done)


def review_dates(version: ProposalVersion) -> list[tuple[int, dt.date]]:
    """Return each measure's number, from 1, and the day on which it is to be looked at."""
    measures = version.answers.get("measures")
    found = []
    for number, measure in enumerate(measures if isinstance(measures, list) else [], start=1):
        day = as_day(measure.get("review_on")) if isinstance(measure, dict) else None
        if day is not None:
            found.append((number, day))
    return found


def frees_suspended(
    state: SiteState, planned_end: dt.date | None, approved_end: dt.date | None, today: dt.date
) -> bool:
    """Return whether a suspended site whose end has passed goes on until the later end that the head approved.

    It could otherwise neither be resumed, for its end has passed, nor continued, for that asks for a live one: the
    approval is the head's decision that it goes on (A.1.6).
    """
    if state is not SiteState.SUSPENDED or planned_end is None or approved_end is None:
        return False
    return planned_end < today and approved_end > planned_end


def planned_end_of(version: ProposalVersion) -> dt.date | None:
    """Return the planned end that a version promises (A.1.6)."""
    return planned_end_in(version.answers)


def planned_end_in(answers: Mapping[str, object]) -> dt.date | None:
    """Return the same from a version's answers."""
    return as_day(answers.get("ends_on"))


def as_day(value: object) -> dt.date | None:
    """Return the day that a stored answer says, or None."""
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _new_end_approved(session: Session, site: Site) -> bool:
    version = running_version(session, site)
    if version is None or site.planned_end is None:
        return False
    end = planned_end_of(version)
    return end is not None and end > site.planned_end
