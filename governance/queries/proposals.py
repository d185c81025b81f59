"""Reads about proposals and their versions, for the pages that show them; they never write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import OPEN_VERSIONS, Answer, ApprovalKind, SiteKind, VersionState
from governance.models import Decision, Membership, Person, ProposalVersion, Site

MOST_EARLIER = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One version in a list."""

    version_id: int
    site_id: int
    site_name: str
    kind: SiteKind
    number: int
    state: VersionState
    proposer_id: int
    proposer: str
    started_at: dt.datetime
    submitted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a site's proposal, with what was decided about it last."""

    version_id: int
    number: int
    state: VersionState
    proposer: str
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    content_hash: str | None


@dataclass(frozen=True, slots=True)
class SaidAboutIt:
    """A decision about a version: whose, what, why and when."""

    decider: str
    answer: Answer
    reason: str
    conditions: str
    decided_at: dt.datetime


_COLUMNS = (
    ProposalVersion.id,
    Site.id,
    Site.name,
    Site.kind,
    ProposalVersion.number,
    ProposalVersion.state,
    ProposalVersion.proposer_id,
    Person.name,
    ProposalVersion.started_at,
    ProposalVersion.submitted_at,
)


def _rows(school_id: int) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(*_COLUMNS)
        .join(Site, sa.and_(Site.school_id == ProposalVersion.school_id, Site.id == ProposalVersion.site_id))
        .join(Person, Person.id == ProposalVersion.proposer_id)
        .where(ProposalVersion.school_id == school_id)
    )


def proposals_of(session: Session, school_id: int, person_id: int) -> list[ProposalRow]:
    """Return the open versions that a person proposes, the oldest first."""
    query = _rows(school_id).where(ProposalVersion.proposer_id == person_id, ProposalVersion.state.in_(OPEN_VERSIONS))
    return [ProposalRow(*row) for row in session.execute(query.order_by(ProposalVersion.id))]


def proposals_of_others(session: Session, school_id: int, person_id: int) -> list[ProposalRow]:
    """Return the open versions that others propose at the school, the oldest first."""
    query = _rows(school_id).where(ProposalVersion.proposer_id != person_id, ProposalVersion.state.in_(OPEN_VERSIONS))
    return [ProposalRow(*row) for row in session.execute(query.order_by(ProposalVersion.id))]


def earlier_proposals(session: Session, school_id: int, kind: SiteKind) -> list[ProposalRow]:
    """Return the last submitted version of each site of a kind: what a new proposal can start from, newest first."""
    newest = (
        sa.select(sa.func.max(ProposalVersion.id))
        .where(ProposalVersion.school_id == school_id, ProposalVersion.submitted_at.is_not(None))
        .group_by(ProposalVersion.site_id)
    )
    query = _rows(school_id).where(ProposalVersion.id.in_(newest), Site.kind == kind)
    return [ProposalRow(*row) for row in session.execute(query.order_by(ProposalVersion.id.desc()).limit(MOST_EARLIER))]


def version_and_site(session: Session, school_id: int, version_id: int) -> tuple[ProposalVersion, Site] | None:
    """Return a version of this school with its site, or None."""
    found = session.execute(
        sa.select(ProposalVersion, Site)
        .join(Site, sa.and_(Site.school_id == ProposalVersion.school_id, Site.id == ProposalVersion.site_id))
        .where(ProposalVersion.school_id == school_id, ProposalVersion.id == version_id)
    ).first()
    return (found[0], found[1]) if found else None


def versions_of_site(session: Session, school_id: int, site_id: int) -> list[VersionRow]:
    """Return every version of a site's proposal, the newest first."""
    query = (
        sa.select(
            ProposalVersion.id,
            ProposalVersion.number,
            ProposalVersion.state,
            Person.name,
            ProposalVersion.started_at,
            ProposalVersion.submitted_at,
            ProposalVersion.content_hash,
        )
        .join(Person, Person.id == ProposalVersion.proposer_id)
        .where(ProposalVersion.school_id == school_id, ProposalVersion.site_id == site_id)
        .order_by(ProposalVersion.number.desc())
    )
    return [VersionRow(*row) for row in session.execute(query)]


def version_before(session: Session, version: ProposalVersion) -> ProposalVersion | None:
    """Return the newest submitted version of the same site before this one."""
    return session.scalar(
        sa.select(ProposalVersion)
        .where(
            ProposalVersion.school_id == version.school_id,
            ProposalVersion.site_id == version.site_id,
            ProposalVersion.number < version.number,
            ProposalVersion.submitted_at.is_not(None),
        )
        .order_by(ProposalVersion.number.desc())
        .limit(1)
    )


def on_the_same_form(session: Session, version: ProposalVersion) -> list[ProposalRow]:
    """Return the open versions that were started on the same form, in the order of its classes; itself among them."""
    if version.batch is None:
        return []
    query = _rows(version.school_id).where(
        ProposalVersion.batch == version.batch, ProposalVersion.state.in_(OPEN_VERSIONS)
    )
    return [ProposalRow(*row) for row in session.execute(query.order_by(ProposalVersion.site_id))]


def said_about(session: Session, version: ProposalVersion) -> list[SaidAboutIt]:
    """Return the decisions about a version and about those before it, the newest first."""
    query = (
        sa.select(Person.name, Decision.answer, Decision.reason, Decision.conditions, Decision.decided_at)
        .join(Person, Person.id == Decision.decider_id)
        .join(ProposalVersion, ProposalVersion.id == Decision.version_id)
        .where(
            Decision.school_id == version.school_id,
            Decision.kind == ApprovalKind.CREATION,
            ProposalVersion.site_id == version.site_id,
            ProposalVersion.number <= version.number,
        )
        .order_by(Decision.id.desc())
    )
    return [SaidAboutIt(*row) for row in session.execute(query)]


def people_to_hand_to(session: Session, school_id: int, today: dt.date) -> list[tuple[int, str]]:
    """Return who belongs to the school today, by name, as person and name with position."""
    query = (
        sa.select(Membership.person_id, Person.name, Membership.position)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.school_id == school_id,
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(Person.name, Membership.person_id)
    )
    return [(person, f"{name}, {position}" if position else name) for person, name, position in session.execute(query)]
