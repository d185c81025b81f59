"""Changes a school's calendar: terms, and the spans in which the school is closed to pupils (A.1.5, A.5).

What cannot stand is refused by ``domain/calendar_checks.py``, asked about the calendar as it would be.  The school's
row is locked first, so that two people cannot save terms that overlap at the same moment.
May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain import calendar
from governance.domain.access import Actor
from governance.domain.calendar import ClosedKind, SchoolCalendar
from governance.domain.calendar_checks import gaps_and_contradictions
from governance.models import ClosedSpan, School, Term
from governance.services.actors import school_today
from governance.services.refused import NotHere, refuse_if
from governance.services.school_days import calendar_of
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case

NEW = 0
"""What the form of a term or a closure that does not exist yet has seen."""


def save_term(
    session: Session, actor: Actor, now: dt.datetime, *, term_id: int | None, seen: int, term: calendar.Term
) -> None:
    """Add a term, or change the one with ``term_id``.  Saving what is there already changes nothing."""
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        known = calendar_of(session, school)
        if term_id is None:
            if term in known.terms:
                record.repeat()
                return
            row, others = Term(school_id=school.id), known.terms
        else:
            row = locked(session, Term, school.id, term_id)
            before = _as_term(row)
            if before == term:
                record.repeat()
                return
            refuse_if_stale(session, row, seen, "term", row.id, school.id)
            others = tuple(other for other in known.terms if other != before)
        _refuse_contradictions(record, school, replace(known, terms=(*others, term)))
        _put_term(record, row, term)


def remove_term(session: Session, actor: Actor, now: dt.datetime, *, term_id: int, seen: int) -> None:
    """Take a term out of the calendar; its days are no school days any more."""
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        row = locked(session, Term, school.id, term_id)
        refuse_if_stale(session, row, seen, "term", row.id, school.id)
        session.delete(row)
        record.act(
            "calendar.term_removed",
            "term",
            row.id,
            texts={"label": row.name},
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )


def save_closed_span(
    session: Session, actor: Actor, now: dt.datetime, *, span_id: int | None, seen: int, span: calendar.Closed
) -> None:
    """Add days without pupils, or change the span with ``span_id``.  Saving what is there already changes nothing."""
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        known = calendar_of(session, school)
        if span_id is None:
            if span in known.closed:
                record.repeat()
                return
            row, others = ClosedSpan(school_id=school.id), known.closed
        else:
            row = locked(session, ClosedSpan, school.id, span_id)
            before = _as_span(row)
            if before == span:
                record.repeat()
                return
            refuse_if_stale(session, row, seen, "closed_span", row.id, school.id)
            others = tuple(other for other in known.closed if other != before)
        _refuse_contradictions(record, school, replace(known, closed=(*others, span)))
        _put_span(record, row, span)


def remove_closed_span(session: Session, actor: Actor, now: dt.datetime, *, span_id: int, seen: int) -> None:
    """Take days without pupils out of the calendar; they are what the term makes of them again."""
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        row = locked(session, ClosedSpan, school.id, span_id)
        refuse_if_stale(session, row, seen, "closed_span", row.id, school.id)
        session.delete(row)
        record.act(
            "calendar.closed_span_removed",
            "closed_span",
            row.id,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )


def add_term(record: Record, school: School, term: calendar.Term) -> None:
    """Add a term within a use case that has asked already whether it can stand."""
    _put_term(record, Term(school_id=school.id), term)


def add_closed_span(record: Record, school: School, span: calendar.Closed) -> None:
    """Add days without pupils within a use case that has asked already whether they can stand."""
    _put_span(record, ClosedSpan(school_id=school.id), span)


def _put_term(record: Record, row: Term, term: calendar.Term) -> None:
    row.name, row.starts_on, row.ends_on = term.name, term.starts_on, term.ends_on
    record.session.add(row)
    record.session.flush()
    label = {"label": term.name}
    record.act("calendar.term_saved", "term", row.id, texts=label, starts_on=row.starts_on, ends_on=row.ends_on)


def _put_span(record: Record, row: ClosedSpan, span: calendar.Closed) -> None:
    row.kind, row.note = span.kind.value, span.note
    row.starts_on, row.ends_on = span.starts_on, span.ends_on
    record.session.add(row)
    record.session.flush()
    record.act(
        "calendar.closed_span_saved",
        "closed_span",
        row.id,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def school_locked(record: Record) -> School:
    """Return the actor's school, its row locked until the transaction ends; raises NotHere."""
    school = record.session.scalar(
        sa.select(School).where(School.id == record.actor.school_id).with_for_update(of=School)
    )
    if school is None:
        raise NotHere("School")
    return school


def _refuse_contradictions(record: Record, school: School, planned: SchoolCalendar) -> None:
    refuse_if(gaps_and_contradictions(planned, school_today(school, record.now)).refusals)


def _as_term(row: Term) -> calendar.Term:
    return calendar.Term(row.name, row.starts_on, row.ends_on)


def _as_span(row: ClosedSpan) -> calendar.Closed:
    return calendar.Closed(ClosedKind(row.kind), row.starts_on, row.ends_on, row.note)
