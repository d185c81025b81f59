"""What an appointment's row goes through: named, approved, ended, each with its act and its mail (A.5).

The use cases around it stand in ``appointments``.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Duty
from governance.models import Appointment, Person, ProposalVersion, Site
from governance.services.actors import school_today
from governance.services.notices import notify
from governance.services.refused import NotHere
from governance.services.transaction import Record
from governance.services.within import school_of


def standing(session: Session, site: Site, today: dt.date) -> list[Appointment]:
    """Return the appointments of a site that run today or will, and were neither refused, declined nor ended."""
    return list(
        session.scalars(
            sa.select(Appointment)
            .where(
                Appointment.school_id == site.school_id,
                Appointment.site_id == site.id,
                Appointment.refused_at.is_(None),
                Appointment.declined_at.is_(None),
                Appointment.ended_at.is_(None),
                sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
            )
            .order_by(Appointment.duty, Appointment.id)
        )
    )


def today_of(record: Record) -> dt.date:
    """Return the day that it is at the school of the use case."""
    return school_today(school_of(record), record.now)


def write_named(
    record: Record,
    site: Site,
    person_id: int,
    duty: Duty,
    starts_on: dt.date,
    ends_on: dt.date | None,
    link: str,
    version: ProposalVersion | None,
) -> Appointment:
    """Name somebody and ask them; ``version`` is the one that names them, and ``link`` the site's page."""
    appointment = add_named(record, site, person_id, duty, starts_on, ends_on, version)
    notify(record, "appointment_to_confirm", [person_id], link, label=site.name)
    return appointment


def add_named(
    record: Record,
    site: Site,
    person_id: int,
    duty: Duty,
    starts_on: dt.date,
    ends_on: dt.date | None,
    version: ProposalVersion | None,
) -> Appointment:
    """Name somebody; whoever calls this asks them, once for all that they are named for."""
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
    return appointment


def write_approved(record: Record, site: Site, appointment: Appointment) -> None:
    """Approve an appointment in the name of the actor."""
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


def write_ended(record: Record, site: Site, appointment: Appointment, ends_on: dt.date) -> None:
    """End a duty on its last day; one that has not begun by then is called off."""
    if appointment.starts_on > ends_on:
        appointment.ended_at = record.now
    else:
        appointment.ends_on = ends_on
    person = record.session.get_one(Person, appointment.person_id)
    record.act(
        "appointment.ended",
        "appointment",
        appointment.id,
        site_id=site.id,
        person_id=person.id,
        duty=appointment.duty,
        ends_on=ends_on,
        texts={"label": site.name, "person": person.name},
    )
