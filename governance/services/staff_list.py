"""A staff list from a file: kept for its preview, then imported when somebody confirms what they saw.

Nothing counts before that, each line is judged by the rules of an invitation, and a file that is run again changes
nothing.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.sheets import EMPTIED, Sheet, SheetRow, read_sheet
from governance.domain.staff_list import COLUMNS, ReadPerson, read_person
from governance.models import Import, School
from governance.services.actors import school_today
from governance.services.people import LinkFor
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Stale, refuse_if
from governance.services.seen import locked
from governance.services.staff_lines import LinePlan, apply_line, plan_line, planning
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

KIND = "staff"


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """What an import would do now: a plan for each line, what could not be read at all, and headings left out."""

    lines: tuple[LinePlan, ...]
    faults: tuple[Refusal, ...]
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the person saw, in short: the confirmation carries it."""
        said = json.dumps([(line.line, line.outcome, line.says) for line in self.lines])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def count(self, outcome: str) -> int:
        """How many lines come out so: new, changed, same or refused."""
        return sum(line.outcome == outcome for line in self.lines)


def keep_staff_list(session: Session, actor: Actor, now: dt.datetime, *, name: str, data: bytes) -> int:
    """Read an uploaded file and keep what it says for the preview; return the import.  Raises Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    sheet = read_sheet(data, COLUMNS)
    with use_case(session, actor, now) as record:
        refuse_if(sheet.refusals if not sheet.rows else ())
        kept = Import(
            school_id=actor.school_id,
            kind=KIND,
            name=name[:200],
            text=_kept(sheet),
            uploaded_by=actor.person_id,
            uploaded_at=now,
        )
        session.add(kept)
        session.flush()
        record.act("staff.list_uploaded", "import", kept.id, lines=len(sheet.rows))
        return kept.id


def staff_plan(record: Record, kept: Import, school: School, today: dt.date) -> StaffPlan:
    """Return what a kept list would do now; nothing is changed."""
    held = json.loads(kept.text)
    basis = planning(record, school, today)
    lines: list[LinePlan] = []
    seen: dict[str, int] = {}
    for line, cells in held["rows"]:
        read = read_person(SheetRow(line, cells))
        if isinstance(read, ReadPerson) and read.email in seen:
            twice = f"Line {seen[read.email]} has the same e-mail address. One person stands on one line."
            read = (Refusal("email_twice", twice, None, "email"),)
        elif isinstance(read, ReadPerson):
            seen[read.email] = line
        lines.append(plan_line(basis, line, cells, read))
    faults = tuple(Refusal(code, sentence) for code, sentence in held["faults"])
    return StaffPlan(tuple(lines), faults, tuple(held["left_out"]))


def preview_staff_list(session: Session, actor: Actor, now: dt.datetime, *, import_id: int) -> StaffPlan:
    """Return the preview of a kept list; raises NotHere."""
    kept = session.get(Import, import_id)
    school = session.get(School, actor.school_id)
    if kept is None or school is None or kept.school_id != actor.school_id or kept.kind != KIND:
        raise NotHere("Import")
    return staff_plan(Record(session, actor, now), kept, school, school_today(school, now))


def import_staff_list(
    session: Session, actor: Actor, now: dt.datetime, *, import_id: int, seen: str, link_for: LinkFor
) -> tuple[int, int]:
    """Import the lines that can be; return how many people were added and how many changed.

    ``seen`` is the digest of the preview.  Confirmed once, or with nothing new in it, it changes nothing.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        kept = locked(session, Import, school.id, import_id)
        if kept.kind != KIND:
            raise NotHere("Import")
        if kept.confirmed_at is not None:
            record.repeat()
            return 0, 0
        plan = staff_plan(record, kept, school, school_today(school, now))
        if plan.digest != seen:
            sentence = "Something changed at the school since you looked at this list. Look at it again first."
            raise Stale((Refusal("stale", sentence),))
        added, changed = plan.count("new"), plan.count("changed")
        if not added + changed:
            record.repeat()
            return 0, 0
        for line in plan.lines:
            apply_line(record, school, line, link_for)
        kept.confirmed_at = now
        # The names stay where they now belong; the copy in the file is not kept.
        kept.text = EMPTIED
        record.act("staff.imported", "import", kept.id, added=added, changed=changed)
        return added, changed


def _kept(sheet: Sheet) -> str:
    return json.dumps(
        {
            "rows": [(row.line, dict(row.cells)) for row in sheet.rows],
            "faults": [(fault.code, fault.sentence) for fault in sheet.refusals],
            "left_out": sheet.unknown_headings,
        },
        ensure_ascii=False,
    )
