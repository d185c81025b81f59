"""The school, its people, and a site with what watches it, that a use case is about."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa

from governance.models import Membership, PageWatch, School, Site, UpdateWatch
from governance.services.refused import NotHere
from governance.services.seen import locked
from governance.services.transaction import Record

Watch = TypeVar("Watch", UpdateWatch, PageWatch)


def school_of(record: Record) -> School:
    """Return the school at which the actor acts; raises NotHere."""
    school = record.session.get(School, record.actor.school_id) if record.actor.school_id else None
    if school is None:
        raise NotHere("School")
    return school


def people_locked(record: Record) -> School:
    """Return the school with its row locked: whoever counts heads or ICT leads waits for whoever changes them."""
    school = record.session.scalar(
        sa.select(School)
        .where(School.id == record.actor.school_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if school is None:
        raise NotHere("School")
    return school


def membership_of(record: Record, membership_id: int) -> Membership:
    """Return a membership of the actor's school, locked; raises NotHere."""
    return locked(record.session, Membership, record.actor.school_id or 0, membership_id)


def membership_of_person(record: Record, person_id: int) -> Membership:
    """Return somebody's membership of the actor's school, locked; raises NotHere."""
    row = record.session.scalar(
        sa.select(Membership)
        .where(Membership.school_id == record.actor.school_id, Membership.person_id == person_id)
        .with_for_update(of=Membership)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotHere("Membership")
    return row


def watched_site(record: Record, kind: type[Watch], site_id: int) -> tuple[Watch, Site]:
    """Return what watches a site of this school, and the site, both locked; the site first, as every use case does."""
    school = school_of(record)
    site = locked(record.session, Site, school.id, site_id)
    watch: Watch | None = record.session.scalar(
        sa.select(kind)
        .where(kind.school_id == school.id, kind.site_id == site.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if watch is None:
        raise NotHere(kind.__name__)
    return watch, site
