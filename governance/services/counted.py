"""Reads everything that decides whether each appointment on a site counts today (A.1.5, A.3.1, 8.2).

One read for each kind of record, however many people the site has.  Whether somebody counts is ``domain/cover.py``'s
to say.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.cover import Appointment as Counted
from governance.domain.policy import Policy
from governance.domain.words import PersonKind
from governance.models import Acknowledgement, Appointment, Authorisation, Membership, PolicyText, Site, Training

Ends = Sequence[dt.date | None]
"""The last days of what was given to one person; None has no end."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something was given to a person, and the last day on which it counts; None when it has no end."""

    given: bool
    until: dt.date | None = None


def counted_appointments(session: Session, site: Site, policy: Policy, today: dt.date) -> tuple[Counted, ...]:
    """Return the standing appointments of a site, with everything that decides whether each of them counts."""
    rows = session.execute(
        sa.select(Appointment, Membership.kind, Membership.starts_on, Membership.ends_on)
        .join(
            Membership,
            sa.and_(Membership.school_id == Appointment.school_id, Membership.person_id == Appointment.person_id),
        )
        .where(
            Appointment.school_id == site.school_id,
            Appointment.site_id == site.id,
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            Appointment.ended_at.is_(None),
        )
        .order_by(Appointment.id)
    ).all()
    people = {appointment.person_id for appointment, *_ in rows}
    acknowledged = _acknowledged(session, site.school_id, people)
    authorisations = _authorisations(session, site.school_id, people, today)
    trainings = _trainings(session, site.school_id, people, today)
    return tuple(
        Counted(
            person_id=appointment.person_id,
            duty=appointment.duty,
            starts_on=appointment.starts_on,
            ends_on=appointment.ends_on,
            approved=appointment.approved_at is not None,
            confirmed=appointment.confirmed_at is not None,
            membership_starts_on=starts_on,
            membership_ends_on=ends_on,
            acknowledged=appointment.person_id in acknowledged,
            authorised=authorised.given,
            authorised_until=authorised.until,
            trained=trained.given,
            trained_until=trained.until,
        )
        for appointment, kind, starts_on, ends_on in rows
        for authorised in (_authorised(kind, authorisations.get(appointment.person_id, ())),)
        for trained in (_trained(trainings.get(appointment.person_id, {}), policy.training_topics),)
    )


def _acknowledged(session: Session, school_id: int, people: Collection[int]) -> frozenset[int]:
    """Who of them acknowledged the policy's current version; without any version nobody can (8.2)."""
    current = sa.select(sa.func.max(PolicyText.number)).where(PolicyText.school_id == school_id).scalar_subquery()
    return frozenset(
        session.scalars(
            sa.select(Acknowledgement.person_id)
            .join(
                PolicyText,
                sa.and_(
                    PolicyText.school_id == Acknowledgement.school_id, PolicyText.id == Acknowledgement.policy_text_id
                ),
            )
            .where(
                Acknowledgement.school_id == school_id,
                Acknowledgement.person_id.in_(people),
                PolicyText.number == current,
            )
        )
    )


def _authorisations(session: Session, school_id: int, people: Collection[int], today: dt.date) -> dict[int, Ends]:
    found: dict[int, list[dt.date | None]] = {}
    for person, ends_on in session.execute(
        sa.select(Authorisation.person_id, Authorisation.ends_on).where(
            Authorisation.school_id == school_id,
            Authorisation.person_id.in_(people),
            Authorisation.starts_on <= today,
        )
    ):
        found.setdefault(person, []).append(ends_on)
    return dict(found)


def _trainings(
    session: Session, school_id: int, people: Collection[int], today: dt.date
) -> dict[int, dict[str, list[dt.date | None]]]:
    found: dict[int, dict[str, list[dt.date | None]]] = {}
    for person, topic, expires_on in session.execute(
        sa.select(Training.person_id, Training.topic, Training.expires_on).where(
            Training.school_id == school_id, Training.person_id.in_(people), Training.trained_on <= today
        )
    ):
        found.setdefault(person, {}).setdefault(topic, []).append(expires_on)
    return found


def _authorised(kind: PersonKind, ends: Ends) -> Standing:
    """Employees are authorised by what they are, everybody else by the head's dated word (A.3.1)."""
    if kind is PersonKind.EMPLOYEE:
        return Standing(True)
    return Standing(bool(ends), _latest(ends))


def _trained(by_topic: dict[str, list[dt.date | None]], topics: Sequence[str]) -> Standing:
    """Training is complete when every topic of the policy is recorded; it lapses with the first that expires."""
    if any(topic not in by_topic for topic in topics):
        return Standing(False)
    lasts = [_latest(by_topic[topic]) for topic in topics]
    return Standing(True, min((last for last in lasts if last is not None), default=None))


def _latest(ends: Ends) -> dt.date | None:
    """The last of several days, and None when one of them has no end."""
    known = [end for end in ends if end is not None]
    return max(known, default=None) if len(known) == len(ends) else None
