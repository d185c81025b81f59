"""The lines of a concern's record beside its routes: who was spoken to, advice, parents, answers, outcome (DOMAIN 5).

A line is written once and stands; the steps of a disclosure about an adult are lines too, each only when it is its turn
(001-8).  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concern_entries import FREELY_WRITTEN, Entry, entry_refusals
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.domain.disclosures import Source, Step, step_refusals
from governance.domain.refusals import Refusal
from governance.models import Concern, ConcernEntry, ConcernStep
from governance.services.concern_at_hand import (
    changed,
    concern_at_hand,
    ending_of,
    refuse_if_changed,
    refuse_if_closed,
    take_in_hand,
)
from governance.services.refused import NotHere
from governance.services.seen import locked
from governance.services.transaction import Record, use_case


def write_entry(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    concern_id: int,
    seen: int,
    kind: Entry,
    words: str,
    person: str = "",
    happened_at: dt.datetime | None = None,
) -> None:
    """Write one line down; ``happened_at`` is now where nothing is said.  Raises Refused, Stale, NotHere.

    A step of a disclosure is refused while another has to come before it; a child's word locks the school's own inquiry
    until the police have done their part.
    """
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        at = happened_at or now
        refuse_if_closed(concern, *entry_refusals(words, at, now), *_its_turn(record, concern, kind))
        add_entry(record, concern, kind, words, at, person=person)
        _written(record, concern, kind)


def write_answer(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    concern_id: int,
    step_id: int,
    seen: int,
    words: str,
    reference: str = "",
    awaited_on: dt.date | None = None,
) -> None:
    """Write down what came back on a route.  ``awaited_on`` says that they will come back again, and by when.

    Raises Refused, Stale, NotHere.
    """
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if_closed(concern, *entry_refusals(words, now, now))
        step = locked(session, ConcernStep, concern.school_id, step_id)
        if step.concern_id != concern.id:
            raise NotHere("ConcernStep")
        step.awaited_on = awaited_on
        step.answered_at = now if awaited_on is None else None
        person = f"Their reference: {reference.strip()}" if reference.strip() else ""
        add_entry(record, concern, Entry.ANSWER, words, now, person=person, step_id=step.id)
        _written(record, concern, Entry.ANSWER)


def say_how_grave(
    session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, seen: int, severity: Severity | None
) -> None:
    """Say how grave a concern is; a grave one ends only with a route outside the school or a reasoned no (A.5.6)."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if_closed(concern)
        value = severity.value if severity else ""
        if concern.severity == value:
            record.repeat()
            return
        concern.severity = value
        record.act("concern.graded", "concern", concern.id)


def say_source(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    concern_id: int,
    seen: int,
    source: Source,
    told_by: str = "",
) -> None:
    """Say who told the school first: what has to be done with a disclosure follows from it (001-8)."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if_closed(concern)
        if (concern.source, concern.told_by) == (source.value, told_by.strip()):
            record.repeat()
            return
        concern.source, concern.told_by = source.value, told_by.strip()[:200]
        record.act("concern.source_said", "concern", concern.id)


def add_entry(
    record: Record,
    concern: Concern,
    kind: Entry,
    words: str,
    at: dt.datetime,
    *,
    person: str = "",
    step_id: int | None = None,
) -> None:
    """Add a line within the caller's use case, without an act of its own."""
    record.session.add(
        ConcernEntry(
            school_id=concern.school_id,
            concern_id=concern.id,
            step_id=step_id,
            kind=kind,
            person=person.strip()[:200],
            words=words.strip(),
            happened_at=at,
            written_by=record.actor.person_id,
            written_at=record.now,
        )
    )
    changed(concern)


def _written(record: Record, concern: Concern, kind: Entry) -> None:
    if concern.taken_by is None:
        take_in_hand(record, concern)
    record.act("concern.entry_written", "concern", concern.id, kind=kind.value)


def _its_turn(record: Record, concern: Concern, kind: Entry) -> tuple[Refusal, ...]:
    """Why this kind of line cannot be written of this concern now."""
    if kind in FREELY_WRITTEN:
        return ()
    if kind is Entry.ANSWER or concern.about == About.CHILD:
        return (Refusal("no_such_step", "This is not written down of such a concern.", "001-8"),)
    return step_refusals(Step(kind.value), ending_of(record, concern).disclosure)
