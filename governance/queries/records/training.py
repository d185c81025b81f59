"""Reads the register of training: who, in what, given by whom, when, and until when it counts (003-8, A.1.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Membership, Person, Training


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training of somebody who belongs to the school today."""

    member_id: int
    name: str
    topic: str
    given_by: str
    trained_on: dt.date
    expires_on: dt.date | None

    def has_run_out(self, today: dt.date) -> bool:
        """Return whether it no longer counts."""
        return self.expires_on is not None and self.expires_on < today


def trainings(session: Session, school_id: int, today: dt.date) -> list[TrainingRow]:
    """Return the training of everybody who belongs to a school today, by name and newest first."""
    rows = session.execute(
        sa.select(
            Membership.id, Person.name, Training.topic, Training.given_by, Training.trained_on, Training.expires_on
        )
        .join(
            Membership,
            sa.and_(Membership.school_id == Training.school_id, Membership.person_id == Training.person_id),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(
            Training.school_id == school_id,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(Person.name, Training.trained_on.desc(), Training.id)
    )
    return [TrainingRow(*row) for row in rows]
