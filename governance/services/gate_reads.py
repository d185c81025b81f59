"""Reads what the go-live gate and its nightly question rest on: once, however many schools and sites are asked.

What is the same for every site of a school is in ``SchoolAsked``, what is one site's own in ``SiteAsked``
(``gate_site_reads``).  Both hold
plain values, so that they can be judged after the transaction that read them has ended.  What they mean is for
``gate`` and ``rechecks`` to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.domain.calendar import SchoolCalendar, next_school_days
from governance.domain.cover import CountingRules, counts_on
from governance.domain.policy import Policy
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.rechecking import days_looked_at
from governance.domain.year_groups import Nation
from governance.models import Person, PolicyText, RuleSet, School
from governance.services.absent import absences_at_schools
from governance.services.actors import school_today
from governance.services.counted import counted_at_schools
from governance.services.gate_site_reads import SiteAsked, sites_asked
from governance.services.platform_ages import platform_rows_at
from governance.services.policy import policy_of
from governance.services.school_days import calendars_of


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


@dataclass(frozen=True, slots=True)
class _School:
    """A school with its calendar's days before and after the one asked about."""

    row: School
    policy: Policy
    counting: CountingRules
    days_back: tuple[dt.date, ...]
    days_ahead: tuple[dt.date, ...]


def school_asked(
    session: Session, school: School, today: dt.date, site_ids: Collection[int], policy: Policy | None = None
) -> SchoolAsked:
    """Return everything that the gate reads of some sites of a school: a dozen reads, however many sites.

    ``policy`` is the one in force, where the caller has read it, or one that is only considered.
    """
    policies = {school.id: policy or policy_of(session, school.id)}
    return schools_asked(session, [school], policies, today, site_ids)[school.id]


def schools_asked(
    session: Session,
    schools: Collection[School],
    policies: Mapping[int, Policy],
    today: dt.date,
    site_ids: Collection[int],
    calendars: Mapping[int, SchoolCalendar] | None = None,
    answers: Mapping[int, dict[str, Any]] | None = None,
) -> dict[int, SchoolAsked]:
    """Return the same for some sites of several schools that have the same day, by school, in the same dozen reads.

    ``calendars`` are the schools', and ``answers`` those of what each site runs on, where the caller has read them.
    """
    nations = {school.id: school.nation for school in schools}
    asked = _schools(schools, policies, today, calendars_of(session, nations) if calendars is None else calendars)
    counted = counted_at_schools(session, policies, today, site_ids)
    spans = {school_id: days for school_id, one in asked.items() if (days := (*one.days_back, *one.days_ahead))}
    away = absences_at_schools(session, {school_id: (min(days), max(days)) for school_id, days in spans.items()})
    published, ages = _published(session, asked), platform_rows_at(session, asked)
    rows = {school.id: school for school in schools}
    days_back = {school_id: one.days_back for school_id, one in asked.items()}
    sites = sites_asked(session, rows, today, site_ids, counted, days_back, answers)
    names = _names(session, asked, sites, today)
    found = {}
    for school_id, one in asked.items():
        kinds, policy_since = published[school_id]
        nation = Nation(one.row.nation)
        found[school_id] = SchoolAsked(
            today=today,
            policy=one.policy,
            counting=one.counting,
            # People of the school are not among the facts: nothing that the gate asks of a proposal rests on them.
            facts=ProposalFacts(today, nation=nation, platform_ages=ages[school_id], policy=one.policy),
            days_ahead=one.days_ahead,
            published=kinds,
            policy_since=policy_since,
            away=away.get(school_id, ()),
            names=names,
            sites=sites[school_id],
        )
    return found


def _schools(
    schools: Collection[School],
    policies: Mapping[int, Policy],
    today: dt.date,
    calendars: Mapping[int, SchoolCalendar],
) -> dict[int, _School]:
    """The schools with the days on which cover is looked for; those with the same calendar share them."""
    ahead, back = cache(next_school_days), cache(days_looked_at)
    found = {}
    for school in schools:
        policy, calendar = policies[school.id], calendars[school.id]
        found[school.id] = _School(
            school,
            policy,
            CountingRules(policy.training_required, policy.acknowledgement_required),
            days_back=back(calendar, dt.date.min, today, policy.uncovered_days_before_amber),
            days_ahead=ahead(calendar, today, policy.cover_days_at_launch),
        )
    return found


def _published(session: Session, schools: Mapping[int, _School]) -> dict[int, tuple[frozenset[str], dt.date | None]]:
    """The kinds of each school's own rules in force, and the day on which its current policy text was published."""
    no_moment, no_kind = sa.cast(sa.null(), PolicyText.published_at.type), sa.literal("")
    texts = (
        sa.select(PolicyText.school_id, sa.func.max(PolicyText.published_at).label("moment"), no_kind.label("kind"))
        .where(PolicyText.school_id.in_(schools))
        .group_by(PolicyText.school_id)
    )
    rules = (
        sa.select(RuleSet.school_id, no_moment, RuleSet.kind)
        .where(
            RuleSet.school_id.in_(schools),
            RuleSet.site_id.is_(None),
            RuleSet.published_at.is_not(None),
            RuleSet.replaced_at.is_(None),
        )
        .distinct()
    )
    kinds: dict[int, set[str]] = {school_id: set() for school_id in schools}
    since: dict[int, dt.date] = {}
    for row in session.execute(texts.union_all(rules)):
        if row.moment is not None:
            since[row.school_id] = school_today(schools[row.school_id].row, row.moment)
        else:
            kinds[row.school_id].add(row.kind)
    return {school_id: (frozenset(of_school), since.get(school_id)) for school_id, of_school in kinds.items()}


def _names(
    session: Session,
    schools: Mapping[int, _School],
    sites: Mapping[int, Mapping[int, SiteAsked]],
    today: dt.date,
) -> dict[int, str]:
    """The names of those who are appointed and do not count today; on most days there are none."""
    people = {
        held.person_id
        for school_id, of_school in sites.items()
        for site in of_school.values()
        for held in site.counted
        if not counts_on(held, today, schools[school_id].counting)
    }
    if not people:
        return {}
    return dict(session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people))).all())
