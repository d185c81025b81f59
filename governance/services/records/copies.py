"""Requests for a copy of what the school holds about somebody: when it came, by when it is due, that it was sent.

What goes into the copy is read by ``queries/records/copies.py``; preparing one is recorded here.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.records.requests import answered_refusals, copy_due_on, subject_request_refusals
from governance.models import SubjectRequest
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.refused import refuse_if
from governance.services.school_days import calendar_with
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import membership_of_person, school_of


def record_subject_request(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    about_name: str,
    about_person: int | None,
    asked_by: str,
    received_on: dt.date,
    note: str,
) -> int:
    """Keep a request for a copy and reckon its last day; return the row.  Raises Refused, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_RECORDS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(subject_request_refusals(about_name, received_on, school_today(school, now)))
        if about_person is not None:
            membership_of_person(record, about_person)
        days = calendar_with(session, school, (received_on.year, received_on.year + 1)).bank_holidays
        due_on = copy_due_on(days, received_on, policy_of(session, school.id).subject_access_months)
        row = SubjectRequest(
            school_id=school.id,
            about_person=about_person,
            about_name=about_name.strip(),
            asked_by=asked_by.strip(),
            received_on=received_on,
            due_on=due_on,
            note=note.strip(),
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act("subject_access.asked", "subject_request", row.id, received_on=received_on, due_on=due_on)
        return row.id


def record_copy_prepared(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, file_format: str
) -> SubjectRequest:
    """Keep that somebody prepared a copy, because they read what it holds; return its request.  Raises NotHere."""
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, SubjectRequest, school.id, request_id)
        record.act("subject_access.prepared", "subject_request", row.id, format=file_format)
    return row


def record_copy_sent(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, sent_on: dt.date, note: str
) -> None:
    """Keep that the copy was sent; the same again is a repeat.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, SubjectRequest, school.id, request_id)
        if (row.sent_by, row.sent_on, row.sent_note) == (actor.person_id, sent_on, note.strip()):
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "subject_request", row.id, school.id)
        refuse_if(answered_refusals(sent_on, row.received_on, school_today(school, now), "sent_on"))
        row.sent_on, row.sent_by, row.sent_note = sent_on, actor.person_id, note.strip()
        record.act("subject_access.sent", "subject_request", row.id, sent_on=sent_on)
