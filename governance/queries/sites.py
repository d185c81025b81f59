"""Reads for the pages of sites: the list, and what stands around one site; they never write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.words import OPEN_VERSIONS, Duty, SiteKind, SiteState, VersionState
from governance.models import Appointment, ExitStep, Person, ProposalVersion, Site


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a site's proposal."""

    version_id: int
    site_id: int
    number: int
    state: VersionState
    proposer_id: int
    proposer: str
    started_at: dt.datetime
    submitted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Who holds a duty on a site, or is named for one."""

    appointment_id: int
    site_id: int
    site_name: str
    person_id: int
    person: str
    duty: Duty
    starts_on: dt.date
    ends_on: dt.date | None
    named_by_id: int
    named_by: str
    version_id: int | None
    confirmed: bool
    approved: bool
    is_over: bool
    revision: int


_STANDING = (Appointment.refused_at.is_(None), Appointment.declined_at.is_(None), Appointment.ended_at.is_(None))


def site_of(session: Session, school_id: int, site_id: int) -> Site | None:
    """Return a site of this school, or None."""
    return session.scalar(sa.select(Site).where(Site.school_id == school_id, Site.id == site_id))


def sites_of(
    session: Session, school_id: int, state: SiteState | None = None, kind: SiteKind | None = None
) -> list[Site]:
    """Return the sites of a school by name, closed ones too; only those of a state or kind where one is given."""
    query = sa.select(Site).where(Site.school_id == school_id)
    if state is not None:
        query = query.where(Site.state == state)
    if kind is not None:
        query = query.where(Site.kind == kind)
    return list(session.scalars(query.order_by(Site.name, Site.id)))


def versions_of(session: Session, school_id: int, site_id: int | None = None) -> list[VersionLine]:
    """Return the versions of one site's proposal, or of every site's, without their texts; the newest first."""
    query = (
        sa.select(
            ProposalVersion.id,
            ProposalVersion.site_id,
            ProposalVersion.number,
            ProposalVersion.state,
            ProposalVersion.proposer_id,
            Person.name,
            ProposalVersion.started_at,
            ProposalVersion.submitted_at,
        )
        .join(Person, Person.id == ProposalVersion.proposer_id)
        .where(ProposalVersion.school_id == school_id)
        .order_by(ProposalVersion.number.desc())
    )
    if site_id is not None:
        query = query.where(ProposalVersion.site_id == site_id)
    return [VersionLine(*row) for row in session.execute(query)]


def version_that_counts(versions: Collection[VersionLine]) -> VersionLine | None:
    """Return the open version, or else the last one."""
    return max(versions, key=lambda version: (version.state in OPEN_VERSIONS, version.number), default=None)


def approved_versions(session: Session, school_id: int) -> list[ProposalVersion]:
    """Return the approved versions of a school, with their texts."""
    return list(
        session.scalars(
            sa.select(ProposalVersion).where(
                ProposalVersion.school_id == school_id, ProposalVersion.state == VersionState.APPROVED
            )
        )
    )


def duties_of(session: Session, school_id: int, today: dt.date, site_id: int | None = None) -> list[DutyLine]:
    """Return who holds or is named for a duty, today or from a later day, on one site or on every site of a school."""
    query = _duties(school_id).where(*_STANDING, sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today))
    if site_id is not None:
        query = query.where(Appointment.site_id == site_id)
    return [DutyLine(*row) for row in session.execute(query)]


def duty_of(session: Session, school_id: int, site_id: int, appointment_id: int) -> DutyLine | None:
    """Return one appointment of a site, standing or over, or None."""
    row = session.execute(
        _duties(school_id).where(Appointment.site_id == site_id, Appointment.id == appointment_id)
    ).first()
    return DutyLine(*row) if row else None


def appointments_waiting(session: Session, school_id: int, today: dt.date) -> list[DutyLine]:
    """Return the appointments that wait for the head's small approval, the oldest first.

    Who has not accepted yet waits for themselves, and who is named in a proposal is approved with it; one whom the
    decider could not approve, because it was themselves, is left over and waits here.
    """
    left_over = sa.exists().where(
        ProposalVersion.school_id == Appointment.school_id,
        ProposalVersion.id == Appointment.version_id,
        ProposalVersion.state.in_((VersionState.APPROVED, VersionState.SUPERSEDED)),
    )
    query = _duties(school_id).where(
        *_STANDING,
        Appointment.approved_at.is_(None),
        Appointment.confirmed_at.is_not(None),
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
        sa.or_(Appointment.version_id.is_(None), left_over),
    )
    return [DutyLine(*row) for row in session.execute(query.order_by(None).order_by(Appointment.named_at))]


def steps_unsigned(session: Session, school_id: int) -> dict[int, int]:
    """Return how many exit steps of each site of a school are not signed yet."""
    rows = session.execute(
        sa.select(ExitStep.site_id, sa.func.count())
        .where(ExitStep.school_id == school_id, ExitStep.cancelled_at.is_(None), ExitStep.signed_at.is_(None))
        .group_by(ExitStep.site_id)
    )
    return dict(rows.all())


def _duties(
    school_id: int,
) -> sa.Select[int, int, str, int, str, Duty, dt.date, dt.date | None, int, str, int | None, bool, bool, bool, int]:
    namer = aliased(Person)
    return (
        sa.select(
            Appointment.id,
            Appointment.site_id,
            Site.name,
            Appointment.person_id,
            Person.name,
            Appointment.duty,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.named_by,
            namer.name,
            Appointment.version_id,
            Appointment.confirmed_at.is_not(None),
            Appointment.approved_at.is_not(None),
            sa.not_(sa.and_(*_STANDING)),
            Appointment.revision,
        )
        .join(Site, sa.and_(Site.school_id == Appointment.school_id, Site.id == Appointment.site_id))
        .join(Person, Person.id == Appointment.person_id)
        .join(namer, namer.id == Appointment.named_by)
        .where(Appointment.school_id == school_id)
        .order_by(Appointment.duty, Appointment.id)
    )
