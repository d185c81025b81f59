"""A list of photo passes from a file: events, who holds a pass, and whose right was taken away (001-4).

A line without a holder is an event for which nobody has a pass yet.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.people_shown import same_person
from governance.domain.photo_passes import PASS_WORDS, PassState
from governance.domain.refusals import Refusal
from governance.domain.sheet_cells import LineCells, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import PhotoEvent, PhotoPass, PhotoPassHolder
from governance.services.actors import school_today
from governance.services.photo_passes import (
    event_on,
    holder_among,
    holders,
    issued,
    new_holder,
    pass_reasons,
    recorded,
    revoking_refusals,
    right_given_back,
    right_taken,
    valid_passes,
)
from governance.services.registers.sheet_lines import Judged, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("event", ("Event", "What"), required=True),
    Column("held_on", ("Day", "On", "Date"), required=True),
    Column("holder", ("Holder", "Name", "Parent or carer")),
    Column("told_apart", ("Told apart by", "Note", "Told apart")),
    Column("state", ("State",)),
    Column("reason", ("Why", "Reason")),
)


_STATES = said_as(PASS_WORDS)
_Key = tuple[str, dt.date, tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Line:
    """``holder`` is empty on a line that is an event alone."""

    event: str
    held_on: dt.date
    holder: str
    told_apart: str
    state: PassState
    reason: str

    @property
    def name(self) -> str:
        return f"{self.event}: {self.holder}" if self.holder else self.event

    @property
    def key(self) -> _Key:
        who = same_person(self.holder, self.told_apart)
        return same_words(self.event), self.held_on, who, self.state is PassState.VALID


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    today, known, passes = school_today(school, record.now), holders(session, school.id), _passes(record)
    events = session.scalars(sa.select(PhotoEvent).where(PhotoEvent.school_id == school.id))
    on_list = {(same_words(event.name), event.held_on) for event in events}
    said: dict[tuple[str, str], bool] = {}

    def read(cells: LineCells) -> _Line | None:
        day = cells.day("held_on", needed=True)
        state = cells.word("state", _STATES) if cells.text("state") else PassState.VALID
        name = cells.needed("event")
        if day is None or state is None:
            return None
        return _Line(name, day, cells.text("holder"), cells.text("told_apart"), state, cells.text("reason"))

    def judge(line: _Line) -> Judged:
        if not line.holder:
            is_there = (same_words(line.event), line.held_on) in on_list
            return Judged() if is_there else Judged((), lambda writing: _event(writing, line), turn=-1)
        if line.key in passes:
            return Judged()
        found = list(pass_reasons(known, line.holder, line.told_apart, line.held_on, today))
        who = same_person(line.holder, line.told_apart)
        if line.state is not PassState.VALID:
            found += revoking_refusals(line.reason)
        holder = holder_among(known, line.holder, line.told_apart)
        is_taken = line.state is PassState.TAKEN
        holds_one = is_taken and holder is not None and bool(valid_passes(session, holder))
        if line.state is not PassState.GIVEN_BACK and (holds_one or said.setdefault(who, is_taken) is not is_taken):
            sentence = "One pass of theirs is valid and another is taken away. A right that is gone takes all of them."
            found.append(Refusal("pass_is_valid", sentence, "001-4", "state"))
        turn = {PassState.GIVEN_BACK: 0, PassState.VALID: 1, PassState.TAKEN: 2}[line.state]
        return Judged(tuple(found), lambda writing: _pass(writing, line), turn=turn)

    return plan_lines(record, COLUMNS, rows, read, judge)


PASSES = SheetRegister("passes", COLUMNS, Permission.ISSUE_PHOTO_PASSES, plan)


def _event(record: Record, line: _Line) -> PhotoEvent:
    found = event_on(record.session, record.actor.school_id or 0, line.event, line.held_on)
    return found or recorded(record, line.event, line.held_on)


def _pass(record: Record, line: _Line) -> None:
    event = _event(record, line)
    known = holders(record.session, event.school_id)
    holder = holder_among(known, line.holder, line.told_apart) or new_holder(record, line.holder, line.told_apart)
    issued(record, event, holder)
    if line.state is not PassState.VALID:
        right_taken(record, holder, line.reason)
    if line.state is PassState.GIVEN_BACK:
        right_given_back(record, holder)


def _passes(record: Record) -> set[_Key]:
    """Return every pass on the list, by what tells one from the other."""
    of_school = PhotoPass.school_id == record.actor.school_id
    rows = record.session.execute(
        sa.select(PhotoEvent.name, PhotoEvent.held_on, PhotoPassHolder, PhotoPass.revoked_at)
        .join(PhotoEvent, sa.and_(PhotoEvent.school_id == PhotoPass.school_id, PhotoEvent.id == PhotoPass.event_id))
        .join(
            PhotoPassHolder,
            sa.and_(PhotoPassHolder.school_id == PhotoPass.school_id, PhotoPassHolder.id == PhotoPass.holder_id),
        )
        .where(of_school, PhotoPassHolder.name != "")
    )
    return {
        (same_words(name), held_on, same_person(holder.name, holder.told_apart), revoked_at is None)
        for name, held_on, holder, revoked_at in rows
    }
