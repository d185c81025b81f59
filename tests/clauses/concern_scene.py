"""A school with concerns for the tests of A.2.3, A.5.6, 001-7 and 001-8."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.disclosures import Source
from governance.models import Concern
from governance.services.concern_entries import write_entry
from governance.services.concern_record import close_concern, take_route
from governance.services.concerns import record_concern
from governance.services.route_contacts import Contact, change_contact
from tests.factories import NOW
from tests.services.cast import Cast


def recorded(
    session: Session, cast: Cast, about: About, source: Source | None = None, seen_at: dt.datetime | None = None
) -> int:
    """A concern that the second teacher recorded; its number."""
    actor = cast.actor(session, cast.second)
    session.rollback()
    reference = record_concern(
        session, actor, NOW, about=about, about_person=None, facts="A pupil said that somebody shouts at them.",
        source=source, told_by="Sam", seen_at=seen_at,
    )  # fmt: skip
    found = session.scalars(sa.select(Concern.id).where(Concern.reference == reference)).one()
    session.rollback()
    return found


def seen(session: Session, concern_id: int) -> int:
    """The version of the record as it stands now."""
    revision = session.scalars(sa.select(Concern.revision).where(Concern.id == concern_id)).one()
    session.rollback()
    return revision


def write(session: Session, actor: Actor, concern_id: int, kind: Entry) -> None:
    """Write one line of this kind."""
    words = "We spoke at noon, and it is clear to everybody."
    write_entry(session, actor, NOW, concern_id=concern_id, seen=seen(session, concern_id), kind=kind, words=words)


def take(session: Session, actor: Actor, concern_id: int, route: Route, awaited_on: dt.date | None = None) -> None:
    """Take it somewhere."""
    words = "Rang them, and they take it on."
    take_route(
        session, actor, NOW, concern_id=concern_id, seen=seen(session, concern_id), route=route, words=words,
        reference="R-1", awaited_on=awaited_on,
    )  # fmt: skip


def close(session: Session, actor: Actor, concern_id: int, reason: str = "") -> None:
    """Close it."""
    close_concern(session, actor, NOW, concern_id=concern_id, seen=seen(session, concern_id), reason=reason)


def ring(session: Session, cast: Cast, *routes: Route) -> None:
    """Write down whom the school rings."""
    actor = cast.actor(session, cast.dsl)
    session.rollback()
    for route in routes:
        change_contact(session, actor, NOW, route=route, contact=Contact(name="Duty desk", phone="01632 960001"))
