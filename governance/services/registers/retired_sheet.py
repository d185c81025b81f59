"""A list of platforms that the school has given up, from a file (DOMAIN 4.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.found_accounts import PLATFORMS
from governance.domain.sheet_cells import LineCells, plain, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import RetiredPlatform
from governance.services.registers.retired_platforms import retired, retiring_reasons
from governance.services.registers.sheet_lines import Judged, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record

COLUMNS = (
    Column("platform", ("Platform", "Service"), required=True),
    Column("close_by", ("Sites close by", "Close by", "By"), required=True),
    Column("reason", ("Why", "Reason"), required=True),
)
PLATFORM_OF = {plain(name): key for key, name in PLATFORMS.items()} | {plain(key): key for key in PLATFORMS}
"""A platform by what people call it."""


@dataclass(frozen=True, slots=True)
class _Line:
    platform: str
    close_by: dt.date
    reason: str

    @property
    def name(self) -> str:
        return PLATFORMS[self.platform]

    @property
    def key(self) -> str:
        return self.platform


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    known = {
        row.platform: row
        for row in record.session.scalars(
            sa.select(RetiredPlatform).where(
                RetiredPlatform.school_id == record.actor.school_id, RetiredPlatform.ended_at.is_(None)
            )
        )
    }

    def read(cells: LineCells) -> _Line | None:
        platform = cells.word("platform", PLATFORM_OF, needed=True)
        close_by = cells.day("close_by", needed=True)
        return _Line(platform, close_by, cells.text("reason")) if platform and close_by else None

    def judge(line: _Line) -> Judged:
        row = known.get(line.platform)
        if row is not None and (row.close_by, same_words(row.reason)) == (line.close_by, same_words(line.reason)):
            return Judged()
        found = retiring_reasons(record, line.platform, line.close_by, line.reason)
        return Judged(found, lambda writing: retired(writing, line.platform, line.close_by, line.reason))

    return plan_lines(record, COLUMNS, rows, read, judge)


RETIRED = SheetRegister("retired", COLUMNS, Permission.AUTHORISE, plan)
