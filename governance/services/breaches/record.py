"""What the readers of a breach do with its record: open it, weigh it, look into it, decide what follows (9.1, 001-6).

Who is no reader finds nothing here, whatever number they try.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.access import Actor
from governance.domain.breaches.reading import ReadBy
from governance.domain.breaches.rules import (
    CLOSED,
    LONGEST_WORDS,
    NO_LONGER_KEPT,
    found_refusals,
    outcome_refusals,
    weighing_refusals,
)
from governance.domain.breaches.words import By, Kind, Outcome, Severity
from governance.domain.reasons import reason_refusals
from governance.domain.records.kinds import RecordKind
from governance.domain.refusals import Refusal
from governance.models import Breach, BreachNote, BreachReader, School
from governance.services.actors import heads_today, school_today
from governance.services.breaches.readers import readable
from governance.services.breaches.reporting import leak_due_at, tell_readers
from governance.services.records.retention.stubs import is_gone
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, people_locked, school_of


def read_breach(session: Session, actor: Actor, now: dt.datetime, *, breach_id: int) -> None:
    """Put on record that the actor opened the breach; raises NotHere for who does not read it."""
    with use_case(session, actor, now) as record:
        breach_at_hand(record, breach_id)
        record.act("breach.read", "breach", breach_id)


def weigh_breach(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    breach_id: int,
    seen: int,
    by: By,
    kinds: Collection[Kind],
    clauses: Collection[str],
    severity: Severity,
) -> None:
    """Say what kind of person it was, what was breached, in which clauses, and how much it weighs (9.2)."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        refuse_if(weighing_refusals(clauses, kinds))
        breach.by_kind, breach.severity = by, severity
        breach.kinds = [kind.value for kind in Kind if kind in kinds]
        breach.clauses = sorted(set(clauses))
        is_leak = Kind.PERSONAL_DATA in kinds
        is_new_leak = is_leak and not breach.is_leak
        breach.is_leak = is_leak
        if is_new_leak:
            school = school_of(record)
            breach.regulator_due_at = leak_due_at(record, school, breach.learned_at)
            session.flush()
            tell_readers(record, school, breach)
        kinds_said, clauses_said = list(breach.kinds), list(breach.clauses)
        record.act(
            "breach.weighed", "breach", breach.id, severity=severity.value, kinds=kinds_said, clauses=clauses_said
        )


def note_breach(session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, words: str) -> None:
    """Write down something that was done about a breach; it is never changed."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        refuse_if(reason_refusals(words, "what was done", clause="001-6", page="words", longest=LONGEST_WORDS))
        session.add(
            BreachNote(
                school_id=breach.school_id,
                breach_id=breach.id,
                words=words,
                written_by=actor.person_id,
                written_at=now,
            )
        )
        record.act("breach.noted", "breach", breach.id)


def look_into_breach(
    session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, found: str
) -> None:
    """Write down what looking into a breach found; without it nothing follows from it (001-6)."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        refuse_if(found_refusals(found))
        breach.found, breach.found_by, breach.found_at = found, actor.person_id, now
        record.act("breach.looked_into", "breach", breach.id)


def tell_police(
    session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, told_at: dt.datetime
) -> None:
    """Write down when the police were told of a breach (001-6)."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        if told_at > now:
            refuse_if((Refusal("told_in_future", "Enter when they were told: now or before.", "001-6", "told_on"),))
        breach.police_told_at = told_at
        record.act("breach.police_told", "breach", breach.id)


def pass_to_head(session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int) -> None:
    """A line manager passes what somebody told them on to the head, and still reads it themselves (002-3)."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        if breach.read_by != ReadBy.LINE_MANAGER:
            record.repeat()
            return
        school = school_of(record)
        is_about_head = breach.about_person in heads_today(session, school.id, school_today(school, now))
        _add_reader(record, breach, actor.person_id)
        breach.read_by = ReadBy.CHAIR if is_about_head else ReadBy.HEAD
        session.flush()
        record.act("breach.passed_on", "breach", breach.id)
        tell_readers(record, school, breach)


def add_breach_reader(
    session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, person_id: int
) -> None:
    """Let somebody at the school read a breach as well, such as who looks into it; never whom it is about."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        membership_of_person(record, person_id)
        if person_id == breach.about_person:
            sentence = "The person whom it is about never reads it."
            refuse_if((Refusal("is_about_them", sentence, "9.1", "person"),))
        if not _add_reader(record, breach, person_id):
            record.repeat()
            return
        session.flush()
        record.act("breach.reader_added", "breach", breach.id, person_id=person_id)
        tell_readers(record, session.get_one(School, breach.school_id), breach)


def close_breach(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    breach_id: int,
    seen: int,
    outcome: Outcome,
    reason: str,
) -> None:
    """Decide what follows from a breach, which ends it; raises Refused, Stale, NotHere (9.1, 9.3, 001-6)."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        refuse_if(
            outcome_refusals(
                By(breach.by_kind),
                [Kind(kind) for kind in breach.kinds],
                outcome,
                reason,
                is_looked_into=breach.found_at is not None,
                police_told=breach.police_told_at is not None,
                is_leak_undecided=breach.is_leak and breach.leak_decided_at is None,
            )
        )
        breach.outcome, breach.outcome_reason = outcome, reason.strip()
        breach.closed_by, breach.closed_at = actor.person_id, now
        record.act("breach.closed", "breach", breach.id, outcome=outcome.value)


def reopen_breach(session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, words: str) -> None:
    """Open a breach again because something new is known; what followed before stands in its notes."""
    with use_case(session, actor, now) as record:
        # A disposal locks the same row, so a breach is opened again either before it or not at all.
        people_locked(record)
        breach = breach_at_hand(record, breach_id)
        refuse_if_stale(session, breach, seen, "breach", breach.id, breach.school_id)
        refuse_if_gone(session, breach)
        if breach.closed_at is None:
            record.repeat()
            return
        refuse_if(reason_refusals(words, "what is new", clause="9.1", page="words", longest=LONGEST_WORDS))
        session.add(
            BreachNote(
                school_id=breach.school_id,
                breach_id=breach.id,
                words=f"{words.strip()}\n\nBefore: {breach.outcome_reason}",
                written_by=actor.person_id,
                written_at=now,
            )
        )
        breach.outcome, breach.outcome_reason, breach.closed_by, breach.closed_at = "", "", None, None
        record.act("breach.reopened", "breach", breach.id)


def breach_at_hand(record: Record, breach_id: int) -> Breach:
    """Return the breach, locked; there is none for who does not read it."""
    breach = record.session.scalar(
        sa.select(Breach)
        .where(readable(record.actor), Breach.id == breach_id)
        .with_for_update(of=Breach)
        .execution_options(populate_existing=True)
    )
    if breach is None:
        raise NotHere("Breach")
    return breach


def refuse_if_gone(session: Session, breach: Breach) -> None:
    """Raise Refused where what the breach said was disposed of: nothing is written beside its stub."""
    if is_gone(session, breach.school_id, RecordKind.BREACH, breach.id):
        refuse_if((NO_LONGER_KEPT,))


def open_breach(record: Record, breach_id: int, seen: int) -> Breach:
    """Return the breach, locked, as the actor saw it and still open; raises NotHere, Stale, Refused."""
    breach = breach_at_hand(record, breach_id)
    refuse_if_stale(record.session, breach, seen, "breach", breach.id, breach.school_id)
    if breach.closed_at is not None:
        refuse_if((CLOSED,))
    # What is written beside the row counts as a change of it, so that two people see each other's.
    flag_modified(breach, "facts")
    return breach


def _add_reader(record: Record, breach: Breach, person_id: int | None) -> bool:
    """Let somebody read the breach; False where they do already by name."""
    known = (BreachReader.school_id == breach.school_id, BreachReader.breach_id == breach.id)
    session = record.session
    if session.scalar(sa.select(sa.exists().where(*known, BreachReader.person_id == person_id))):
        return False
    session.add(
        BreachReader(
            school_id=breach.school_id,
            breach_id=breach.id,
            person_id=person_id,
            added_by=record.actor.person_id,
            added_at=record.now,
        )
    )
    return True
