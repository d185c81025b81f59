"""What is owed about live and closing sites: amber, the planned end, evaluations, exit steps (A.1.6, A.1.7, A.5).

The resourcing owner is told of a planned end ahead of it; on the day it is the head's to decide.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import AuditRow, Evaluation, ExitStep, ProposalVersion, School, Site
from governance.services.actors import school_today
from governance.services.owed.people_here import administrators_here, members_here
from governance.services.policy import policy_of
from governance.services.situations import review_dates


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read once for all the sites of a school."""

    school: School
    today: dt.date
    ahead: dt.timedelta
    here: frozenset[int]
    administrators: dict[int, tuple[int, ...]]
    evaluated: frozenset[tuple[int, int]]

    def owed(self, site: Site, matter: Matter, period: str, since: dt.date, page: str = "") -> Owed:
        """Begin what a site owes: by its resourcing owner, as long as nobody else is named."""
        path = f"/s/{self.school.slug}/sites/{site.id}{page}"
        at = Rung.RESOURCING_OWNER
        return Owed(
            matter, "site", site.id, period, since, site.name, path, owner=site.resourcing_owner_id, starts_at=at
        )


def owed_on_sites(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield what the school's live and closing sites owe today."""
    read = _read(session, school, now)
    rows = session.execute(
        sa.select(Site, ProposalVersion)
        .outerjoin(
            ProposalVersion,
            sa.and_(ProposalVersion.school_id == Site.school_id, ProposalVersion.id == Site.current_version_id),
        )
        .where(Site.school_id == school.id, Site.state == SiteState.LIVE)
        .order_by(Site.id)
    )
    for site, version in rows:
        yield from _amber(read, site)
        yield from _planned_end(read, site)
        yield from _evaluations(read, site, version)
    yield from _exit_steps(session, read)


def _amber(read: _Read, site: Site) -> Iterator[Owed]:
    """An amber site is put right by its administrators, by its date."""
    if site.amber_since is None or site.amber_until is None:
        return
    since = site.amber_since
    owed = read.owed(site, Matter.AMBER, since.isoformat(), since, "/go-live")
    yield _by_authors(replace(owed, by=site.amber_until), read.administrators.get(site.id, ()))


def _planned_end(read: _Read, site: Site) -> Iterator[Owed]:
    end = site.planned_end
    if end is None or end - read.ahead > read.today:
        return
    if end <= read.today:
        owed = read.owed(site, Matter.DUE_FOR_DECISION, end.isoformat(), end)
        yield replace(owed, by=end, starts_at=Rung.HEAD)
        return
    owed = read.owed(site, Matter.DUE_FOR_DECISION, f"ahead {end.isoformat()}", end - read.ahead)
    yield replace(owed, by=end)


def _evaluations(read: _Read, site: Site, version: ProposalVersion | None) -> Iterator[Owed]:
    """One for each day on which measures are to be looked at; the proposer and the owner see to it."""
    if version is None:
        return
    days = [
        day
        for number, day in review_dates(version)
        if day - read.ahead <= read.today and (version.id, number) not in read.evaluated
    ]
    for day in sorted(set(days)):
        owed = read.owed(site, Matter.EVALUATION, day.isoformat(), day - read.ahead, "/evaluate")
        authors = (version.proposer_id,) if version.proposer_id in read.here else ()
        yield _by_authors(replace(owed, by=day, count=days.count(day)), authors)


def _exit_steps(session: Session, read: _Read) -> Iterator[Owed]:
    unsigned = (
        sa.select(sa.func.count(ExitStep.id))
        .where(
            ExitStep.school_id == Site.school_id,
            ExitStep.site_id == Site.id,
            ExitStep.cancelled_at.is_(None),
            ExitStep.signed_at.is_(None),
        )
        .correlate(Site)
        .scalar_subquery()
    )
    began = (
        sa.select(sa.func.max(AuditRow.at))
        .where(AuditRow.chain == Site.school_id, AuditRow.site_id == Site.id, AuditRow.code == "site.closing_started")
        .correlate(Site)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Site, unsigned, began)
        .where(Site.school_id == read.school.id, Site.state == SiteState.CLOSING, unsigned > 0)
        .order_by(Site.id)
    )
    for site, count, began_at in rows:
        since = school_today(read.school, began_at) if began_at else read.today
        # A site whose closing was cancelled and started anew owes its steps anew.
        owed = read.owed(site, Matter.EXIT_STEPS, since.isoformat(), since, "/exit")
        yield _by_authors(replace(owed, count=count), read.administrators.get(site.id, ()))


def _by_authors(owed: Owed, authors: tuple[int, ...]) -> Owed:
    """Let it begin with the people who do it; where there is nobody left, it begins with the owner."""
    return replace(owed, authors=authors, starts_at=Rung.AUTHOR) if authors else owed


def _read(session: Session, school: School, now: dt.datetime) -> _Read:
    today = school_today(school, now)
    done = session.execute(
        sa.select(Evaluation.version_id, Evaluation.measure).where(Evaluation.school_id == school.id)
    )
    return _Read(
        school,
        today,
        dt.timedelta(days=policy_of(session, school.id).warn_days_before),
        members_here(session, school.id, today),
        administrators_here(session, school.id, today),
        frozenset((version, measure) for version, measure in done),
    )
