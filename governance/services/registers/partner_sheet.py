"""A list of partner schools and organisations from a file (002-4).  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.registers.partners import PartnerTyped
from governance.domain.registers.words import PARTNER_KIND_WORDS, PartnerKind
from governance.domain.sheet_cells import LineCells, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import PartnerSchool
from governance.services.registers.partners import added, changed, partner_reasons, places_of
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("name", ("Name", "Partner", "School", "Organisation"), required=True),
    Column("kind", ("Kind", "What is it")),
    Column("contact", ("Who answers there", "Contact")),
    Column("starts_on", ("Since", "From", "First day"), required=True),
    Column("ends_on", ("Until", "Last day")),
    Column("vetted_by", ("Made sure of by", "Vetted by")),
    Column("vetted_on", ("Made sure of on", "Vetted on")),
    Column("vetted_how", ("How", "Vetted how")),
    Column("sites", ("Sites", "Takes part on")),
)
_KINDS = said_as(PARTNER_KIND_WORDS)


@dataclass(frozen=True, slots=True)
class _Line:
    typed: PartnerTyped

    @property
    def name(self) -> str:
        return self.typed.name

    @property
    def key(self) -> tuple[str, dt.date | None]:
        return _key(self.typed.name, self.typed.starts_on, self.typed.ends_on)


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    known = known_names(session, school.id)
    partners = session.scalars(sa.select(PartnerSchool).where(PartnerSchool.school_id == school.id)).all()
    by_key = {_key(row.name, row.starts_on, row.ends_on): row for row in partners}

    def read(cells: LineCells) -> _Line | None:
        starts_on = cells.day("starts_on", needed=True)
        typed = PartnerTyped(
            cells.word("kind", _KINDS) or PartnerKind.SCHOOL,
            cells.needed("name"),
            cells.text("contact"),
            starts_on or dt.date.min,
            cells.day("ends_on"),
            known.person(cells, "vetted_by"),
            cells.day("vetted_on"),
            cells.text("vetted_how"),
            frozenset(site.id for site in known.several_sites(cells, "sites")),
        )
        return _Line(typed) if starts_on else None

    def judge(line: _Line) -> Judged:
        row = by_key.get(line.key)
        still_on = by_key.get(_key(line.typed.name, line.typed.starts_on, None))
        if row is None and still_on is not None and still_on.starts_on == line.typed.starts_on:
            row = still_on
        if row is None:
            found = partner_reasons(record, line.typed, None)
            return Judged(found, lambda writing: added(writing, line.typed))
        kept = _kept(record, row)
        # An empty cell says nothing, so it takes nothing away.
        wanted = replace(
            kept,
            kind=line.typed.kind,
            contact=line.typed.contact or kept.contact,
            ends_on=line.typed.ends_on or kept.ends_on,
            vetted_by=line.typed.vetted_by or kept.vetted_by,
            vetted_on=line.typed.vetted_on or kept.vetted_on,
            vetted_how=line.typed.vetted_how or kept.vetted_how,
            sites=line.typed.sites | kept.sites,
        )
        if wanted == kept:
            return Judged()
        return Judged(partner_reasons(record, wanted, row.id), lambda writing: changed(writing, row, wanted), False)

    return plan_lines(record, COLUMNS, rows, read, judge)


PARTNERS = SheetRegister("partners", COLUMNS, Permission.LOOK_AFTER_VETTING, plan)


def _key(name: str, starts_on: dt.date, ends_on: dt.date | None) -> tuple[str, dt.date | None]:
    """One partner of a name is on the register; those that ended before are told apart by when they began."""
    return same_words(name), starts_on if ends_on is not None else None


def _kept(record: Record, row: PartnerSchool) -> PartnerTyped:
    sites = frozenset(place.site_id for place in places_of(record, row))
    return PartnerTyped(
        row.kind,
        row.name,
        row.contact,
        row.starts_on,
        row.ends_on,
        row.vetted_by,
        row.vetted_on,
        row.vetted_how,
        sites,
    )
