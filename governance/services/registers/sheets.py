"""A list for one of the registers from a file: kept for its preview, brought in when somebody confirms what they saw.

One way for all registers, fed by a ``SheetRegister`` each: its columns, who may, and what one line comes to.  Nothing
counts before the confirmation, and a file that is run again changes nothing.  Only who uploaded a list sees what is in
it: the lines of a sensitive register are nobody else's to read.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.cells import unguarded
from governance.domain.refusals import Refusal
from governance.domain.registers.typed import password_refusals
from governance.domain.sheet_cells import heading_of_password
from governance.domain.sheets import EMPTIED, Column, Sheet, SheetRow, read_sheet
from governance.models import RegisterSheet
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Stale, refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What one line comes to: NEW, CHANGED, SAME or REFUSED, what it says of that, and what would be done.

    ``codes`` are those of its refusals.  Lines of a lower ``turn`` are brought in first.
    """

    line: int
    name: str
    outcome: str
    says: tuple[str, ...] = ()
    apply: Callable[[Record], object] | None = None
    codes: tuple[str, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class SheetRegister:
    """One register that takes lists: its word, its columns, who may bring one in, and what its lines come to."""

    word: str
    columns: tuple[Column, ...]
    permission: Permission
    plan: Callable[[Record, Sequence[SheetRow]], list[PlannedLine]]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a kept list would do now."""

    lines: tuple[PlannedLine, ...]
    faults: tuple[Refusal, ...]
    left_out: tuple[str, ...]
    confirmed_at: dt.datetime | None

    @property
    def digest(self) -> str:
        """What the person saw, in short: the confirmation carries it."""
        said = json.dumps([(line.line, line.outcome, line.says) for line in self.lines])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def of(self, outcome: str) -> list[PlannedLine]:
        """Return the lines that come out so."""
        return [line for line in self.lines if line.outcome == outcome]


def keep_register_sheet(
    session: Session, actor: Actor, now: dt.datetime, *, register: SheetRegister, name: str, data: bytes
) -> int:
    """Read an uploaded file and keep what is understood of it for the preview; return the list.  Raises Refused."""
    refuse_without(actor, register.permission)
    sheet = read_sheet(data, register.columns)
    with use_case(session, actor, now) as record:
        refuse_if((*_password_column(sheet), *(sheet.refusals if not sheet.rows else ())))
        _empty_earlier(record, register)
        safe, faults = _without_passwords(sheet.rows)
        held = {
            "rows": [(row.line, dict(row.cells)) for row in safe],
            "faults": [(fault.code, fault.sentence) for fault in (*sheet.refusals, *faults)],
            "left_out": sheet.unknown_headings,
        }
        kept = RegisterSheet(
            school_id=actor.school_id or 0,
            register=register.word,
            name=name[:200],
            text=json.dumps(held, ensure_ascii=False),
            uploaded_by=actor.person_id or 0,
            uploaded_at=now,
        )
        session.add(kept)
        session.flush()
        record.act("register.uploaded", "register_sheet", kept.id, register=register.word, lines=len(sheet.rows))
        return kept.id


def preview_register_sheet(
    session: Session, actor: Actor, now: dt.datetime, *, register: SheetRegister, sheet_id: int
) -> SheetPlan:
    """Return what a kept list would do now; nothing is changed.  Raises NotHere."""
    refuse_without(actor, register.permission)
    kept = session.get(RegisterSheet, sheet_id)
    if kept is None or kept.school_id != actor.school_id:
        raise NotHere("RegisterSheet")
    _refuse_others(actor, register, kept)
    return _plan(Record(session, actor, now), register, kept)


def import_register_sheet(
    session: Session, actor: Actor, now: dt.datetime, *, register: SheetRegister, sheet_id: int, seen: str
) -> tuple[int, int]:
    """Bring in the lines that can be; return how many were added and how many changed.

    ``seen`` is the digest of the preview.  Confirmed once, or with nothing new in it, it changes nothing.
    """
    refuse_without(actor, register.permission)
    with use_case(session, actor, now) as record:
        people_locked(record)
        kept = locked(session, RegisterSheet, actor.school_id or 0, sheet_id)
        _refuse_others(actor, register, kept)
        plan = _plan(record, register, kept)
        if kept.confirmed_at is not None or not plan.of(NEW) + plan.of(CHANGED):
            record.repeat()
            return 0, 0
        if plan.digest != seen:
            sentence = "Something changed at the school since you looked at this list. Look at it again first."
            raise Stale((Refusal("stale", sentence),))
        for line in sorted(plan.lines, key=lambda line: line.turn):
            if line.apply is not None:
                line.apply(record)
        kept.confirmed_at = now
        # What was brought in stays where it now belongs; the copy in the file is not kept.
        kept.text = EMPTIED
        added, changed = len(plan.of(NEW)), len(plan.of(CHANGED))
        record.act("register.imported", "register_sheet", kept.id, register=register.word, added=added, changed=changed)
        return added, changed


def _plan(record: Record, register: SheetRegister, kept: RegisterSheet) -> SheetPlan:
    held = json.loads(kept.text)
    rows = [SheetRow(line, cells) for line, cells in held["rows"]]
    faults = tuple(Refusal(code, sentence) for code, sentence in held["faults"])
    return SheetPlan(tuple(register.plan(record, rows)), faults, tuple(held["left_out"]), kept.confirmed_at)


def _refuse_others(actor: Actor, register: SheetRegister, kept: RegisterSheet) -> None:
    """Answer as if a list were not there to everybody but who uploaded it, and under another register's address."""
    if (kept.register, kept.uploaded_by) != (register.word, actor.person_id):
        raise NotHere("RegisterSheet")


def _empty_earlier(record: Record, register: SheetRegister) -> None:
    """Throw away what this person uploaded for this register before and never brought in: the new file replaces it."""
    waiting = sa.select(RegisterSheet).where(
        RegisterSheet.school_id == record.actor.school_id,
        RegisterSheet.register == register.word,
        RegisterSheet.uploaded_by == record.actor.person_id,
        RegisterSheet.confirmed_at.is_(None),
    )
    for earlier in record.session.scalars(waiting.with_for_update(of=RegisterSheet)):
        earlier.text = EMPTIED


def _password_column(sheet: Sheet) -> tuple[Refusal, ...]:
    """Refuse a whole file that has a column of passwords: not even its headings are kept."""
    heading = heading_of_password(sheet.unknown_headings)
    if not heading:
        return ()
    sentence = (
        f"The column “{heading}” looks like one of passwords. Passwords are never kept here, so nothing of this file "
        "was. Delete the column, save the list again, and keep passwords in the school’s password manager."
    )
    return (Refusal("sheet_has_passwords", sentence),)


def _without_passwords(rows: Sequence[SheetRow]) -> tuple[list[SheetRow], list[Refusal]]:
    """Leave out every line in which a password seems to stand: it is not kept, not even until the preview.

    Of the others each cell is as it was before our own export guarded it against formulas.
    """
    safe: list[SheetRow] = []
    faults: list[Refusal] = []
    for row in (SheetRow(one.line, {key: unguarded(cell) for key, cell in one.cells.items()}) for one in rows):
        if any(password_refusals(cell, key) for key, cell in row.cells.items()):
            sentence = f"Line {row.line} seems to hold a password, so nothing of it was kept. Take it out of the file."
            faults.append(Refusal("typed_password", sentence))
        else:
            safe.append(row)
    return safe, faults
