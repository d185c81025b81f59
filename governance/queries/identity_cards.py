"""Reads of the cards that say who runs a site; they never write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import IdentityCard, Membership, Person


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who runs a site, what they are at the school, and the card that shows them, if one does."""

    person_id: int
    name: str
    position: str
    card: IdentityCard | None


def who_runs(
    session: Session, school_id: int, site_id: int, people: Iterable[int], today: dt.date
) -> tuple[Shown, ...]:
    """Return these people and whoever has a card on the site, by name."""
    shown = {
        card.person_id: card
        for card in session.scalars(
            sa.select(IdentityCard).where(
                IdentityCard.school_id == school_id,
                IdentityCard.site_id == site_id,
                sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today),
            )
        )
    }
    rows = session.execute(
        sa.select(Person.id, Person.name, Membership.position)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id, Person.id.in_({*people, *shown}))
        .order_by(Person.name, Person.id)
    )
    return tuple(Shown(person_id, name, position, shown.get(person_id)) for person_id, name, position in rows)
