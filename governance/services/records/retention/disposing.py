"""Disposal: by a person who looked at the list, under a rule, with a certificate, leaving a stub (003-7).

What is held, in use or not due is refused and nothing goes; the database refuses what is held once more
(``hold_triggers``).  Of what few read, nothing is due to anybody else, and its
certificate has a number that does not count.  The rows of the audit stay, and their digests still hold.
A restored copy is brought up to date by disposing again of what the certificates name, but not of what is held there.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, at_the_server
from governance.domain.records.certificate import Certified, canonical, content_of, digest_of
from governance.domain.records.kinds import FEW_READ, RecordKind
from governance.domain.refusals import Refusal
from governance.models import Disposal, DisposedRecord, School
from governance.services.permitted import refuse_without
from governance.services.records.retention.due import KEEPERS, MOST, DueRecord, due_numbers
from governance.services.records.retention.holds import held_refusal
from governance.services.records.retention.keeper import Keeper
from governance.services.records.retention.schedule import RuleInForce, schedule_of
from governance.services.refused import NotHere, refuse_if
from governance.services.transaction import Record, use_case
from governance.services.uncounted import uncounted_number
from governance.services.within import people_locked


def dispose_of_records(
    session: Session, actor: Actor, now: dt.datetime, *, kind: RecordKind, numbers: frozenset[int]
) -> int:
    """Dispose of these records of a kind and return the certificate's number.

    What was disposed of already is left out; where nothing is left it is a repeat of the last certificate.  Raises
    Refused, with nothing disposed of, where one of them is held or not due.
    """
    if kind not in KEEPERS:
        raise NotHere("RecordKind")
    keeper = KEEPERS[kind]
    refuse_without(actor, Permission.PROTECT_DATA if keeper.readers is None else Permission.SEE_WHAT_FEW_READ)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        refuse_if(_size_refusals(numbers))
        refuse_if(_not_theirs(record, keeper, numbers))
        gone = _gone(session, school.id, kind, numbers)
        wanted = numbers - gone.keys()
        if not wanted:
            record.repeat()
            return max(gone.values())
        rule = schedule_of(session, school.id)[kind]
        found = due_numbers(session, school, rule, now, wanted, actor)
        refuse_if(_refusals(session, school.id, kind, wanted, found))
        keeper.dispose(session, school.id, sorted(wanted), now)
        return _certify(record, school, rule, sorted(found.values(), key=lambda one: one.number))


def dispose_again(session: Session, now: dt.datetime, certificate: Mapping[str, Any]) -> int:
    """Dispose of what a certificate names and a restored copy still holds; return how many records that were.

    ``certificate`` is the content of an exported one whose digest was checked.  The certificate and its stubs are
    written again as they were.  Raises NotHere where no school has its address, and Refused, with nothing disposed of,
    where a hold stands on some of it in the copy: a person has to say whether it still does.
    """
    school = session.scalar(sa.select(School).where(School.slug == certificate["school_address"]))
    if school is None:
        raise NotHere("School")
    kind, number = RecordKind(certificate["kind"]), int(certificate["certificate"])
    school_id = school.id
    session.rollback()
    with use_case(session, at_the_server(school_id), now) as record:
        school = people_locked(record)
        if _is_there(session, school_id, number):
            record.repeat()
            return 0
        due = {int(subject): dt.date.fromisoformat(day) for subject, day in certificate["records"]}
        left = sorted(due.keys() - _gone(session, school_id, kind, frozenset(due)).keys())
        refuse_if(_held_refusals(session, school_id, kind, frozenset(left)))
        KEEPERS[kind].dispose(session, school_id, left, now)
        content = canonical(certificate)
        row = Disposal(
            school_id=school_id,
            number=number,
            kind=kind.value,
            records=len(due),
            disposed_by=int(certificate["disposed_by_number"]),
            disposed_at=dt.datetime.fromisoformat(certificate["disposed_at"]),
            content=content,
            sha256=digest_of(content),
        )
        _keep(record, row, [DueRecord(one, due[one], "") for one in left], "retention.disposed_again")
        return len(left)


def _size_refusals(numbers: frozenset[int]) -> tuple[Refusal, ...]:
    if not numbers:
        return (Refusal("nothing_chosen", "Choose at least one record.", "003-7", "numbers"),)
    if len(numbers) > MOST:
        return (Refusal("too_many_chosen", f"Dispose of at most {MOST} records at a time.", "003-7", "numbers"),)
    return ()


def _refusals(
    session: Session, school_id: int, kind: RecordKind, wanted: frozenset[int], found: Mapping[int, DueRecord]
) -> tuple[Refusal, ...]:
    """Every reason against disposing of these; why a record is not due is never said more closely."""
    held = _held_refusals(session, school_id, kind, wanted)
    return (*held, _NOT_DUE) if wanted - found.keys() else held


def _held_refusals(session: Session, school_id: int, kind: RecordKind, wanted: frozenset[int]) -> tuple[Refusal, ...]:
    keeper = KEEPERS[kind]
    table = sa.inspect(keeper.number.class_).local_table
    held = sa.select(sa.func.count()).select_from(table).where(keeper.number.in_(wanted), keeper.held_at(school_id))
    return (held_refusal(),) if session.scalar(held) else ()


_NOT_DUE = Refusal(
    "record_not_due",
    "Some of this is not due: its time is not over, or it is still in use. Look at the list again.",
    "003-7",
)


def _not_theirs(record: Record, keeper: Keeper, numbers: frozenset[int]) -> tuple[Refusal, ...]:
    """What few read is said not to be due to everybody else, whether it is there, held, gone or none of these."""
    if keeper.readers is None:
        return ()
    theirs = sa.select(keeper.number).where(keeper.number.in_(numbers), keeper.readers(record.actor))
    return () if numbers <= set(record.session.scalars(theirs)) else (_NOT_DUE,)


def _gone(session: Session, school_id: int, kind: RecordKind, numbers: frozenset[int]) -> dict[int, int]:
    """Those that were disposed of already, with the number of their certificate."""
    rows = session.execute(
        sa.select(DisposedRecord.subject_id, Disposal.number)
        .join(
            Disposal,
            sa.and_(Disposal.school_id == DisposedRecord.school_id, Disposal.id == DisposedRecord.disposal_id),
        )
        .where(
            DisposedRecord.school_id == school_id,
            DisposedRecord.kind == kind.value,
            DisposedRecord.subject_id.in_(numbers),
        )
    )
    return {row.subject_id: row.number for row in rows}


def _is_there(session: Session, school_id: int, number: int) -> bool:
    return bool(
        session.scalar(sa.select(Disposal.id).where(Disposal.school_id == school_id, Disposal.number == number))
    )


def _certify(record: Record, school: School, rule: RuleInForce, due: list[DueRecord]) -> int:
    number, actor = _next_number(record, school, rule), record.actor
    content = content_of(
        Certified(
            school=school.name,
            slug=school.slug,
            number=number,
            kind=rule.row.kind.value,
            records_are=rule.row.name,
            rule=rule.row.rule,
            basis=rule.row.basis,
            person_id=actor.person_id or 0,
            person=actor.name,
            role=actor.role_in_words,
            at=record.now,
            due=tuple((one.number, one.due_on.isoformat()) for one in due),
        )
    )
    row = Disposal(
        school_id=school.id,
        number=number,
        kind=rule.row.kind.value,
        records=len(due),
        disposed_by=actor.person_id or 0,
        disposed_at=record.now,
        content=content,
        sha256=digest_of(content),
    )
    _keep(record, row, due, "retention.disposed")
    return number


def _next_number(record: Record, school: School, rule: RuleInForce) -> int:
    if rule.row.few_read:
        return uncounted_number()
    counted = Disposal.kind.not_in(FEW_READ)
    last = record.session.scalar(
        sa.select(sa.func.max(Disposal.number)).where(Disposal.school_id == school.id, counted)
    )
    return (last or 0) + 1


def _keep(record: Record, row: Disposal, due: list[DueRecord], code: str) -> None:
    record.session.add(row)
    record.session.flush()
    record.session.add_all(
        DisposedRecord(
            school_id=row.school_id, disposal_id=row.id, kind=row.kind, subject_id=one.number, due_on=one.due_on
        )
        for one in due
    )
    record.session.flush()
    told = KEEPERS[RecordKind(row.kind)].told
    if told is not None:
        for act, subject, number in told(record.session, row.school_id, [one.number for one in due]):
            record.act(act, subject, number, school_id=row.school_id, certificate=row.number, sha256=row.sha256)
        return
    record.act(
        code,
        "disposal",
        row.id,
        school_id=row.school_id,
        records=row.kind,
        count=len(due),
        number=row.number,
        sha256=row.sha256,
    )
