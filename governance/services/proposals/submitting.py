"""Submits a version: complete, clause by clause (A.1.2 to A.1.7, A.2, 7.2, 7.4), and from then on frozen."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.lifecycle import outcome, refusals
from governance.domain.proposal.answers import pupils_see_or_contribute
from governance.domain.proposal.completeness import missing
from governance.domain.proposal.questions import answers_that_count
from governance.domain.wording import content_hash
from governance.domain.words import Action, Approver, Role, VersionState
from governance.services.actors import heads_today, holders_of
from governance.services.appointments import name_from
from governance.services.at_hand import VersionAtHand, take_version
from governance.services.notices import notify
from governance.services.proposals.known import proposal_facts
from governance.services.proposals.writing import call_by_its_name
from governance.services.refused import refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.situations import approvers_of, has_risks_signed
from governance.services.transaction import Record, use_case


def submit_version(session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int) -> None:
    """Hand a version to the head; its text cannot change any more.

    Raises Refused with everything that is missing, Stale or NotHere.  Submitting what waits already is harmless.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        version = at_hand.version
        if version.state is VersionState.SUBMITTED and version.proposer_id == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, version, seen, "proposal", version.id, at_hand.school_id)
        facts = proposal_facts(session, at_hand.school, at_hand.today)
        situation = at_hand.situation(incomplete=missing(version.answers, facts))
        refuse_if(refusals(Action.SUBMIT, situation))
        before = version.state
        if before is VersionState.DRAFT:
            version.answers = answers_that_count(version.answers)
            version.content_hash = content_hash(version.answers)
        version.state = outcome(Action.SUBMIT, situation).version or before
        version.submitted_at, version.decided_at = now, None
        call_by_its_name(at_hand.site, version)
        session.flush()
        record.act(
            "proposal.submitted",
            "proposal",
            version.id,
            site_id=at_hand.site.id,
            from_state=before,
            to_state=version.state,
            version=version.number,
            content_hash=version.content_hash,
            texts={"label": at_hand.site.name},
        )
        name_from(record, at_hand.site, version, at_hand.link)
        _tell(record, at_hand)


def _tell(record: Record, at_hand: VersionAtHand) -> None:
    """The head and every other approver hear of it, and the safeguarding lead where risks wait for a signature."""
    session, school_id, today = record.session, at_hand.school_id, at_hand.today
    told = set(heads_today(session, school_id, today))
    approvers = approvers_of(at_hand.policy)
    if Approver.GOVERNORS in approvers:
        told |= set(holders_of(session, school_id, Role.CHAIR_OF_GOVERNORS, today))
    if Approver.LEADERSHIP in approvers:
        told |= set(holders_of(session, school_id, Role.LEADERSHIP, today))
    link = f"/s/{at_hand.school.slug}/proposals/{at_hand.version.id}"
    notify(record, "proposal_submitted", sorted(told), link, label=at_hand.site.name)
    if pupils_see_or_contribute(at_hand.version.answers) and not has_risks_signed(session, at_hand.version):
        leads = holders_of(session, school_id, Role.DSL, today)
        notify(record, "risks_to_sign", leads, link, label=at_hand.site.name)
