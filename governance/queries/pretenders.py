"""Reads of the reports of pretending sites; they never write."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Person, PretenderReport


def waiting_reports(session: Session, school_id: int) -> tuple[PretenderReport, ...]:
    """Return the reports that nobody settled, the oldest first."""
    return tuple(session.scalars(sa.select(PretenderReport).where(_waits(school_id)).order_by(PretenderReport.id)))


def count_waiting(school_id: int) -> sa.ScalarSelect[int]:
    """Return what counts the reports that wait, from the same rows as their list."""
    return sa.select(sa.func.count()).select_from(PretenderReport).where(_waits(school_id)).scalar_subquery()


def settled_reports(session: Session, school_id: int, most: int = 100) -> tuple[tuple[PretenderReport, str], ...]:
    """Return the newest settled reports, each with who settled it."""
    rows = session.execute(
        sa.select(PretenderReport, Person.name)
        .join(Person, Person.id == PretenderReport.settled_by)
        .where(PretenderReport.school_id == school_id, PretenderReport.settled_at.is_not(None))
        .order_by(PretenderReport.settled_at.desc(), PretenderReport.id.desc())
        .limit(most)
    )
    return tuple((report, name) for report, name in rows)


def report_of(session: Session, school_id: int, report_id: int) -> PretenderReport | None:
    """Return one report of this school."""
    return session.scalar(
        sa.select(PretenderReport).where(PretenderReport.school_id == school_id, PretenderReport.id == report_id)
    )


def _waits(school_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(PretenderReport.school_id == school_id, PretenderReport.settled_at.is_(None))
