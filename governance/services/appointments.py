"""Appointments of administrators and moderators: named, confirmed by the person, approved, changed and ended (A.5).

They are named in a proposal and approved with it; later each change is a small approval of its own.  Nobody approves
their own appointment, nor one that they named: the domain refuses, and the database the first of the two.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.appointing import (
    answer_refusals,
    approval_refusals,
    end_refusals,
    naming_refusals,
)
from governance.domain.calendar import day_in_words
from governance.domain.proposal.answers import people_of
from governance.domain.words import Duty, PersonKind, Role
from governance.models import Appointment, Person, ProposalVersion, Site
from governance.services.actors import heads_today, holders_of, is_authorised
from governance.services.at_hand import AtHand, take_site
from governance.services.duties import standing, today_of, write_approved, write_ended, write_named
from governance.services.notices import notify
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person

NAMED_UNDER = {Duty.ADMINISTRATOR: "administrators", Duty.MODERATOR: "moderators"}


def name_from(record: Record, site: Site, version: ProposalVersion, link: str) -> None:
    """Name everybody whom a submitted version names and who does not hold that duty yet, and ask them."""
    today = today_of(record)
    held = {(appointment.person_id, appointment.duty) for appointment in standing(record.session, site, today)}
    for duty, key in NAMED_UNDER.items():
        for person_id in dict.fromkeys(people_of(version.answers, key)):
            if (person_id, duty) not in held:
                write_named(record, site, person_id, duty, today, None, link, version)


def approve_named(record: Record, site: Site, version: ProposalVersion) -> None:
    """Approve with the proposal those whom it names, but never the decider's own appointment."""
    for appointment in standing(record.session, site, today_of(record)):
        named = people_of(version.answers, NAMED_UNDER[appointment.duty])
        if appointment.approved_at is not None or appointment.person_id not in named:
            continue
        if appointment.person_id == record.actor.person_id:
            continue
        write_approved(record, site, appointment)


def end_unnamed(record: Record, site: Site, version: ProposalVersion) -> None:
    """End the duties of those whom the newly approved text names no more."""
    today = today_of(record)
    for appointment in standing(record.session, site, today):
        if appointment.person_id not in people_of(version.answers, NAMED_UNDER[appointment.duty]):
            write_ended(record, site, appointment, today)


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
        same = [
            held
            for held in standing(session, site, at_hand.today)
            if (held.person_id, held.duty) == (person_id, duty) and _overlaps(held, starts_on, ends_on)
        ]
        if any((held.starts_on, held.ends_on) == (starts_on, ends_on) for held in same):
            record.repeat()
            return None
        membership = membership_of_person(record, person_id)
        refuse_if(
            naming_refusals(
                at_hand.situation(),
                today=at_hand.today,
                starts_on=starts_on,
                ends_on=ends_on,
                member_until=membership.ends_on,
                is_member=membership.starts_on <= starts_on,
                is_authorised=membership.kind is PersonKind.EMPLOYEE
                or is_authorised(session, site.school_id, person_id, starts_on),
                holds_already=bool(same),
            )
        )
        appointment = write_named(record, site, person_id, duty, starts_on, ends_on, at_hand.link, None)
        if appointment.confirmed_at is not None:
            # Who names themselves has said yes, so it waits for the head at once.
            _ask_the_head(at_hand)
        return appointment


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
            _ask_the_head(at_hand)
        if not accepts:
            notify(record, "appointment_refused", [appointment.named_by], at_hand.link, label=at_hand.site.name)


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
            write_approved(record, at_hand.site, appointment)
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
        told = [appointment.person_id, appointment.named_by]
        notify(record, "appointment_declined", told, at_hand.link, label=at_hand.site.name)


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
        write_ended(record, at_hand.site, appointment, ends_on)
        told = [appointment.person_id, *holders_of(session, at_hand.school_id, Role.ICT_LEAD, at_hand.today)]
        on = day_in_words(ends_on)
        notify(record, "appointment_ended", told, at_hand.link, label=at_hand.site.name, on=on)


def _take(record: Record, appointment_id: int) -> tuple[Appointment, AtHand]:
    found = record.session.get(Appointment, appointment_id)
    if found is None or found.school_id != record.actor.school_id:
        raise NotHere("Appointment")
    at_hand = take_site(record, found.site_id)
    return locked(record.session, Appointment, found.school_id, appointment_id), at_hand


def _is_over(appointment: Appointment) -> bool:
    return any((appointment.refused_at, appointment.declined_at, appointment.ended_at))


def _overlaps(held: Appointment, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    """Whether an appointment shares a day with a span whose last day may be open."""
    begins_in_time = ends_on is None or held.starts_on <= ends_on
    return begins_in_time and (held.ends_on is None or held.ends_on >= starts_on)


def _ask_the_head(at_hand: AtHand) -> None:
    heads = heads_today(at_hand.record.session, at_hand.school_id, at_hand.today)
    notify(at_hand.record, "appointment_to_approve", heads, at_hand.link, label=at_hand.site.name)
