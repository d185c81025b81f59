"""The platforms' minimum ages as a school keeps them: copied in at its creation, then its own to correct (A.2, 7.3).

Decides how a row of the table becomes what ``domain/ages.py`` reads.  Rows are ended by a date, never removed: a launch
that leaned on one can be looked up later.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain import platforms
from governance.domain.access import Actor, Permission
from governance.domain.platform_row import checked_refusals, row_refusals
from governance.domain.year_groups import Nation
from governance.models import PlatformAge
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def platform_rows_of(session: Session, school_id: int) -> tuple[platforms.PlatformAge, ...]:
    """Return the school's table in the words of ``domain/ages.py``."""
    return platform_rows_at(session, [school_id])[school_id]


def platform_rows_at(session: Session, school_ids: Collection[int]) -> dict[int, tuple[platforms.PlatformAge, ...]]:
    """Return the same for several schools in one read; most keep the rows that everybody starts from."""
    found: dict[int, list[platforms.PlatformAge]] = {school_id: [] for school_id in school_ids}
    rows = session.execute(
        sa.select(PlatformAge.school_id, *_OF_ROW).where(PlatformAge.school_id.in_(found)).order_by(PlatformAge.id)
    )
    for school_id, *values in rows:
        found[school_id].append(_domain_row(*values))
    return {school_id: tuple(of_school) for school_id, of_school in found.items()}


_OF_ROW = (
    PlatformAge.platform,
    PlatformAge.rule,
    PlatformAge.age,
    PlatformAge.nation,
    PlatformAge.from_date,
    PlatformAge.to_date,
    PlatformAge.source,
    PlatformAge.standing,
    PlatformAge.checked_on,
)


def _domain_row(
    platform: str,
    rule: platforms.Floor,
    age: int | None,
    nation: str,
    from_date: dt.date | None,
    to_date: dt.date | None,
    source: str,
    standing: platforms.Standing,
    checked_on: dt.date | None,
) -> platforms.PlatformAge:
    return platforms.PlatformAge(
        platform=platform,
        floor=rule,
        age=age,
        nation=Nation(nation) if nation else None,
        from_on=from_date,
        to_on=to_date,
        source=source,
        standing=standing,
        checked_on=checked_on,
    )


def copy_default_rows(session: Session, school_id: int) -> None:
    """Give a new school the rows that everybody starts from; its creation is what the audit records."""
    session.add_all(
        PlatformAge(
            school_id=school_id,
            platform=row.platform,
            nation=row.nation.value if row.nation else "",
            rule=row.floor,
            standing=row.standing,
            age=row.age,
            from_date=row.from_on,
            to_date=row.to_on,
            source=row.source,
            checked_on=row.checked_on,
        )
        for row in platforms.DEFAULT_ROWS
    )


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as somebody at the school typed it; ``nation`` None holds in all four.  Days are inclusive."""

    platform: str
    floor: platforms.Floor
    age: int | None
    nation: Nation | None
    from_on: dt.date | None
    to_on: dt.date | None
    source: str
    checked_on: dt.date | None
    note: str = ""


def save_platform_age(
    session: Session, actor: Actor, now: dt.datetime, *, typed: TypedRow, row_id: int | None = None, seen: int = 0
) -> int:
    """Add a row (``row_id`` None) or correct one; return its id.  Raises Refused, Stale and NotHere.

    What somebody at the school checked against its source counts as read from that day on.
    """
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        today = school_today(school, now)
        refuse_if(row_refusals(typed.platform, typed.floor, typed.age, typed.from_on, typed.to_on, typed.source))
        refuse_if(checked_refusals(typed.checked_on, today))
        if row_id is None:
            row = PlatformAge(school_id=school.id, standing=platforms.Standing.READ)
            session.add(row)
        else:
            row = locked(session, PlatformAge, school.id, row_id)
            refuse_if_stale(session, row, seen, "platform_age", row.id, school.id)
        _fill(row, typed)
        if row_id is not None and not session.is_modified(row):
            record.repeat()
            return row_id
        session.flush()
        _record(record, row)
        return row.id


def _fill(row: PlatformAge, typed: TypedRow) -> None:
    row.platform = typed.platform
    row.nation = typed.nation.value if typed.nation else ""
    row.rule, row.age = typed.floor, typed.age
    row.from_date, row.to_date = typed.from_on, typed.to_on
    row.source, row.note, row.checked_on = typed.source, typed.note, typed.checked_on
    if typed.checked_on is not None and row.standing is platforms.Standing.UNCHECKED:
        row.standing = platforms.Standing.READ


def _record(record: Record, row: PlatformAge) -> None:
    record.act("platform_age.changed", "platform_age", row.id, platform=row.platform, rule=row.rule.value, age=row.age)
