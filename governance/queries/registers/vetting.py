"""Reads the register of contributors from outside: who they are, how they stand today, and where (A.2.6)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.vetting import Vetted, VettingStanding, standing_on
from governance.models import Contributor, ContributorSite, PartnerSchool, Person, Site, Vetting


@dataclass(frozen=True, slots=True)
class VettingLine:
    """One vetting, with the names of who vetted."""

    id: int
    method: str
    by: str
    vetted_on: dt.date
    expires_on: dt.date
    reference: str
    withdrawn_because: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ContributorLine:
    """One contributor as they stand on a day; the newest vetting first, ``sites`` by number and name."""

    row: Contributor
    partner: str
    standing: VettingStanding
    vettings: tuple[VettingLine, ...]
    sites: tuple[tuple[int, str], ...]

    @property
    def last(self) -> VettingLine | None:
        """The vetting that counts longest of those that were not withdrawn."""
        return max((one for one in self.vettings if not one.withdrawn), key=lambda one: one.expires_on, default=None)


def contributors_at(
    session: Session, school_id: int, today: dt.date, warn_days: int, *, only: int | None = None
) -> tuple[ContributorLine, ...]:
    """Return every contributor of a school, or only one, those who contribute no more last; three reads."""
    mine = sa.and_(Contributor.school_id == school_id, Contributor.id == only if only is not None else sa.true())
    rows = session.execute(
        sa.select(Contributor, PartnerSchool.name)
        .outerjoin(
            PartnerSchool,
            sa.and_(PartnerSchool.school_id == Contributor.school_id, PartnerSchool.id == Contributor.partner_id),
        )
        .where(mine)
        .order_by(Contributor.ended_on.is_not(None), sa.func.lower(Contributor.name), Contributor.id)
    ).all()
    vettings, sites = _vettings(session, school_id, only), _sites(session, school_id, only)
    return tuple(
        ContributorLine(
            row,
            partner or "",
            _standing(vettings[row.id], row, today, warn_days),
            tuple(vettings[row.id]),
            tuple(sites[row.id]),
        )
        for row, partner in rows
    )


def _standing(vettings: list[VettingLine], row: Contributor, today: dt.date, warn_days: int) -> VettingStanding:
    known = [Vetted(one.vetted_on, one.expires_on, one.withdrawn) for one in vettings]
    return standing_on(known, row.ended_on, today, warn_days)


def _vettings(session: Session, school_id: int, only: int | None) -> dict[int, list[VettingLine]]:
    query = (
        sa.select(Vetting, Person.name)
        .join(Person, Person.id == Vetting.vetted_by)
        .where(Vetting.school_id == school_id)
        .order_by(Vetting.vetted_on.desc(), Vetting.id.desc())
    )
    found: dict[int, list[VettingLine]] = defaultdict(list)
    for row, name in session.execute(query if only is None else query.where(Vetting.contributor_id == only)):
        line = VettingLine(
            row.id,
            row.method,
            name,
            row.vetted_on,
            row.expires_on,
            row.reference,
            row.withdrawn_because,
            row.withdrawn_at is not None,
        )
        found[row.contributor_id].append(line)
    return found


def _sites(session: Session, school_id: int, only: int | None) -> dict[int, list[tuple[int, str]]]:
    query = (
        sa.select(ContributorSite.contributor_id, Site.id, Site.name)
        .join(Site, sa.and_(Site.school_id == ContributorSite.school_id, Site.id == ContributorSite.site_id))
        .where(ContributorSite.school_id == school_id, ContributorSite.ended_on.is_(None))
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for contributor_id, site_id, name in session.execute(
        query if only is None else query.where(ContributorSite.contributor_id == only)
    ):
        found[contributor_id].append((site_id, name))
    return found
