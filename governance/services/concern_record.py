"""What the readers of a concern do with its record: open it, take it, write routes down, close it (A.2.3, DESIGN 9).

Who is no reader finds nothing here, whatever number they try.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head
from governance.domain.concern_ending import closing_refusals
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About, route_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Role
from governance.models import CommentReport, Concern, ConcernReader, ConcernStep, School
from governance.services.actors import holders_of, school_today
from governance.services.comments import alarms
from governance.services.concern_at_hand import (
    concern_at_hand,
    ending_of,
    refuse_if_changed,
    refuse_if_closed,
    take_in_hand,
)
from governance.services.concern_entries import add_entry
from governance.services.concern_readers import let_somebody_read, readers_today, unread_refusals
from governance.services.concerns import tell_readers
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person

DECIDED_BEFORE = "It was decided before not to refer it; the reason stands in the record."


def read_concern(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int) -> None:
    """Put on record that the actor opened the concern; raises NotHere for who does not read it."""
    with use_case(session, actor, now) as record:
        concern_at_hand(record, concern_id)
        # The private page of who told us says that it was read, and nothing more.
        session.execute(
            sa.update(CommentReport)
            .where(
                CommentReport.school_id == actor.school_id,
                CommentReport.concern_id == concern_id,
                CommentReport.read_at.is_(None),
            )
            .values(read_at=now)
        )
        record.act("concern.read", "concern", concern_id)


def take_concern(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int) -> None:
    """Say "I have it": nobody else is sent mails about it.  Who says so after somebody else takes it over."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_closed(concern)
        if concern.taken_by == actor.person_id:
            record.repeat()
            return
        take_in_hand(record, concern)


def take_route(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    concern_id: int,
    seen: int,
    route: Route,
    words: str,
    contact: str = "",
    reference: str = "",
    awaited_on: dt.date | None = None,
) -> None:
    """Write down where the concern was taken, what was done and with whom; raises Refused, Stale, NotHere.

    ``awaited_on`` is the day by which an answer is awaited; from then on whoever has the concern is told each working
    day that something waits, until it is there.
    """
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if_closed(concern, *route_refusals(words))
        session.add(
            ConcernStep(
                school_id=concern.school_id,
                concern_id=concern.id,
                route=route,
                words=words,
                taken_by=actor.person_id,
                taken_at=now,
                contact=contact.strip()[:200],
                reference=reference.strip()[:100],
                awaited_on=awaited_on,
            )
        )
        concern.route, concern.route_note = route, words
        concern.routed_by, concern.routed_at = actor.person_id, now
        if concern.taken_by is None:
            take_in_hand(record, concern)
        record.act("concern.route_taken", "concern", concern.id, route=route.value)


def close_concern(
    session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, seen: int, reason: str = ""
) -> None:
    """Close a concern: a route was taken, or ``reason`` says why none was needed; raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        ending = ending_of(record, concern)
        refuse_if_closed(concern, *closing_refusals(ending, reason))
        if reason.strip() and not ending.routes:
            add_entry(record, concern, Entry.NOT_REFERRED, reason, now)
            session.flush()
        said = reason.strip() or ("" if ending.routes else DECIDED_BEFORE)
        concern.closed_by, concern.closed_at, concern.close_reason = actor.person_id, now, said
        alarms.end(record, school_id=concern.school_id, concern_id=concern.id)
        record.act("concern.closed", "concern", concern.id)


def say_about(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    concern_id: int,
    seen: int,
    about: About,
    about_person: int | None,
) -> None:
    """Say whom a concern is about, once that is known: its readers are then those of such a concern, and are told.

    What may be about the head reaches the head only when the chair has read it and says that it is not.
    """
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        school = session.get_one(School, concern.school_id)
        refuse_if_closed(concern, *unread_refusals(session, school, about, about_person, now))
        if (concern.about, concern.about_person) == (about, about_person):
            record.repeat()
            return
        if about_person is not None:
            membership_of_person(record, about_person)
        concern.about, concern.about_person = about, about_person
        let_somebody_read(session, concern, now)
        with session.no_autoflush:
            if concern.taken_by is not None and concern.taken_by not in readers_today(session, concern, now):
                # Whoever had it reads it no longer: nobody has it now, and its readers are told until somebody does.
                concern.taken_by = concern.taken_at = None
        session.flush()
        record.act("concern.about_said", "concern", concern.id, about=About(concern.about).value)
        tell_readers(record, school, concern)


def add_reader(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, seen: int, person_id: int) -> None:
    """Let a safeguarding lead read a concern about a grown-up; the head alone does this."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if_closed(concern, *_addable(record, concern, person_id))
        known = (ConcernReader.school_id == concern.school_id, ConcernReader.concern_id == concern.id)
        if session.scalar(sa.select(sa.exists().where(*known, ConcernReader.person_id == person_id))):
            record.repeat()
            return
        session.add(
            ConcernReader(
                school_id=concern.school_id,
                concern_id=concern.id,
                person_id=person_id,
                added_by=actor.person_id,
                added_at=now,
            )
        )
        session.flush()
        record.act("concern.reader_added", "concern", concern.id, person_id=person_id)
        tell_readers(record, session.get_one(School, concern.school_id), concern)


def _addable(record: Record, concern: Concern, person_id: int) -> tuple[Refusal, ...]:
    found = []
    if not acts_as_head(record.actor):
        found.append(Refusal("not_yours_to_do", "Only the head, or who acts for the head, can add a reader."))
    if concern.about != About.ADULT:
        sentence = "A reader is added only where a concern is about a grown-up other than the head."
        found.append(Refusal("readers_are_set", sentence))
    school = record.session.get_one(School, concern.school_id)
    leads = holders_of(record.session, school.id, Role.DSL, school_today(school, record.now))
    if person_id not in leads or person_id == concern.about_person:
        found.append(Refusal("not_a_safeguarding_lead", "Choose a safeguarding lead whom it is not about."))
    return tuple(found)
