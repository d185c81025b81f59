"""A list of consents from a file: per person and use, by whom, given and withdrawn (A.4.4, 001-3).

A consent that was withdrawn is not given again by an old list.  A line that says only what was withdrawn is of somebody
who objected without having agreed.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.consents import USE_NAMES
from governance.domain.people_shown import same_person
from governance.domain.refusals import Refusal
from governance.domain.sheet_cells import LineCells, plain, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.domain.shown_words import COVERS_WORDS, GIVEN_BY_WORDS, GivenBy
from governance.models import Consent, ConsentWithdrawal, PersonShown
from governance.services.actors import school_today
from governance.services.consents import ConsentAsked, consent_reasons, given, objected, withdrawal_reasons, withdrawn
from governance.services.people_shown import everybody
from governance.services.registers.sheet_lines import Judged, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("name", ("Name", "Pupil", "Person"), required=True),
    Column("told_apart", ("Told apart by", "Note", "Told apart")),
    Column("use", ("Use", "Uses", "For which use"), required=True),
    Column("covers", ("Covers", "What", "Agreed to"), required=True),
    Column("given_by_kind", ("Parent or self", "Who agreed"), required=True),
    Column("given_by", ("Given by", "Who gave it"), required=True),
    Column("given_on", ("Given on", "On", "Date"), required=True),
    Column("until", ("Until", "Last day")),
    Column("kept_at", ("Kept at", "Where the paper is")),
    Column("withdrawn_on", ("Withdrawn on", "Withdrawn")),
    Column("withdrawn_by", ("Withdrawn by", "Who withdrew it")),
)
_GIVEN_BY = said_as(GIVEN_BY_WORDS) | {"parent": GivenBy.PARENT, "carer": GivenBy.PARENT, "themself": GivenBy.SELF}
_COVERS = said_as(COVERS_WORDS)
_USES = {plain(name): key for key, name in USE_NAMES.items()} | {plain(key): key for key in USE_NAMES}
_Key = tuple[int, str, str, str, dt.date, dt.date | None]
_ObjectionKey = tuple[int, tuple[str, ...], dt.date, str]
_CONSENT_CELLS = ("covers", "given_by_kind", "given_by", "given_on", "until", "kept_at")


@dataclass(frozen=True, slots=True)
class _OfPerson:
    """What every line is about: somebody who can be shown."""

    person: PersonShown

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def key(self) -> Hashable:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class _Line(_OfPerson):
    asked: ConsentAsked
    withdrawn_on: dt.date | None
    withdrawn_by: str

    @property
    def key(self) -> tuple[_Key, ...]:
        asked = self.asked
        return tuple(
            (self.person.id, use, asked.covers.value, same_words(asked.given_by), asked.given_on, asked.until)
            for use in asked.uses
        )


@dataclass(frozen=True, slots=True)
class _Objection(_OfPerson):
    uses: tuple[str, ...]
    on: dt.date
    by: str

    @property
    def key(self) -> _ObjectionKey:
        return self.person.id, self.uses, self.on, same_words(self.by)


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    school = school_of(record)
    today, recorded = school_today(school, record.now), _recorded(record)
    people = {same_person(one.name, one.told_apart): one for one in everybody(record.session, school.id)}

    def read(cells: LineCells) -> _OfPerson | None:
        person = people.get(same_person(cells.needed("name"), cells.text("told_apart")))
        if person is None and cells.text("name"):
            sentence = "Nobody on the list of who can be shown is called so. Add them there first."
            cells.fault("person_not_on_list", sentence, "name")
        uses = [_use(cells, one) for one in cells.several("use")] if cells.needed("use") else []
        if cells.text("withdrawn_on") and not any(cells.text(key) for key in _CONSENT_CELLS):
            on = cells.day("withdrawn_on")
            who = cells.text("withdrawn_by")
            return None if person is None or on is None else _Objection(person, tuple(sorted(set(uses))), on, who)
        covers = cells.word("covers", _COVERS, needed=True)
        by, day = cells.word("given_by_kind", _GIVEN_BY, needed=True), cells.day("given_on", needed=True)
        until, withdrawn_on = cells.day("until"), cells.day("withdrawn_on")
        if person is None or covers is None or by is None or day is None:
            return None
        asked = ConsentAsked(covers, sorted(set(uses)), by, cells.text("given_by"), day, until, cells.text("kept_at"))
        return _Line(person, asked, withdrawn_on, cells.text("withdrawn_by"))

    def judge(line: _OfPerson) -> Judged:
        if isinstance(line, _Objection):
            return _judged_objection(record, line, recorded, today)
        return _judged_consent(line, recorded, today) if isinstance(line, _Line) else Judged()

    return plan_lines(record, COLUMNS, rows, read, judge)


CONSENTS = SheetRegister("consents", COLUMNS, Permission.LOOK_AFTER_CONSENTS, plan)


def _judged_consent(line: _Line, recorded: dict[_Key, dt.date | None], today: dt.date) -> Judged:
    """What a consent comes to, given and perhaps withdrawn."""
    known = [recorded[key] for key in line.key if key in recorded]
    gone = [one for one in known if one is not None]
    if gone and line.withdrawn_on is None:
        sentence = f"This was withdrawn on {gone[0]:%d/%m/%Y}. What is agreed to anew has a day of its own."
        return Judged((Refusal("consent_was_withdrawn", sentence, "001-3", "given_on"),))
    if len(known) == len(line.key) and (line.withdrawn_on is None or len(gone) == len(known)):
        return Judged()
    found = list(consent_reasons(line.person, line.asked, today))
    if line.withdrawn_on is not None:
        found += withdrawal_reasons(line.asked.uses, line.withdrawn_on, line.withdrawn_by, today)
        found += _out_of_order(line, recorded)
    # What was withdrawn before is on record as it was, and is not given a second time to be withdrawn again.
    uses = [use for use, key in zip(line.asked.uses, line.key, strict=True) if recorded.get(key) is None]
    part = replace(line, asked=replace(line.asked, uses=uses))
    says = tuple(USE_NAMES[use] for use in uses if use in USE_NAMES)
    # A withdrawal takes back whatever was agreed to before it, so what was agreed to anew comes in after it.
    turn = int(line.withdrawn_on is None)
    return Judged(tuple(found), lambda writing: _take(writing, part), not known, says, turn)


def _judged_objection(record: Record, line: _Objection, recorded: dict[_Key, dt.date | None], today: dt.date) -> Judged:
    """What an objection without a consent comes to; what is on record with its uses, day and name stays as it is."""
    known = record.session.scalars(
        sa.select(ConsentWithdrawal).where(
            ConsentWithdrawal.school_id == record.actor.school_id,
            ConsentWithdrawal.shown_id == line.person.id,
            ConsentWithdrawal.withdrawn_on == line.on,
        )
    )
    if any(same_words(one.withdrawn_by) == same_words(line.by) and set(line.uses) <= set(one.uses) for one in known):
        return Judged()
    found = [
        *withdrawal_reasons(line.uses, line.on, line.by, today),
        *_newer(line.person, line.uses, line.on, recorded),
    ]
    says = tuple(USE_NAMES[use] for use in line.uses)
    # It comes before every consent of the list: whatever was agreed to was agreed to after it, or not at all.
    return Judged(tuple(found), lambda writing: _object(writing, line), says=says, turn=-1)


def _object(record: Record, line: _Objection) -> None:
    objected(record, line.person, line.uses, line.on, line.by)


def _take(record: Record, line: _Line) -> None:
    given(record, line.person, line.asked)
    if line.withdrawn_on is not None:
        withdrawn(record, line.person, line.asked.uses, line.withdrawn_on, line.withdrawn_by)


def _out_of_order(line: _Line, recorded: dict[_Key, dt.date | None]) -> list[Refusal]:
    """Refuse a withdrawal before its consent, and one that would take back what was agreed to after it."""
    day, found = line.withdrawn_on, []
    if day is not None and day < line.asked.given_on:
        sentence = "It is withdrawn before it was given. Change one of the two days."
        found.append(Refusal("withdrawn_before_given", sentence, "001-3", "withdrawn_on"))
    return [*found, *(_newer(line.person, line.asked.uses, day, recorded) if day is not None else ())]


def _newer(
    person: PersonShown, uses: Sequence[str], day: dt.date, recorded: dict[_Key, dt.date | None]
) -> tuple[Refusal, ...]:
    later = [key for key, gone in recorded.items() if gone is None and key[0] == person.id and key[4] > day]
    if not any(key[1] in uses for key in later):
        return ()
    sentence = "They agreed anew after that day. If it is withdrawn too, record that on their own page."
    return (Refusal("consent_is_newer", sentence, "001-3", "withdrawn_on"),)


def _use(cells: LineCells, text: str) -> str:
    found = _USES.get(plain(text))
    if found is None:
        cells.fault("use_unknown", f"“{text[:40]}” is none of these: {'; '.join(USE_NAMES.values())}.", "use")
    return found or ""


def _recorded(record: Record) -> dict[_Key, dt.date | None]:
    """Return every consent on record with the day of its withdrawal; one that holds hides those before it."""
    rows = record.session.execute(
        sa.select(Consent, ConsentWithdrawal.withdrawn_on)
        .outerjoin(
            ConsentWithdrawal,
            sa.and_(ConsentWithdrawal.school_id == Consent.school_id, ConsentWithdrawal.id == Consent.withdrawal_id),
        )
        .where(Consent.school_id == record.actor.school_id)
        .order_by(Consent.withdrawal_id.is_(None), Consent.id)
    )
    return {
        (row.shown_id, row.use, row.covers.value, same_words(row.given_by), row.given_on, row.until): day
        for row, day in rows
    }
