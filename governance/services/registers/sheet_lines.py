"""What every list for a register has in common: a line is read, stands once in the file, and is judged as its form is.

A register says how it reads a line and how it judges one; here that becomes what the preview shows.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.refusals import Refusal
from governance.domain.sheet_cells import LineCells, said, same_words
from governance.domain.sheets import Column, SheetRow
from governance.domain.words import SiteState
from governance.models import Membership, Person, Site
from governance.services.registers.sheets import CHANGED, NEW, REFUSED, SAME, PlannedLine
from governance.services.transaction import Record
from governance.services.within import school_of


class Line(Protocol):
    """One line as it was read: what the preview calls it, and what tells it from every other."""

    @property
    def name(self) -> str: ...

    @property
    def key(self) -> Hashable: ...


Read = TypeVar("Read", bound=Line)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say to one line.  Without ``refusals`` and ``apply`` it stays as it is.

    Lines of a lower ``turn`` are brought in first, wherever they stand in the file.
    """

    refusals: tuple[Refusal, ...] = ()
    apply: Callable[[Record], object] | None = None
    is_new: bool = True
    says: tuple[str, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """Who and which sites a line can name, by their names as they are compared; several can bear one name."""

    people: Mapping[str, tuple[int, ...]]
    sites: Mapping[str, tuple[Site, ...]]

    def person(self, cells: LineCells, key: str) -> int | None:
        """Return the one person of the school who is called so; an empty cell is nobody."""
        found = self.people.get(same_words(cells.text(key)), ())
        if cells.text(key) and len(found) != 1:
            sentence = f"Nobody at the school is called “{cells.text(key)[:40]}”, or two people are."
            cells.fault("person_unknown", sentence, key)
        return found[0] if len(found) == 1 else None

    def site(self, cells: LineCells, key: str) -> Site | None:
        """Return the one site of the school that is called so; an empty cell is none."""
        return next(iter(self._sites(cells, key, [cells.text(key)] if cells.text(key) else [])), None)

    def several_sites(self, cells: LineCells, key: str) -> tuple[Site, ...]:
        """Return every site in a cell, where their names stand apart by semicolons."""
        return self._sites(cells, key, cells.several(key))

    def several_people(self, cells: LineCells, key: str) -> tuple[int, ...]:
        """Return every person in a cell, where their names stand apart by semicolons."""
        wanted = [(name, self.people.get(same_words(name), ())) for name in cells.several(key)]
        for name in (name for name, found in wanted if len(found) != 1):
            cells.fault("person_unknown", f"Nobody at the school is called “{name[:40]}”, or two people are.", key)
        return tuple(found[0] for _, found in wanted if len(found) == 1)

    def _sites(self, cells: LineCells, key: str, names: Sequence[str]) -> tuple[Site, ...]:
        wanted = [(name, self.sites.get(same_words(name), ())) for name in names]
        for name in (name for name, found in wanted if len(found) != 1):
            sentence = f"“{name[:40]}” is not on our register of sites, or two sites are called so."
            cells.fault("site_unknown", sentence, key)
        return tuple(found[0] for _, found in wanted if len(found) == 1)


def plan_lines(
    record: Record,
    columns: Sequence[Column],
    rows: Sequence[SheetRow],
    read: Callable[[LineCells], Read | None],
    judge: Callable[[Read], Judged],
) -> list[PlannedLine]:
    """Return what each line would do now; nothing is changed.

    ``read`` returns nothing where a line cannot be understood and leaves its faults in the cells; ``judge`` asks the
    rules of the register's own form.
    """
    zone = ZoneInfo(school_of(record).time_zone)
    planned: list[PlannedLine] = []
    seen: dict[Hashable, int] = {}
    for row in rows:
        cells = LineCells(row.cells, columns, zone)
        line = read(cells)
        name = (line.name if line is not None else cells.text(columns[0].key))[:200]
        if line is None or cells.faults:
            planned.append(_refused(row.line, name, cells.faults, columns))
            continue
        twice = seen.setdefault(line.key, row.line)
        if twice != row.line:
            fault = Refusal("line_twice", f"Line {twice} says the same already. Keep one of the two.")
            planned.append(_refused(row.line, name, [fault], columns))
            continue
        judged = judge(line)
        if judged.refusals:
            planned.append(_refused(row.line, name, judged.refusals, columns))
        elif judged.apply is None:
            planned.append(PlannedLine(row.line, name, SAME, judged.says or ("Stays as it is.",)))
        else:
            outcome = NEW if judged.is_new else CHANGED
            planned.append(PlannedLine(row.line, name, outcome, judged.says, judged.apply, turn=judged.turn))
    return planned


def known_names(session: Session, school_id: int, *, closed: bool = False) -> Known:
    """Return who belongs or belonged to a school and its sites; those that are closed only when asked for."""
    people: dict[str, list[int]] = defaultdict(list)
    for name, person_id in session.execute(
        sa.select(Person.name, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.school_id == school_id)
        .distinct()
    ):
        people[same_words(name)].append(person_id)
    open_only = sa.true() if closed else Site.state != SiteState.CLOSED
    sites: dict[str, list[Site]] = defaultdict(list)
    for site in session.scalars(sa.select(Site).where(Site.school_id == school_id, open_only)):
        sites[same_words(site.name)].append(site)
    return Known(
        {name: tuple(found) for name, found in people.items()}, {name: tuple(found) for name, found in sites.items()}
    )


def _refused(line: int, name: str, refusals: Sequence[Refusal], columns: Sequence[Column]) -> PlannedLine:
    codes = tuple(one.code for one in refusals)
    return PlannedLine(line, name, REFUSED, said(refusals, columns), None, codes)
