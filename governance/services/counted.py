"""Reads everything that decides whether each appointment counts, on one site or on all of them (A.1.5, A.3.1, 8.2).

Two or three reads, however many schools, sites and people: who is appointed, and what each of them was given.  Whether
somebody counts is ``domain/cover.py``'s to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.cover import Appointment as Counted
from governance.domain.policy import Policy
from governance.domain.words import Duty, PersonKind
from governance.models import Acknowledgement, Appointment, Authorisation, Membership, PolicyText, Site, Training

Ends = Sequence[dt.date | None]
"""The last days of what was given to one person; None has no end."""

_Member = tuple[int, int]
"""A school and a person who belongs to it, by their numbers."""

_ACKNOWLEDGED, _AUTHORISED, _TRAINED = "acknowledged", "authorised", "trained"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something was given to a person, and the last day on which it counts; None when it has no end."""

    given: bool
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """What every duty of one person rests on: their days at the school, and what they were given."""

    person_id: int
    starts_on: dt.date
    ends_on: dt.date | None
    acknowledged: bool
    authorised: Standing
    trained: Standing

    def on_duty(
        self,
        duty: Duty,
        starts_on: dt.date,
        ends_on: dt.date | None = None,
        *,
        approved: bool = True,
        confirmed: bool = True,
    ) -> Counted:
        """Return a duty of this person, as ``domain/cover.py`` counts it; by default one that everybody said yes to."""
        return Counted(
            person_id=self.person_id,
            duty=duty,
            starts_on=starts_on,
            ends_on=ends_on,
            approved=approved,
            confirmed=confirmed,
            membership_starts_on=self.starts_on,
            membership_ends_on=self.ends_on,
            acknowledged=self.acknowledged,
            authorised=self.authorised.given,
            authorised_until=self.authorised.until,
            trained=self.trained.given,
            trained_until=self.trained.until,
        )


@dataclass(frozen=True, slots=True)
class CountedAtSchool:
    """Everybody who ever belonged to a school, by their number, and the appointments of its sites, by the site's."""

    people: Mapping[int, PersonStanding]
    on_sites: Mapping[int, tuple[Counted, ...]]


@dataclass(slots=True)
class _Given:
    """What was given to one person, as it was read."""

    acknowledged: bool = False
    authorisations: list[dt.date | None] = field(default_factory=list)
    trainings: dict[str, list[dt.date | None]] = field(default_factory=dict)


def counted_appointments(session: Session, site: Site, policy: Policy, today: dt.date) -> tuple[Counted, ...]:
    """Return the standing appointments of a site, with everything that decides whether each of them counts."""
    return counted_on_sites(session, site.school_id, policy, today, [site.id]).get(site.id, ())


def counted_on_sites(
    session: Session, school_id: int, policy: Policy, today: dt.date, site_ids: Collection[int]
) -> dict[int, tuple[Counted, ...]]:
    """Return the same for some sites of a school, by the site; a site that nobody is appointed on is left out."""
    return counted_at_schools(session, {school_id: policy}, today, site_ids)


def counted_at_schools(
    session: Session, policies: Mapping[int, Policy], today: dt.date, site_ids: Collection[int]
) -> dict[int, tuple[Counted, ...]]:
    """Return the same for some sites of several schools that have the same day, each with its policy; two reads.

    A person who belongs to two schools stands at each as that school knows them.
    """
    rows = session.execute(
        _appointed(policies)
        .add_columns(Membership.kind, Membership.starts_on.label("came_on"), Membership.ends_on.label("left_on"))
        .join(
            Membership,
            sa.and_(Membership.school_id == Appointment.school_id, Membership.person_id == Appointment.person_id),
        )
        .where(Appointment.site_id.in_(site_ids))
    ).all()
    members = {(row.school_id, row.person_id): (row.kind, row.came_on, row.left_on) for row in rows}
    given = _given(session, policies, today, {person for _, person in members})
    people = {one: _standing(*one, *member, given, policies[one[0]]) for one, member in members.items()}
    return _by_site(rows, people)


def counted_at_school(session: Session, school_id: int, policy: Policy, today: dt.date) -> CountedAtSchool:
    """Return the same for every site of a school, with everybody who ever belonged to it; three reads."""
    members = session.execute(
        sa.select(Membership.person_id, Membership.kind, Membership.starts_on, Membership.ends_on).where(
            Membership.school_id == school_id
        )
    ).all()
    given = _given(session, [school_id], today, None)
    people = {
        (school_id, person): _standing(school_id, person, kind, first, last, given, policy)
        for person, kind, first, last in members
    }
    on_sites = _by_site(session.execute(_appointed([school_id])), people)
    return CountedAtSchool({person: standing for (_, person), standing in people.items()}, on_sites)


def _appointed(school_ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    """The appointments at some schools that nobody refused, declined or ended."""
    return (
        sa.select(
            Appointment.school_id,
            Appointment.site_id,
            Appointment.person_id,
            Appointment.duty,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.approved_at.is_not(None).label("approved"),
            Appointment.confirmed_at.is_not(None).label("confirmed"),
        )
        .where(
            Appointment.school_id.in_(school_ids),
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            Appointment.ended_at.is_(None),
        )
        .order_by(Appointment.id)
    )


def _by_site(rows: Iterable[sa.Row[Any]], people: Mapping[_Member, PersonStanding]) -> dict[int, tuple[Counted, ...]]:
    found: dict[int, list[Counted]] = {}
    for held in rows:
        counted = people[held.school_id, held.person_id].on_duty(
            held.duty, held.starts_on, held.ends_on, approved=held.approved, confirmed=held.confirmed
        )
        found.setdefault(held.site_id, []).append(counted)
    return {site_id: tuple(counted) for site_id, counted in found.items()}


def _standing(
    school_id: int,
    person_id: int,
    kind: PersonKind,
    starts_on: dt.date,
    ends_on: dt.date | None,
    given: Mapping[_Member, _Given],
    policy: Policy,
) -> PersonStanding:
    theirs = given.get((school_id, person_id)) or _Given()
    return PersonStanding(
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        acknowledged=theirs.acknowledged,
        authorised=_authorised(kind, theirs.authorisations),
        trained=_trained(theirs.trainings, policy.training_topics),
    )


def _given(
    session: Session, school_ids: Collection[int], today: dt.date, people: Collection[int] | None
) -> Mapping[_Member, _Given]:
    """Read acknowledgements, authorisations and trainings at once, by the school and the person.

    Who acknowledged means the current version of that school's policy; without any version nobody can (8.2).
    """
    later = aliased(PolicyText)
    is_current = ~sa.exists().where(later.school_id == PolicyText.school_id, later.number > PolicyText.number)
    no_day, no_topic = sa.cast(sa.null(), sa.Date), sa.literal("")
    acknowledged = (
        sa.select(sa.literal(_ACKNOWLEDGED), Acknowledgement.school_id, Acknowledgement.person_id, no_topic, no_day)
        .join(
            PolicyText,
            sa.and_(PolicyText.school_id == Acknowledgement.school_id, PolicyText.id == Acknowledgement.policy_text_id),
        )
        .where(Acknowledgement.school_id.in_(school_ids), is_current)
    )
    authorised = sa.select(
        sa.literal(_AUTHORISED), Authorisation.school_id, Authorisation.person_id, no_topic, Authorisation.ends_on
    ).where(Authorisation.school_id.in_(school_ids), Authorisation.starts_on <= today)
    trained = sa.select(
        sa.literal(_TRAINED), Training.school_id, Training.person_id, Training.topic, Training.expires_on
    ).where(Training.school_id.in_(school_ids), Training.trained_on <= today)
    if people is not None:
        acknowledged = acknowledged.where(Acknowledgement.person_id.in_(people))
        authorised = authorised.where(Authorisation.person_id.in_(people))
        trained = trained.where(Training.person_id.in_(people))
    found: dict[_Member, _Given] = {}
    rows: Iterable[Any] = session.execute(sa.union_all(acknowledged, authorised, trained))
    for what, school_id, person_id, topic, ends_on in rows:
        given = found.setdefault((school_id, person_id), _Given())
        if what == _ACKNOWLEDGED:
            given.acknowledged = True
        elif what == _AUTHORISED:
            given.authorisations.append(ends_on)
        else:
            given.trainings.setdefault(topic, []).append(ends_on)
    return found


def _authorised(kind: PersonKind, ends: Ends) -> Standing:
    """Employees are authorised by what they are, everybody else by the head's dated word (A.3.1)."""
    if kind is PersonKind.EMPLOYEE:
        return Standing(True)
    return Standing(bool(ends), _latest(ends))


def _trained(by_topic: Mapping[str, Ends], topics: Sequence[str]) -> Standing:
    """Training is complete when every topic of the policy is recorded; it lapses with the first that expires."""
    if any(topic not in by_topic for topic in topics):
        return Standing(False)
    lasts = [_latest(by_topic[topic]) for topic in topics]
    return Standing(True, min((last for last in lasts if last is not None), default=None))


def _latest(ends: Ends) -> dt.date | None:
    """The last of several days, and None when one of them has no end."""
    known = [end for end in ends if end is not None]
    return max(known, default=None) if len(known) == len(ends) else None
