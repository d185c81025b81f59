"""What each kind of record has to say to be kept and disposed of: how its records are found, and what goes of each.

A keeper finds rows as (number, day, words): the day is the one from which its time counts, or where it ``carries`` one
its own last day; the words name the row without anything that people typed about a child.  What is still in use is not
found.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.records.kinds import RecordKind
from governance.models import AuditRow, AuditText, School
from governance.services.records.retention.holds import held

GONE = "(no longer kept)"
"""What stands where a text has to be."""


@dataclass(frozen=True, slots=True)
class Until:
    """The day up to which records are sought, and the school's first moment that is later."""

    day: dt.date
    moment: dt.datetime


def until_day(school: School, day: dt.date) -> Until:
    """Return the end of a day at a school."""
    following = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(school.time_zone))
    return Until(day, following.astimezone(dt.UTC))


Find = Callable[[int, Until], sa.Select[Any, Any, Any]]
"""From a school and a day: a select of (number, day or moment, words) of what is not in use, no later than that day."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """How one kind is found and disposed of.

    ``number`` is the column of its number.  ``dispose`` takes the session, the school, the numbers and the moment.
    ``undated`` counts the records whose day is not known, where there can be such.

    Of what few read, ``readers`` says which of them somebody may dispose of, and ``told`` what is put on record: acts
    that only its readers are shown, each with its subject.  ``held`` is asked where more holds stop it than its own.
    """

    kind: RecordKind
    number: Any
    find: Find
    dispose: Callable[[Session, int, Sequence[int], dt.datetime], None]
    carries: bool = False
    undated: Callable[[int], sa.Select[Any]] | None = None
    readers: Callable[[Actor], sa.ColumnElement[bool]] | None = None
    told: Callable[[Session, int, Sequence[int]], Sequence[tuple[str, str, int]]] | None = None
    held: Callable[[int], sa.ColumnElement[bool]] | None = None

    def held_at(self, school_id: int) -> sa.ColumnElement[bool]:
        """What says of one of these records whether a hold stops its disposal."""
        return self.held(school_id) if self.held is not None else held(school_id, self.kind, self.number)


def forget_history(session: Session, school_id: int, subject_kind: str, ids: Sequence[int]) -> None:
    """Take the free text out of the history of these subjects; the rows and their digests stay, and still verify."""
    rows = sa.select(AuditRow.id).where(
        AuditRow.chain == school_id, AuditRow.subject_kind == subject_kind, AuditRow.subject_id.in_(ids)
    )
    session.execute(sa.delete(AuditText).where(AuditText.row_id.in_(rows)).execution_options(synchronize_session=False))


def put(session: Session, table: Any, school_id: int, column: Any, ids: Sequence[int], **values: Any) -> None:
    """Write the same values into some rows of a school."""
    session.execute(
        sa.update(table)
        .where(table.school_id == school_id, column.in_(ids))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
