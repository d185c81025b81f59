"""Consents as they were given and withdrawn; a withdrawal opens a task for every place to take down (A.4.4, 001-3).

Nothing is overwritten: a consent that was given again is a row of its own.  Whoever withdraws gives no reason.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.consents import consent_refusals, withdrawal_refusals
from governance.domain.refusals import Refusal
from governance.domain.shown_words import Covers, GivenBy
from governance.models import Consent, ConsentWithdrawal, PersonShown
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.seen import locked
from governance.services.take_downs import open_take_downs
from governance.services.transaction import Record, use_case
from governance.services.within import school_of

_NOTHING_TO_WITHDRAW = Refusal(
    "nothing_to_withdraw",
    "Nothing is agreed to for these uses, and nothing that shows them is in use there.",
    None,
    "uses",
)


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """One consent as it was given: by whom, to what, for which uses and from when to when (inclusive)."""

    covers: Covers
    uses: Sequence[str]
    given_by_kind: GivenBy
    given_by: str
    given_on: dt.date
    until: dt.date | None = None
    kept_at: str = ""


def record_consent(
    session: Session, actor: Actor, now: dt.datetime, *, shown_id: int, asked: ConsentAsked
) -> tuple[int, ...]:
    """Record a consent, one row for each use; return their numbers.  What is on record so already is a repeat."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        person = locked(session, PersonShown, school.id, shown_id)
        refuse_if(consent_reasons(person, asked, school_today(school, now)))
        rows = given(record, person, asked)
        if not rows:
            record.repeat()
        return tuple(row.id for row in rows)


def consent_reasons(person: PersonShown, asked: ConsentAsked, today: dt.date) -> tuple[Refusal, ...]:
    """Return every reason against a consent as it was typed; nothing is changed."""
    uses = tuple(dict.fromkeys(asked.uses))
    found = consent_refusals(person.kind, asked.given_by_kind, uses, asked.given_on, asked.until, today)
    return (*found, *_nobody(asked.given_by, "given_by", "Enter who gave it."))


def given(record: Record, person: PersonShown, asked: ConsentAsked) -> tuple[Consent, ...]:
    """Record a consent that was judged before, a row for each use that is not on record so; return the new rows."""
    rows = tuple(
        _row(record, person, use, asked)
        for use in dict.fromkeys(asked.uses)
        if not _is_on_record(record.session, person.school_id, person.id, use, asked)
    )
    if not rows:
        return ()
    record.session.add_all(rows)
    record.session.flush()
    record.act(
        "consent.recorded",
        "consent",
        rows[0].id,
        shown_id=person.id,
        covers=asked.covers.value,
        uses=[row.use for row in rows],
        given_on=asked.given_on,
        given_by_kind=asked.given_by_kind.value,
    )
    return rows


def withdraw_consent(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    shown_id: int,
    uses: Sequence[str],
    withdrawn_on: dt.date,
    withdrawn_by: str,
    note: str = "",
) -> int:
    """Withdraw everything that was agreed to for some uses, and open a task for every place; return the withdrawal.

    The clock of the tasks runs from ``now``, when the school learned of it.  Somebody who never agreed can object in
    the same way.  Raises Refused; a withdrawal that takes back nothing and opens nothing new is refused too.
    """
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        person = locked(session, PersonShown, school.id, shown_id)
        chosen = tuple(dict.fromkeys(uses))
        refuse_if(withdrawal_reasons(chosen, withdrawn_on, withdrawn_by, school_today(school, now)))
        return withdrawn(record, person, chosen, withdrawn_on, withdrawn_by, note).id


def withdrawal_reasons(
    uses: Sequence[str], withdrawn_on: dt.date, withdrawn_by: str, today: dt.date
) -> tuple[Refusal, ...]:
    """Return every reason against a withdrawal as it was typed; nothing is changed."""
    found = withdrawal_refusals(uses, withdrawn_on, today)
    return (*found, *_nobody(withdrawn_by, "withdrawn_by", "Enter who withdrew it."))


def withdrawn(
    record: Record,
    person: PersonShown,
    uses: Sequence[str],
    withdrawn_on: dt.date,
    withdrawn_by: str,
    note: str = "",
) -> ConsentWithdrawal:
    """Record a withdrawal that was judged before, and open its tasks; raises Refused where it takes nothing back."""
    withdrawal, changed = _recorded(record, person, uses, withdrawn_on, withdrawn_by, note)
    if not changed:
        raise Refused((_NOTHING_TO_WITHDRAW,))
    return withdrawal


def objected(
    record: Record, person: PersonShown, uses: Sequence[str], objected_on: dt.date, objected_by: str
) -> ConsentWithdrawal:
    """Record an objection of a list, judged before; that nothing shows the person here is no reason against it."""
    return _recorded(record, person, uses, objected_on, objected_by, "")[0]


def _recorded(
    record: Record,
    person: PersonShown,
    uses: Sequence[str],
    withdrawn_on: dt.date,
    withdrawn_by: str,
    note: str,
) -> tuple[ConsentWithdrawal, int]:
    """Record a withdrawal and return it with how many consents and places it changed."""
    withdrawal = ConsentWithdrawal(
        school_id=person.school_id,
        shown_id=person.id,
        uses=list(uses),
        withdrawn_on=withdrawn_on,
        withdrawn_by=withdrawn_by,
        note=note,
        withdrawn_at=record.now,
        recorded_by=record.actor.person_id,
    )
    record.session.add(withdrawal)
    record.session.flush()
    taken_back = _take_back(record.session, withdrawal)
    places = open_take_downs(record, school_of(record), withdrawal)
    record.act(
        "consent.withdrawn",
        "consent_withdrawal",
        withdrawal.id,
        shown_id=person.id,
        uses=list(uses),
        withdrawn_on=withdrawn_on,
        places=places,
    )
    return withdrawal, taken_back + places


def _row(record: Record, person: PersonShown, use: str, asked: ConsentAsked) -> Consent:
    return Consent(
        school_id=person.school_id,
        shown_id=person.id,
        use=use,
        covers=asked.covers,
        given_by_kind=asked.given_by_kind,
        given_by=asked.given_by,
        given_on=asked.given_on,
        until=asked.until,
        kept_at=asked.kept_at,
        recorded_by=record.actor.person_id,
        recorded_at=record.now,
    )


def _take_back(session: Session, withdrawal: ConsentWithdrawal) -> int:
    """Mark every consent for these uses that was not withdrawn before; return how many those are."""
    found = session.scalars(
        sa.select(Consent)
        .where(
            Consent.school_id == withdrawal.school_id,
            Consent.shown_id == withdrawal.shown_id,
            Consent.use.in_(withdrawal.uses),
            Consent.withdrawal_id.is_(None),
        )
        .with_for_update(of=Consent)
    ).all()
    for consent in found:
        consent.withdrawal_id = withdrawal.id
    return len(found)


def _is_on_record(session: Session, school_id: int, shown_id: int, use: str, asked: ConsentAsked) -> bool:
    same = sa.select(Consent.id).where(
        Consent.school_id == school_id,
        Consent.shown_id == shown_id,
        Consent.use == use,
        Consent.covers == asked.covers,
        Consent.given_by == asked.given_by,
        Consent.given_on == asked.given_on,
        Consent.until.is_(None) if asked.until is None else Consent.until == asked.until,
        Consent.withdrawal_id.is_(None),
    )
    return session.scalar(same.limit(1)) is not None


def _nobody(name: str, field: str, sentence: str) -> tuple[Refusal, ...]:
    return () if name.strip() else (Refusal(f"{field}_missing", sentence, None, field),)
