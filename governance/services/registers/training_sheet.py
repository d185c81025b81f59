"""A list of who was trained in what from a file (A.1.5, 003-8).  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.sheet_cells import LineCells, plain
from governance.domain.sheets import Column, SheetRow
from governance.domain.standing import TRAINING_TOPICS, training_refusals
from governance.models import Training
from governance.services.actors import school_today
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.standing import trained
from governance.services.transaction import Record
from governance.services.within import membership_of_person, school_of

COLUMNS = (
    Column("name", ("Name", "Who", "Member of staff"), required=True),
    Column("topic", ("Topic", "Training", "In what"), required=True),
    Column("given_by", ("Given by", "Trainer", "Course")),
    Column("trained_on", ("On", "Trained on", "Date"), required=True),
    Column("expires_on", ("Counts until", "Expires on", "Until")),
)
_TOPICS = {plain(name): key for key, name in TRAINING_TOPICS.items()} | {plain(key): key for key in TRAINING_TOPICS}


@dataclass(frozen=True, slots=True)
class _Line:
    person_id: int
    name: str
    topic: str
    given_by: str
    trained_on: dt.date
    expires_on: dt.date | None

    @property
    def key(self) -> tuple[int, str, dt.date, dt.date | None]:
        return self.person_id, self.topic, self.trained_on, self.expires_on


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    today, known = school_today(school, record.now), known_names(session, school.id)
    said = sa.select(Training.person_id, Training.topic, Training.trained_on, Training.expires_on)
    recorded = {tuple(row) for row in session.execute(said.where(Training.school_id == school.id))}

    def read(cells: LineCells) -> _Line | None:
        person_id, topic = known.person(cells, "name"), cells.word("topic", _TOPICS, needed=True)
        day, until = cells.day("trained_on", needed=True), cells.day("expires_on")
        name = cells.needed("name")
        return (
            _Line(person_id, name, topic, cells.text("given_by"), day, until) if person_id and topic and day else None
        )

    def judge(line: _Line) -> Judged:
        if line.key in recorded:
            return Judged()
        found = training_refusals(line.topic, line.trained_on, line.expires_on, today)
        return Judged(found, lambda writing: _record(writing, line), says=(TRAINING_TOPICS[line.topic],))

    return plan_lines(record, COLUMNS, rows, read, judge)


TRAINING = SheetRegister("training", COLUMNS, Permission.LOOK_AFTER_PEOPLE, plan)


def _record(record: Record, line: _Line) -> None:
    member = membership_of_person(record, line.person_id)
    trained(record, member, line.topic, line.trained_on, line.expires_on, line.given_by)
