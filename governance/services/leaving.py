"""A last day at a school: access, sessions and duties end after it, and nothing is stranded (A.1.5, A.5.4).

Dates refuse a leaver by themselves, whether the daily sweep runs or not; the sweep ends sessions and sign-ins.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.roles import ending_refusals, giving_refusals
from governance.models import Account, Appointment, Authorisation, Delegation, IdentityCard, Membership, Site
from governance.services.actors import school_today
from governance.services.host_leavers import let_go_of_leavers_passwords
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.role_holders import has_head, succession_refusals
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of, people_locked, school_of

Dated: TypeAlias = IdentityCard | Authorisation | Delegation


def set_last_day(
    session: Session, actor: Actor, now: dt.datetime, *, membership_id: int, seen: int, last_day: dt.date | None
) -> None:
    """Say somebody's last day at the school, or (None) that they stay.

    Roles, duties on sites, authorisations, delegations and shown cards end with it.  Whoever stays after all, or leaves
    later, holds the roles on that would have ended with the old last day; duties need a new approval.
    Raises Refused, Stale, NotHere.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = membership_of(record, membership_id)
        refuse_if_stale(session, membership, seen, "membership", membership.id, school.id)
        if membership.ends_on == last_day:
            record.repeat()
            return
        today = school_today(school, now)
        refuse_if(leaving_refusals(record, membership, last_day, today))
        if last_day is None or last_day >= today:
            _let_in(session, membership.person_id)
        apply_last_day(record, membership, last_day)


def apply_last_day(record: Record, membership: Membership, last_day: dt.date | None) -> None:
    """Set a last day that was judged before, and end with it what the person holds; recorded act by act."""
    _move_roles(record, membership, last_day)
    membership.ends_on = last_day
    membership.access_ended_at = None
    name = {"label": membership.person.name}
    if last_day is None:
        record.act("person.stays", "membership", membership.id, texts=name)
        return
    record.act("person.left", "membership", membership.id, texts=name, ends_on=last_day)
    _end_duties(record, membership, last_day)


def end_access_of_leavers(session: Session, actor: Actor, now: dt.datetime) -> int:
    """End sessions and sign-ins of everybody whose last day has passed; return how many.  The daily sweep calls it.

    Who still belongs to another school keeps their sign-in; this school's pages refuse them by date.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        today = school_today(school, now)
        gone = session.scalars(
            sa.select(Membership)
            .where(
                Membership.school_id == school.id,
                Membership.ends_on < today,
                Membership.access_ended_at.is_(None),
            )
            .order_by(Membership.id)
            .with_for_update(of=Membership)
        ).all()
        for membership in gone:
            membership.access_ended_at = now
            if not _belongs_to_another(session, membership, today):
                _end_sessions(session, membership.person_id)
            record.act("person.access_ended", "membership", membership.id, texts={"label": membership.person.name})
            let_go_of_leavers_passwords(record, membership)
        if not gone:
            record.repeat()
        return len(gone)


def leaving_refusals(record: Record, membership: Membership, last_day: dt.date | None, today: dt.date) -> list[Refusal]:
    """Every reason against somebody's last day; None says that they stay."""
    session, school_id, old = record.session, membership.school_id, membership.ends_on
    known_head = has_head(session, school_id, today)
    found: list[Refusal] = []
    if last_day is not None and last_day < membership.starts_on:
        sentence = "The last day is before the person’s first day here. Choose a later one."
        found.append(Refusal("left_before_start", sentence, None, "last_day"))
    for held in membership.roles:
        if old is not None and held.ends_on == old and (last_day is None or last_day > old):
            found += giving_refusals(record.actor, membership.person_id, held.role, has_head=known_head)
        elif last_day is not None and (held.ends_on is None or held.ends_on > last_day):
            found += ending_refusals(record.actor, held.role, has_head=known_head)
            found += succession_refusals(session, school_id, membership.person_id, (held.role,), last_day, today)
    return list(dict.fromkeys(found))


def _move_roles(record: Record, membership: Membership, last_day: dt.date | None) -> None:
    old = membership.ends_on
    for held in list(membership.roles):
        if old is not None and held.ends_on == old:
            held.ends_on = last_day
        if last_day is not None and held.starts_on > last_day:
            # A role that never begins would claim that it was held.
            membership.roles.remove(held)
            record.session.delete(held)
        elif last_day is not None and (held.ends_on is None or held.ends_on > last_day):
            held.ends_on = last_day


def _end_duties(record: Record, membership: Membership, last_day: dt.date) -> None:
    """Cut what the person holds: appointments (each recorded), cards, authorisations and delegations."""
    session, school_id, person_id = record.session, membership.school_id, membership.person_id
    duties = session.execute(
        sa.select(Appointment, Site.name)
        .join(Site, sa.and_(Site.id == Appointment.site_id, Site.school_id == Appointment.school_id))
        .where(
            Appointment.school_id == school_id,
            Appointment.person_id == person_id,
            Appointment.ended_at.is_(None),
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on > last_day),
        )
    ).all()
    for duty, site_name in duties:
        if duty.starts_on > last_day:
            duty.ended_at = record.now
        else:
            duty.ends_on = last_day
        record.act(
            "appointment.ended",
            "appointment",
            duty.id,
            site_id=duty.site_id,
            texts={"label": site_name, "person": membership.person.name},
            person_id=person_id,
            duty=duty.duty.value,
            ends_on=last_day,
        )
    kinds: tuple[type[Dated], ...] = (IdentityCard, Authorisation, Delegation)
    for kind in kinds:
        _cut(record, kind, school_id, person_id, last_day)


def _cut(record: Record, kind: type[Dated], school_id: int, person_id: int, last_day: dt.date) -> None:
    rows: list[Dated] = list(
        record.session.scalars(
            sa.select(kind).where(
                kind.school_id == school_id,
                kind.person_id == person_id,
                sa.or_(kind.ends_on.is_(None), kind.ends_on > last_day),
            )
        )
    )
    for row in rows:
        if row.starts_on <= last_day:
            row.ends_on = last_day
        elif isinstance(row, Delegation):
            row.ended_at = row.ended_at or record.now
        else:
            record.session.delete(row)


def _belongs_to_another(session: Session, membership: Membership, today: dt.date) -> bool:
    other = sa.select(Membership.id).where(
        Membership.person_id == membership.person_id,
        Membership.school_id != membership.school_id,
        sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    return session.scalar(sa.select(other.exists())) is True


def _end_sessions(session: Session, person_id: int) -> None:
    """Deactivate the person's sign-ins; a new uniquifier ends every open session and every link that was mailed."""
    for account in session.scalars(sa.select(Account).where(Account.person_id == person_id)):
        account.active = False
        account.fs_uniquifier = secrets.token_hex(32)


def _let_in(session: Session, person_id: int) -> None:
    for account in session.scalars(sa.select(Account).where(Account.person_id == person_id)):
        account.active = True
