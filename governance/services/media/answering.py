"""What is answered to the media: the head's advice, a reply with the head's yes, and what was said in the end (A.3.6).

What was said without the head's yes is recorded as just that, and can never be approved afterwards.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.media.life import (
    EnquirySituation,
    Saying,
    decides_on,
    may_read,
    refusals,
    said_without_yes,
    saying_refusals,
)
from governance.domain.media.words import EnquiryAction, EnquiryState
from governance.models import MediaEnquiry, School
from governance.services.media.taking import tell_the_head
from governance.services.notices import notify
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def advise(session: Session, actor: Actor, now: dt.datetime, *, enquiry_id: int, seen: int, advice: str) -> None:
    """Say what is to be done about an enquiry; a reply that was approved before waits for nothing any more.

    Raises Refused, Stale, NotHere.
    """
    with use_case(session, actor, now) as record:
        school, enquiry = _at_hand(record, enquiry_id, seen)
        refuse_if(refusals(EnquiryAction.ADVISE, situation_of(actor, enquiry, advice)))
        before, enquiry.state = enquiry.state, EnquiryState.ADVISED
        enquiry.advice, enquiry.advised_by, enquiry.advised_at = advice.strip(), actor.person_id, now
        enquiry.approved_by = enquiry.approved_at = None
        record.act(
            "media.advised",
            "media_enquiry",
            enquiry.id,
            from_state=before,
            to_state=enquiry.state,
            delegation=actor.delegation_id,
            texts={"label": enquiry.outlet, "reason": enquiry.advice},
        )
        _tell_who_took(record, school, enquiry)


def write_reply(session: Session, actor: Actor, now: dt.datetime, *, enquiry_id: int, seen: int, reply: str) -> None:
    """Write what may be said.  The head's own words may be said at once; anybody else's wait for the head's yes.

    Raises Refused, Stale, NotHere.
    """
    with use_case(session, actor, now) as record:
        school, enquiry = _at_hand(record, enquiry_id, seen)
        situation = situation_of(actor, enquiry, reply)
        refuse_if(refusals(EnquiryAction.WRITE_REPLY, situation))
        before = enquiry.state
        _take_back(session, enquiry)
        enquiry.reply, enquiry.reply_by, enquiry.reply_at = reply.strip(), actor.person_id, now
        enquiry.state = EnquiryState.REPLY_WAITS
        if situation.decides:
            _let_go(enquiry, actor, now)
        record.act(
            "media.reply_written",
            "media_enquiry",
            enquiry.id,
            from_state=before,
            to_state=enquiry.state,
            own_words_of_head=situation.decides,
            texts={"label": enquiry.outlet, "reply": enquiry.reply},
        )
        if situation.decides:
            _tell_who_took(record, school, enquiry)
        else:
            tell_the_head(record, school, enquiry, "media_reply_waits")


def approve_reply(session: Session, actor: Actor, now: dt.datetime, *, enquiry_id: int, seen: int) -> None:
    """Let the reply go out as it is written; a repeat is harmless.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        enquiry = locked(session, MediaEnquiry, school.id, enquiry_id)
        if enquiry.state is EnquiryState.REPLY_APPROVED and enquiry.approved_by == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, enquiry, seen, "media_enquiry", enquiry.id, school.id)
        refuse_if(refusals(EnquiryAction.APPROVE_REPLY, situation_of(actor, enquiry)))
        before = enquiry.state
        _let_go(enquiry, actor, now)
        record.act(
            "media.reply_approved",
            "media_enquiry",
            enquiry.id,
            from_state=before,
            to_state=enquiry.state,
            delegation=actor.delegation_id,
            texts={"label": enquiry.outlet},
        )
        _tell_who_took(record, school, enquiry)


def record_given(
    session: Session, actor: Actor, now: dt.datetime, *, enquiry_id: int, seen: int, saying: Saying
) -> None:
    """Record what was said to the media, by whom and when; what nobody approved stays marked so.

    The head who answered in person has approved it by that.  Raises Refused, Stale, NotHere.
    """
    with use_case(session, actor, now) as record:
        _, enquiry = _at_hand(record, enquiry_id, seen)
        refuse_if(saying_refusals(enquiry.state, saying, got_at=enquiry.got_at, now=now))
        if saying.given_by not in (None, actor.person_id):
            membership_of_person(record, saying.given_by or 0)
        before, by = enquiry.state, saying.given_by or actor.person_id
        said = "" if saying.as_approved else saying.said.strip()
        if said and by == actor.person_id and decides_on(actor, enquiry.whose_id):
            _take_back(session, enquiry)
            enquiry.reply, enquiry.reply_by, enquiry.reply_at = said, by, saying.given_at
            _let_go(enquiry, actor, saying.given_at)
            said = ""
        enquiry.given_by, enquiry.given_at, enquiry.said = by, saying.given_at, said
        enquiry.state = EnquiryState.GIVEN
        texts, without = {"label": enquiry.outlet}, said_without_yes(enquiry.given_at, enquiry.approved_at, said)
        record.act(
            "media.said_without_yes" if without else "media.reply_given",
            "media_enquiry",
            enquiry.id,
            from_state=before,
            to_state=enquiry.state,
            given_by=by,
            texts={**texts, "said": said} if without else texts,
        )


def close_enquiry(session: Session, actor: Actor, now: dt.datetime, *, enquiry_id: int, seen: int, reason: str) -> None:
    """Close an enquiry to which no reply is given, with a reason.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        school, enquiry = _at_hand(record, enquiry_id, seen)
        refuse_if(refusals(EnquiryAction.CLOSE, situation_of(actor, enquiry, reason)))
        before, enquiry.state = enquiry.state, EnquiryState.CLOSED
        enquiry.closed_by, enquiry.closed_at, enquiry.close_reason = actor.person_id, now, reason.strip()
        record.act(
            "media.closed",
            "media_enquiry",
            enquiry.id,
            from_state=before,
            to_state=enquiry.state,
            texts={"label": enquiry.outlet, "reason": enquiry.close_reason},
        )
        _tell_who_took(record, school, enquiry)


def situation_of(actor: Actor, enquiry: MediaEnquiry, typed: str = "") -> EnquirySituation:
    """Return what is known of one enquiry and one person: buttons and guards ask with the same."""
    return EnquirySituation(
        state=enquiry.state,
        actor=actor.person_id,
        decides=decides_on(actor, enquiry.whose_id),
        whose_id=enquiry.whose_id,
        typed=typed,
    )


def _at_hand(record: Record, enquiry_id: int, seen: int) -> tuple[School, MediaEnquiry]:
    school = school_of(record)
    enquiry = locked(record.session, MediaEnquiry, school.id, enquiry_id)
    if not may_read(record.actor, frozenset({enquiry.taken_by, enquiry.recorded_by, enquiry.whose_id})):
        raise NotHere("MediaEnquiry")
    refuse_if_stale(record.session, enquiry, seen, "media_enquiry", enquiry.id, school.id)
    return school, enquiry


def _take_back(session: Session, enquiry: MediaEnquiry) -> None:
    """Another reply takes the place of an approved one: the yes goes first, as the database asks."""
    if enquiry.approved_at is None:
        return
    enquiry.approved_by = enquiry.approved_at = enquiry.delegation_id = None
    enquiry.state = EnquiryState.REPLY_WAITS
    session.flush()


def _let_go(enquiry: MediaEnquiry, actor: Actor, at: dt.datetime) -> None:
    enquiry.approved_by, enquiry.approved_at, enquiry.delegation_id = actor.person_id, at, actor.delegation_id
    enquiry.state = EnquiryState.REPLY_APPROVED


def _tell_who_took(record: Record, school: School, enquiry: MediaEnquiry) -> None:
    notify(
        record,
        "media_answered",
        sorted({enquiry.taken_by, enquiry.recorded_by}),
        f"/s/{school.slug}/media/{enquiry.id}",
    )
