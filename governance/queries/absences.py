"""Reads who is away and when, for the pages that say so; never why, which is kept nowhere.  It never writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.absences import Absence
from governance.models import AbsenceSpan, Membership, Person

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence with the name of who is away, and of who entered it."""

    absence_id: int
    person: str
    absence: Absence
    entered_by: str
    is_cancelled: bool
    revision: int


def absence_lines(session: Session, school_id: int, since: dt.date, person_id: int | None = None) -> list[AbsenceLine]:
    """Return the absences that end on ``since`` or later, the first day first; of one person, or of everybody."""
    who, by = aliased(Person), aliased(Person)
    query = (
        sa.select(AbsenceSpan, who.name, by.name)
        .join(who, who.id == AbsenceSpan.person_id)
        .join(by, by.id == AbsenceSpan.recorded_by)
        .where(AbsenceSpan.school_id == school_id, AbsenceSpan.ends_on >= since)
        .order_by(AbsenceSpan.starts_on, who.name, AbsenceSpan.id)
        .limit(MOST_SHOWN)
    )
    if person_id is not None:
        query = query.where(AbsenceSpan.person_id == person_id)
    return [
        AbsenceLine(
            row.id,
            name,
            Absence(row.person_id, row.starts_on, row.ends_on, row.starts_midday, row.ends_midday),
            entered_by,
            row.cancelled_at is not None,
            row.revision,
        )
        for row, name, entered_by in session.execute(query)
    ]


def member_name(session: Session, school_id: int, person_id: int) -> str | None:
    """Return the name of somebody who belongs or belonged to the school, or None."""
    return session.scalar(
        sa.select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id, Membership.person_id == person_id)
    )
