"""Photo passes: issued by the office for one event, taken away with a reason, and not issued anew (001-4, 001-6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.people_shown import same_person
from governance.domain.photo_passes import HolderSaid, pass_refusals
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.models import PhotoEvent, PhotoPass, PhotoPassHolder
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked, school_of


def record_event(session: Session, actor: Actor, now: dt.datetime, *, name: str, held_on: dt.date) -> int:
    """Put an event on the list; return its number.  The same name on the same day is a repeat."""
    refuse_without(actor, Permission.ISSUE_PHOTO_PASSES)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        refuse_if(() if name else (Refusal("event_missing", "Enter the name of the event.", None, "name"),))
        known = event_on(session, school.id, name, held_on)
        if known is not None:
            record.repeat()
            return known.id
        return recorded(record, name, held_on).id


def event_on(session: Session, school_id: int, name: str, held_on: dt.date) -> PhotoEvent | None:
    """Return the event of this name on a day."""
    return session.scalar(
        sa.select(PhotoEvent).where(
            PhotoEvent.school_id == school_id, PhotoEvent.name == name, PhotoEvent.held_on == held_on
        )
    )


def recorded(record: Record, name: str, held_on: dt.date) -> PhotoEvent:
    """Put an event on the list; recorded."""
    event = PhotoEvent(
        school_id=record.actor.school_id or 0,
        name=name,
        held_on=held_on,
        recorded_by=record.actor.person_id,
        recorded_at=record.now,
    )
    record.session.add(event)
    record.session.flush()
    record.act("photo_event.recorded", "photo_event", event.id, held_on=held_on, texts={"label": name})
    return event


def issue_pass(
    session: Session, actor: Actor, now: dt.datetime, *, event_id: int, name: str, told_apart: str = ""
) -> int:
    """Issue a pass to a parent; return its number.  Whose right was taken away gets none: raises Refused.

    Who has a pass for this event already is a repeat.
    """
    refuse_without(actor, Permission.ISSUE_PHOTO_PASSES)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        event = locked(session, PhotoEvent, school.id, event_id)
        known = holders(session, school.id)
        refuse_if(pass_reasons(known, name, told_apart, event.held_on, school_today(school, now)))
        holder = holder_among(known, name, told_apart)
        held = valid_passes(session, holder, event.id) if holder is not None else []
        if held:
            record.repeat()
            return held[0].id
        return issued(record, event, holder or new_holder(record, name, told_apart)).id


def pass_reasons(
    known: Sequence[PhotoPassHolder], name: str, told_apart: str, held_on: dt.date, today: dt.date
) -> tuple[Refusal, ...]:
    """Return every reason against a pass; ``known`` are the school's ``holders``."""
    said = [HolderSaid(*same_person(one.name, one.told_apart), is_revoked(one)) for one in known]
    return pass_refusals(name, told_apart, said, held_on, today)


def holder_among(known: Sequence[PhotoPassHolder], name: str, told_apart: str) -> PhotoPassHolder | None:
    """Return who of the school's ``holders`` is called so."""
    key = same_person(name, told_apart)
    return next((one for one in known if same_person(one.name, one.told_apart) == key), None)


def new_holder(record: Record, name: str, told_apart: str) -> PhotoPassHolder:
    """Add somebody who never had a pass."""
    holder = PhotoPassHolder(school_id=record.actor.school_id or 0, name=name, told_apart=told_apart)
    record.session.add(holder)
    record.session.flush()
    return holder


def issued(record: Record, event: PhotoEvent, holder: PhotoPassHolder) -> PhotoPass:
    """Issue a pass that was judged before; recorded."""
    row = PhotoPass(
        school_id=event.school_id,
        event_id=event.id,
        holder_id=holder.id,
        issued_by=record.actor.person_id,
        issued_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    record.act("photo_pass.issued", "photo_pass", row.id, texts={"label": event.name}, holder_id=holder.id)
    return row


def revoke_right(session: Session, actor: Actor, now: dt.datetime, *, holder_id: int, seen: int, reason: str) -> None:
    """Take a parent's right to photograph away: their passes end now and none is issued until it is restored."""
    refuse_without(actor, Permission.ISSUE_PHOTO_PASSES)
    with use_case(session, actor, now) as record:
        holder = _holder(record, holder_id)
        if is_revoked(holder):
            record.repeat()
            return
        refuse_if_stale(session, holder, seen, "photo_pass_holder", holder.id, holder.school_id)
        refuse_if(revoking_refusals(reason))
        right_taken(record, holder, reason)


def revoking_refusals(reason: str) -> tuple[Refusal, ...]:
    """Return every reason against taking a right away as it was typed."""
    return reason_refusals(reason, "the reason", clause="001-4", page="reason")


def right_taken(record: Record, holder: PhotoPassHolder, reason: str) -> None:
    """Take somebody's right and every pass of theirs away; judged before."""
    by = record.actor.person_id
    holder.revoked_at, holder.revoked_by, holder.reason = record.now, by, reason
    holder.restored_at = holder.restored_by = None
    passes = valid_passes(record.session, holder)
    for one in passes:
        one.revoked_at, one.revoked_by, one.reason = record.now, by, reason
    record.act("photo_pass.revoked", "photo_pass_holder", holder.id, texts={"reason": reason}, passes=len(passes))


def restore_right(session: Session, actor: Actor, now: dt.datetime, *, holder_id: int, seen: int) -> None:
    """Let a parent have passes again; those that were taken away stay so."""
    refuse_without(actor, Permission.ISSUE_PHOTO_PASSES)
    with use_case(session, actor, now) as record:
        holder = _holder(record, holder_id)
        if not is_revoked(holder):
            record.repeat()
            return
        refuse_if_stale(session, holder, seen, "photo_pass_holder", holder.id, holder.school_id)
        right_given_back(record, holder)


def right_given_back(record: Record, holder: PhotoPassHolder) -> None:
    """Let somebody have passes again."""
    holder.restored_at, holder.restored_by = record.now, record.actor.person_id
    record.act("photo_pass.restored", "photo_pass_holder", holder.id)


def is_revoked(holder: PhotoPassHolder) -> bool:
    """Return whether the holder's right is taken away now."""
    return holder.revoked_at is not None and holder.restored_at is None


def holders(session: Session, school_id: int) -> list[PhotoPassHolder]:
    """Return everybody who ever had a pass at the school and whose name was not disposed of, by name."""
    return list(
        session.scalars(
            sa.select(PhotoPassHolder)
            .where(PhotoPassHolder.school_id == school_id, PhotoPassHolder.name != "")
            .order_by(PhotoPassHolder.name, PhotoPassHolder.told_apart, PhotoPassHolder.id)
        )
    )


def _holder(record: Record, holder_id: int) -> PhotoPassHolder:
    return locked(record.session, PhotoPassHolder, school_of(record).id, holder_id)


def valid_passes(session: Session, holder: PhotoPassHolder, event_id: int | None = None) -> list[PhotoPass]:
    """Return the passes of somebody, or that for one event, that were not taken away."""
    found = sa.select(PhotoPass).where(
        PhotoPass.school_id == holder.school_id, PhotoPass.holder_id == holder.id, PhotoPass.revoked_at.is_(None)
    )
    return list(session.scalars(found if event_id is None else found.where(PhotoPass.event_id == event_id)))
