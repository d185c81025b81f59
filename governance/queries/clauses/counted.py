"""How the clauses stand at schools in figures: asked of the records now, or as they were counted in the morning.

Both are asked for nobody in particular: what few may read is not in a figure, so that nobody learns from one that it is
there (ADR 20).  It never writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.catalogue import BY_NUMBER
from governance.domain.clauses.figures import ASKED_LIVE, Figures, figures_by_school, unpacked
from governance.models import ClauseCount, School
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.finders import each_finding

MOMENT = dt.timedelta(minutes=1)
"""What was counted less than this ago is not counted again: the answer would be the same, and it takes seconds."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one school, and when they were counted."""

    at: dt.datetime
    figures: Figures


def counted_now(session: Session, schools: Iterable[School], now: dt.datetime, number: str = "") -> dict[int, Counted]:
    """Return the figures of these schools, asked of the records now, by school; ``number`` keeps to one clause."""
    only = (number,) if number else tuple(BY_NUMBER)
    asked = asked_of(session, schools, now)
    found = figures_by_school(each_finding(asked, only if number else None), asked.schools, only)
    return {school_id: Counted(now, figures) for school_id, figures in found.items()}


def counted_before(session: Session, schools: Iterable[School]) -> dict[int, Counted]:
    """Return the figures that are kept of these schools, by school; a school that was not counted is left out."""
    rows = session.execute(
        sa.select(ClauseCount.school_id, ClauseCount.counted_at, ClauseCount.figures).where(
            ClauseCount.school_id.in_([school.id for school in schools])
        )
    )
    found = {school_id: (at, unpacked(figures)) for school_id, at, figures in rows}
    return {school_id: Counted(at, figures) for school_id, (at, figures) in found.items() if figures is not None}


def counted_for(session: Session, schools: Sequence[School], now: dt.datetime, number: str = "") -> dict[int, Counted]:
    """Return what a page of these schools shows: few are asked now, of many what is kept, and the uncounted now."""
    if not are_many(schools):
        return counted_now(session, schools, now, number)
    found = counted_before(session, schools)
    uncounted = [school for school in schools if school.id not in found]
    return found | counted_now(session, uncounted, now, number) if uncounted else found


def are_many(schools: Sequence[School]) -> bool:
    """Return whether so many schools are shown as they were counted."""
    return len(schools) > ASKED_LIVE


def to_count_again(session: Session, schools: Sequence[School], now: dt.datetime) -> list[School]:
    """Return which of these schools were not counted just now."""
    found = counted_before(session, schools)
    return [school for school in schools if school.id not in found or found[school.id].at <= now - MOMENT]
