"""Reads who is away on which days, in one read (A.1.5, A.5.4).

What an absence means for cover is ``domain/cover.py``'s to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.models import AbsenceSpan, Appointment, Site


def absences_of(session: Session, school_id: int, first: dt.date, last: dt.date) -> tuple[Absence, ...]:
    """Return every absence at the school that stands and shares a day with ``first`` to ``last``, both included."""
    return _read(session, _standing(school_id, first, last))


def away_on(session: Session, site: Site, days: Sequence[dt.date]) -> tuple[Absence, ...]:
    """Return the absences of those who are appointed to a site, on days in order; with no days there are none."""
    if not days:
        return ()
    appointed = sa.select(Appointment.person_id).where(
        Appointment.school_id == site.school_id, Appointment.site_id == site.id
    )
    return _read(session, _standing(site.school_id, days[0], days[-1]).where(AbsenceSpan.person_id.in_(appointed)))


def as_absence(row: AbsenceSpan) -> Absence:
    """Return what a row says."""
    return Absence(row.person_id, row.starts_on, row.ends_on, row.starts_midday, row.ends_midday)


def _standing(school_id: int, first: dt.date, last: dt.date) -> sa.Select[AbsenceSpan]:
    return (
        sa.select(AbsenceSpan)
        .where(
            AbsenceSpan.school_id == school_id,
            AbsenceSpan.cancelled_at.is_(None),
            AbsenceSpan.starts_on <= last,
            AbsenceSpan.ends_on >= first,
        )
        .order_by(AbsenceSpan.starts_on, AbsenceSpan.id)
    )


def _read(session: Session, query: sa.Select[AbsenceSpan]) -> tuple[Absence, ...]:
    return tuple(as_absence(row) for row in session.scalars(query))
