"""Reads for the people pages: who belongs to a school, with what is missing of them, and everything about one person.

They never write.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.invitation import KIND_OF_PERSON
from governance.domain.standing import TRAINING_TOPICS
from governance.domain.words import OPEN_VERSIONS, ROLE_WORDS, PersonKind, listed
from governance.models import (
    Account,
    Acknowledgement,
    Appointment,
    Authorisation,
    Membership,
    PolicyText,
    ProposalVersion,
    RoleHeld,
    Site,
    Training,
)
from governance.services.policy_texts import ASKED_TO_ACKNOWLEDGE


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the list.  ``acknowledged`` is None for who is not asked, and before there is a policy text."""

    membership_id: int
    name: str
    email: str
    position: str
    kind: str
    roles: str
    ends_on: dt.date | None
    has_signed_in: bool
    acknowledged: bool | None
    training: str
    duties: int


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty on a site."""

    site: str
    duty: str
    ends_on: dt.date | None
    approved: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What would be stranded when somebody leaves: open proposals that they wrote, and sites that they resource."""

    proposals: tuple[tuple[int, str], ...]
    sites: tuple[tuple[int, str], ...]


def members_of(session: Session, school_id: int, today: dt.date, *, gone: bool = False) -> list[MemberRow]:
    """Return the people of a school by name: who is here or will be, or (``gone``) who has left."""
    left = sa.and_(Membership.ends_on.is_not(None), Membership.ends_on < today)
    members = session.scalars(
        sa.select(Membership).where(Membership.school_id == school_id, left if gone else sa.not_(left))
    ).all()
    people = [member.person_id for member in members]
    accounts = {
        account.person_id: account
        for account in session.scalars(sa.select(Account).where(Account.person_id.in_(people)))
    }
    known = acknowledged_by(session, school_id)
    trained = _training_of(session, school_id, people, today)
    duties = _duty_counts(session, school_id, people, today)
    rows = [
        MemberRow(
            membership_id=member.id,
            name=member.person.name,
            email=accounts[member.person_id].email if member.person_id in accounts else "",
            position=member.position,
            kind=KIND_OF_PERSON[member.kind],
            roles=roles_in_words(member.roles, today),
            ends_on=member.ends_on,
            has_signed_in=member.person_id in accounts and accounts[member.person_id].password is not None,
            acknowledged=None
            if known is None or member.kind not in ASKED_TO_ACKNOWLEDGE
            else member.person_id in known,
            training=listed(sorted(trained[member.person_id])),
            duties=duties.get(member.person_id, 0),
        )
        for member in members
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


def roles_in_words(roles: list[RoleHeld], today: dt.date) -> str:
    """Say somebody's roles of today and to come; past ones are left out."""
    running = [held for held in roles if held.ends_on is None or held.ends_on >= today]
    return listed(list(dict.fromkeys(ROLE_WORDS[held.role] for held in running)))


def acknowledged_by(session: Session, school_id: int) -> set[int] | None:
    """Return the persons who acknowledged the current policy text; None before the first text."""
    newest = session.scalar(
        sa.select(PolicyText.id).where(PolicyText.school_id == school_id).order_by(PolicyText.number.desc()).limit(1)
    )
    if newest is None:
        return None
    return set(
        session.scalars(
            sa.select(Acknowledgement.person_id).where(
                Acknowledgement.school_id == school_id, Acknowledgement.policy_text_id == newest
            )
        )
    )


def member(session: Session, school_id: int, membership_id: int) -> Membership | None:
    """Return one membership of a school, or None."""
    return session.scalar(
        sa.select(Membership).where(Membership.school_id == school_id, Membership.id == membership_id)
    )


def account_of_person(session: Session, person_id: int) -> Account | None:
    """Return a person's first sign-in."""
    return session.scalars(sa.select(Account).where(Account.person_id == person_id).order_by(Account.id)).first()


def duties_of(session: Session, school_id: int, person_id: int, today: dt.date) -> list[DutyRow]:
    """Return what somebody does on sites, today or later."""
    rows = session.execute(
        sa.select(Site.name, Appointment)
        .join(Appointment, sa.and_(Appointment.site_id == Site.id, Appointment.school_id == Site.school_id))
        .where(Site.school_id == school_id, Appointment.person_id == person_id, *_running(today))
        .order_by(Site.name)
    )
    return [DutyRow(site, row.duty.value, row.ends_on, row.approved_at is not None) for site, row in rows]


def trainings_of(session: Session, school_id: int, person_id: int) -> list[Training]:
    """Return somebody's training, newest first."""
    return list(
        session.scalars(
            sa.select(Training)
            .where(Training.school_id == school_id, Training.person_id == person_id)
            .order_by(Training.trained_on.desc(), Training.id.desc())
        )
    )


def authorisations_of(session: Session, school_id: int, person_id: int) -> list[Authorisation]:
    """Return somebody's authorisations, newest first."""
    return list(
        session.scalars(
            sa.select(Authorisation)
            .where(Authorisation.school_id == school_id, Authorisation.person_id == person_id)
            .order_by(Authorisation.starts_on.desc())
        )
    )


def left_to_hand_over(session: Session, school_id: int, person_id: int) -> Left:
    """Return what has to be handed over when this person leaves, each with the id of its site."""
    proposals = session.execute(
        sa.select(Site.id, Site.name)
        .join(ProposalVersion, sa.and_(ProposalVersion.site_id == Site.id, ProposalVersion.school_id == Site.school_id))
        .where(
            Site.school_id == school_id,
            ProposalVersion.proposer_id == person_id,
            ProposalVersion.state.in_(OPEN_VERSIONS),
        )
        .order_by(Site.name)
    ).all()
    sites = session.execute(
        sa.select(Site.id, Site.name)
        .where(Site.school_id == school_id, Site.resourcing_owner_id == person_id, Site.closed_at.is_(None))
        .order_by(Site.name)
    ).all()
    return Left(tuple((row[0], row[1]) for row in proposals), tuple((row[0], row[1]) for row in sites))


def may_act_for_head(session: Session, school_id: int, today: dt.date) -> list[tuple[int, str, PersonKind]]:
    """Return who could be asked to act for the head: person, name and kind, by name."""
    rows = session.scalars(
        sa.select(Membership).where(
            Membership.school_id == school_id,
            Membership.kind.in_((PersonKind.EMPLOYEE, PersonKind.GOVERNOR, PersonKind.OUTSIDE)),
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
    )
    found = [(row.person_id, row.person.name, row.kind) for row in rows]
    return sorted(found, key=lambda one: one[1].casefold())


def _training_of(session: Session, school_id: int, people: list[int], today: dt.date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        sa.select(Training.person_id, Training.topic).where(
            Training.school_id == school_id,
            Training.person_id.in_(people),
            sa.or_(Training.expires_on.is_(None), Training.expires_on >= today),
        )
    )
    for person_id, topic in rows:
        found[person_id].add(TRAINING_TOPICS.get(topic, topic))
    return found


def _duty_counts(session: Session, school_id: int, people: list[int], today: dt.date) -> dict[int, int]:
    rows = session.execute(
        sa.select(Appointment.person_id, sa.func.count(sa.distinct(Appointment.site_id)))
        .where(Appointment.school_id == school_id, Appointment.person_id.in_(people), *_running(today))
        .group_by(Appointment.person_id)
    )
    return {row[0]: row[1] for row in rows}


def _running(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Appointment.ended_at.is_(None),
        Appointment.refused_at.is_(None),
        Appointment.declined_at.is_(None),
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
