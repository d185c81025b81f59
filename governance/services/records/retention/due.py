"""What is due for disposal at a school today: the page's list and the guard of a disposal read the same (003-7).

Nothing that is held, in use or gone already is due; what has no date is not due, and is counted so that it can be said.
What few read is due to its readers alone: it is in no count of all the kinds, and a list holds what ``reader`` reads.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.records.keeping import NOT_KNOWN, due_on, latest_since
from governance.domain.records.kinds import RecordKind
from governance.models import School
from governance.services.actors import school_today, today_in
from governance.services.records.retention import of_comments, of_concerns, of_few, of_letters, of_people, of_registers
from governance.services.records.retention.keeper import Keeper, Until, until_day
from governance.services.records.retention.schedule import RuleInForce
from governance.services.records.retention.stubs import gone

KEEPERS: dict[RecordKind, Keeper] = {
    keeper.kind: keeper
    for keeper in (
        *of_comments.KEEPERS,
        *of_concerns.KEEPERS,
        *of_people.KEEPERS,
        *of_letters.KEEPERS,
        *of_registers.KEEPERS,
        *of_few.KEEPERS,
    )
}
"""Every kind that the product itself disposes of.  A new register adds its keeper here."""

MOST = 500
"""So many records stand on one certificate; the rest comes on the next."""


@dataclass(frozen=True, slots=True)
class DueRecord:
    """One record that may be disposed of: its number, the day it fell due, and what it is in a few words."""

    number: int
    due_on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class DueKind:
    """One kind with how many are due, how many of those a hold keeps, and how many have no date."""

    rule: RuleInForce
    due: int
    held: int
    undated: int

    @property
    def undated_said(self) -> str:
        """Why those without a date are not due."""
        kept = self.rule.row.kept
        return NOT_KNOWN[kept.since] if kept is not None and self.undated else ""


def due_of(
    session: Session, school: School, rule: RuleInForce, now: dt.datetime, reader: Actor | None = None
) -> tuple[DueRecord, ...]:
    """Return what is due of one kind and not held, the longest due first; at most ``MOST``.

    ``reader`` is asked about what few read: of such a kind there is nothing for anybody else.
    """
    keeper = KEEPERS[rule.row.kind]
    query = _found(school, keeper, rule, now, reader)
    if query is None:
        return ()
    query = query.where(~keeper.held_at(school.id)).order_by(sa.text("2"), sa.text("1")).limit(MOST)
    return tuple(
        DueRecord(number, _due_on(school, keeper, rule, day), words) for number, day, words in session.execute(query)
    )


def due_numbers(
    session: Session,
    school: School,
    rule: RuleInForce,
    now: dt.datetime,
    numbers: frozenset[int],
    reader: Actor | None = None,
) -> dict[int, DueRecord]:
    """Return which of these are due, held or not, by their numbers; ``reader`` as in ``due_of``."""
    keeper = KEEPERS[rule.row.kind]
    query = _found(school, keeper, rule, now, reader)
    if query is None:
        return {}
    rows = session.execute(query.where(keeper.number.in_(numbers)))
    return {number: DueRecord(number, _due_on(school, keeper, rule, day), words) for number, day, words in rows}


def due_kinds(
    session: Session, school: School, schedule: dict[RecordKind, RuleInForce], now: dt.datetime
) -> tuple[DueKind, ...]:
    """Return every kind that the product disposes of, with its numbers, in the schedule's order; one query.

    The kinds that few read are left out: a number would tell that there is such a record.
    """
    asked: list[Any] = []
    kinds = [kind for kind in schedule if kind in KEEPERS and KEEPERS[kind].readers is None]
    for kind in kinds:
        keeper, rule = KEEPERS[kind], schedule[kind]
        query = _found(school, keeper, rule, now)
        asked += _counted(query, keeper.held_at(school.id)) if query is not None else _NONE
        asked.append(keeper.undated(school.id).scalar_subquery() if keeper.undated else sa.literal(0))
    row = session.execute(sa.select(*asked)).one() if asked else ()
    return tuple(DueKind(schedule[kind], *row[place * 3 : place * 3 + 3]) for place, kind in enumerate(kinds))


_NONE = (sa.literal(0), sa.literal(0))


def _counted(query: sa.Select[Any, Any, Any], is_held: sa.ColumnElement[bool]) -> tuple[Any, Any]:
    """All that is due, and what of it is held."""
    every = sa.select(sa.func.count()).select_from(query.subquery()).scalar_subquery()
    kept = sa.select(sa.func.count()).select_from(query.where(is_held).subquery()).scalar_subquery()
    return every, kept


def _found(
    school: School, keeper: Keeper, rule: RuleInForce, now: dt.datetime, reader: Actor | None = None
) -> sa.Select[Any, Any, Any] | None:
    until = _until(school, keeper, rule, now)
    if until is None or (keeper.readers is not None and reader is None):
        return None
    query = keeper.find(school.id, until).where(~gone(school.id, keeper.kind, keeper.number))
    return query if keeper.readers is None or reader is None else query.where(keeper.readers(reader))


def _until(school: School, keeper: Keeper, rule: RuleInForce, now: dt.datetime) -> Until | None:
    today = school_today(school, now)
    if keeper.carries:
        return until_day(school, today - dt.timedelta(days=1))
    return None if rule.row.kept is None else until_day(school, latest_since(rule.row.kept, today))


def _due_on(school: School, keeper: Keeper, rule: RuleInForce, day: dt.date | dt.datetime) -> dt.date:
    """The day on which a record fell due, from the day or moment that its keeper found."""
    if isinstance(day, dt.datetime):
        day = today_in(school.time_zone, day)
    if keeper.carries or rule.row.kept is None:
        return day + dt.timedelta(days=1)
    return due_on(rule.row.kept, day).on or day
