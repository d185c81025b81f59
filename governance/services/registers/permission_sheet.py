"""A list of written permissions from a file: what is asked for, with one yes and one use to a line (A.4.6, 001-2).

The school's yes is the head's alone in a list too.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.people_shown import same_person
from governance.domain.refusals import Refusal
from governance.domain.sheet_cells import LineCells, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.domain.shown_words import MATTER_NAMES, PARTY_WORDS, Matter, Party
from governance.domain.written_permissions import Given, parties_asked, permission_refusals
from governance.models import PermissionGiven, PermissionUse, PersonShown, WrittenPermission
from governance.services import written_permissions as register
from governance.services.actors import school_today
from governance.services.people_shown import everybody
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("what", ("What", "What exactly"), required=True),
    Column("matter", ("About", "Matter"), required=True),
    Column("scope", ("What may be done with it", "Scope"), required=True),
    Column("outside", ("Whose it is", "Whose work")),
    Column("person", ("Whose data", "Person")),
    Column("told_apart", ("Told apart by", "Told apart")),
    Column("party", ("Who agreed", "Party")),
    Column("given_by", ("Name of whoever wrote it", "Given by", "Signed by")),
    Column("given_on", ("Written on", "Given on")),
    Column("starts_on", ("Holds from", "From")),
    Column("until", ("Holds until", "Until")),
    Column("ended_on", ("Taken back on", "Ended on")),
    Column("kept_at", ("Kept at", "Where the letter is")),
    Column("place", ("Used in", "Used at", "Place")),
    Column("used_on", ("Used since", "Used on")),
    Column("site", ("On our site", "Site")),
)
_MATTERS, _PARTIES = said_as(MATTER_NAMES), said_as(PARTY_WORDS)
_Asked = tuple[str, str, str, str, int | None]
_Yes = tuple[str, str, dt.date]
_Use = tuple[str, dt.date]


@dataclass(frozen=True, slots=True)
class _Line:
    """What is asked for, and perhaps one yes (taken back on ``ended_on``) and one use with its site's number."""

    matter: Matter
    name: str
    scope: str
    outside: Party
    shown_id: int | None
    yes: register.YesAsked | None
    ended_on: dt.date | None
    place: str
    used_on: dt.date | None
    site_id: int | None

    @property
    def asked(self) -> _Asked:
        parties = [party.value for party in parties_asked(self.matter, self.outside)]
        return _asked(self.matter, self.name, self.scope, parties, self.shown_id)

    @property
    def use(self) -> _Use | None:
        return (same_words(self.place), self.used_on) if self.used_on is not None else None

    @property
    def key(self) -> tuple[_Asked, _Yes | None, _Use | None]:
        return self.asked, _yes(self.yes) if self.yes else None, self.use


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    known = known_names(session, school.id, closed=True)
    people = {same_person(one.name, one.told_apart): one for one in everybody(session, school.id)}
    judging = _Judging(record, school_today(school, record.now))

    def read(cells: LineCells) -> _Line | None:
        matter, name = cells.word("matter", _MATTERS, needed=True), cells.needed("what")
        outside = cells.word("outside", _PARTIES) if cells.text("outside") else Party.AUTHOR
        site, scope, used_on = known.site(cells, "site"), cells.needed("scope"), cells.day("used_on")
        if cells.text("place") and used_on is None:
            cells.fault("cell_missing", "Say since when it is used there.", "used_on")
        yes, shown_id, ended_on = _read_yes(cells), _read_person(cells, people), cells.day("ended_on")
        if matter is None or outside is None or not name or not scope:
            return None
        site_id = site.id if site else None
        return _Line(matter, name, scope, outside, shown_id, yes, ended_on, cells.text("place"), used_on, site_id)

    return plan_lines(record, COLUMNS, rows, read, judging.judge)


PERMISSIONS = SheetRegister("permissions", COLUMNS, Permission.LOOK_AFTER_CONSENTS, plan)


class _Judging:
    """Judges line after line: a later one adds to what an earlier one asks for."""

    def __init__(self, record: Record, today: dt.date) -> None:
        self.actor, self.today = record.actor, today
        of_school = record.actor.school_id
        rows = record.session.scalars(
            sa.select(WrittenPermission).where(WrittenPermission.school_id == of_school)
        ).all()
        asked = {row.id: _asked(row.matter, row.what, row.scope, row.asked_of, row.shown_id) for row in rows}
        self.rows = {asked[row.id]: row for row in rows}
        self.planned: set[_Asked] = set()
        self.yeses: dict[tuple[_Asked, _Yes], PermissionGiven] = {}
        self.given: dict[_Asked, list[Given]] = defaultdict(list)
        for yes in record.session.scalars(sa.select(PermissionGiven).where(PermissionGiven.school_id == of_school)):
            key = asked[yes.permission_id]
            self.yeses[key, _yes(yes)] = yes
            self.given[key].append(Given(yes.party, yes.given_on, yes.starts_on, yes.until, yes.ended_on))
        self.uses = {
            (asked[use.permission_id], same_words(use.place), use.used_on)
            for use in record.session.scalars(sa.select(PermissionUse).where(PermissionUse.school_id == of_school))
        }

    def judge(self, line: _Line) -> Judged:
        key = line.asked
        is_first = key not in self.rows and key not in self.planned
        kept = self.yeses.get((key, _yes(line.yes))) if line.yes else None
        is_yes = line.yes is not None and kept is None
        is_end = line.ended_on is not None and (is_yes or (kept is not None and kept.ended_on is None))
        is_use = line.use is not None and (key, *line.use) not in self.uses
        if not (is_first or is_yes or is_end or is_use):
            return Judged()
        found = [*(register.asking_reasons(line.matter, line.name, line.scope, line.outside) if is_first else ())]
        said = _given(line) if is_yes else None
        if line.yes is not None and is_yes:
            parties = parties_asked(line.matter, line.outside)
            found += register.yes_reasons(self.actor, parties, line.yes, self.today)
        if line.yes is not None and line.ended_on is not None and is_end:
            found += _end_reasons(line.yes.given_on, line.ended_on, self.today)
            found += register.of_the_head(self.actor) if kept is not None and kept.party is Party.SCHOOL else ()
        if is_use and line.used_on is not None:
            found += register.use_reasons(line.place, line.used_on, self.today)
            found += self._missing(line, said) if line.used_on == self.today else ()
        if not found:
            self.planned.add(key)
            self.given[key] += [said] if said else []
        take = _Taking(self, line, is_yes, kept if is_end else None, is_end, is_use).take
        return Judged(tuple(found), take, is_first)

    def _missing(self, line: _Line, said: Given | None) -> tuple[Refusal, ...]:
        given = [*self.given[line.asked], *([said] if said else [])]
        return permission_refusals(line.matter, parties_asked(line.matter, line.outside), given, self.today)


@dataclass(frozen=True, slots=True)
class _Taking:
    """What one line does: only what is not on record already.  ``kept`` is a yes on record that it takes back."""

    judging: _Judging
    line: _Line
    is_yes: bool
    kept: PermissionGiven | None
    is_end: bool
    is_use: bool

    def take(self, record: Record) -> None:
        line, rows = self.line, self.judging.rows
        row = rows.get(line.asked)
        if row is None:
            row = register.asked_for(record, line.matter, line.name, line.scope, line.outside, line.shown_id)
            rows[line.asked] = row
        yes = register.said_yes(record, row, line.yes) if self.is_yes and line.yes else self.kept
        if self.is_end and yes is not None and line.ended_on is not None:
            register.taken_back(record, yes, line.ended_on)
        if self.is_use and line.used_on is not None:
            register.used(record, row, line.place, line.used_on, line.site_id)


def _asked(matter: Matter, what: str, scope: str, parties: Sequence[str], shown_id: int | None) -> _Asked:
    return matter.value, same_words(what), same_words(scope), " ".join(parties), shown_id


def _yes(yes: register.YesAsked | PermissionGiven) -> _Yes:
    """One party's yes of a day; the school's is the head's, whatever name a list gives."""
    return yes.party.value, "" if yes.party is Party.SCHOOL else same_words(yes.given_by), yes.given_on


def _given(line: _Line) -> Given | None:
    yes = line.yes
    return Given(yes.party, yes.given_on, yes.starts_on or yes.given_on, yes.until, line.ended_on) if yes else None


def _read_yes(cells: LineCells) -> register.YesAsked | None:
    if not cells.text("party") and not cells.text("given_on"):
        return None
    party, day = cells.word("party", _PARTIES, needed=True), cells.day("given_on", needed=True)
    starts_on, until = cells.day("starts_on"), cells.day("until")
    if party is None or day is None:
        return None
    return register.YesAsked(party, cells.text("given_by"), day, starts_on, until, cells.text("kept_at"))


def _read_person(cells: LineCells, people: dict[tuple[str, str], PersonShown]) -> int | None:
    name = cells.text("person")
    found = people.get(same_person(name, cells.text("told_apart"))) if name else None
    if name and found is None:
        sentence = "Nobody on the list of who can be shown is called so. Add them there first."
        cells.fault("person_not_on_list", sentence, "person")
    return found.id if found else None


def _end_reasons(given_on: dt.date, ended_on: dt.date, today: dt.date) -> tuple[Refusal, ...]:
    if given_on <= ended_on <= today:
        return ()
    sentence = "It was taken back after it was written, and not after today."
    return (Refusal("taken_back_out_of_order", sentence, "A.4.6", "ended_on"),)
