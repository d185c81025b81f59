"""A list of contributors from a file: who they are, how they were vetted, and on which sites they contribute (A.2.6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.vetting import (
    ContributorTyped,
    Vetted,
    VettingTyped,
    contributor_refusals,
    last_day_by_policy,
    letting_refusals,
    vetting_refusals,
)
from governance.domain.registers.words import (
    CONTRIBUTOR_KIND_WORDS,
    VETTING_METHOD_WORDS,
    ContributorKind,
    VettingMethod,
)
from governance.domain.sheet_cells import LineCells, said_as, same_words
from governance.domain.sheets import Column, SheetRow
from governance.models import Contributor, ContributorSite, PartnerSchool, Site
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.registers.vetting import added, ended, let_on, vetted, vettings_of
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("name", ("Name", "Contributor", "Who", "Class", "Group"), required=True),
    Column("kind", ("Kind", "Person or group")),
    Column("belongs_to", ("Belongs to", "School", "Organisation", "From")),
    Column("method", ("How vetted", "Method", "Vetting")),
    Column("vetted_by", ("Vetted by", "By")),
    Column("vetted_on", ("Vetted on", "On", "Date")),
    Column("expires_on", ("Counts until", "Expires on", "Expires", "Until")),
    Column("reference", ("Reference", "Number")),
    Column("sites", ("Sites", "Site", "Contributes to")),
    Column("ended_on", ("Contributed until", "Last day")),
)
_KINDS, _METHODS = said_as(CONTRIBUTOR_KIND_WORDS), said_as(VETTING_METHOD_WORDS)
_Key = tuple[str, str, dt.date | None]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line; without ``typed`` it says nothing of a vetting, and ``ended_on`` says that it is over."""

    named: ContributorTyped
    method: VettingMethod
    vetted_by: int
    typed: VettingTyped | None
    sites: tuple[Site, ...]
    ended_on: dt.date | None

    @property
    def name(self) -> str:
        return self.named.name

    @property
    def key(self) -> _Key:
        return _key(self.named.name, self.named.belongs_to, self.ended_on)


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    session, school = record.session, school_of(record)
    today, months = school_today(school, record.now), policy_of(session, school.id).vetting_months
    known, by_key, partners = known_names(session, school.id), _by_key(record), _partners(record)

    def read(cells: LineCells) -> _Line | None:
        name, belongs_to = cells.needed("name"), cells.text("belongs_to")
        kind = cells.word("kind", _KINDS) if cells.text("kind") else ContributorKind.PERSON
        vetted_on, expires_on = cells.day("vetted_on"), cells.day("expires_on")
        method = cells.word("method", _METHODS, needed=vetted_on is not None)
        by = known.person(cells, "vetted_by") if cells.text("vetted_by") else None
        if vetted_on is not None and not cells.needed("vetted_by"):
            return None
        sites, ended_on = known.several_sites(cells, "sites"), cells.day("ended_on")
        if not name or kind is None or (vetted_on is not None and (method is None or by is None)):
            return None
        typed = VettingTyped(vetted_on, expires_on, cells.text("reference")) if vetted_on else None
        named = ContributorTyped(kind, name, belongs_to, partners.get(same_words(belongs_to)))
        return _Line(named, method or VettingMethod.KNOWN, by or 0, typed, sites, ended_on)

    def judge(line: _Line) -> Judged:
        row = by_key.get(line.key) or by_key.get((*line.key[:2], None))
        before = vettings_of(session, row) if row is not None else ()
        is_there = any(one.vetted_on == line.typed.vetted_on and not one.withdrawn for one in before if line.typed)
        new = None if is_there or _is_over(row) else line.typed
        on = _sites_of(record, row) if row is not None else frozenset()
        sites = tuple(site for site in line.sites if site.id not in on and not _is_over(row))
        ends = line.ended_on if not _is_over(row) else None
        if row is not None and not (new or sites or ends):
            return Judged()
        found = [*contributor_refusals(line.named), *_end_refusals(ends, today)]
        found += vetting_refusals(new, today, months) if new else ()
        counts = [*before, *_counts(new, months)]
        letting = [one for site in sites for one in letting_refusals(counts, None, site.state, today)]
        found += {one.code: one for one in letting}.values()
        says = [*([f"Vetted on {new.vetted_on:%d/%m/%Y}."] if new else [])]
        says += [f"Contributes to {site.name}." for site in sites]
        take = _Taking(line, row, new, sites, ends, months, today).take
        return Judged(tuple(found), take, row is None, tuple(says))

    return plan_lines(record, COLUMNS, rows, read, judge)


CONTRIBUTORS = SheetRegister("contributors", COLUMNS, Permission.LOOK_AFTER_VETTING, plan)


@dataclass(frozen=True, slots=True)
class _Taking:
    """What one line does: only what is not so already."""

    line: _Line
    row: Contributor | None
    vetting: VettingTyped | None
    sites: tuple[Site, ...]
    ended_on: dt.date | None
    months: int
    today: dt.date

    def take(self, record: Record) -> None:
        row = self.row or added(record, self.line.named)
        if self.vetting is not None:
            vetted(record, row, self.line.method, self.line.vetted_by, self.vetting, self.months)
        for site in self.sites:
            let_on(record, row, site, self.today)
        if self.ended_on is not None:
            ended(record, row, self.ended_on)


def _key(name: str, belongs_to: str, ended_on: dt.date | None) -> _Key:
    """One contributor of a name and a place is on the register; those that ended before are told apart by their end."""
    return same_words(name), same_words(belongs_to), ended_on


def _by_key(record: Record) -> dict[_Key, Contributor]:
    """Return who is or was on the register, also by the name of the partner whom the form gave them."""
    named = {number: name for name, number in _partners(record).items()}
    rows = record.session.scalars(sa.select(Contributor).where(Contributor.school_id == record.actor.school_id)).all()
    found = {_key(row.name, named.get(row.partner_id or 0, ""), row.ended_on): row for row in rows if row.partner_id}
    return found | {
        _key(row.name, row.belongs_to, row.ended_on): row for row in rows if row.belongs_to or not row.partner_id
    }


def _partners(record: Record) -> dict[str, int]:
    rows = record.session.execute(
        sa.select(PartnerSchool.name, PartnerSchool.id)
        .where(PartnerSchool.school_id == record.actor.school_id)
        .order_by(PartnerSchool.ends_on.is_(None), PartnerSchool.id)
    )
    return {same_words(name): number for name, number in rows}


def _is_over(row: Contributor | None) -> bool:
    return row is not None and row.ended_on is not None


def _end_refusals(ended_on: dt.date | None, today: dt.date) -> tuple[Refusal, ...]:
    if ended_on is None or ended_on <= today:
        return ()
    return (Refusal("contributor_ends_in_future", "This day is still to come.", "A.2.6", "ended_on"),)


def _counts(new: VettingTyped | None, months: int) -> tuple[Vetted, ...]:
    if new is None:
        return ()
    return (Vetted(new.vetted_on, new.expires_on or last_day_by_policy(new.vetted_on, months)),)


def _sites_of(record: Record, row: Contributor) -> frozenset[int]:
    return frozenset(
        record.session.scalars(
            sa.select(ContributorSite.site_id).where(
                ContributorSite.school_id == row.school_id,
                ContributorSite.contributor_id == row.id,
                ContributorSite.ended_on.is_(None),
            )
        )
    )
