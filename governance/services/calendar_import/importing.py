"""Term dates from a file: kept for their preview, and imported when somebody says yes to what they saw.

Nothing counts before that.  The yes carries a digest of the preview, and what is imported is planned once more against
the calendar of that moment, with the school's row locked.  A file that is uploaded or imported again changes nothing
and leaves no row behind.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.calendar import SchoolCalendar, Term
from governance.domain.calendar_checks import gaps_and_contradictions
from governance.domain.calendar_file.entries import Entry, FileRead, RowKind, as_plain, from_plain
from governance.domain.calendar_file.plan import Outcome, PlannedRow, plan_rows
from governance.domain.calendar_file.sheet import read_csv
from governance.domain.refusals import Refusal
from governance.models import Import, School
from governance.services.actors import school_today
from governance.services.calendar import add_closed_span, add_term, school_locked
from governance.services.calendar_import.ics import read_ics
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Stale, refuse_if
from governance.services.school_days import calendar_with
from governance.services.seen import locked
from governance.services.transaction import use_case

KIND = "calendar"


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What an import would do now: each row of the file, and what is wrong with the whole of it."""

    name: str
    rows: tuple[PlannedRow, ...]
    faults: tuple[Refusal, ...]

    @property
    def digest(self) -> str:
        """What the person saw, in short: the yes carries it."""
        said = json.dumps([(row.number, row.outcome, str(row.adds), str(row.reasons)) for row in self.rows])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def of(self, *outcomes: str) -> tuple[PlannedRow, ...]:
        """The rows that come out so."""
        return tuple(row for row in self.rows if row.outcome.value in outcomes)


def keep_calendar_file(session: Session, actor: Actor, now: dt.datetime, *, name: str, data: bytes) -> int:
    """Read an uploaded file and keep what it says for the preview; return the import.  Raises Refused.

    A file that says what one says that was kept before is that import, and nothing is kept anew.
    """
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        read = _read(name, data, ZoneInfo(school.time_zone), school_today(school, now))
        refuse_if(read.faults if not read.entries else ())
        entries = [as_plain(entry) for entry in read.entries]
        faults = [(fault.code, fault.sentence) for fault in read.faults]
        digest = hashlib.sha256(json.dumps([entries, faults]).encode()).hexdigest()
        of_school = (Import.school_id == school.id, Import.kind == KIND)
        # The digest stands first in the text, so that the database finds it without reading the whole.
        before = session.scalar(sa.select(Import.id).where(*of_school, Import.text.startswith(_beginning(digest))))
        if before is not None:
            record.repeat()
            return before
        kept = Import(
            school_id=school.id,
            kind=KIND,
            name=name[:200],
            text=_packed({"digest": digest, "entries": entries, "faults": faults, "answers": {}}),
            uploaded_by=actor.person_id,
            uploaded_at=now,
        )
        session.add(kept)
        session.flush()
        record.act("calendar.file_uploaded", "import", kept.id, lines=len(entries))
        return kept.id


def preview_calendar(session: Session, actor: Actor, *, import_id: int) -> CalendarPlan:
    """Return what a kept file would do now; raises NotHere."""
    kept, school = session.get(Import, import_id), session.get(School, actor.school_id)
    if kept is None or school is None or kept.school_id != school.id or kept.kind != KIND:
        raise NotHere("Import")
    return _plan(session, school, kept)[0]


def answer_rows(
    session: Session, actor: Actor, now: dt.datetime, *, import_id: int, answers: Mapping[int, str]
) -> None:
    """Keep what somebody chose for rows whose words do not tell, by the row's number; an empty choice takes it back."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        kept = _kept(session, actor, import_id)
        held = json.loads(kept.text)
        chosen = {**held["answers"]}
        for number, answer in answers.items():
            if not 0 <= number < len(held["entries"]):
                continue
            if answer in {kind.value for kind in RowKind}:
                chosen[str(number)] = answer
            elif not answer:
                chosen.pop(str(number), None)
        if chosen == held["answers"]:
            record.repeat()
            return
        kept.text = _packed({**held, "answers": chosen})
        # An answer changes nothing at the school before the yes, so it leaves no line of history.
        record.keep_books()


def import_calendar(session: Session, actor: Actor, now: dt.datetime, *, import_id: int, seen: str) -> tuple[int, int]:
    """Add what is new in a kept file; return how many terms and how many spans without pupils were added.

    ``seen`` is the digest of the preview.  With nothing new in the file nothing is changed.
    """
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        kept = _kept(session, actor, import_id)
        plan, known = _plan(session, school, kept)
        new = [row.adds for row in plan.of(Outcome.NEW) if row.adds is not None]
        if not new:
            record.repeat()
            return 0, 0
        if plan.digest != seen:
            sentence = "The calendar changed since you looked at this file. Look at it again first."
            raise Stale((Refusal("stale", sentence),))
        terms = [one for one in new if isinstance(one, Term)]
        spans = [one for one in new if not isinstance(one, Term)]
        planned = replace(known, terms=(*known.terms, *terms), closed=(*known.closed, *spans))
        refuse_if(gaps_and_contradictions(planned, school_today(school, now)).refusals)
        for term in terms:
            add_term(record, school, term)
        for span in spans:
            add_closed_span(record, school, span)
        kept.confirmed_at = now
        record.act("calendar.imported", "import", kept.id, terms=len(terms), spans=len(spans))
        return len(terms), len(spans)


def _read(name: str, data: bytes, zone: ZoneInfo, today: dt.date) -> FileRead:
    """By what stands in the file, and by its name where that does not tell: people rename what they download."""
    is_ics = b"BEGIN:VCALENDAR" in data[:2048].replace(b"\0", b"").upper()
    return read_ics(data, zone, today) if is_ics or name.casefold().endswith((".ics", ".ical")) else read_csv(data)


def _kept(session: Session, actor: Actor, import_id: int) -> Import:
    kept = locked(session, Import, actor.school_id or 0, import_id)
    if kept.kind != KIND:
        raise NotHere("Import")
    return kept


def _plan(session: Session, school: School, kept: Import) -> tuple[CalendarPlan, SchoolCalendar]:
    held = json.loads(kept.text)
    entries: list[Entry] = [from_plain(plain) for plain in held["entries"]]
    answers = {int(number): RowKind(answer) for number, answer in held["answers"].items()}
    years = {day.year for entry in entries for day in (entry.first, entry.last) if day and 2000 <= day.year <= 2100}
    known = calendar_with(session, school, years)
    faults = tuple(Refusal(code, sentence) for code, sentence in held["faults"])
    return CalendarPlan(kept.name, plan_rows(entries, answers, known), faults), known


def _beginning(digest: str) -> str:
    return f'{{"digest": "{digest}"'


def _packed(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False)
