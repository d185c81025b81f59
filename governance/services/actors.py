"""Who somebody is at a school on a day: the actor, and the capacities in which they act on one site."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from governance.domain.access import Actor, acts_as_head, is_chair, is_dsl, is_ict_lead, is_leadership, is_staff
from governance.domain.words import Approver, Capacity, PersonKind, Role
from governance.models import Authorisation, Delegation, Membership, ProposalVersion, RoleHeld, School, Site


def school_today(school: School, now: dt.datetime) -> dt.date:
    """Return the day that it is at the school, by its own time zone."""
    return today_in(school.time_zone, now)


def today_in(time_zone: str, now: dt.datetime) -> dt.date:
    """Return the day that it is in a time zone, "Europe/London"."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def load_actor(
    session: Session, school: School, person_id: int, now: dt.datetime, request_id: str = ""
) -> Actor | None:
    """Return the actor that a person is at a school today, or None when they do not belong to it today."""
    rows = session.execute(
        sa.select(Membership, acting_delegation(school.id, person_id, school_today(school, now)))
        .where(Membership.school_id == school.id, Membership.person_id == person_id)
        .options(joinedload(Membership.roles))
    )
    found = rows.unique().first()
    return actor_as(session, school, *found, now, request_id) if found is not None else None


def acting_delegation(
    school_id: int | sa.ColumnElement[int],
    person_id: int | InstrumentedAttribute[int],
    today: dt.date | sa.ColumnElement[dt.date],
) -> sa.ScalarSelect[int]:
    """Return what finds the delegation by which a person acts for the head today, to be read along with other things.

    It is NULL where there is none.
    """
    return (
        sa.select(sa.func.max(Delegation.id))
        .where(
            Delegation.school_id == school_id,
            Delegation.person_id == person_id,
            Delegation.starts_on <= today,
            Delegation.ends_on >= today,
            Delegation.ended_at.is_(None),
        )
        .scalar_subquery()
    )


def actor_as(
    session: Session, school: School, membership: Membership, delegation: int | None, now: dt.datetime, request_id: str
) -> Actor | None:
    """Return the actor that a membership of ``school`` and a delegation make today, or None outside its dates."""
    today, person_id = school_today(school, now), membership.person_id
    if not runs(membership.starts_on, membership.ends_on, today):
        return None
    authorised = membership.kind is PersonKind.EMPLOYEE or is_authorised(session, school.id, person_id, today)
    return actor_with(school, membership, delegation, today, request_id, authorised=authorised)


def actor_with(
    school: School, membership: Membership, delegation: int | None, today: dt.date, request_id: str, *, authorised: bool
) -> Actor:
    """Return the actor that a membership which runs today makes with what was read along with it."""
    return Actor(
        person_id=membership.person_id,
        name=membership.person.name,
        school_id=school.id,
        roles=frozenset(held.role for held in membership.roles if runs(held.starts_on, held.ends_on, today)),
        kind=membership.kind,
        position=membership.position,
        delegation_id=delegation,
        duties_authorised=authorised,
        request_id=request_id,
    )


def holders_of(session: Session, school_id: int, role: Role, today: dt.date) -> list[int]:
    """Return the persons who hold a role at a school today, in order."""
    return list(
        session.scalars(
            sa.select(Membership.person_id)
            .join(
                RoleHeld, sa.and_(RoleHeld.school_id == Membership.school_id, RoleHeld.membership_id == Membership.id)
            )
            .where(
                Membership.school_id == school_id,
                RoleHeld.role == role,
                *_running(Membership.starts_on, Membership.ends_on, today),
                *_running(RoleHeld.starts_on, RoleHeld.ends_on, today),
            )
            .distinct()
            .order_by(Membership.person_id)
        )
    )


def heads_today(session: Session, school_id: int, today: dt.date) -> list[int]:
    """Return the head and whoever acts for the head today."""
    acting = session.scalars(
        sa.select(Delegation.person_id).where(
            Delegation.school_id == school_id,
            Delegation.ended_at.is_(None),
            *_running(Delegation.starts_on, Delegation.ends_on, today),
        )
    )
    return sorted({*holders_of(session, school_id, Role.HEAD, today), *acting})


def _running(
    starts_on: InstrumentedAttribute[dt.date],
    ends_on: InstrumentedAttribute[dt.date] | InstrumentedAttribute[dt.date | None],
    today: dt.date,
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return starts_on <= today, sa.or_(ends_on.is_(None), ends_on >= today)


def is_authorised(session: Session, school_id: int, person_id: int, today: dt.date) -> bool:
    """Return whether the head has authorised this person for duties on sites today (A.3.1)."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Authorisation.school_id == school_id,
                    Authorisation.person_id == person_id,
                    Authorisation.starts_on <= today,
                    sa.or_(Authorisation.ends_on.is_(None), Authorisation.ends_on >= today),
                )
            )
        )
    )


def runs(starts_on: dt.date, ends_on: dt.date | None, today: dt.date) -> bool:
    """Return whether days from ``starts_on`` to ``ends_on`` (both inclusive; None: with no end) hold today."""
    return starts_on <= today and (ends_on is None or today <= ends_on)


def capacities(
    actor: Actor, site: Site | None, version: ProposalVersion | None, approvers: frozenset[Approver]
) -> frozenset[Capacity]:
    """Return the capacities in which ``actor`` acts on this site and version today."""
    if actor.is_clock:
        return frozenset({Capacity.CLOCK})
    person = actor.person_id
    held = {
        Capacity.STAFF: is_staff(actor) or acts_as_head(actor),
        Capacity.PROPOSER: version is not None and version.proposer_id == person,
        Capacity.RESOURCING_OWNER: site is not None and site.resourcing_owner_id == person,
        Capacity.LEADERSHIP: is_leadership(actor),
        Capacity.HEAD: acts_as_head(actor),
        Capacity.SECOND_APPROVER: bool(deciding_as(actor, approvers) - {Approver.HEAD}),
        Capacity.DSL: is_dsl(actor),
        Capacity.ICT_LEAD: is_ict_lead(actor),
    }
    return frozenset(capacity for capacity, is_held in held.items() if is_held)


def deciding_as(actor: Actor, approvers: frozenset[Approver]) -> frozenset[Approver]:
    """Return the approvers for whom the actor's decision counts: one of them, the head's chair before another.

    One person says one yes: a head who is also of the leadership team decides as the head.
    """
    if acts_as_head(actor):
        return frozenset({Approver.HEAD})
    if Approver.GOVERNORS in approvers and is_chair(actor):
        return frozenset({Approver.GOVERNORS})
    if Approver.LEADERSHIP in approvers and is_leadership(actor):
        return frozenset({Approver.LEADERSHIP})
    return frozenset()
