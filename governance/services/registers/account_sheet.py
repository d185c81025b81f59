"""A list of the accounts on platforms from a file, with who holds access (A.5.4).

A file with a column of passwords is refused as a whole before anything of it is read (``sheets.py``).
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.platform_accounts import AccountTyped, account_refusals
from governance.domain.registers.words import Access
from governance.domain.sheet_cells import LineCells, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import AccountHolder, Membership, PlatformAccount, Site
from governance.services.actors import school_today
from governance.services.registers.platform_accounts import (
    access_given,
    access_refusals,
    changed,
    checked,
    ended,
    kept,
)
from governance.services.registers.retired_sheet import PLATFORM_OF
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import membership_of_person, school_of

COLUMNS = (
    Column("site", ("Site", "Blog"), required=True),
    Column("platform", ("Platform", "Service"), required=True),
    Column("handle", ("Name there", "Handle", "User name", "Account")),
    Column("permanent_id", ("The platform’s number of it", "Number there", "Account id", "Permanent id")),
    Column("recovery_address", ("Recovery address", "Recovery", "Recovery e-mail")),
    Column("second_factor", ("Second step", "Second factor", "Two-step")),
    Column("full", ("Full access", "Who can do everything")),
    Column("publish", ("Publishing only", "Who can publish")),
    Column("checked_on", ("Checked on", "Last checked")),
    Column("ended_on", ("No more since", "Ended on")),
    Column("notes", ("Notes", "Note")),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """``holders`` are who holds access; ``ended_on`` says that the account is no more."""

    site: Site
    typed: AccountTyped
    holders: tuple[tuple[int, Access], ...]
    checked_on: dt.date | None
    ended_on: dt.date | None

    @property
    def name(self) -> str:
        return self.site.name

    @property
    def key(self) -> tuple[int, str, str, dt.date | None]:
        # The platform's own number tells an account from every other; without one, its name there does.
        named = same_words(self.typed.permanent_id or self.typed.handle)
        return self.site.id, self.typed.platform, named, self.ended_on


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    today = school_today(school, record.now)
    known = known_names(session, school.id, closed=True)
    accounts = session.scalars(sa.select(PlatformAccount).where(PlatformAccount.school_id == school.id)).all()
    members = {
        row.person_id: row for row in session.scalars(sa.select(Membership).where(Membership.school_id == school.id))
    }
    held = _held(record)

    def read(cells: LineCells) -> _Line | None:
        site, platform = known.site(cells, "site"), cells.word("platform", PLATFORM_OF, needed=True)
        if not cells.needed("site") or site is None or platform is None:
            return None
        second = cells.word("second_factor", _SECOND) if cells.text("second_factor") else None
        typed = AccountTyped(
            platform,
            cells.text("permanent_id"),
            cells.text("handle"),
            cells.text("recovery_address"),
            {"on": True, "off": False}.get(second or ""),
            cells.text("notes"),
        )
        holders = [(one, Access.FULL) for one in known.several_people(cells, "full")]
        holders += [(one, Access.PUBLISH) for one in known.several_people(cells, "publish")]
        return _Line(site, typed, tuple(holders), cells.day("checked_on"), cells.day("ended_on"))

    def judge(line: _Line) -> Judged:
        row = _row_of(accounts, line)
        wanted = line.typed if row is None else _merged(row, line.typed)
        is_over = row is not None and row.ended_on is not None
        new = () if is_over else tuple(one for one in line.holders if row is None or one not in held.get(row.id, ()))
        found = [*account_refusals(wanted), *_days(line, today)]
        found += [fault for person, _ in new for fault in access_refusals(members[person], today)]
        steps = _Steps(row, line.site, wanted, new, _later(line.checked_on, row), None if is_over else line.ended_on)
        if row is not None and steps.is_nothing:
            return Judged()
        return Judged(tuple(found), steps.take, row is None)

    return plan_lines(record, COLUMNS, rows, read, judge)


ACCOUNTS = SheetRegister("accounts", COLUMNS, Permission.LOOK_AFTER_SITES, plan)
_SECOND = {"on": "on", "yes": "on", "off": "off", "no": "off", "notknown": "unknown", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class _Steps:
    """What one line does: an account that is kept or changed, access, a check, and its end."""

    row: PlatformAccount | None
    site: Site
    wanted: AccountTyped
    holders: tuple[tuple[int, Access], ...]
    checked_on: dt.date | None
    ended_on: dt.date | None

    @property
    def is_nothing(self) -> bool:
        same = self.row is not None and _typed(self.row) == self.wanted
        return same and not self.holders and self.checked_on is None and self.ended_on is None

    def take(self, record: Record) -> None:
        row = self.row or kept(record, self.site, self.wanted)
        changed(record, row, self.wanted)
        for person_id, access in self.holders:
            access_given(record, row, membership_of_person(record, person_id), access)
        if self.checked_on is not None:
            checked(record, row, self.checked_on)
        if self.ended_on is not None:
            ended(record, row, self.ended_on)


def _row_of(accounts: Sequence[PlatformAccount], line: _Line) -> PlatformAccount | None:
    """Return the account that a line is about: one that is no more is another than one of the same name today."""
    same = [row for row in accounts if _is_same(row, line)]
    exact = [row for row in same if row.ended_on == line.ended_on]
    return next(iter([*exact, *(row for row in same if row.ended_on is None)]), None)


def _is_same(row: PlatformAccount, line: _Line) -> bool:
    typed = line.typed
    if (row.site_id, row.platform) != (line.site.id, typed.platform):
        return False
    if row.permanent_id and typed.permanent_id:
        return same_words(row.permanent_id) == same_words(typed.permanent_id)
    return bool(typed.handle) and same_words(row.handle) == same_words(typed.handle)


def _typed(row: PlatformAccount) -> AccountTyped:
    return AccountTyped(row.platform, row.permanent_id, row.handle, row.recovery_address, row.second_factor, row.notes)


def _merged(row: PlatformAccount, typed: AccountTyped) -> AccountTyped:
    """An empty cell says nothing, so it takes nothing away."""
    before = _typed(row)
    if row.ended_on is not None:
        return before
    return replace(
        before,
        permanent_id=typed.permanent_id or before.permanent_id,
        handle=typed.handle or before.handle,
        recovery_address=typed.recovery_address or before.recovery_address,
        second_factor=before.second_factor if typed.second_factor is None else typed.second_factor,
        notes=typed.notes or before.notes,
    )


def _later(checked_on: dt.date | None, row: PlatformAccount | None) -> dt.date | None:
    """Return the day of a check that is news: an older list does not take back a newer look."""
    if checked_on is None or row is None:
        return checked_on
    if row.ended_on is not None or (row.checked_on is not None and row.checked_on >= checked_on):
        return None
    return checked_on


def _days(line: _Line, today: dt.date) -> tuple[Refusal, ...]:
    days = {"checked_on": line.checked_on, "ended_on": line.ended_on}
    ahead = [key for key, day in days.items() if day is not None and day > today]
    return tuple(Refusal(f"{key[:-3]}_in_future", "This day is still to come.", "A.5.4", key) for key in ahead)


def _held(record: Record) -> Mapping[int, set[tuple[int, Access]]]:
    found: dict[int, set[tuple[int, Access]]] = {}
    rows = record.session.scalars(
        sa.select(AccountHolder).where(
            AccountHolder.school_id == record.actor.school_id, AccountHolder.ended_on.is_(None)
        )
    )
    for row in rows:
        found.setdefault(row.account_id, set()).add((row.person_id, row.access))
    return found
