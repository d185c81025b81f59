"""Partner schools and organisations that take part on our sites (002-4).  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.partners import SUBJECT, PartnerTyped, partner_refusals
from governance.models import PartnerSchool, PartnerSite, Site
from governance.services.actors import school_today
from governance.services.called import is_called
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def add_partner(session: Session, actor: Actor, now: dt.datetime, *, typed: PartnerTyped) -> int:
    """Put a partner on the register; return it."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        refuse_if(partner_reasons(record, typed, None))
        return added(record, typed).id


def change_partner(
    session: Session, actor: Actor, now: dt.datetime, *, partner_id: int, seen: int, typed: PartnerTyped
) -> None:
    """Change what is known of a partner, and on which of our sites it takes part."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, PartnerSchool, actor.school_id or 0, partner_id)
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if(partner_reasons(record, typed, row.id))
        if not changed(record, row, typed):
            record.repeat()


def end_partner(session: Session, actor: Actor, now: dt.datetime, *, partner_id: int, seen: int) -> None:
    """End a partnership with today; the line stays."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, PartnerSchool, actor.school_id or 0, partner_id)
        today = school_today(school_of(record), now)
        if row.ends_on is not None and row.ends_on <= today:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        row.ends_on = max(today, row.starts_on)
        record.act("partner.ended", SUBJECT, row.id, texts={"label": row.name}, ends_on=row.ends_on)


def partner_reasons(record: Record, typed: PartnerTyped, but: int | None) -> tuple[Refusal, ...]:
    """Return every reason against a partner as typed, beside that numbered ``but``; nothing is changed."""
    today = school_today(school_of(record), record.now)
    return (*partner_refusals(typed, today), *_known(record, typed.name, but))


def added(record: Record, typed: PartnerTyped) -> PartnerSchool:
    """Put a partner that was judged before on the register; recorded."""
    row = PartnerSchool(
        school_id=record.actor.school_id or 0, added_by=record.actor.person_id or 0, added_at=record.now
    )
    _fill(record, row, typed)
    record.session.add(row)
    record.session.flush()
    _place(record, row, typed.sites)
    record.act("partner.added", SUBJECT, row.id, texts={"label": row.name}, kind=row.kind.value)
    return row


def changed(record: Record, row: PartnerSchool, typed: PartnerTyped) -> bool:
    """Change a partner as was judged before, and return whether that changed anything; recorded where it did."""
    _fill(record, row, typed)
    # Asked before the sites are read, which writes the row out and leaves it unmodified.
    is_changed = record.session.is_modified(row)
    moved = _place(record, row, typed.sites)
    if not is_changed and not moved:
        return False
    record.act("partner.changed", SUBJECT, row.id, texts={"label": row.name})
    return True


def places_of(record: Record, row: PartnerSchool) -> Sequence[PartnerSite]:
    """Return on which of our sites a partner takes part."""
    of_partner = (PartnerSite.school_id == row.school_id, PartnerSite.partner_id == row.id)
    return record.session.scalars(sa.select(PartnerSite).where(*of_partner)).all()


def _known(record: Record, name: str, but: int | None) -> tuple[Refusal, ...]:
    same = record.session.scalars(
        sa.select(PartnerSchool.id).where(
            PartnerSchool.school_id == record.actor.school_id,
            is_called(PartnerSchool.name, name),
            PartnerSchool.ends_on.is_(None),
        )
    ).all()
    if not set(same) - {but}:
        return ()
    return (Refusal("partner_known", "This partner is on the register already.", "002-4", "name"),)


def _fill(record: Record, row: PartnerSchool, typed: PartnerTyped) -> None:
    by = membership_of_person(record, typed.vetted_by).person_id if typed.vetted_by is not None else None
    row.kind, row.name, row.contact = typed.kind, typed.name.strip(), typed.contact.strip()
    row.starts_on, row.ends_on = typed.starts_on, typed.ends_on
    row.vetted_by, row.vetted_on, row.vetted_how = by, typed.vetted_on, typed.vetted_how.strip()


def _place(record: Record, row: PartnerSchool, sites: frozenset[int]) -> bool:
    """Let the partner take part on these of our sites and no others; return whether that changed."""
    session = record.session
    places = places_of(record, row)
    ours = set(session.scalars(sa.select(Site.id).where(Site.school_id == row.school_id, Site.id.in_(sites))))
    if ours != sites:
        raise NotHere("Site")
    for place in places:
        if place.site_id not in sites:
            session.delete(place)
    new = sites - {place.site_id for place in places}
    session.add_all(PartnerSite(school_id=row.school_id, partner_id=row.id, site_id=site_id) for site_id in sorted(new))
    return bool(new) or any(place.site_id not in sites for place in places)
