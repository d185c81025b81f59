"""Photo passes: issued by the office for one event, taken away with a reason, and not issued anew (001-4, 001-6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

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
        known = session.scalar(
            sa.select(PhotoEvent.id).where(
                PhotoEvent.school_id == school.id, PhotoEvent.name == name, PhotoEvent.held_on == held_on
            )
        )
        if known is not None:
            record.repeat()
            return known
        event = PhotoEvent(
            school_id=school.id, name=name, held_on=held_on, recorded_by=actor.person_id, recorded_at=now
        )
        session.add(event)
        session.flush()
        record.act("photo_event.recorded", "photo_event", event.id, held_on=held_on, texts={"label": name})
        return event.id


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
        key = same_person(name, told_apart)
        holder = next((one for one in known if same_person(one.name, one.told_apart) == key), None)
        refuse_if(
            pass_refusals(
                name,
                told_apart,
                [HolderSaid(*same_person(one.name, one.told_apart), is_revoked(one)) for one in known],
                event.held_on,
                school_today(school, now),
            )
        )
        if holder is None:
            holder = PhotoPassHolder(school_id=school.id, name=name, told_apart=told_apart)
            session.add(holder)
            session.flush()
        held = _valid(session, holder, event.id)
        if held:
            record.repeat()
            return held[0].id
        issued = PhotoPass(
            school_id=school.id, event_id=event.id, holder_id=holder.id, issued_by=actor.person_id, issued_at=now
        )
        session.add(issued)
        session.flush()
        record.act("photo_pass.issued", "photo_pass", issued.id, texts={"label": event.name}, holder_id=holder.id)
        return issued.id


def revoke_right(session: Session, actor: Actor, now: dt.datetime, *, holder_id: int, seen: int, reason: str) -> None:
    """Take a parent's right to photograph away: their passes end now and none is issued until it is restored."""
    refuse_without(actor, Permission.ISSUE_PHOTO_PASSES)
    with use_case(session, actor, now) as record:
        holder = _holder(record, holder_id)
        if is_revoked(holder):
            record.repeat()
            return
        refuse_if_stale(session, holder, seen, "photo_pass_holder", holder.id, holder.school_id)
        refuse_if(reason_refusals(reason, "the reason", clause="001-4", page="reason"))
        holder.revoked_at, holder.revoked_by, holder.reason = now, actor.person_id, reason
        holder.restored_at = holder.restored_by = None
        passes = _valid(session, holder)
        for one in passes:
            one.revoked_at, one.revoked_by, one.reason = now, actor.person_id, reason
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
        holder.restored_at, holder.restored_by = now, actor.person_id
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


def _valid(session: Session, holder: PhotoPassHolder, event_id: int | None = None) -> list[PhotoPass]:
    found = sa.select(PhotoPass).where(
        PhotoPass.school_id == holder.school_id, PhotoPass.holder_id == holder.id, PhotoPass.revoked_at.is_(None)
    )
    return list(session.scalars(found if event_id is None else found.where(PhotoPass.event_id == event_id)))
