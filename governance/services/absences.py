"""Saying when somebody is away, changing it, and calling it off (A.1.5, A.5.4).

The person themselves, the ICT lead and the head may; nobody is asked why.  An absence ends no appointment: it empties
days of cover and nothing else.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence, absence_refusals, cancelling_refusals, changing_refusals
from governance.domain.access import Actor
from governance.models import AbsenceSpan, Membership, Person
from governance.services.absent import as_absence
from governance.services.actors import school_today
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def record_absence(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    person_id: int,
    starts_on: dt.date,
    ends_on: dt.date,
    starts_midday: bool = False,
    ends_midday: bool = False,
) -> int:
    """Say that somebody is away on these days, both included; return the absence's number.

    ``starts_midday``: they leave at midday of the first day.  ``ends_midday``: they are back at midday of the last.
    The same absence again is a repeat.  Raises Refused, and NotHere where the person is of another school.
    """
    with use_case(session, actor, now) as record:
        asked = Absence(person_id, starts_on, ends_on, starts_midday, ends_midday)
        membership = membership_of_person(record, person_id)
        others = _standing(record, person_id)
        same = next((row for row in others if as_absence(row) == asked), None)
        _judge(record, membership, asked, [row for row in others if row is not same])
        if same is not None:
            record.repeat()
            return same.id
        row = AbsenceSpan(
            school_id=membership.school_id,
            person_id=person_id,
            starts_on=starts_on,
            ends_on=ends_on,
            starts_midday=starts_midday,
            ends_midday=ends_midday,
            recorded_by=_person_of(actor),
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        _write(record, "absence.recorded", row)
        return row.id


def change_absence(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    absence_id: int,
    seen: int,
    starts_on: dt.date,
    ends_on: dt.date,
    starts_midday: bool = False,
    ends_midday: bool = False,
) -> None:
    """Say other days of an absence: somebody is back sooner, or stays away.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        row, membership = _take(record, absence_id)
        asked = Absence(row.person_id, starts_on, ends_on, starts_midday, ends_midday)
        today = school_today(school_of(record), now)
        refuse_if(changing_refusals(actor, as_absence(row), today, is_cancelled=row.cancelled_at is not None))
        if as_absence(row) == asked:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "absence", row.id, row.school_id)
        _judge(record, membership, asked, [one for one in _standing(record, row.person_id) if one is not row])
        row.starts_on, row.ends_on = starts_on, ends_on
        row.starts_midday, row.ends_midday = starts_midday, ends_midday
        _write(record, "absence.changed", row)


def cancel_absence(session: Session, actor: Actor, now: dt.datetime, *, absence_id: int, seen: int) -> None:
    """Call an absence off: the person is there after all.  The row stays.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        row, _ = _take(record, absence_id)
        today = school_today(school_of(record), now)
        refuse_if(cancelling_refusals(actor, as_absence(row), today))
        if row.cancelled_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "absence", row.id, row.school_id)
        row.cancelled_at, row.cancelled_by = now, _person_of(actor)
        _write(record, "absence.cancelled", row)


def _take(record: Record, absence_id: int) -> tuple[AbsenceSpan, Membership]:
    """Return an absence and its person's membership, both locked; the person first, as where one is entered."""
    found = record.session.get(AbsenceSpan, absence_id)
    if found is None or found.school_id != record.actor.school_id:
        raise NotHere("AbsenceSpan")
    membership = membership_of_person(record, found.person_id)
    return locked(record.session, AbsenceSpan, found.school_id, absence_id), membership


def _judge(record: Record, membership: Membership, asked: Absence, others: list[AbsenceSpan]) -> None:
    refuse_if(
        absence_refusals(
            record.actor,
            asked,
            [as_absence(row) for row in others],
            school_today(school_of(record), record.now),
            member_from=membership.starts_on,
            member_until=membership.ends_on,
        )
    )


def _standing(record: Record, person_id: int) -> list[AbsenceSpan]:
    """The absences of a person that were not called off.  Their membership is locked, so no other comes meanwhile."""
    return list(
        record.session.scalars(
            sa.select(AbsenceSpan).where(
                AbsenceSpan.school_id == record.actor.school_id,
                AbsenceSpan.person_id == person_id,
                AbsenceSpan.cancelled_at.is_(None),
            )
        )
    )


def _person_of(actor: Actor) -> int:
    if actor.person_id is None:
        raise NotHere("Person")
    return actor.person_id


def _write(record: Record, code: str, row: AbsenceSpan) -> None:
    person = record.session.get_one(Person, row.person_id)
    record.act(
        code,
        "absence",
        row.id,
        texts={"label": person.name},
        person_id=row.person_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        starts_midday=row.starts_midday,
        ends_midday=row.ends_midday,
    )
