"""Where somebody belongs today, and which of those schools ask them for a second step.  May not import Flask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from governance.domain.access import Actor
from governance.domain.second_factor import is_demanded_of
from governance.models import Membership, School
from governance.services.actors import acting_delegation, actor_as, load_actor, runs, school_today
from governance.services.policy import policy_of


@dataclass(frozen=True, slots=True)
class Belonging:
    """That somebody belongs to a school today; ``role`` is in words."""

    school: School
    role: str


def schools_of(session: Session, person_id: int, now: dt.datetime) -> list[School]:
    """Return the schools to which a person belongs today, by name; today is each school's own day."""
    rows = session.execute(
        sa.select(School, Membership.starts_on, Membership.ends_on)
        .join(Membership, Membership.school_id == School.id)
        .where(Membership.person_id == person_id)
        .order_by(School.name, School.id)
    )
    return [school for school, starts_on, ends_on in rows if runs(starts_on, ends_on, school_today(school, now))]


def actor_and_schools(
    session: Session, school: School, person_id: int, now: dt.datetime, request_id: str
) -> tuple[Actor | None, list[School]]:
    """Return who a person is at a school today (None: nobody), and the schools to which they belong today, by name.

    Every page begins here, so all of it is asked for at once.
    """
    rows = session.execute(
        sa.select(Membership, School, acting_delegation(school.id, person_id, school_today(school, now)))
        .join(School, School.id == Membership.school_id)
        .where(Membership.person_id == person_id)
        .order_by(School.name, School.id)
        .options(joinedload(Membership.roles))
    )
    actor, schools = None, []
    for membership, belongs_to, delegation in rows.unique():
        if belongs_to.id == school.id:
            actor = actor_as(session, school, membership, delegation, now, request_id)
        if runs(membership.starts_on, membership.ends_on, school_today(belongs_to, now)):
            schools.append(belongs_to)
    return actor, schools


def belongings(session: Session, person_id: int, now: dt.datetime) -> list[Belonging]:
    """Return the schools to which a person belongs today, by name."""
    return [Belonging(school, actor.role_in_words) for school, actor in _today(session, person_id, now)]


def schools_that_demand(session: Session, person_id: int, now: dt.datetime) -> list[str]:
    """Return the names of the schools that ask this person for a second step today."""
    return [school.name for school, actor in _today(session, person_id, now) if demands_second_step(session, actor)]


def demands_second_step(session: Session, actor: Actor) -> bool:
    """Return whether the actor's school asks them for a second step today."""
    return actor.school_id is not None and is_demanded_of(
        actor, policy_of(session, actor.school_id).roles_with_second_factor
    )


def _today(session: Session, person_id: int, now: dt.datetime) -> list[tuple[School, Actor]]:
    schools = schools_of(session, person_id, now)
    found = ((school, load_actor(session, school, person_id, now)) for school in schools)
    return [(school, actor) for school, actor in found if actor is not None]
