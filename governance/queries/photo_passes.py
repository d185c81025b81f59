"""Reads of photo passes: events, who holds a pass, and whose right was taken away; they never write."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Person, PhotoEvent, PhotoPass, PhotoPassHolder


@dataclass(frozen=True, slots=True)
class PassLine:
    """One pass of an event with its holder and who issued it."""

    issued: PhotoPass
    holder: PhotoPassHolder
    issued_by: str


def events_of(session: Session, school_id: int) -> tuple[tuple[PhotoEvent, int], ...]:
    """Return the events, the latest first, each with how many passes are valid."""
    of_event = sa.and_(
        PhotoPass.school_id == PhotoEvent.school_id,
        PhotoPass.event_id == PhotoEvent.id,
        PhotoPass.revoked_at.is_(None),
    )
    rows = session.execute(
        sa.select(PhotoEvent, sa.func.count(PhotoPass.id))
        .outerjoin(PhotoPass, of_event)
        .where(PhotoEvent.school_id == school_id)
        .group_by(PhotoEvent.id)
        .order_by(PhotoEvent.held_on.desc(), PhotoEvent.id.desc())
    )
    return tuple((event, count) for event, count in rows)


def event_of(session: Session, school_id: int, event_id: int) -> PhotoEvent | None:
    """Return one event of this school."""
    return session.scalar(sa.select(PhotoEvent).where(PhotoEvent.school_id == school_id, PhotoEvent.id == event_id))


def passes_of(session: Session, event: PhotoEvent) -> tuple[PassLine, ...]:
    """Return every pass of an event by its holder's name, also those that were taken away."""
    rows = session.execute(
        sa.select(PhotoPass, PhotoPassHolder, Person.name)
        .join(
            PhotoPassHolder,
            sa.and_(PhotoPassHolder.school_id == PhotoPass.school_id, PhotoPassHolder.id == PhotoPass.holder_id),
        )
        .join(Person, Person.id == PhotoPass.issued_by)
        .where(PhotoPass.school_id == event.school_id, PhotoPass.event_id == event.id)
        .order_by(PhotoPassHolder.name, PhotoPassHolder.told_apart, PhotoPass.id)
    )
    return tuple(PassLine(*row) for row in rows)


def without_right(session: Session, school_id: int) -> tuple[tuple[PhotoPassHolder, str], ...]:
    """Return whose right is taken away now, by name, each with who took it away."""
    rows = session.execute(
        sa.select(PhotoPassHolder, Person.name)
        .join(Person, Person.id == PhotoPassHolder.revoked_by)
        .where(PhotoPassHolder.school_id == school_id, PhotoPassHolder.restored_at.is_(None))
        .order_by(PhotoPassHolder.name, PhotoPassHolder.id)
    )
    return tuple((holder, name) for holder, name in rows)


def holder_of(session: Session, school_id: int, holder_id: int) -> PhotoPassHolder | None:
    """Return one holder of this school."""
    return session.scalar(
        sa.select(PhotoPassHolder).where(PhotoPassHolder.school_id == school_id, PhotoPassHolder.id == holder_id)
    )
