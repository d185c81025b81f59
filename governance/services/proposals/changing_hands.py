"""Takes a version back, with its reason, or gives it to somebody else, so that a leaver strands nothing."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, is_staff
from governance.domain.lifecycle import outcome, refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Action, VersionState
from governance.models import Decision, ProposalVersion
from governance.services.actors import heads_today, load_actor
from governance.services.at_hand import VersionAtHand, take_version
from governance.services.notices import notify
from governance.services.refused import refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import use_case


def withdraw_version(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int, reason: str
) -> None:
    """Take a version back, with a reason; an approved one only before the site is live."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        site, version = at_hand.site, at_hand.version
        if version.state is VersionState.WITHDRAWN:
            record.repeat()
            return
        refuse_if_stale(session, version, seen, "proposal", version.id, at_hand.school_id)
        situation = at_hand.situation(reason=reason)
        refuse_if(refusals(Action.WITHDRAW, situation))
        before, after = version.state, outcome(Action.WITHDRAW, situation)
        version.state = after.version or before
        version.decided_at = now
        if site.current_version_id == version.id:
            site.current_version_id = None
        site.state = after.site or site.state
        record.act(
            "proposal.withdrawn",
            "proposal",
            version.id,
            site_id=site.id,
            from_state=before,
            to_state=version.state,
            version=version.number,
            texts={"label": site.name, "reason": reason},
        )
        if before is not VersionState.DRAFT:
            told = {version.proposer_id, *heads_today(session, at_hand.school_id, at_hand.today)}
            notify(record, "proposal_withdrawn", sorted(told), _link(at_hand), label=site.name)


def hand_over_version(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int, to_person_id: int
) -> None:
    """Make somebody else the proposer of a version that is not decided."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        version = at_hand.version
        if version.proposer_id == to_person_id:
            record.repeat()
            return
        refuse_if_stale(session, version, seen, "proposal", version.id, at_hand.school_id)
        taker = load_actor(session, at_hand.school, to_person_id, now)
        situation = at_hand.situation(new_proposer_is_staff=taker is not None and is_staff(taker))
        refuse_if((*refusals(Action.HAND_OVER, situation), *_decided_on_it(session, version, to_person_id)))
        version.proposer_id = to_person_id
        record.act(
            "proposal.handed_over",
            "proposal",
            version.id,
            site_id=at_hand.site.id,
            version=version.number,
            person_id=to_person_id,
            texts={"label": at_hand.site.name, "person": taker.name if taker else ""},
        )
        notify(record, "proposal_handed_over", [to_person_id], _link(at_hand), label=at_hand.site.name)


def _decided_on_it(session: Session, version: ProposalVersion, person_id: int) -> tuple[Refusal, ...]:
    """Who has decided about this version cannot become its proposer: nobody judges their own cause (A.3)."""
    decided = session.scalar(
        sa.select(
            sa.exists().where(
                Decision.school_id == version.school_id,
                Decision.version_id == version.id,
                Decision.decider_id == person_id,
            )
        )
    )
    if not decided:
        return ()
    return (Refusal("decided_on_it", "They have decided about this version. Hand it to somebody else.", "A.3"),)


def _link(at_hand: VersionAtHand) -> str:
    return f"/s/{at_hand.school.slug}/proposals/{at_hand.version.id}"
