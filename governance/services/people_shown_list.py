"""A list of who can be shown, from a file: looked at first, imported when somebody confirms; twice changes nothing.

The file is not kept between the two: the page carries it, because a copy with children's names in it would be one more
to look after.  Nobody is removed by a list.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.people_shown import (
    COLUMNS,
    PersonAsked,
    person_refusals,
    read_person_shown,
    same_person,
)
from governance.domain.refusals import Refusal
from governance.domain.sheets import read_sheet
from governance.models import PersonShown
from governance.services.people_shown import add_person, apply_change, everybody
from governance.services.permitted import refuse_without
from governance.services.refused import Stale
from governance.services.transaction import use_case
from governance.services.within import people_locked


@dataclass(frozen=True, slots=True)
class LineRead:
    """What one line of the list would do: ``outcome`` is new, changed, same or refused."""

    line: int
    name: str
    outcome: str
    refusals: tuple[Refusal, ...] = ()
    asked: PersonAsked | None = None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list would do now, what could not be read at all, and the headings that are left out."""

    lines: tuple[LineRead, ...]
    faults: tuple[Refusal, ...]
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the person saw, in short: the confirmation carries it."""
        said = json.dumps([(line.line, line.outcome, line.name) for line in self.lines])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def count(self, outcome: str) -> int:
        """How many lines come out so."""
        return sum(line.outcome == outcome for line in self.lines)


def read_people_list(session: Session, actor: Actor, *, data: bytes) -> ListRead:
    """Return what a list would do now; nothing is changed and nothing is kept.  Raises Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    sheet = read_sheet(data, COLUMNS)
    known = {same_person(one.name, one.told_apart): one for one in everybody(session, actor.school_id or 0)}
    taken = set(known)
    lines: list[LineRead] = []
    seen: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        name = row.cells.get("name", "")[:200]
        read = read_person_shown(row)
        if not isinstance(read, PersonAsked):
            lines.append(LineRead(row.line, name, "refused", read))
            continue
        if read.key in seen:
            twice = f"Line {seen[read.key]} is the same person. Say on both lines what tells them apart."
            lines.append(LineRead(row.line, name, "refused", (Refusal("person_twice", twice, None, "name"),)))
            continue
        seen[read.key] = row.line
        lines.append(_line(row.line, read, known.get(read.key), taken))
        taken.add(read.key)
    return ListRead(tuple(lines), sheet.refusals, sheet.unknown_headings)


def import_people_list(session: Session, actor: Actor, now: dt.datetime, *, data: bytes, seen: str) -> tuple[int, int]:
    """Import the lines that can be; return how many people were added and how many changed.

    ``seen`` is the digest of what was looked at; with nothing new in it, it changes nothing.
    """
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        read = read_people_list(session, actor, data=data)
        added, changed = read.count("new"), read.count("changed")
        if not added + changed:
            record.repeat()
            return 0, 0
        if read.digest != seen:
            sentence = "Something on the list changed since you looked at this file. Choose it again and look first."
            raise Stale((Refusal("stale", sentence),))
        for line in read.lines:
            if line.asked is not None and line.outcome == "new":
                add_person(record, school.id, line.asked)
            elif line.asked is not None and line.outcome == "changed":
                row = session.get_one(PersonShown, line.row_id)
                apply_change(record, row, line.asked, row.person_id)
        record.act("people_shown.imported", "people_shown", None, added=added, changed=changed)
        return added, changed


def _line(line: int, asked: PersonAsked, row: PersonShown | None, taken: set[tuple[str, str]]) -> LineRead:
    if row is None:
        faults = person_refusals(asked, taken)
        return LineRead(line, asked.name, "refused" if faults else "new", faults, asked)
    kept = PersonAsked(row.kind, row.name, row.group_name, row.told_apart, row.left_on)
    # An empty cell says nothing, so it takes nothing away.
    merged = PersonAsked(
        asked.kind, row.name, asked.group_name or row.group_name, row.told_apart, asked.left_on or row.left_on
    )
    return LineRead(line, asked.name, "same" if merged == kept else "changed", (), merged, row.id)
