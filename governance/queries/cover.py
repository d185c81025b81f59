"""Reads what the cover of a school's live sites rests on, once for all of them (A.1.5, A.5.4; DESIGN 7).

Six reads, however many sites, people and days there are.  Who counts and which day is uncovered is asked of the
domain, with what the gate and the daily recheck read.  These never write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.domain.calendar import SchoolCalendar
from governance.domain.cover import Appointment, CountingRules, counts_on
from governance.domain.cover_ahead import (
    Askable,
    Candidate,
    CoverAsked,
    DayAhead,
    cover_ahead,
    is_gap,
    weekdays_ahead,
    who_could_be_asked,
)
from governance.domain.policy import Policy
from governance.domain.words import Duty, SiteState
from governance.models import Membership, Person, ProposalVersion, Site
from governance.services.absent import absences_of
from governance.services.counted import CountedAtSchool, counted_at_school, counted_on_sites


@dataclass(frozen=True, slots=True)
class LiveSite:
    """One live site, with those who may name people for it beside the ICT lead and the head."""

    site_id: int
    name: str
    version_id: int | None
    owner_id: int | None
    proposer_id: int | None
    appointments: tuple[Appointment, ...]

    def is_of(self, person_id: int | None) -> bool:
        """Whether a person looks after the site: by a duty, as its owner or as who proposed it."""
        return person_id in {self.owner_id, self.proposer_id, *(held.person_id for held in self.appointments)}


@dataclass(frozen=True, slots=True)
class SchoolCover:
    """What the cover of a school's live sites rests on, from ``first`` to ``last``; the sites are by name."""

    calendar: SchoolCalendar
    asked: CoverAsked
    first: dt.date
    last: dt.date
    sites: tuple[LiveSite, ...]
    counted: CountedAtSchool
    absences: tuple[Absence, ...]
    names: Mapping[int, str]

    def ahead(self, site: LiveSite, days: Sequence[dt.date], more: Sequence[Absence] = ()) -> tuple[DayAhead, ...]:
        """Return how these days stand on a site; ``more`` are absences that nobody has entered yet."""
        return cover_ahead(self.calendar, days, site.appointments, [*self.absences, *more], self.asked)

    def without(self, absence: Absence) -> SchoolCover:
        """Return the same as if the person were there on the days of an absence, whatever of it is entered already."""
        kept = [one for one in self.absences if one.person_id != absence.person_id or not one.overlaps(absence)]
        return replace(self, absences=tuple(kept))

    def askable(self, site: LiveSite, days: Sequence[dt.date], more: Sequence[Absence] = ()) -> tuple[Askable, ...]:
        """Return who could be asked to moderate a site on all of these days, the easiest to ask first."""
        taken = {
            held.person_id
            for held in site.appointments
            if held.duty is Duty.MODERATOR and any(counts_on(held, day, self.asked.rules) for day in days)
        }
        absences = [*self.absences, *more]
        return who_could_be_asked(self._candidates(), days, taken, absences, self.asked.rules)

    def _candidates(self) -> list[Candidate]:
        duties: dict[int, set[int]] = {}
        for site_id, held in self.counted.on_sites.items():
            for one in held:
                if counts_on(one, self.first, self.asked.rules):
                    duties.setdefault(one.person_id, set()).add(site_id)
        return [
            Candidate(person.on_duty(Duty.MODERATOR, self.first), len(duties.get(person.person_id, ())))
            for person in self.counted.people.values()
            if person.ends_on is None or person.ends_on >= self.first
        ]


def cover_asked(policy: Policy) -> CoverAsked:
    """Return what a school's policy asks of the people of a site."""
    return CoverAsked(
        policy.moderators_there_each_day,
        policy.administrators_at_least,
        CountingRules(policy.training_required, policy.acknowledgement_required),
    )


def cover_of_school(
    session: Session,
    school_id: int,
    policy: Policy,
    calendar: SchoolCalendar,
    today: dt.date,
    last: dt.date,
) -> SchoolCover:
    """Return everything that cover rests on from today to ``last`` at a school whose days ``calendar`` knows."""
    counted = counted_at_school(session, school_id, policy, today)
    return SchoolCover(
        calendar=calendar,
        asked=cover_asked(policy),
        first=today,
        last=last,
        sites=_live_sites(session, school_id, counted),
        counted=counted,
        absences=tuple(absences_of(session, school_id, today, last)),
        names=_names(session, school_id),
    )


def uncovered_days(
    session: Session,
    school_id: int,
    policy: Policy,
    calendar: SchoolCalendar,
    today: dt.date,
    last: dt.date,
    site_ids: Collection[int],
    absences: Sequence[Absence],
) -> dict[int, tuple[dt.date, ...]]:
    """Return the uncovered school days of some sites from today to ``last``; two reads, however many sites."""
    days = weekdays_ahead(today, last)
    counted = counted_on_sites(session, school_id, policy, today, site_ids)
    asked = cover_asked(policy)
    return {
        site_id: tuple(
            day.day for day in cover_ahead(calendar, days, counted.get(site_id, ()), absences, asked) if is_gap(day)
        )
        for site_id in site_ids
    }


def _live_sites(session: Session, school_id: int, counted: CountedAtSchool) -> tuple[LiveSite, ...]:
    newest = (
        sa.select(ProposalVersion.proposer_id)
        .where(ProposalVersion.school_id == Site.school_id, ProposalVersion.site_id == Site.id)
        .order_by(ProposalVersion.number.desc())
        .limit(1)
        .correlate(Site)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Site.id, Site.name, Site.current_version_id, Site.resourcing_owner_id, newest)
        .where(Site.school_id == school_id, Site.state == SiteState.LIVE)
        .order_by(Site.name, Site.id)
    )
    return tuple(
        LiveSite(site_id, name, version_id, owner_id, proposer_id, counted.on_sites.get(site_id, ()))
        for site_id, name, version_id, owner_id, proposer_id in rows
    )


def _names(session: Session, school_id: int) -> dict[int, str]:
    """The names of everybody who ever belonged to the school: who has left is missing by name."""
    rows = session.execute(
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id)
    )
    return {person_id: name for person_id, name in rows}  # noqa: C416 - a result has keys, so dict() would misread it.
