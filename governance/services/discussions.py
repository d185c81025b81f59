"""What is recorded on a proposal before its decision: the discussion with leadership, the head's consultation, and the
safeguarding lead's signature under the risks (A.1.3, A.3.5, A.2).  None of them is an approval.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.lifecycle import NOT_YET_DECIDED, refusals
from governance.domain.proposal.answers import (
    audience_digest,
    pupils_see_or_contribute,
    purpose_digest,
    risk_digest,
)
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Action, Capacity
from governance.models import Consultation, Discussion, RiskSignature
from governance.services.at_hand import VersionAtHand, take_version
from governance.services.refused import refuse_if
from governance.services.situations import has_risks_signed
from governance.services.transaction import use_case


def record_discussion(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, held_on: dt.date, who: str, points: str
) -> None:
    """Record that audience and interactivity were discussed: when, with whom, and the points (A.1.3)."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        refuse_if(
            (
                *refusals(Action.RECORD_DISCUSSION, at_hand.situation()),
                *_held_on(at_hand, held_on, "A.1.3"),
                *reason_refusals(who, "who took part", clause="A.1.3"),
                *reason_refusals(points, "the points", clause="A.1.3"),
            )
        )
        version = at_hand.version
        row = Discussion(
            school_id=at_hand.school_id,
            site_id=at_hand.site.id,
            version_id=version.id,
            held_on=held_on,
            who=who,
            points=points,
            audience_digest=audience_digest(version.answers),
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "discussion.recorded",
            "discussion",
            row.id,
            site_id=at_hand.site.id,
            version=version.number,
            held_on=held_on,
            texts={"label": at_hand.site.name, "points": points},
        )


def record_consultation(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, held_on: dt.date, purpose: str, content: str
) -> None:
    """Record that the head was consulted on what the site is for and what goes on it (A.3.5)."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        refuse_if(
            (
                *refusals(Action.RECORD_CONSULTATION, at_hand.situation()),
                *_held_on(at_hand, held_on, "A.3.5"),
                *reason_refusals(purpose, "what you said about the purpose", clause="A.3.5"),
                *reason_refusals(content, "what you said about the content", clause="A.3.5"),
            )
        )
        version = at_hand.version
        row = Consultation(
            school_id=at_hand.school_id,
            site_id=at_hand.site.id,
            version_id=version.id,
            held_on=held_on,
            purpose_words=purpose,
            content_words=content,
            purpose_digest=purpose_digest(version.answers),
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "consultation.recorded",
            "consultation",
            row.id,
            site_id=at_hand.site.id,
            version=version.number,
            held_on=held_on,
            texts={"label": at_hand.site.name, "purpose": purpose, "content": content},
        )


def sign_risks(
    session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen_digest: str, note: str
) -> None:
    """Sign the risk rows as they read; ``seen_digest`` is the digest of what the page showed (A.2)."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        version = at_hand.version
        digest = risk_digest(version.answers)
        refuse_if(_signing_refusals(at_hand, digest, seen_digest))
        if has_risks_signed(session, version):
            record.repeat()
            return
        row = RiskSignature(
            school_id=at_hand.school_id,
            site_id=at_hand.site.id,
            version_id=version.id,
            risk_digest=digest,
            note=note,
            signed_by=actor.person_id,
            signed_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "risks.signed",
            "risk_signature",
            row.id,
            site_id=at_hand.site.id,
            version=version.number,
            texts={"label": at_hand.site.name, "note": note},
        )


def _held_on(at_hand: VersionAtHand, held_on: dt.date, clause: str) -> tuple[Refusal, ...]:
    if held_on <= at_hand.today:
        return ()
    return (Refusal("held_in_future", "Enter the day on which it took place: today or before.", clause),)


def _signing_refusals(at_hand: VersionAtHand, digest: str, seen_digest: str) -> tuple[Refusal, ...]:
    situation = at_hand.situation()
    found: list[Refusal] = []
    if Capacity.DSL not in situation.capacities:
        found.append(Refusal("not_yours_to_do", "Only the safeguarding lead can sign the risks.", "A.2"))
    if situation.actor == situation.proposer:
        found.append(
            Refusal(
                "own_proposal", "You made this proposal, so another safeguarding lead has to sign the risks.", "A.2"
            )
        )
    if situation.version not in NOT_YET_DECIDED:
        found.append(Refusal("not_in_this_state", "This version is decided, so its risks cannot be signed.", "A.2"))
    if not pupils_see_or_contribute(at_hand.version.answers):
        found.append(Refusal("no_risks_asked", "Pupils neither see nor contribute to this site.", "A.2"))
    if digest != seen_digest:
        found.append(Refusal("stale", "The risks were changed since you opened them. Read them again below.", "A.2"))
    return tuple(found)
