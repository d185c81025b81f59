"""Reads about the people of a school; they never write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Membership, Person


@dataclass(frozen=True, slots=True)
class PersonOfSchool:
    """Somebody who belongs to a school, with their position."""

    person_id: int
    name: str
    position: str

    @property
    def words(self) -> str:
        """The name with the position."""
        return f"{self.name}, {self.position}" if self.position else self.name


def name_of(session: Session, person_id: int) -> str | None:
    """Return a person's name."""
    return session.scalar(sa.select(Person.name).where(Person.id == person_id))


def names_of(session: Session, school_id: int, person_ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of these people of the school."""
    rows = session.execute(
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id, Person.id.in_(person_ids))
    )
    return {row.id: row.name for row in rows}


def people_on(session: Session, school_id: int, day: dt.date) -> list[PersonOfSchool]:
    """Return who belongs to a school on a day or from a later one, by name."""
    rows = session.execute(
        sa.select(Membership.person_id, Person.name, Membership.position)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.school_id == school_id, sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= day))
        .order_by(Person.name, Membership.person_id)
    )
    return [PersonOfSchool(*row) for row in rows]
