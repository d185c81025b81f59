"""Who is shown in public as running a site: shown and withdrawn by the person, the ICT lead or the head (A.4.8, A.4.9).

A card that is changed ends, and another one begins: what readers saw last year can still be said.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, may
from governance.domain.identity_cards import card_refusals, not_yours
from governance.domain.personal_details import SchoolContacts
from governance.domain.refusals import Refusal
from governance.models import Appointment, IdentityCard, School, Site
from governance.services.actors import school_today
from governance.services.refused import Refused, refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def show_card(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    person_id: int,
    display_name: str,
    position: str,
) -> None:
    """Show somebody as running a site, or change how; raises Refused, and NotHere for another school's site or person.

    The card that says the same already is a repeat.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        site = locked(session, Site, school.id, site_id)
        membership_of_person(record, person_id)
        refuse_if(card_reasons(record, school, site, person_id, display_name, position))
        if not shown(record, site, person_id, display_name, position):
            record.repeat()


def card_reasons(
    record: Record, school: School, site: Site, person_id: int, display_name: str, position: str
) -> tuple[Refusal, ...]:
    """Return every reason against a card as it was typed; nothing is changed."""
    today = school_today(school, record.now)
    return card_refusals(
        display_name,
        position,
        runs_it=person_id in people_running(record.session, site, today),
        may_show=may_change_card(record.actor, person_id),
        own=contacts_of(school),
    )


def shown(record: Record, site: Site, person_id: int, display_name: str, position: str) -> bool:
    """Show a card that was judged before in place of the one before, and return whether that is new; recorded then."""
    today = school_today(school_of(record), record.now)
    before = card_of(record.session, site, person_id)
    if before is not None and (before.display_name, before.position) == (display_name, position):
        return False
    if before is not None:
        before.ends_on = today
        record.session.flush()
    card = IdentityCard(
        school_id=site.school_id,
        site_id=site.id,
        person_id=person_id,
        display_name=display_name,
        position=position,
        starts_on=today,
    )
    record.session.add(card)
    record.session.flush()
    record.act(
        "identity_card.shown",
        "identity_card",
        card.id,
        site_id=site.id,
        person_id=person_id,
        texts={"label": site.name, "position": position},
    )
    return True


def withdraw_card(session: Session, actor: Actor, now: dt.datetime, *, card_id: int) -> None:
    """Take a card off its site from today; one that is off is a repeat.  Raises Refused, NotHere."""
    with use_case(session, actor, now) as record:
        card = locked(session, IdentityCard, actor.school_id or 0, card_id)
        if not may_change_card(actor, card.person_id):
            raise Refused((not_yours(),))
        if card.ends_on is not None:
            record.repeat()
            return
        site = locked(session, Site, card.school_id, card.site_id)
        card.ends_on = school_today(school_of(record), now)
        record.act(
            "identity_card.withdrawn",
            "identity_card",
            card.id,
            site_id=site.id,
            person_id=card.person_id,
            texts={"label": site.name},
        )


def may_change_card(actor: Actor, person_id: int) -> bool:
    """Return whether a card is the actor's own, or the actor looks after the school's sites."""
    return actor.person_id == person_id or may(actor, Permission.LOOK_AFTER_SITES)


def people_running(session: Session, site: Site, today: dt.date) -> frozenset[int]:
    """Return the persons with a duty on a site that has not ended, and its resourcing owner."""
    appointed = session.scalars(
        sa.select(Appointment.person_id).where(
            Appointment.school_id == site.school_id,
            Appointment.site_id == site.id,
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
        )
    )
    owner = {site.resourcing_owner_id} if site.resourcing_owner_id is not None else set()
    return frozenset(appointed) | owner


def contacts_of(school: School) -> SchoolContacts:
    """Return what is the school's own: whatever stands at the host of its website is not personal."""
    host = (urlsplit(school.website).hostname or "").removeprefix("www.")
    return SchoolContacts(hosts=frozenset({host} if host else set()))


def card_of(session: Session, site: Site, person_id: int) -> IdentityCard | None:
    """Return the card that shows somebody on a site."""
    return session.scalar(
        sa.select(IdentityCard).where(
            IdentityCard.school_id == site.school_id,
            IdentityCard.site_id == site.id,
            IdentityCard.person_id == person_id,
            IdentityCard.ends_on.is_(None),
        )
    )
