"""Reads what the registers' forms offer to choose from: people who are here, and sites that are not closed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState
from governance.models import Membership, PartnerSchool, Person, Site


def people_here(session: Session, school_id: int, today: dt.date) -> list[tuple[int, str]]:
    """Return who belongs to the school today, by name."""
    rows = session.execute(
        sa.select(Membership.person_id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.school_id == school_id,
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(sa.func.lower(Person.name), Person.id)
    )
    return [(person_id, name) for person_id, name in rows]


def open_sites(session: Session, school_id: int) -> list[tuple[int, str]]:
    """Return the sites of the school that are not closed, by name."""
    rows = session.execute(
        sa.select(Site.id, Site.name)
        .where(Site.school_id == school_id, Site.state != SiteState.CLOSED)
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    return [(site_id, name) for site_id, name in rows]


def partners_here(session: Session, school_id: int, today: dt.date) -> list[tuple[int, str]]:
    """Return the partner schools and organisations of today, by name."""
    rows = session.execute(
        sa.select(PartnerSchool.id, PartnerSchool.name)
        .where(
            PartnerSchool.school_id == school_id,
            sa.or_(PartnerSchool.ends_on.is_(None), PartnerSchool.ends_on >= today),
        )
        .order_by(sa.func.lower(PartnerSchool.name), PartnerSchool.id)
    )
    return [(partner_id, name) for partner_id, name in rows]
