"""Whose turn it is to look at something outside: a lease that one guarded UPDATE takes and that runs out by itself.

A worker that dies leaves a lease behind, which the next one finds run out; what is written after a look is written only
while the lease is still that look's, so that a slow one never overwrites what a later one has seen (DESIGN 6, 7).
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import HostConnection, PageWatch, UpdateWatch

Leased = TypeVar("Leased", HostConnection, PageWatch, UpdateWatch)


def whose_turn(
    kind: type[Leased], now: dt.datetime | sa.BindParameter[dt.datetime]
) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds of the rows whose turn has come and that nobody has taken."""
    return (kind.next_look_at <= now, sa.or_(kind.leased_until.is_(None), kind.leased_until <= now))


def take_lease(
    session: Session, kind: type[Leased], row_id: int, until: dt.datetime, due: tuple[sa.ColumnElement[bool], ...]
) -> Leased | None:
    """Take one row until a moment; None where another worker has it or ``due`` no longer holds of it."""
    taken = session.scalar(sa.update(kind).where(kind.id == row_id, *due).values(leased_until=until).returning(kind.id))
    return None if taken is None else session.get(kind, row_id, populate_existing=True)


def still_leased(
    session: Session, kind: type[Leased], row_id: int, until: dt.datetime, *also: sa.ColumnElement[bool]
) -> Leased | None:
    """Return the row, locked, while the lease that runs ``until`` a moment is still its own."""
    return session.scalar(
        sa.select(kind)
        .where(kind.id == row_id, kind.leased_until == until, *also)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def settle_asked(row: HostConnection | PageWatch | UpdateWatch, started: dt.datetime) -> None:
    """What was asked for before a look that ``started`` then is done; what was asked for since is looked at next."""
    if row.asked_at is None:
        return
    if row.asked_at <= started:
        row.asked_at = None
    else:
        row.next_look_at = row.asked_at
