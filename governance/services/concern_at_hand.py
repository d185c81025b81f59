"""A concern as its readers work on it: locked, and only for who reads it; for everybody else there is none (DESIGN 9).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.concern_ending import Ending
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import REFERRALS, Route
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.domain.disclosures import Disclosure, Source, Step
from governance.domain.refusals import Refusal
from governance.models import Concern, ConcernEntry, ConcernStep
from governance.services.comments import alarms
from governance.services.concern_readers import readable
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record

CLOSED = Refusal("concern_closed", "This concern is closed. Record a new one if something new is known.")


def concern_at_hand(record: Record, concern_id: int) -> Concern:
    """Return the concern, locked; raises NotHere for who does not read it."""
    concern = record.session.scalar(
        sa.select(Concern)
        .where(readable(record.actor), Concern.id == concern_id)
        .with_for_update(of=Concern)
        .execution_options(populate_existing=True)
    )
    if concern is None:
        raise NotHere("Concern")
    return concern


def refuse_if_changed(record: Record, concern: Concern, seen: int) -> None:
    """Raise Stale when the record changed after the actor saw it."""
    refuse_if_stale(record.session, concern, seen, "concern", concern.id, concern.school_id)


def refuse_if_closed(concern: Concern, *further: Refusal) -> None:
    """Raise Refused when the concern is closed, or with what else speaks against an act on it."""
    refuse_if((*((CLOSED,) if concern.closed_at is not None else ()), *further))


def take_in_hand(record: Record, concern: Concern) -> None:
    """Say that the actor has it: nobody else is sent mails about it."""
    concern.taken_by, concern.taken_at = record.actor.person_id, record.now
    alarms.end(record, school_id=concern.school_id, concern_id=concern.id)
    record.act("concern.taken", "concern", concern.id)


def changed(concern: Concern) -> None:
    """Count a line that stands in another table as a change of the record."""
    flag_modified(concern, "about")


def ending_of(record: Record, concern: Concern) -> Ending:
    """Return what stands in the record when somebody wants to close it."""
    session = record.session
    of_step = (ConcernStep.school_id == concern.school_id, ConcernStep.concern_id == concern.id)
    of_entry = (ConcernEntry.school_id == concern.school_id, ConcernEntry.concern_id == concern.id)
    steps = list(session.scalars(sa.select(ConcernStep).where(*of_step).order_by(ConcernStep.id)))
    entries = list(session.scalars(sa.select(ConcernEntry.kind).where(*of_entry)))
    return ending_from(concern, steps, entries)


def ending_from(concern: Concern, steps: list[ConcernStep], kinds: list[str]) -> Ending:
    """Return the same from rows that are read already; the page shows by it what is still missing."""
    routes = [Route(step.route) for step in steps]
    entries = {Entry(kind) for kind in kinds}
    return Ending(
        about=About(concern.about),
        severity=Severity(concern.severity) if concern.severity else None,
        routes=routes,
        awaited=[Route(step.route) for step in steps if step.awaited_on and step.answered_at is None],
        entries=entries,
        disclosure=disclosure_from(concern, routes, entries),
    )


def disclosure_from(concern: Concern, routes: list[Route], entries: set[Entry]) -> Disclosure:
    """Return which steps of a disclosure the record shows as done."""
    done = {step for step in Step if step.value in {entry.value for entry in entries}}
    if REFERRALS & set(routes):
        done.add(Step.REFERRED)
    source = Source(concern.source) if concern.source else None
    return Disclosure(source, frozenset(done), reasoned_no=Entry.NOT_REFERRED in entries)
