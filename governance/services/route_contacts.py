"""Whom this school rings on each route: its own settings, so that no contact stands in code (DESIGN 3, rule 9).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.concern_routes import ROUTES, Route
from governance.domain.refusals import Refusal
from governance.models import RouteContact
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.transaction import use_case

LONGEST = {"name": 200, "phone": 60, "address": 300, "hours": 200}


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ring, as the school typed it: a name, a telephone number, an address, the hours in which they answer."""

    name: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""


def contacts_of(session: Session, school_id: int) -> dict[Route, Contact]:
    """Return the contacts that the school typed, by their route."""
    rows = session.scalars(sa.select(RouteContact).where(RouteContact.school_id == school_id))
    return {Route(row.route): Contact(row.name, row.phone, row.address, row.hours) for row in rows}


def change_contact(session: Session, actor: Actor, now: dt.datetime, *, route: Route, contact: Contact) -> None:
    """Write down whom the school rings on a route.  Raises Refused; what is so already changes nothing."""
    refuse_without(actor, Permission.LOOK_AFTER_CONTACTS)
    typed = {key: getattr(contact, key).strip() for key in LONGEST}
    refuse_if(
        [
            Refusal("too_long", f"Keep this to {most} characters.", page=key)
            for key, most in LONGEST.items()
            if len(typed[key]) > most
        ]
    )
    with use_case(session, actor, now) as record:
        known = session.scalar(
            sa.select(RouteContact)
            .where(RouteContact.school_id == actor.school_id, RouteContact.route == route.value)
            .with_for_update()
        )
        if known is None:
            known = RouteContact(school_id=actor.school_id, route=route.value)
            session.add(known)
        elif all(getattr(known, key) == value for key, value in typed.items()):
            record.repeat()
            return
        for key, value in typed.items():
            setattr(known, key, value)
        known.changed_by, known.changed_at = actor.person_id or 0, now
        record.act("route_contact.changed", "route_contact", None, route=ROUTES[route].name)
