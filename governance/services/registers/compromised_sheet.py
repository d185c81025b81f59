"""A list of accounts that somebody else got into, from a file (000-2).

A person brings in their own and the school's; the head and the ICT lead, who read all of them, anybody's.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission, acts_as_head, is_ict_lead
from governance.domain.refusals import Refusal
from governance.domain.registers.compromised import CLAUSE, CompromisedTyped, compromised_refusals, may_read
from governance.domain.sheet_cells import LineCells, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import CompromisedAccount
from governance.services.registers.compromised import reported, secured, told
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("account", ("Account", "Which account"), required=True),
    Column("whose", ("Whose", "Who", "Member of staff")),
    Column("site", ("Site", "Blog")),
    Column("noticed_at", ("Noticed at", "Noticed"), required=True),
    Column("told_at", ("Told at", "Told")),
    Column("done", ("What was done", "Done")),
    Column("secured_at", ("Safe since", "Safe again")),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One report; ``whose`` is asked only of an account of no site."""

    typed: CompromisedTyped
    whose: int | None
    secured_at: dt.datetime | None

    @property
    def name(self) -> str:
        return self.typed.account

    @property
    def key(self) -> tuple[str, int | None, int | None, dt.datetime]:
        return _key(self.typed.account, self.whose, self.typed.site_id, self.typed.noticed_at)


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school, actor = record.session, school_of(record), record.actor
    known = known_names(session, school.id, closed=True)
    reports = session.scalars(sa.select(CompromisedAccount).where(CompromisedAccount.school_id == school.id))
    by_key = {_key(row.account, row.whose, row.site_id, row.noticed_at): row for row in reports}

    def read(cells: LineCells) -> _Line | None:
        noticed_at = cells.moment("noticed_at", needed=True)
        site = known.site(cells, "site")
        if site is not None and cells.text("whose"):
            cells.fault(
                "account_of_two", "It is somebody’s own account or the school’s. Leave one of the two empty.", "site"
            )
        whose = known.person(cells, "whose") if cells.text("whose") else actor.person_id
        if noticed_at is None:
            return None
        typed = CompromisedTyped(
            cells.text("account"), noticed_at, cells.moment("told_at"), cells.text("done"), site.id if site else None
        )
        return _Line(typed, None if site else whose, cells.moment("secured_at"))

    def judge(line: _Line) -> Judged:
        reads_all = acts_as_head(actor) or is_ict_lead(actor)
        if line.whose not in (None, actor.person_id) and not reads_all:
            sentence = "Only they themselves, the head and the ICT lead can bring this in."
            return Judged((Refusal("compromised_not_yours", sentence, CLAUSE, "whose"),))
        row = by_key.get(line.key)
        if row is not None and not may_read(actor, row.whose, row.recorded_by):
            row = None
        safe = line.secured_at is not None and (row is None or row.secured_at is None)
        if row is not None and not safe:
            return Judged()
        found = (*compromised_refusals(line.typed, record.now), *_secured(line, record.now))
        return Judged(found, lambda writing: _take(writing, line, row), row is None)

    return plan_lines(record, COLUMNS, rows, read, judge)


COMPROMISED = SheetRegister("compromised", COLUMNS, Permission.DECLARE, plan)


def _take(record: Record, line: _Line, row: CompromisedAccount | None) -> None:
    report = row or reported(record, line.typed, line.whose)
    if line.secured_at is not None:
        secured(record, report, line.secured_at)
    elif row is None:
        told(record, report)


def _key(
    account: str, whose: int | None, site_id: int | None, noticed_at: dt.datetime
) -> tuple[str, int | None, int | None, dt.datetime]:
    # A list says times to the minute.
    return same_words(account), whose, site_id, noticed_at.replace(second=0, microsecond=0)


def _secured(line: _Line, now: dt.datetime) -> tuple[Refusal, ...]:
    if line.secured_at is None or line.typed.noticed_at <= line.secured_at <= now:
        return ()
    sentence = "It was safe again after you noticed it, and before now."
    return (Refusal("compromised_secured_before", sentence, CLAUSE, "secured_at"),)
