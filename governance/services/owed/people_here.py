"""Who can owe something today: who belongs to the school, and who looks after which site.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Duty
from governance.models import Appointment, Membership


def members_here(session: Session, school_id: int, today: dt.date) -> frozenset[int]:
    """Return the persons who belong to the school today."""
    return frozenset(
        session.scalars(
            sa.select(Membership.person_id).where(
                Membership.school_id == school_id,
                Membership.starts_on <= today,
                sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
            )
        )
    )


def administrators_here(session: Session, school_id: int, today: dt.date) -> dict[int, tuple[int, ...]]:
    """Return the approved administrators who are at the school today, by the site."""
    return on_duty_here(session, school_id, today, Duty.ADMINISTRATOR)


def on_duty_here(session: Session, school_id: int, today: dt.date, duty: Duty) -> dict[int, tuple[int, ...]]:
    """Return those who are approved for a duty and are at the school today, by the site."""
    rows = session.execute(
        sa.select(Appointment.site_id, Appointment.person_id)
        .join(
            Membership,
            sa.and_(Membership.school_id == Appointment.school_id, Membership.person_id == Appointment.person_id),
        )
        .where(
            Appointment.school_id == school_id,
            Appointment.duty == duty,
            Appointment.approved_at.is_not(None),
            Appointment.ended_at.is_(None),
            *(
                condition
                for table in (Appointment, Membership)
                for condition in (table.starts_on <= today, sa.or_(table.ends_on.is_(None), table.ends_on >= today))
            ),
        )
        .order_by(Appointment.id)
    )
    found: dict[int, list[int]] = {}
    for site_id, person_id in rows:
        found.setdefault(site_id, []).append(person_id)
    return {site_id: tuple(dict.fromkeys(people)) for site_id, people in found.items()}
