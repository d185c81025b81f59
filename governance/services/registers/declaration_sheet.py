"""A list of declarations from a file (000-3, 002-6, 003-1, 003-2): one's own, and those that one decides about.

Whoever would not read a declaration cannot bring one in, and gets the same answer whether it is on record or not.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.declarations import (
    CLAUSES,
    DeclarationTyped,
    answer_refusals,
    committee_refusals,
    declaration_refusals,
    declared_oneself,
    may_decide,
    may_read,
)
from governance.domain.registers.words import DECLARATION_KIND_WORDS, DeclarationKind
from governance.domain.sheet_cells import LineCells, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import Declaration
from governance.services.actors import school_today
from governance.services.declaration_readers import heads_ever
from governance.services.registers import declarations as register
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("kind", ("What", "Kind"), required=True),
    Column("who", ("Who", "Name", "Member of staff")),
    Column("words", ("In words", "Words", "What was declared"), required=True),
    Column("happened_on", ("Since", "On"), required=True),
    Column("declared_on", ("Declared on",)),
    Column("address", ("The page", "Page", "Address")),
    Column("disclaimer_seen", ("Has its disclaimer", "Disclaimer")),
    Column("seen", ("Read", "Was read")),
    Column("committee_on", ("The committee had it on", "Committee")),
    Column("agreed", ("Agreed",)),
    Column("answer", ("Answer", "Reason of the answer")),
    Column("review_on", ("Looked at again on", "Review on")),
    Column("over", ("Over",)),
    Column("ended_because", ("Over because", "Why it is over")),
)
_KINDS = said_as(DECLARATION_KIND_WORDS)


@dataclass(frozen=True, slots=True)
class _Line:
    """What was declared and by whom, and how far it has come; None and False say nothing of a step."""

    person_id: int
    who: str
    typed: DeclarationTyped
    declared_on: dt.date | None
    seen: bool
    committee_on: dt.date | None
    agreed: bool | None
    answer: str
    review_on: dt.date | None
    over: bool
    ended_because: str

    @property
    def name(self) -> str:
        return f"{self.who}: {DECLARATION_KIND_WORDS[self.typed.kind]}"

    @property
    def key(self) -> tuple[int, str, dt.date, str]:
        return _key(self.person_id, self.typed.kind, self.typed.happened_on, self.typed.words)


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school, actor = record.session, school_of(record), record.actor
    today = school_today(school, record.now)
    known, heads = known_names(session, school.id), heads_ever(session, school.id)
    declared = session.scalars(sa.select(Declaration).where(Declaration.school_id == school.id)).all()
    by_key = {_key(row.person_id, row.kind, row.happened_on, row.words): row for row in declared}

    def read(cells: LineCells) -> _Line | None:
        person_id = known.person(cells, "who") if cells.text("who") else actor.person_id
        return _read(cells, person_id, cells.text("who") or actor.name)

    def judge(line: _Line) -> Judged:
        by_head = line.person_id in heads
        if not may_read(actor, line.typed.kind, line.person_id, by_head):
            sentence = "Only they themselves can bring this in, or whoever decides about it."
            return Judged((Refusal("declaration_not_yours", sentence, CLAUSES[line.typed.kind], "who"),))
        row = by_key.get(line.key)
        found = [*declaration_refusals(line.typed, today), *_declared_on(line, today)] if row is None else []
        steps = _Steps(line, row, ZoneInfo(school.time_zone))
        if steps.decides and not may_decide(actor, line.typed.kind, line.person_id, by_head):
            found.append(declared_oneself(line.typed.kind))
        found += steps.refusals(today)
        if row is not None and not steps.any:
            return Judged()
        return Judged(tuple(found), steps.take, row is None)

    return plan_lines(record, COLUMNS, rows, read, judge)


DECLARATIONS = SheetRegister("declarations", COLUMNS, Permission.DECLARE, plan)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What one line does beyond the declaration itself: only what is not so already."""

    line: _Line
    row: Declaration | None
    zone: ZoneInfo

    @property
    def reads(self) -> bool:
        return self.line.seen and (self.row is None or self.row.seen_by is None)

    @property
    def reports(self) -> bool:
        on = self.line.committee_on
        return on is not None and (self.row is None or self.row.committee_on != on)

    @property
    def answers(self) -> bool:
        line, row = self.line, self.row
        said = (line.agreed, line.answer, line.review_on if line.agreed else None)
        return line.agreed is not None and (row is None or (row.agreed, row.answer, row.review_on) != said)

    @property
    def adds_disclaimer(self) -> bool:
        return self.row is not None and self.line.typed.disclaimer_seen is True and not self.row.disclaimer_seen

    @property
    def ends(self) -> bool:
        return self.line.over and (self.row is None or self.row.ended_at is None)

    @property
    def decides(self) -> bool:
        """Whether it holds what only who decides about it can say."""
        return self.reads or self.reports or self.answers

    @property
    def any(self) -> bool:
        return self.decides or self.adds_disclaimer or self.ends

    def refusals(self, today: dt.date) -> list[Refusal]:
        line, kind = self.line, self.line.typed.kind
        found: list[Refusal] = []
        is_over = self.row is not None and self.row.ended_at is not None
        if self.reports and line.committee_on is not None:
            found += register.wrong_kind(kind, is_over, DeclarationKind.FAMILY_FRIEND)
            found += committee_refusals(line.committee_on, line.typed.happened_on, today)
        if self.answers and line.agreed is not None:
            found += register.wrong_kind(kind, is_over, DeclarationKind.AGREED_CONTACT)
            found += answer_refusals(line.agreed, line.answer, line.review_on, today)
        if self.adds_disclaimer:
            found += register.wrong_kind(kind, is_over, DeclarationKind.EMPLOYER_NAMED)
        return found

    def take(self, record: Record) -> None:
        line, row = self.line, self.row
        if row is None:
            row = register.declared(record, line.person_id, line.typed, self._declared_at(record.now))
        if self.adds_disclaimer:
            register.has_disclaimer(record, row)
        if self.reads:
            register.was_read(record, row)
        if self.reports and line.committee_on is not None:
            register.was_reported(record, row, line.committee_on)
        if self.answers and line.agreed is not None:
            register.was_answered(record, row, line.agreed, line.answer, line.review_on)
        if self.ends:
            register.is_over(record, row, line.ended_because)

    def _declared_at(self, now: dt.datetime) -> dt.datetime:
        """Noon of the day on which it was declared; without one, or before that noon has come, this moment."""
        if self.line.declared_on is None:
            return now
        noon = dt.datetime.combine(self.line.declared_on, dt.time(12), self.zone).astimezone(dt.UTC)
        return min(noon, now)


def _read(cells: LineCells, person_id: int | None, who: str) -> _Line | None:
    kind, happened_on = cells.word("kind", _KINDS, needed=True), cells.day("happened_on", needed=True)
    declared_on, committee_on, review_on = (cells.day(key) for key in ("declared_on", "committee_on", "review_on"))
    has_disclaimer, seen, agreed, over = (cells.yes_or_no(key) for key in ("disclaimer_seen", "seen", "agreed", "over"))
    if kind is None or happened_on is None or person_id is None:
        return None
    return _Line(
        person_id,
        who,
        DeclarationTyped(kind, cells.text("words"), happened_on, cells.text("address"), has_disclaimer),
        declared_on,
        seen is True,
        committee_on,
        agreed,
        cells.text("answer"),
        review_on,
        over is True,
        cells.text("ended_because"),
    )


def _key(person_id: int, kind: DeclarationKind, happened_on: dt.date, words: str) -> tuple[int, str, dt.date, str]:
    return person_id, kind.value, happened_on, same_words(words)


def _declared_on(line: _Line, today: dt.date) -> tuple[Refusal, ...]:
    if line.declared_on is None or line.declared_on <= today:
        return ()
    sentence = "The day is still to come."
    return (Refusal("declared_in_future", sentence, CLAUSES[line.typed.kind], "declared_on"),)
