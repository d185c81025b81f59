"""Exactly one worker does what is periodic, once for each period: the unique key of task and period decides who.

This is the book-keeping of the clock, not an act of the audit; what a task does is audited where it does it.
May not import Flask, the jobs or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.models import ClockPeriod

ABANDONED_AFTER = dt.timedelta(minutes=30)
"""A period that was taken this long ago and never finished was left by a worker that died; another one takes it."""


def finished_periods(session: Session, periods: Collection[str]) -> set[tuple[str, str]]:
    """Return which (task, period) of these periods are finished; one read for all of them."""
    rows = session.execute(
        sa.select(ClockPeriod.task, ClockPeriod.period).where(
            ClockPeriod.period.in_(periods), ClockPeriod.done_at.isnot(None)
        )
    )
    found = {(row.task, row.period) for row in rows}
    session.rollback()
    return found


def take_period(session: Session, now: dt.datetime, task: str, period: str) -> bool:
    """Return whether this worker is the one that does ``task`` for ``period``."""
    begin_writing(session)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    taken = session.scalar(
        insert(ClockPeriod)
        .values(task=task, period=period, taken_at=now)
        .on_conflict_do_nothing()
        .returning(ClockPeriod.id)
    )
    if taken is None:
        taken = session.scalar(
            sa.update(ClockPeriod)
            .where(
                ClockPeriod.task == task,
                ClockPeriod.period == period,
                ClockPeriod.done_at.is_(None),
                ClockPeriod.taken_at <= now - ABANDONED_AFTER,
            )
            .values(taken_at=now)
            .returning(ClockPeriod.id)
        )
    session.commit()
    return taken is not None


def finish_period(session: Session, now: dt.datetime, task: str, period: str) -> None:
    """Write down that ``task`` is done for ``period``."""
    begin_writing(session)
    session.execute(
        sa.update(ClockPeriod).where(ClockPeriod.task == task, ClockPeriod.period == period).values(done_at=now)
    )
    session.commit()
