"""What every finder is handed: some schools at a moment, each with its day and policy, and their sites, read once.

It reads for one school as for three hundred.  It never writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import SchoolCalendar
from governance.domain.clauses.finding import Finding
from governance.domain.gate import Check
from governance.domain.policy import Policy
from governance.domain.words import SiteKind, SiteState, VersionState
from governance.models import ProposalVersion, School, Site
from governance.services.actors import today_in
from governance.services.gate import checks_at
from governance.services.gate_reads import SchoolAsked, schools_asked
from governance.services.policy import policies_of
from governance.services.school_days import calendars_of

RUNNING = frozenset({SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING})
"""Sites that are in the world now: what is asked of a site every day is asked of these."""


@dataclass(frozen=True, slots=True)
class SchoolAt:
    """One school on its own day, with the policy in force there."""

    id: int
    slug: str
    name: str
    nation: str
    time_zone: str
    today: dt.date
    policy: Policy


class SiteAt(NamedTuple):
    """One site as its row says."""

    id: int
    school_id: int
    name: str
    kind: SiteKind
    state: SiteState
    third_party: bool | None
    version_id: int | None
    owner_id: int | None
    launched_at: dt.datetime | None
    planned_end: dt.date | None
    amber_until: dt.date | None

    @property
    def is_running(self) -> bool:
        """Whether it is in the world now: live, suspended or closing."""
        return self.state in RUNNING

    @property
    def is_live(self) -> bool:
        """Whether it is live."""
        return self.state is SiteState.LIVE


class RunsOn(NamedTuple):
    """The version of its proposal that a running site runs on, with its answers."""

    site_id: int
    school_id: int
    version_id: int
    number: int
    state: VersionState
    answers: dict[str, Any]


T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Some schools at a moment.  What several finders need is read when the first of them asks for it."""

    session: Session
    now: dt.datetime
    schools: Mapping[int, SchoolAt]
    rows: Mapping[int, School]
    reader: Actor | None = None

    def once(self, read: Callable[[Asked], T]) -> T:
        """Return what ``read`` answers, asking it the first time only: for a read that several finders share."""
        if read not in self._kept:
            self._kept[read] = read(self)
        return cast("T", self._kept[read])

    @cached_property
    def _kept(self) -> dict[Callable[[Asked], object], object]:
        return {}

    @property
    def school_ids(self) -> list[int]:
        """The numbers of the schools, for a WHERE."""
        return list(self.schools)

    @cached_property
    def sites(self) -> tuple[SiteAt, ...]:
        """Every site of these schools, whatever its state, by school and name."""
        rows = self.session.execute(
            sa.select(
                Site.id,
                Site.school_id,
                Site.name,
                Site.kind,
                Site.state,
                Site.third_party,
                Site.current_version_id,
                Site.resourcing_owner_id,
                Site.launched_at,
                Site.planned_end,
                Site.amber_until,
            )
            .where(Site.school_id.in_(self.school_ids))
            .order_by(Site.school_id, Site.name, Site.id)
        )
        return tuple(SiteAt._make(row) for row in rows)

    @cached_property
    def running(self) -> tuple[SiteAt, ...]:
        """The sites that are in the world now."""
        return tuple(site for site in self.sites if site.is_running)

    @cached_property
    def versions(self) -> Mapping[int, RunsOn]:
        """What each running site runs on, by the site; a site without a version is left out.

        To read a long text's answers costs more than most that is asked of them, so whoever needs them reads them here.
        """
        rows = self.session.execute(
            sa.select(
                ProposalVersion.site_id,
                ProposalVersion.school_id,
                ProposalVersion.id,
                ProposalVersion.number,
                ProposalVersion.state,
                ProposalVersion.answers,
            )
            .join(
                Site,
                sa.and_(Site.school_id == ProposalVersion.school_id, Site.current_version_id == ProposalVersion.id),
            )
            .where(ProposalVersion.school_id.in_(self.school_ids), Site.state.in_(RUNNING))
        )
        return {row.site_id: RunsOn._make(row) for row in rows}

    @cached_property
    def answers(self) -> Mapping[int, dict[str, Any]]:
        """The answers of what each running site runs on, by the site."""
        return {site_id: version.answers for site_id, version in self.versions.items()}

    @cached_property
    def calendars(self) -> Mapping[int, SchoolCalendar]:
        """The days of each school."""
        return calendars_of(self.session, {school.id: school.nation for school in self.schools.values()})

    @cached_property
    def read_for_gates(self) -> Mapping[int, SchoolAsked]:
        """What the go-live gate rests on for the running sites, by school; who is appointed and counts is there too."""
        by_day: dict[dt.date, dict[int, list[int]]] = {}
        for site in self.running:
            by_day.setdefault(self.schools[site.school_id].today, {}).setdefault(site.school_id, []).append(site.id)
        found: dict[int, SchoolAsked] = {}
        # Schools with the same day are read at once; there are never more than three days at a time in the world.
        for day, sites in by_day.items():
            schools = [self.rows[school_id] for school_id in sites]
            policies = {school_id: self.schools[school_id].policy for school_id in sites}
            ids = [site_id for of_school in sites.values() for site_id in of_school]
            found |= schools_asked(self.session, schools, policies, day, ids, self.calendars, self.answers)
        return found

    @cached_property
    def gates(self) -> Mapping[int, Mapping[str, Check]]:
        """The checks of the go-live gate of every live site today, by the site and by the check's key."""
        found = {}
        for site in self.sites:
            if site.is_live:
                at = self.read_for_gates[site.school_id]
                found[site.id] = {check.key: check for check in checks_at(at, at.sites[site.id])}
        return found


@dataclass(frozen=True, slots=True)
class Finder:
    """Who finds how some clauses stand, by their numbers."""

    clauses: tuple[str, ...]
    find: Callable[[Asked], Iterable[Finding]]


def asked_of(
    session: Session,
    schools: Iterable[School],
    now: dt.datetime,
    considered: Mapping[int, Policy] | None = None,
    *,
    reader: Actor | None = None,
) -> Asked:
    """Return what the finders are handed about these schools now.

    ``considered`` holds policies that are not in force and are only tried out, by school.  ``reader`` is who looks at a
    page: what few read is found for them alone, and for nobody where it is None, as in a pack that is handed on.
    """
    rows = {school.id: school for school in schools}
    policies = policies_of(session, list(rows)) | dict(considered or {})
    days = {zone: today_in(zone, now) for zone in {school.time_zone for school in rows.values()}}
    at = {
        school.id: SchoolAt(
            id=school.id,
            slug=school.slug,
            name=school.name,
            nation=school.nation,
            time_zone=school.time_zone,
            today=days[school.time_zone],
            policy=policies[school.id],
        )
        for school in rows.values()
    }
    return Asked(session, now, at, rows, reader)
