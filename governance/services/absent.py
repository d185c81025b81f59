"""Reads who is away on which days, in one read (A.1.5, A.5.4).

What an absence means for cover is ``domain/cover.py``'s to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.models import AbsenceSpan, Appointment, Site


def absences_of(session: Session, school_id: int, first: dt.date, last: dt.date) -> tuple[Absence, ...]:
    """Return every absence at the school that stands and shares a day with ``first`` to ``last``, both included."""
    return absences_at_schools(session, {school_id: (first, last)})[school_id]


def absences_at_schools(
    session: Session, spans: Mapping[int, tuple[dt.date, dt.date]]
) -> dict[int, tuple[Absence, ...]]:
    """Return the same for several schools, each with its first and last day, in one read; every school is there."""
    found: dict[int, list[Absence]] = {school_id: [] for school_id in spans}
    if not spans:
        return {}
    first, last = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
    for row in session.scalars(_standing(spans, first, last)):
        first, last = spans[row.school_id]
        if row.starts_on <= last and row.ends_on >= first:
            found[row.school_id].append(as_absence(row))
    return {school_id: tuple(absences) for school_id, absences in found.items()}


def away_on(session: Session, site: Site, days: Sequence[dt.date]) -> tuple[Absence, ...]:
    """Return the absences of those who are appointed to a site, on days in order; with no days there are none."""
    if not days:
        return ()
    appointed = sa.select(Appointment.person_id).where(
        Appointment.school_id == site.school_id, Appointment.site_id == site.id
    )
    rows = session.scalars(_standing([site.school_id], days[0], days[-1]).where(AbsenceSpan.person_id.in_(appointed)))
    return tuple(as_absence(row) for row in rows)


def as_absence(row: AbsenceSpan) -> Absence:
    """Return what a row says."""
    return Absence(row.person_id, row.starts_on, row.ends_on, row.starts_midday, row.ends_midday)


def _standing(school_ids: Collection[int], first: dt.date, last: dt.date) -> sa.Select[AbsenceSpan]:
    return (
        sa.select(AbsenceSpan)
        .where(
            AbsenceSpan.school_id.in_(school_ids),
            AbsenceSpan.cancelled_at.is_(None),
            AbsenceSpan.starts_on <= last,
            AbsenceSpan.ends_on >= first,
        )
        .order_by(AbsenceSpan.starts_on, AbsenceSpan.id)
    )
