"""Reads what the go-live gate and its nightly question rest on: once for a school, however many of its sites are asked.

What is the same for every site of a school is in ``SchoolAsked``, what is one site's own in ``SiteAsked``.  Both hold
plain values, so that they can be judged after the transaction that read them has ended.  What they mean is for
``gate`` and ``rechecks`` to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.domain.calendar import next_school_days
from governance.domain.comments.holding import SeenByConnection
from governance.domain.cover import Appointment as Counted
from governance.domain.cover import CountingRules, counts_on
from governance.domain.evidence import EvidenceKind
from governance.domain.gate import Seen
from governance.domain.policy import Policy
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.rechecking import days_looked_at
from governance.domain.words import SiteState, VersionState
from governance.domain.year_groups import Nation
from governance.models import (
    Evidence,
    HostConnection,
    IdentityCard,
    Person,
    PolicyText,
    ProposalVersion,
    RuleSet,
    School,
    Site,
)
from governance.services.absent import absences_of
from governance.services.actors import school_today
from governance.services.brand_reads import brand_decisions, is_brand_approved
from governance.services.counted import counted_on_sites
from governance.services.platform_ages import platform_rows_of
from governance.services.policy import policy_of
from governance.services.registers.outside import outside_on
from governance.services.school_days import calendar_of


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


@dataclass(frozen=True, slots=True)
class SchoolAsked:
    """A school on a day, with the sites that are asked, by their number.

    ``days_ahead`` are the next school days, of which a launch asks for cover.  ``published`` holds the kinds of the
    school's own rules in force, ``policy_since`` the day of its current policy text.  ``away`` covers all these days,
    ``names`` those who are appointed and do not count today.
    """

    today: dt.date
    policy: Policy
    counting: CountingRules
    facts: ProposalFacts
    days_ahead: tuple[dt.date, ...]
    published: frozenset[str]
    policy_since: dt.date | None
    away: tuple[Absence, ...]
    names: Mapping[int, str]
    sites: Mapping[int, SiteAsked]


def school_asked(
    session: Session, school: School, today: dt.date, site_ids: Collection[int], policy: Policy | None = None
) -> SchoolAsked:
    """Return everything that the gate reads of some sites of a school: a dozen reads, however many sites.

    ``policy`` is the one in force, where the caller has read it, or one that is only considered.
    """
    policy, calendar = policy or policy_of(session, school.id), calendar_of(session, school)
    counting = CountingRules(policy.training_required, policy.acknowledgement_required)
    counted = counted_on_sites(session, school.id, policy, today, site_ids)
    published, policy_since = _published(session, school)
    ahead = next_school_days(calendar, today, policy.cover_days_at_launch)
    back = days_looked_at(calendar, dt.date.min, today, policy.uncovered_days_before_amber)
    days = (*back, *ahead)
    # People of the school are not among the facts: nothing that the gate asks of a proposal rests on them.
    facts = ProposalFacts(
        today, nation=Nation(school.nation), platform_ages=platform_rows_of(session, school.id), policy=policy
    )
    return SchoolAsked(
        today=today,
        policy=policy,
        counting=counting,
        facts=facts,
        days_ahead=ahead,
        published=published,
        policy_since=policy_since,
        away=absences_of(session, school.id, min(days), max(days)) if days else (),
        names=_names(session, counted.values(), today, counting),
        sites=_sites(session, school, today, site_ids, counted, back),
    )


def _sites(
    session: Session,
    school: School,
    today: dt.date,
    site_ids: Collection[int],
    counted: Mapping[int, tuple[Counted, ...]],
    days_back: tuple[dt.date, ...],
) -> dict[int, SiteAsked]:
    """What is each site's own: three reads."""
    rows = session.execute(_own(today).where(Site.school_id == school.id, Site.id.in_(site_ids))).all()
    seen, recorded = _last_seen(session, school.id, site_ids)
    brands = brand_decisions(session, school.id, site_ids, today)
    found = {}
    for row in rows:
        since = school_today(school, row.launched_at) if row.launched_at else today
        answers = row.answers if row.number is not None else None
        yes = answers is not None and is_brand_approved(answers, row.number, brands.get(row.id, ()))
        found[row.id] = SiteAsked(
            state=row.site_state,
            launched_at=row.launched_at,
            planned_end=row.planned_end,
            amber_until=row.amber_until,
            amber_why=tuple(row.amber_why),
            version=RunningVersion(row.state, answers, yes) if answers is not None else None,
            counted=counted.get(row.id, ()),
            days_back=tuple(day for day in days_back if day >= since),
            seen=seen.get(row.id, {}),
            connection=_seen_by_connection(school, row, recorded.get(row.id)),
            cards=row.cards,
            outside=row.outside,
            outside_vetted=row.outside_vetted,
        )
    return found


def _own(today: dt.date) -> sa.Select[*tuple[Any, ...]]:
    """A site with the version that it runs on, its open connection, and how many identity cards it has today."""
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
    own = (Site.id, state, Site.launched_at, Site.planned_end, Site.amber_until, Site.amber_why)
    of_site = (*own, cards.label("cards"), *outside_on(today))
    of_version = (ProposalVersion.number, ProposalVersion.state, ProposalVersion.answers)
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


def _published(session: Session, school: School) -> tuple[frozenset[str], dt.date | None]:
    """The kinds of the school's own rules in force, and the day on which its current policy text was published."""
    published_at = sa.select(sa.func.max(PolicyText.published_at).label("moment")).where(
        PolicyText.school_id == school.id
    )
    rules = (
        sa.select(RuleSet.kind)
        .where(
            RuleSet.school_id == school.id,
            RuleSet.site_id.is_(None),
            RuleSet.published_at.is_not(None),
            RuleSet.replaced_at.is_(None),
        )
        .distinct()
        .subquery()
    )
    policy_text = published_at.subquery()
    # The policy's row is there in any case, with no moment while the school has no text.
    rows = session.execute(sa.select(policy_text.c.moment, rules.c.kind).outerjoin(rules, sa.true())).all()
    moment = rows[0].moment
    kinds = frozenset(kind for _, kind in rows if kind is not None)
    return kinds, school_today(school, moment) if moment else None


def _last_seen(
    session: Session, school_id: int, site_ids: Collection[int]
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
        .where(Evidence.school_id == school_id, Evidence.site_id.in_(site_ids))
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


def _names(
    session: Session, counted: Iterable[tuple[Counted, ...]], today: dt.date, counting: CountingRules
) -> dict[int, str]:
    """The names of those who are appointed and do not count today; on most days there are none."""
    people = {held.person_id for on_site in counted for held in on_site if not counts_on(held, today, counting)}
    if not people:
        return {}
    return dict(session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people))).all())
