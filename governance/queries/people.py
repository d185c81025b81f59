"""Reads about people and the schools that they belong to; they never write."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Membership, School


def schools_of(session: Session, person_id: int) -> list[School]:
    """Return the schools that a person belongs to, by name."""
    return list(
        session.scalars(
            sa.select(School)
            .join(Membership, Membership.school_id == School.id)
            .where(Membership.person_id == person_id)
            .order_by(School.name)
        )
    )
