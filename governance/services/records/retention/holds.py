"""Legal holds: what may not be disposed of, why, who said so, and who released it (003-7; DOMAIN 3.7).

A hold is on one record or on every record of a kind.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.reasons import reason_refusals
from governance.domain.records.kinds import RecordKind
from governance.domain.refusals import Refusal
from governance.models import LegalHold
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import people_locked

LARGEST_NUMBER = 2**31 - 1


def place_hold(
    session: Session, actor: Actor, now: dt.datetime, *, kind: RecordKind, subject_id: int | None, reason: str
) -> int:
    """Put a hold on one record or, without a number, on a whole kind; return the hold.  Raises Refused.

    One that is there already is a repeat.
    """
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        # A disposal locks the same row, so a hold stands either before it or after it.
        school = people_locked(record)
        if subject_id is not None and not 1 <= subject_id <= LARGEST_NUMBER:
            raise NotHere("Record")
        refuse_if(reason_refusals(reason, "the reason for the hold", clause="003-7", page="reason"))
        standing = session.scalar(
            sa.select(LegalHold.id).where(
                LegalHold.school_id == school.id,
                LegalHold.kind == kind.value,
                LegalHold.subject_id.is_(None) if subject_id is None else LegalHold.subject_id == subject_id,
                LegalHold.released_at.is_(None),
            )
        )
        if standing is not None:
            record.repeat()
            return standing
        row = LegalHold(
            school_id=school.id,
            kind=kind.value,
            subject_id=subject_id,
            reason=reason.strip(),
            placed_by=actor.person_id,
            placed_at=now,
        )
        session.add(row)
        session.flush()
        record.act("retention.hold_placed", "legal_hold", row.id, records=kind.value, held=subject_id or 0)
        return row.id


def release_hold(session: Session, actor: Actor, now: dt.datetime, *, hold_id: int, seen: int, reason: str) -> None:
    """Release a hold with a reason; one that is released is a repeat.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        row = locked(session, LegalHold, school.id, hold_id)
        if row.released_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "legal_hold", row.id, school.id)
        refuse_if(reason_refusals(reason, "the reason for releasing it", clause="003-7", page="reason"))
        row.released_by, row.released_at, row.release_reason = actor.person_id, now, reason.strip()
        record.act("retention.hold_released", "legal_hold", row.id, records=row.kind, held=row.subject_id or 0)


def is_held(session: Session, school_id: int, kind: RecordKind, subject_id: int) -> bool:
    """Return whether a hold stands on a record or on its whole kind."""
    return bool(session.scalar(sa.select(held(school_id, kind, sa.literal(subject_id)))))


def held(school_id: Any, kind: RecordKind, number: Any) -> sa.ColumnElement[bool]:
    """Return what says of the record with ``number`` whether a hold stands on it or on its kind.

    Both may be columns.  Whoever disposes of what is theirs, as the readers of a concern, asks this as well.
    """
    return sa.exists().where(
        LegalHold.school_id == school_id,
        LegalHold.kind == kind.value,
        LegalHold.released_at.is_(None),
        sa.or_(LegalHold.subject_id.is_(None), LegalHold.subject_id == number),
    )


def held_refusal() -> Refusal:
    """The refusal of disposing of what is held."""
    sentence = "A hold stands on this. It stays until the hold is released."
    return Refusal("record_held", sentence, "003-7")
