"""What staff declare about themselves, and what the head, a senior manager and a committee do with it.

The mail says only that something waits.  Who may not read a declaration gets no answer that there is one.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.declarations import (
    CLAUSES,
    SUBJECT,
    DeclarationTyped,
    answer_refusals,
    declaration_refusals,
    may_decide,
    may_read,
)
from governance.domain.registers.words import DeclarationKind
from governance.domain.words import Role
from governance.models import Declaration
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.declaration_readers import is_by_head
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def declare(session: Session, actor: Actor, now: dt.datetime, *, typed: DeclarationTyped) -> int:
    """Declare something about oneself; whoever decides about it is told at once that something waits."""
    refuse_without(actor, Permission.DECLARE)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(declaration_refusals(typed, school_today(school, now)))
        named = typed.kind is DeclarationKind.EMPLOYER_NAMED
        row = Declaration(
            school_id=school.id,
            person_id=actor.person_id or 0,
            kind=typed.kind,
            words=typed.words.strip(),
            address=typed.address.strip() if named else "",
            happened_on=typed.happened_on,
            declared_at=now,
            disclaimer_seen=typed.disclaimer_seen if named else None,
        )
        session.add(row)
        session.flush()
        record.act("declaration.made", SUBJECT, row.id)
        if typed.kind is not DeclarationKind.REQUEST_DECLINED:
            today = school_today(school, now)
            deciders = heads_today(session, school.id, today)
            if is_by_head(session, row):
                deciders = list(holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, today))
            notify(record, "declaration_waits", deciders, f"/s/{school.slug}/registers/declarations/{row.id}")
        return row.id


def read_declaration(session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int) -> None:
    """Say that one has read a declaration of somebody else's (003-1, 003-2)."""
    with use_case(session, actor, now) as record:
        row = _decided_by(record, declaration_id, None)
        if row.seen_by is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        row.seen_by, row.seen_at = actor.person_id, now
        record.act("declaration.seen", SUBJECT, row.id)


def see_disclaimer(session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int) -> None:
    """Say that the page now has its disclaimer: who declared it, or who decides about it."""
    with use_case(session, actor, now) as record:
        row = _readable(record, declaration_id)
        if row.disclaimer_seen:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if(_wrong_kind(row, DeclarationKind.EMPLOYER_NAMED))
        row.disclaimer_seen, row.disclaimer_by = True, actor.person_id
        record.act("declaration.disclaimer_seen", SUBJECT, row.id)


def report_to_committee(
    session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int, committee_on: dt.date
) -> None:
    """Record the day on which the committee had a friendship with a family (003-2); until then it stays open."""
    with use_case(session, actor, now) as record:
        row = _decided_by(record, declaration_id, seen)
        found = list(_wrong_kind(row, DeclarationKind.FAMILY_FRIEND))
        if committee_on > school_today(school_of(record), now):
            sentence = "The day is still to come. Record it once the committee has had it."
            found.append(Refusal("committee_in_future", sentence, "003-2", "committee_on"))
        if committee_on < row.happened_on:
            sentence = "That is before it began. Enter the day of the committee’s meeting."
            found.append(Refusal("committee_before_declared", sentence, "003-2", "committee_on"))
        refuse_if(found)
        row.committee_on, row.committee_by = committee_on, actor.person_id
        row.seen_by, row.seen_at = row.seen_by or actor.person_id, row.seen_at or now
        record.act("declaration.reported", SUBJECT, row.id, committee_on=committee_on)


def answer_contact(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    declaration_id: int,
    seen: int,
    agreed: bool,
    answer: str,
    review_on: dt.date | None,
) -> None:
    """Agree to the reason of a contact, or not (000-3); the declarer never does so themselves."""
    with use_case(session, actor, now) as record:
        row = _decided_by(record, declaration_id, seen)
        today = school_today(school_of(record), now)
        found = _wrong_kind(row, DeclarationKind.AGREED_CONTACT)
        refuse_if((*found, *answer_refusals(agreed, answer, review_on, today)))
        row.agreed, row.answer, row.review_on = agreed, answer.strip(), review_on if agreed else None
        row.answered_by, row.answered_at = actor.person_id, now
        record.act("declaration.answered", SUBJECT, row.id, agreed=agreed)


def end_declaration(
    session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int, because: str
) -> None:
    """Say that what was declared is over; the line stays."""
    with use_case(session, actor, now) as record:
        row = _readable(record, declaration_id)
        if row.ended_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        row.ended_at, row.ended_because = now, because.strip()[:1000]
        record.act("declaration.ended", SUBJECT, row.id)


def _readable(record: Record, declaration_id: int) -> Declaration:
    row = locked(record.session, Declaration, record.actor.school_id or 0, declaration_id)
    if not may_read(record.actor, row.kind, row.person_id, is_by_head(record.session, row)):
        raise NotHere("Declaration")
    return row


def _decided_by(record: Record, declaration_id: int, seen: int | None) -> Declaration:
    """Return a declaration that the actor decides about; refused aloud only to who reads it."""
    row = _readable(record, declaration_id)
    if not may_decide(record.actor, row.kind, row.person_id, is_by_head(record.session, row)):
        sentence = "You declared this yourself, so somebody else decides about it."
        raise Refused((Refusal("declaration_own", sentence, CLAUSES[row.kind]),))
    if seen is not None:
        refuse_if_stale(record.session, row, seen, SUBJECT, row.id, row.school_id)
    return row


def _wrong_kind(row: Declaration, kind: DeclarationKind) -> tuple[Refusal, ...]:
    if row.kind is kind and row.ended_at is None:
        return ()
    return (Refusal("declaration_not_so", "This declaration does not ask for that.", CLAUSES[row.kind]),)
