"""Where somebody belongs today, and which of those schools ask them for a second step.  May not import Flask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, lazyload

from governance.domain.access import Actor
from governance.domain.second_factor import is_demanded_of
from governance.domain.words import PersonKind
from governance.models import Account, Authorisation, Delegation, Membership, School
from governance.services.actors import acting_delegation, actor_as, actor_with, runs, school_today
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


@dataclass(frozen=True, slots=True)
class Belongs:
    """What a person is at a school, whenever; ``delegation`` says whether they act for the head of the asked one."""

    membership: Membership
    school: School
    delegation: int | None


def account_and_belongs(
    session: Session, uniquifier: str, school: School, now: dt.datetime
) -> tuple[Account | None, list[Belongs]]:
    """Return the account of a browser's session and what its person is at every school; None where none has it.

    Every page of a school begins here, so all of it is asked for at once, with a query that is put together once.
    """
    told = {"uniquifier": uniquifier, "school": school.id, "today": school_today(school, now)}
    rows = session.execute(_ACCOUNT, told).unique().all()
    account = rows[0][0] if rows else None
    return account, [Belongs(*row[1:]) for row in rows if row[1] is not None]


_ACCOUNT = (
    sa.select(
        Account,
        Membership,
        School,
        acting_delegation(
            sa.bindparam("school", type_=sa.Integer), Account.person_id, sa.bindparam("today", type_=sa.Date)
        ),
    )
    .outerjoin(Membership, Membership.person_id == Account.person_id)
    .outerjoin(School, School.id == Membership.school_id)
    .where(Account.fs_uniquifier == sa.bindparam("uniquifier"))
    .order_by(School.name, School.id)
    # The person comes with the account, and is not read a second time for each membership.
    .options(joinedload(Membership.roles), lazyload(Membership.person))
)


def actor_and_schools(
    session: Session, school: School, person_id: int, now: dt.datetime, request_id: str
) -> tuple[Actor | None, list[School]]:
    """Return who a person is at a school today (None: nobody), and the schools to which they belong today, by name."""
    rows = session.execute(
        sa.select(Membership, School, acting_delegation(school.id, person_id, school_today(school, now)))
        .join(School, School.id == Membership.school_id)
        .where(Membership.person_id == person_id)
        .order_by(School.name, School.id)
        .options(joinedload(Membership.roles))
    )
    return actor_among(session, [Belongs(*row) for row in rows.unique()], school, now, request_id)


def actor_among(
    session: Session, belongs: Sequence[Belongs], school: School, now: dt.datetime, request_id: str
) -> tuple[Actor | None, list[School]]:
    """Return the same from what was read already, by name."""
    actor, schools = None, []
    for one in belongs:
        if one.school.id == school.id:
            actor = actor_as(session, school, one.membership, one.delegation, now, request_id)
        if runs(one.membership.starts_on, one.membership.ends_on, school_today(one.school, now)):
            schools.append(one.school)
    return actor, schools


def belongings(session: Session, person_id: int, now: dt.datetime) -> list[Belonging]:
    """Return the schools to which a person belongs today, by name."""
    return [Belonging(school, actor.role_in_words) for school, actor in actors_today(session, person_id, now)]


def schools_that_demand(session: Session, person_id: int, now: dt.datetime) -> list[str]:
    """Return the names of the schools that ask this person for a second step today."""
    actors = actors_today(session, person_id, now)
    return [school.name for school, actor in actors if demands_second_step(session, actor)]


def demands_second_step(session: Session, actor: Actor) -> bool:
    """Return whether the actor's school asks them for a second step today."""
    return actor.school_id is not None and is_demanded_of(
        actor, policy_of(session, actor.school_id).roles_with_second_factor
    )


def actors_today(
    session: Session, person_id: int, now: dt.datetime, request_id: str = ""
) -> list[tuple[School, Actor]]:
    """Return the schools to which a person belongs today, by name, each with who they are there.

    Three reads, however many schools.
    """
    belongs = session.execute(
        sa.select(School, Membership)
        .join(Membership, Membership.school_id == School.id)
        .where(Membership.person_id == person_id)
        .order_by(School.name, School.id)
        .options(joinedload(Membership.roles), joinedload(Membership.person))
    ).unique()
    acting = session.execute(
        sa.select(Delegation.school_id, Delegation.id, Delegation.starts_on, Delegation.ends_on)
        .where(Delegation.person_id == person_id, Delegation.ended_at.is_(None))
        .order_by(Delegation.id)
    ).all()
    authorised = session.execute(
        sa.select(Authorisation.school_id, Authorisation.starts_on, Authorisation.ends_on).where(
            Authorisation.person_id == person_id
        )
    ).all()
    found = []
    for school, member in belongs:
        today = school_today(school, now)
        if not runs(member.starts_on, member.ends_on, today):
            continue
        delegations = [one for at, one, first, last in acting if at == school.id and runs(first, last, today)]
        may_hold_duties = member.kind is PersonKind.EMPLOYEE or any(
            at == school.id and runs(first, last, today) for at, first, last in authorised
        )
        delegation = delegations[-1] if delegations else None
        found.append((school, actor_with(school, member, delegation, today, request_id, authorised=may_hold_duties)))
    return found
