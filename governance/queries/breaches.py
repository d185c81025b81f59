"""Reads of breaches for their readers: the list, its count, one record, one letter; nothing for anybody else (9.1).

They never write; that one was opened is put on record by the service.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.rules import minutes_between
from governance.domain.records.kinds import RecordKind
from governance.models import Breach, BreachNote, BreachReader, Disposal, DisposedRecord, Person, RemovalDemand
from governance.services.breaches.readers import readable


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note, by whom and when."""

    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class BreachPage:
    """One record with the names of who did what, its notes, its letters, and when its words went if they did."""

    breach: Breach
    names: dict[int, str]
    notes: tuple[NoteRow, ...]
    added: tuple[str, ...]
    demands: tuple[RemovalDemand, ...]
    disposed_at: dt.datetime | None

    @property
    def minutes(self) -> int:
        """Minutes from when whoever reported it learned of it until the school knew (9.3)."""
        return minutes_between(self.breach.learned_at, self.breach.opened_at)


@dataclass(frozen=True, slots=True)
class OverdueDemand:
    """A letter whose day has passed without an end, with the reference of its breach."""

    id: int
    breach_id: int
    reference: str
    to_whom: str
    due_on: dt.date


def breaches_of(session: Session, actor: Actor, *, closed: bool = False) -> list[Breach]:
    """Return the breaches that the actor reads: the open ones, the oldest first, or the closed ones, newest first."""
    state = Breach.closed_at.is_not(None) if closed else Breach.closed_at.is_(None)
    order = Breach.closed_at.desc() if closed else Breach.opened_at
    return list(session.scalars(sa.select(Breach).where(readable(actor), state).order_by(order, Breach.id)))


def overdue_demands(session: Session, actor: Actor, today: dt.date) -> list[OverdueDemand]:
    """Return the letters of the actor's breaches whose day has passed, the longest first (000-5)."""
    rows = session.execute(
        sa.select(
            RemovalDemand.id,
            RemovalDemand.breach_id,
            Breach.reference,
            RemovalDemand.to_whom,
            RemovalDemand.due_on,
        )
        .join(Breach, sa.and_(Breach.school_id == RemovalDemand.school_id, Breach.id == RemovalDemand.breach_id))
        .where(readable(actor), RemovalDemand.result == "", RemovalDemand.due_on < today)
        .order_by(RemovalDemand.due_on, RemovalDemand.id)
    )
    return [OverdueDemand(*row) for row in rows]


def breach_page(session: Session, actor: Actor, breach_id: int) -> BreachPage | None:
    """Return one record; None for who does not read it."""
    breach = session.scalar(sa.select(Breach).where(readable(actor), Breach.id == breach_id))
    if breach is None:
        return None
    notes = session.scalars(
        sa.select(BreachNote)
        .where(BreachNote.school_id == breach.school_id, BreachNote.breach_id == breach.id)
        .order_by(BreachNote.id)
    ).all()
    readers = session.scalars(
        sa.select(BreachReader.person_id)
        .where(BreachReader.school_id == breach.school_id, BreachReader.breach_id == breach.id)
        .order_by(BreachReader.id)
    ).all()
    demands = session.scalars(
        sa.select(RemovalDemand)
        .where(RemovalDemand.school_id == breach.school_id, RemovalDemand.breach_id == breach.id)
        .order_by(RemovalDemand.sent_on, RemovalDemand.due_on, RemovalDemand.id)
    ).all()
    disposed_at = session.scalar(
        sa.select(Disposal.disposed_at)
        .join(
            DisposedRecord,
            sa.and_(DisposedRecord.school_id == Disposal.school_id, DisposedRecord.disposal_id == Disposal.id),
        )
        .where(*_stub_of(breach.school_id, breach.id))
    )
    known = {breach.opened_by, breach.about_person, breach.line_manager, breach.found_by, breach.closed_by}
    known |= {breach.leak_decided_by, *(note.written_by for note in notes), *readers}
    named = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(known - {None})))
    names: dict[int, str] = {row.id: row.name for row in named}
    return BreachPage(
        breach,
        names,
        tuple(NoteRow(note.words, names[note.written_by], note.written_at) for note in notes),
        tuple(names[reader] for reader in readers),
        tuple(demands),
        disposed_at,
    )


def demand_of(session: Session, actor: Actor, breach_id: int, demand_id: int) -> tuple[Breach, RemovalDemand] | None:
    """Return one letter with its breach; None for who does not read it, and once its words are no longer kept."""
    row = session.execute(
        sa.select(Breach, RemovalDemand)
        .join(
            RemovalDemand,
            sa.and_(RemovalDemand.school_id == Breach.school_id, RemovalDemand.breach_id == Breach.id),
        )
        .where(
            readable(actor),
            Breach.id == breach_id,
            RemovalDemand.id == demand_id,
            ~sa.exists().where(*_stub_of(Breach.school_id, Breach.id)),
        )
    ).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _stub_of(school_id: Any, number: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        DisposedRecord.school_id == school_id,
        DisposedRecord.kind == RecordKind.BREACH.value,
        DisposedRecord.subject_id == number,
    )
