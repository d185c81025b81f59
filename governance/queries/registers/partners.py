"""Reads the partner schools and organisations, with our sites on which each takes part (002-4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import PartnerSchool, PartnerSite, Person, Site


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner, who made sure of it, and our sites by number and name."""

    row: PartnerSchool
    vetter: str
    sites: tuple[tuple[int, str], ...]


def partners_of(session: Session, school_id: int, *, only: int | None = None) -> tuple[PartnerLine, ...]:
    """Return the partners of a school, or one of them, those of today first; two reads."""
    rows = session.execute(
        sa.select(PartnerSchool, Person.name)
        .outerjoin(Person, Person.id == PartnerSchool.vetted_by)
        .where(PartnerSchool.school_id == school_id, PartnerSchool.id == only if only is not None else sa.true())
        .order_by(PartnerSchool.ends_on.is_not(None), sa.func.lower(PartnerSchool.name), PartnerSchool.id)
    ).all()
    places = session.execute(
        sa.select(PartnerSite.partner_id, Site.id, Site.name)
        .join(Site, sa.and_(Site.school_id == PartnerSite.school_id, Site.id == PartnerSite.site_id))
        .where(PartnerSite.school_id == school_id)
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    sites: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for partner_id, site_id, name in places:
        sites[partner_id].append((site_id, name))
    return tuple(PartnerLine(row, vetter or "", tuple(sites[row.id])) for row, vetter in rows)
