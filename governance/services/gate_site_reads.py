"""Reads what is one site's own in the question of the gate: its version, people, evidence, connection and cards.

Three reads, however many schools and sites.  What is the same for every site of a school is in ``gate_reads``.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.holding import SeenByConnection
from governance.domain.cover import Appointment as Counted
from governance.domain.evidence import EvidenceKind
from governance.domain.gate import Seen
from governance.domain.words import SiteState, VersionState
from governance.models import Evidence, HostConnection, IdentityCard, ProposalVersion, School, Site
from governance.services.actors import school_today
from governance.services.brand_reads import brand_decisions, is_brand_approved
from governance.services.registers.outside import outside_on


@dataclass(frozen=True, slots=True)
class RunningVersion:
    """The version that a site runs on; ``brand_approved`` says that the head's yes to logo and brand covers it."""

    state: VersionState
    answers: dict[str, Any]
    brand_approved: bool


@dataclass(frozen=True, slots=True)
class SiteAsked:
    """What is one site's own.  ``days_back`` are the last school days on which amber looks for a moderator."""

    state: SiteState
    launched_at: dt.datetime | None
    planned_end: dt.date | None
    amber_until: dt.date | None
    amber_why: tuple[str, ...]
    version: RunningVersion | None
    counted: tuple[Counted, ...]
    days_back: tuple[dt.date, ...]
    seen: Mapping[str, Seen]
    connection: SeenByConnection | None
    cards: int
    outside: int = 0
    outside_vetted: int = 0


def sites_asked(
    session: Session,
    schools: Mapping[int, School],
    today: dt.date,
    site_ids: Collection[int],
    counted: Mapping[int, tuple[Counted, ...]],
    days_back: Mapping[int, tuple[dt.date, ...]],
    answers: Mapping[int, dict[str, Any]] | None = None,
) -> dict[int, dict[int, SiteAsked]]:
    """Return what is each site's own, by school and site, in three reads; every school is there.

    ``counted`` holds the appointments by site, ``days_back`` by school the days on which amber looks for a moderator.
    ``answers`` are those of what each site runs on, by the site, where the caller has read them.
    """
    own = _own(today) if answers is not None else _own(today).add_columns(ProposalVersion.answers)
    rows = session.execute(own.where(Site.school_id.in_(schools), Site.id.in_(site_ids))).all()
    seen, recorded = _last_seen(session, schools, site_ids)
    brands = brand_decisions(session, schools, site_ids, today)
    found: dict[int, dict[int, SiteAsked]] = {school_id: {} for school_id in schools}
    for row in rows:
        school = schools[row.school_id]
        since = school_today(school, row.launched_at) if row.launched_at else today
        version = None
        if row.number is not None:
            said = row.answers if answers is None else answers[row.id]
            yes = is_brand_approved(said, row.number, brands.get(row.id, ()))
            version = RunningVersion(row.state, said, yes)
        found[school.id][row.id] = SiteAsked(
            state=row.site_state,
            launched_at=row.launched_at,
            planned_end=row.planned_end,
            amber_until=row.amber_until,
            amber_why=tuple(row.amber_why),
            version=version,
            counted=counted.get(row.id, ()),
            days_back=tuple(day for day in days_back[school.id] if day >= since),
            seen=seen.get(row.id, {}),
            connection=_seen_by_connection(school, row, recorded.get(row.id)),
            cards=row.cards,
            outside=row.outside,
            outside_vetted=row.outside_vetted,
        )
    return found


def _own(today: dt.date) -> sa.Select[*tuple[Any, ...]]:
    """A site with what it runs on but the answers, its open connection, and how many identity cards it has today."""
    cards = (
        sa.select(sa.func.count())
        .where(
            IdentityCard.school_id == Site.school_id,
            IdentityCard.site_id == Site.id,
            sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today),
        )
        .correlate(Site)
        .scalar_subquery()
    )
    state = Site.state.label("site_state")
    own = (Site.id, Site.school_id, state, Site.launched_at, Site.planned_end, Site.amber_until, Site.amber_why)
    of_site = (*own, cards.label("cards"), *outside_on(today))
    of_version = (ProposalVersion.number, ProposalVersion.state)
    connection = (HostConnection.id.label("connection"), HostConnection.holds, HostConnection.holds_seen_at)
    runs_on = sa.and_(
        ProposalVersion.school_id == Site.school_id,
        ProposalVersion.site_id == Site.id,
        ProposalVersion.id == Site.current_version_id,
    )
    is_connected = sa.and_(
        HostConnection.school_id == Site.school_id,
        HostConnection.site_id == Site.id,
        HostConnection.closed_at.is_(None),
    )
    return (
        sa.select(*of_site, *of_version, *connection)
        .outerjoin(ProposalVersion, runs_on)
        .outerjoin(HostConnection, is_connected)
    )


def _last_seen(
    session: Session, school_ids: Collection[int], site_ids: Collection[int]
) -> tuple[dict[int, dict[str, Seen]], dict[int, dt.datetime]]:
    """What was last recorded as seen on each site, by its kind; and when it last was of its held comments."""
    rows = session.execute(
        sa.select(
            Evidence.site_id,
            Evidence.kind,
            Evidence.valid_until,
            Evidence.link,
            Evidence.exception,
            Evidence.recorded_at,
        )
        .where(Evidence.school_id.in_(school_ids), Evidence.site_id.in_(site_ids))
        .order_by(Evidence.recorded_at, Evidence.id)
    )
    seen: dict[int, dict[str, Seen]] = {}
    recorded: dict[int, dt.datetime] = {}
    for site_id, kind, valid_until, link, exception, recorded_at in rows:
        what = Seen(valid_until=valid_until, has_link=bool(link), excepted=bool(exception))
        seen.setdefault(site_id, {})[kind] = what
        if kind == EvidenceKind.COMMENTS_HELD:
            recorded[site_id] = recorded_at
    return seen, recorded


def _seen_by_connection(school: School, row: sa.Row[Any], recorded: dt.datetime | None) -> SeenByConnection | None:
    """What the open connection of the site saw of held comments; None where it is not connected."""
    if row.connection is None:
        return None
    seen_at = row.holds_seen_at
    recorded_since = recorded is not None and seen_at is not None and recorded > seen_at
    return SeenByConnection(row.holds, school_today(school, seen_at) if seen_at else None, recorded_since)
