"""Who acts for the head, has acted or will: reads for its page.  They never write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.models import Delegation, Person


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation.  ``standing`` is now, to come or past."""

    id: int
    name: str
    granted_by: str
    starts_on: dt.date
    ends_on: dt.date
    reason: str
    outside: bool
    ended_at: dt.datetime | None
    standing: str


def delegations_of(session: Session, school_id: int, today: dt.date) -> list[DelegationRow]:
    """Return every delegation of a school, the newest first."""
    granter = aliased(Person)
    rows = session.execute(
        sa.select(Delegation, Person.name, granter.name)
        .join(Person, Person.id == Delegation.person_id)
        .join(granter, granter.id == Delegation.granted_by)
        .where(Delegation.school_id == school_id)
        .order_by(Delegation.starts_on.desc(), Delegation.id.desc())
    )
    return [
        DelegationRow(
            row.id, name, by, row.starts_on, row.ends_on, row.reason, row.outside, row.ended_at, _standing(row, today)
        )
        for row, name, by in rows
    ]


def _standing(row: Delegation, today: dt.date) -> str:
    if row.ended_at is not None or row.ends_on < today:
        return "past"
    return "now" if row.starts_on <= today else "to come"
