"""Appointments of administrators and moderators: named, confirmed by the person, approved, changed and ended (A.5).

They are named in a proposal and approved with it; later each change is a small approval of its own.  Nobody approves
their own appointment, nor one that they named: the domain refuses, and the database the first of the two.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.appointing import (
    answer_refusals,
    approval_refusals,
    end_refusals,
    naming_refusals,
)
from governance.domain.proposal.answers import people_of
from governance.domain.words import Duty, Role
from governance.models import Appointment, Membership, Person, ProposalVersion, Site
from governance.services.actors import heads_today, holders_of, is_authorised
from governance.services.at_hand import AtHand, take_site
from governance.services.notices import notify
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case

NAMED_UNDER = {Duty.ADMINISTRATOR: "administrators", Duty.MODERATOR: "moderators"}


def standing(session: Session, site: Site) -> list[Appointment]:
    """Return the appointments of a site that were neither refused, declined nor ended."""
    return list(
        session.scalars(
            sa.select(Appointment)
            .where(
                Appointment.school_id == site.school_id,
                Appointment.site_id == site.id,
                Appointment.refused_at.is_(None),
                Appointment.declined_at.is_(None),
                Appointment.ended_at.is_(None),
            )
            .order_by(Appointment.duty, Appointment.id)
        )
    )


def name_from(record: Record, site: Site, version: ProposalVersion, link: str) -> None:
    """Name everybody whom a submitted version names and who does not hold that duty yet, and ask them."""
    held = {(appointment.person_id, appointment.duty) for appointment in standing(record.session, site)}
    for duty, key in NAMED_UNDER.items():
        for person_id in dict.fromkeys(people_of(version.answers, key)):
            if (person_id, duty) not in held:
                _name(record, site, person_id, duty, record.now.date(), None, link, version)


def approve_named(record: Record, site: Site, version: ProposalVersion) -> None:
    """Approve with the proposal those whom it names, but never the decider's own appointment."""
    for appointment in standing(record.session, site):
        named = people_of(version.answers, NAMED_UNDER[appointment.duty])
        if appointment.approved_at is not None or appointment.person_id not in named:
            continue
        if appointment.person_id == record.actor.person_id:
            continue
        _approve(record, site, appointment)


def end_unnamed(record: Record, site: Site, version: ProposalVersion) -> None:
    """End the duties of those whom the newly approved text names no more."""
    for appointment in standing(record.session, site):
        if appointment.person_id not in people_of(version.answers, NAMED_UNDER[appointment.duty]):
            _end(record, site, appointment, record.now.date())


def name_person(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    person_id: int,
    duty: Duty,
    starts_on: dt.date,
    ends_on: dt.date | None,
) -> Appointment | None:
    """Name somebody for a duty on a site that has its proposal; they confirm, and the head approves."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        for appointment in standing(session, site):
            if (appointment.person_id, appointment.duty) == (person_id, duty) and appointment.ends_on == ends_on:
                record.repeat()
                return None
        membership = _membership(session, site.school_id, person_id)
        refuse_if(
            naming_refusals(
                at_hand.situation(),
                today=at_hand.today,
                starts_on=starts_on,
                ends_on=ends_on,
                member_until=membership.ends_on,
                is_member=membership.ends_on is None or membership.ends_on >= at_hand.today,
                is_authorised=is_authorised(session, site.school_id, person_id, at_hand.today)
                or membership.kind == "employee",
                holds_already=any(
                    (held.person_id, held.duty) == (person_id, duty) and held.ends_on is None
                    for held in standing(session, site)
                ),
            )
        )
        return _name(record, site, person_id, duty, starts_on, ends_on, at_hand.link, None)


def answer_appointment(session: Session, actor: Actor, now: dt.datetime, *, appointment_id: int, accepts: bool) -> None:
    """Say as the person named whether they take the duty."""
    with use_case(session, actor, now) as record:
        appointment, at_hand = _take(record, appointment_id)
        if (appointment.confirmed_at if accepts else appointment.refused_at) is not None:
            record.repeat()
            return
        refuse_if(answer_refusals(actor.person_id, appointment.person_id, _is_over(appointment)))
        if accepts:
            appointment.confirmed_at = now
        else:
            appointment.refused_at = now
        record.act(
            "appointment.confirmed" if accepts else "appointment.refused",
            "appointment",
            appointment.id,
            site_id=at_hand.site.id,
            person_id=appointment.person_id,
            duty=appointment.duty,
            texts={"label": at_hand.site.name},
        )
        if accepts and appointment.approved_at is None and appointment.version_id is None:
            heads = heads_today(session, at_hand.school_id, at_hand.today)
            notify(record, "appointment_to_approve", heads, at_hand.link, label=at_hand.site.name)


def decide_appointment(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    appointment_id: int,
    seen: int,
    is_yes: bool,
    reason: str = "",
) -> None:
    """Give the head's small approval of one appointment, or decline it with a reason."""
    with use_case(session, actor, now) as record:
        appointment, at_hand = _take(record, appointment_id)
        if (appointment.approved_by if is_yes else appointment.declined_at and actor.person_id) == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, appointment, seen, "appointment", appointment.id, at_hand.school_id)
        refuse_if(
            approval_refusals(
                at_hand.situation(reason=reason),
                person_id=appointment.person_id,
                named_by=appointment.named_by,
                is_confirmed=appointment.confirmed_at is not None,
                is_decided=appointment.approved_at is not None or _is_over(appointment),
                is_yes=is_yes,
            )
        )
        if is_yes:
            _approve(record, at_hand.site, appointment)
            notify(record, "appointment_approved", [appointment.person_id], at_hand.link, label=at_hand.site.name)
            return
        appointment.declined_at = now
        person = session.get_one(Person, appointment.person_id)
        record.act(
            "appointment.declined",
            "appointment",
            appointment.id,
            site_id=at_hand.site.id,
            person_id=person.id,
            duty=appointment.duty,
            texts={"label": at_hand.site.name, "person": person.name, "reason": reason},
        )


def end_appointment(
    session: Session, actor: Actor, now: dt.datetime, *, appointment_id: int, seen: int, ends_on: dt.date
) -> None:
    """End a duty on a last day, which still counts."""
    with use_case(session, actor, now) as record:
        appointment, at_hand = _take(record, appointment_id)
        if appointment.ends_on == ends_on:
            record.repeat()
            return
        refuse_if_stale(session, appointment, seen, "appointment", appointment.id, at_hand.school_id)
        refuse_if(
            end_refusals(
                at_hand.situation(),
                person_id=appointment.person_id,
                today=at_hand.today,
                starts_on=appointment.starts_on,
                ends_on=ends_on,
                is_over=_is_over(appointment),
            )
        )
        _end(record, at_hand.site, appointment, ends_on)
        told = [appointment.person_id, *holders_of(session, at_hand.school_id, Role.ICT_LEAD, at_hand.today)]
        on = f"{ends_on:%A} {ends_on.day} {ends_on:%B %Y}"
        notify(record, "appointment_ended", told, at_hand.link, label=at_hand.site.name, on=on)


def _take(record: Record, appointment_id: int) -> tuple[Appointment, AtHand]:
    found = record.session.get(Appointment, appointment_id)
    if found is None or found.school_id != record.actor.school_id:
        raise NotHere("Appointment")
    at_hand = take_site(record, found.site_id)
    return locked(record.session, Appointment, found.school_id, appointment_id), at_hand


def _is_over(appointment: Appointment) -> bool:
    return any((appointment.refused_at, appointment.declined_at, appointment.ended_at))


def _membership(session: Session, school_id: int, person_id: int) -> Membership:
    membership = session.scalar(
        sa.select(Membership).where(Membership.school_id == school_id, Membership.person_id == person_id)
    )
    if membership is None:
        raise NotHere("Membership")
    return membership


def _name(
    record: Record,
    site: Site,
    person_id: int,
    duty: Duty,
    starts_on: dt.date,
    ends_on: dt.date | None,
    link: str,
    version: ProposalVersion | None,
) -> Appointment:
    actor = record.actor
    if actor.person_id is None:
        raise NotHere("Person")
    is_self = person_id == actor.person_id
    appointment = Appointment(
        school_id=site.school_id,
        site_id=site.id,
        person_id=person_id,
        duty=duty,
        version_id=version.id if version else None,
        named_by=actor.person_id,
        named_at=record.now,
        starts_on=starts_on,
        ends_on=ends_on,
        # Who names themselves has said that they take it.
        confirmed_at=record.now if is_self else None,
    )
    record.session.add(appointment)
    record.session.flush()
    person = record.session.get_one(Person, person_id)
    record.act(
        "appointment.named",
        "appointment",
        appointment.id,
        site_id=site.id,
        person_id=person_id,
        duty=duty,
        texts={"label": site.name, "person": person.name},
    )
    notify(record, "appointment_to_confirm", [person_id], link, label=site.name)
    return appointment


def _approve(record: Record, site: Site, appointment: Appointment) -> None:
    appointment.approved_by = record.actor.person_id
    appointment.approved_at = record.now
    appointment.delegation_id = record.actor.delegation_id
    person = record.session.get_one(Person, appointment.person_id)
    record.act(
        "appointment.approved",
        "appointment",
        appointment.id,
        site_id=site.id,
        person_id=person.id,
        duty=appointment.duty,
        texts={"label": site.name, "person": person.name},
    )


def _end(record: Record, site: Site, appointment: Appointment, ends_on: dt.date) -> None:
    appointment.ends_on = max(ends_on, appointment.starts_on)
    person = record.session.get_one(Person, appointment.person_id)
    record.act(
        "appointment.ended",
        "appointment",
        appointment.id,
        site_id=site.id,
        person_id=person.id,
        duty=appointment.duty,
        ends_on=appointment.ends_on,
        texts={"label": site.name, "person": person.name},
    )
