"""Who can be shown: pupils and grown-ups on one list, each told apart from others of the same name (001-3; DOMAIN 7.7).

A person here is nobody's sign-in; a grown-up may be linked to their membership and need not be.  Names go into no audit
row.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.people_shown import PersonAsked, person_refusals, same_person
from governance.domain.refusals import Refusal
from governance.domain.shown_words import ShownKind
from governance.models import PersonShown
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, people_locked


def record_person_shown(
    session: Session, actor: Actor, now: dt.datetime, *, asked: PersonAsked, person_id: int | None = None
) -> int:
    """Put somebody on the list; return their number.  Raises Refused with every reason.

    ``person_id`` links a grown-up to their own membership.
    """
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        others = [same_person(one.name, one.told_apart) for one in everybody(session, school.id)]
        refuse_if((*person_refusals(asked, others), *_link_refusals(asked.kind, person_id)))
        if person_id is not None:
            membership_of_person(record, person_id)
        return add_person(record, school.id, asked, person_id).id


def change_person_shown(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    shown_id: int,
    seen: int,
    asked: PersonAsked,
    person_id: int | None = None,
) -> None:
    """Change what is known of somebody on the list, their last day among it; what is so already is a repeat."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        row = locked(session, PersonShown, school.id, shown_id)
        refuse_if_stale(session, row, seen, "person_shown", row.id, school.id)
        others = [same_person(one.name, one.told_apart) for one in everybody(session, school.id) if one.id != shown_id]
        refuse_if((*person_refusals(asked, others), *_link_refusals(asked.kind, person_id)))
        if person_id is not None:
            membership_of_person(record, person_id)
        if not apply_change(record, row, asked, person_id):
            record.repeat()


def everybody(session: Session, school_id: int) -> list[PersonShown]:
    """Return everybody on the list whose name was not disposed of, leavers too."""
    return list(
        session.scalars(
            sa.select(PersonShown)
            .where(PersonShown.school_id == school_id, PersonShown.name != "")
            .order_by(PersonShown.name, PersonShown.told_apart, PersonShown.id)
        )
    )


def add_person(record: Record, school_id: int, asked: PersonAsked, person_id: int | None = None) -> PersonShown:
    """Add one row within a use case."""
    row = PersonShown(
        school_id=school_id,
        kind=asked.kind,
        name=asked.name,
        group_name=asked.group_name,
        told_apart=asked.told_apart,
        left_on=asked.left_on,
        person_id=person_id,
        recorded_by=record.actor.person_id,
        recorded_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    record.act("person_shown.recorded", "person_shown", row.id, shown_kind=asked.kind.value)
    return row


def apply_change(record: Record, row: PersonShown, asked: PersonAsked, person_id: int | None) -> tuple[str, ...]:
    """Change one row within a use case; return what was changed, in words that name nobody."""
    wanted: tuple[tuple[str, object, str], ...] = (
        ("kind", asked.kind, "who they are"),
        ("name", asked.name, "the name"),
        ("group_name", asked.group_name, "the class"),
        ("told_apart", asked.told_apart, "what tells them apart"),
        ("left_on", asked.left_on, "the last day"),
        ("person_id", person_id, "the link to a member of staff"),
    )
    changed = tuple(words for column, value, words in wanted if getattr(row, column) != value)
    for column, value, _ in wanted:
        setattr(row, column, value)
    if changed:
        record.act("person_shown.changed", "person_shown", row.id, changed=list(changed))
    return changed


def _link_refusals(kind: ShownKind, person_id: int | None) -> Iterable[Refusal]:
    if kind is ShownKind.PUPIL and person_id is not None:
        yield Refusal("pupil_is_no_staff", "Only a grown-up can be linked to somebody who signs in.", None, "person_id")
