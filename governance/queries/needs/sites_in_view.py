"""The sites of a school that are not closed, with the versions that count: the open, the running and the last one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import SCHOOL
from governance.domain.words import OPEN_VERSIONS, SiteState, VersionState
from governance.models import Membership, Person, ProposalVersion, Site


@dataclass(frozen=True, slots=True)
class VersionInView:
    """One version with who proposes it; ``proposer_leaves`` is their last day at the school, where it is set."""

    version_id: int
    number: int
    state: VersionState
    proposer_id: int
    proposer: str
    proposer_leaves: dt.date | None
    answers: dict[str, Any]
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    decided_at: dt.datetime | None


@dataclass(slots=True)
class SiteInView:
    """One site.  ``last`` is its newest version, whatever became of it."""

    site_id: int
    name: str
    state: SiteState
    owner_id: int | None
    running_id: int | None
    amber_since: dt.date | None
    amber_until: dt.date | None
    planned_end: dt.date | None
    created_at: dt.datetime
    versions: list[VersionInView] = field(default_factory=list)

    @property
    def open(self) -> VersionInView | None:
        """The version that is a draft, submitted or returned."""
        return next((version for version in self.versions if version.state in OPEN_VERSIONS), None)

    @property
    def running(self) -> VersionInView | None:
        """The approved version that the site runs on."""
        return next((version for version in self.versions if version.version_id == self.running_id), None)

    @property
    def last(self) -> VersionInView | None:
        """The newest version."""
        return max(self.versions, key=lambda version: version.number, default=None)


# In the order of the fields of SiteInView and of VersionInView.
_OF_SITE = (
    Site.id,
    Site.name,
    Site.state,
    Site.resourcing_owner_id,
    Site.current_version_id,
    Site.amber_since,
    Site.amber_until,
    Site.planned_end,
    Site.created_at,
)
_OF_VERSION = (
    ProposalVersion.id,
    ProposalVersion.number,
    ProposalVersion.state,
    ProposalVersion.proposer_id,
    Person.name,
    Membership.ends_on,
    ProposalVersion.answers,
    ProposalVersion.started_at,
    ProposalVersion.submitted_at,
    ProposalVersion.decided_at,
)


def _in_view() -> sa.Select[Any]:
    newest = (
        sa.select(sa.func.max(ProposalVersion.number))
        .where(ProposalVersion.school_id == Site.school_id, ProposalVersion.site_id == Site.id)
        .correlate(Site)
        .scalar_subquery()
    )
    counts = sa.and_(
        ProposalVersion.school_id == Site.school_id,
        ProposalVersion.site_id == Site.id,
        sa.or_(
            ProposalVersion.state.in_(OPEN_VERSIONS),
            ProposalVersion.id == Site.current_version_id,
            ProposalVersion.number == newest,
        ),
    )
    member = sa.and_(
        Membership.school_id == ProposalVersion.school_id, Membership.person_id == ProposalVersion.proposer_id
    )
    return (
        sa.select(*_OF_SITE, *_OF_VERSION)
        .outerjoin(ProposalVersion, counts)
        .outerjoin(Person, Person.id == ProposalVersion.proposer_id)
        .outerjoin(Membership, member)
        .where(Site.school_id == SCHOOL, Site.state != SiteState.CLOSED)
        .order_by(Site.name, Site.id)
    )


_IN_VIEW = _in_view()


def sites_in_view(session: Session, school_id: int | None) -> list[SiteInView]:
    """Return the sites that are not closed, by name, in one query."""
    found: dict[int, SiteInView] = {}
    for row in session.connection().execute(_IN_VIEW, {"school": school_id}):
        columns: tuple[Any, ...] = tuple(row)
        site = found.setdefault(columns[0], SiteInView(*columns[: len(_OF_SITE)]))
        if columns[len(_OF_SITE)] is not None:
            site.versions.append(VersionInView(*columns[len(_OF_SITE) :]))
    return list(found.values())
