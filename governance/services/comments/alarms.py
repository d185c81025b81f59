"""What may put a child at risk and nobody opened is sent on, step by step, until one person confirms (A.5.6, DESIGN 6).

Decides when an alarm begins and ends; who is told at each step is the clock's.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.models import Alarm
from governance.services.transaction import Record


def start(
    record: Record, *, school_id: int, due_at: dt.datetime, comment_id: int | None = None, concern_id: int | None = None
) -> None:
    """Begin to watch a comment or a concern; one that is watched stays as it is, one that is over begins anew."""
    about = Alarm.comment_id == comment_id if comment_id is not None else Alarm.concern_id == concern_id
    known = record.session.scalar(sa.select(Alarm).where(Alarm.school_id == school_id, about).with_for_update())
    if known is None:
        known = Alarm(school_id=school_id, comment_id=comment_id, concern_id=concern_id, started_at=record.now, step=0)
        record.session.add(known)
    elif known.next_at is not None:
        return
    known.started_at, known.step, known.next_at = record.now, 0, due_at
    known.confirmed_by = known.confirmed_at = None


def end(record: Record, *, school_id: int, comment_id: int | None = None, concern_id: int | None = None) -> None:
    """One person has it: nobody else is told."""
    about = Alarm.comment_id == comment_id if comment_id is not None else Alarm.concern_id == concern_id
    record.session.execute(
        sa.update(Alarm)
        .where(Alarm.school_id == school_id, about, Alarm.next_at.is_not(None))
        .values(next_at=None, confirmed_by=record.actor.person_id, confirmed_at=record.now)
    )
