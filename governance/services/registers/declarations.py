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
    committee_refusals,
    declaration_refusals,
    declared_oneself,
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
from governance.services.uncounted import uncounted_number
from governance.services.within import school_of


def declare(session: Session, actor: Actor, now: dt.datetime, *, typed: DeclarationTyped) -> int:
    """Declare something about oneself; whoever decides about it is told at once that something waits."""
    refuse_without(actor, Permission.DECLARE)
    with use_case(session, actor, now) as record:
        refuse_if(declaration_refusals(typed, school_today(school_of(record), now)))
        return declared(record, actor.person_id or 0, typed, now).id


def declared(record: Record, person_id: int, typed: DeclarationTyped, declared_at: dt.datetime) -> Declaration:
    """Put somebody's declaration that was judged before on the register; recorded, and told to who decides about it."""
    session, school = record.session, school_of(record)
    named = typed.kind is DeclarationKind.EMPLOYER_NAMED
    row = Declaration(
        id=uncounted_number(),
        school_id=school.id,
        person_id=person_id,
        kind=typed.kind,
        words=typed.words.strip(),
        address=typed.address.strip() if named else "",
        happened_on=typed.happened_on,
        declared_at=declared_at,
        disclaimer_seen=typed.disclaimer_seen if named else None,
    )
    session.add(row)
    session.flush()
    code = "declaration.made" if person_id == record.actor.person_id else "declaration.brought_in"
    record.act(code, SUBJECT, row.id)
    if typed.kind is not DeclarationKind.REQUEST_DECLINED:
        today = school_today(school, record.now)
        deciders = heads_today(session, school.id, today)
        if is_by_head(session, row):
            deciders = list(holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, today))
        notify(record, "declaration_waits", deciders, f"/s/{school.slug}/registers/declarations/{row.id}")
    return row


def read_declaration(session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int) -> None:
    """Say that one has read a declaration of somebody else's (003-1, 003-2)."""
    with use_case(session, actor, now) as record:
        row = _decided_by(record, declaration_id, None)
        if row.seen_by is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        was_read(record, row)


def was_read(record: Record, row: Declaration) -> None:
    """Record that the actor, who decides about it, has read a declaration."""
    row.seen_by, row.seen_at = record.actor.person_id, record.now
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
        has_disclaimer(record, row)


def has_disclaimer(record: Record, row: Declaration) -> None:
    """Record that the page of a declaration has its disclaimer."""
    row.disclaimer_seen, row.disclaimer_by = True, record.actor.person_id
    record.act("declaration.disclaimer_seen", SUBJECT, row.id)


def report_to_committee(
    session: Session, actor: Actor, now: dt.datetime, *, declaration_id: int, seen: int, committee_on: dt.date
) -> None:
    """Record the day on which the committee had a friendship with a family (003-2); until then it stays open."""
    with use_case(session, actor, now) as record:
        row = _decided_by(record, declaration_id, seen)
        today = school_today(school_of(record), now)
        wrong = _wrong_kind(row, DeclarationKind.FAMILY_FRIEND)
        refuse_if((*wrong, *committee_refusals(committee_on, row.happened_on, today)))
        was_reported(record, row, committee_on)


def was_reported(record: Record, row: Declaration, committee_on: dt.date) -> None:
    """Record the committee's day as was judged before; whoever records it has read the declaration."""
    row.committee_on, row.committee_by = committee_on, record.actor.person_id
    row.seen_by, row.seen_at = row.seen_by or record.actor.person_id, row.seen_at or record.now
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
        was_answered(record, row, agreed, answer, review_on)


def was_answered(record: Record, row: Declaration, agreed: bool, answer: str, review_on: dt.date | None) -> None:
    """Record the answer to the reason of a contact as was judged before."""
    row.agreed, row.answer, row.review_on = agreed, answer.strip(), review_on if agreed else None
    row.answered_by, row.answered_at = record.actor.person_id, record.now
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
        is_over(record, row, because)


def is_over(record: Record, row: Declaration, because: str) -> None:
    """Record that what was declared is over."""
    row.ended_at, row.ended_because = record.now, because.strip()[:1000]
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
        raise Refused((declared_oneself(row.kind),))
    if seen is not None:
        refuse_if_stale(record.session, row, seen, SUBJECT, row.id, row.school_id)
    return row


def wrong_kind(kind: DeclarationKind, is_ended: bool, asked: DeclarationKind) -> tuple[Refusal, ...]:
    """Return why a step is refused that only declarations of another kind ask for, or only until they are over."""
    if kind is asked and not is_ended:
        return ()
    return (Refusal("declaration_not_so", "This declaration does not ask for that.", CLAUSES[kind]),)


def _wrong_kind(row: Declaration, asked: DeclarationKind) -> tuple[Refusal, ...]:
    return wrong_kind(row.kind, row.ended_at is not None, asked)
