"""A list of contributors from a file: who they are, how they were vetted, and on which sites they contribute (A.2.6).

A line with a reason for withdrawing is a vetting that was withdrawn: it is recorded so, and no old list brings it back.
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
from governance.models import Contributor, ContributorSite, PartnerSchool, Site, Vetting
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.registers.vetting import added, ended, let_on, vetted, vettings_of
from governance.services.registers.withdrawn_vettings import withdrawing_refusals, withdrawn
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
    Column("withdrawn_because", ("Vetting withdrawn because", "Withdrawn because")),
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
    withdrawn_because: str

    @property
    def name(self) -> str:
        return self.named.name

    @property
    def who(self) -> _Key:
        return _key(self.named.name, self.named.belongs_to, self.ended_on)

    @property
    def key(self) -> tuple[_Key, VettingTyped | None, str]:
        """A contributor stands once in a file, and once more for each vetting that was withdrawn."""
        return (self.who, self.typed, self.method) if self.withdrawn_because else (self.who, None, "")


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
        because = cells.text("withdrawn_because")
        if because and not cells.needed("vetted_on"):
            return None
        if not name or kind is None or (vetted_on is not None and (method is None or by is None)):
            return None
        typed = VettingTyped(vetted_on, expires_on, cells.text("reference")) if vetted_on else None
        named = ContributorTyped(kind, name, belongs_to, partners.get(same_words(belongs_to)))
        return _Line(named, method or VettingMethod.KNOWN, by or 0, typed, sites, ended_on, because)

    def judge(line: _Line) -> Judged:
        row = by_key.get(line.who) or by_key.get((*line.who[:2], None))
        if line.withdrawn_because and line.typed is not None:
            return _judged_withdrawn(record, line, line.typed, row, today, months)
        before = vettings_of(session, row) if row is not None else ()
        is_there = any(one.vetted_on == line.typed.vetted_on and not one.withdrawn for one in before if line.typed)
        new = None if is_there or _is_over(row) else line.typed
        on = _sites_of(record, row) if row is not None else frozenset()
        sites = tuple(site for site in line.sites if site.id not in on and not _is_over(row))
        ends = line.ended_on if not _is_over(row) else None
        if row is not None and not (new or sites or ends):
            return Judged()
        found = [*contributor_refusals(line.named), *_end_refusals(ends, today)]
        found += _new_refusals(record, row, line, new, today, months) if new else ()
        counts = [*before, *_counts(new, months)]
        letting = [one for site in sites for one in letting_refusals(counts, None, site.state, today)]
        found += {one.code: one for one in letting}.values()
        says = [*([f"Vetted on {new.vetted_on:%d/%m/%Y}."] if new else [])]
        says += [f"Contributes to {site.name}." for site in sites]
        take = _Taking(line, row, new, sites, ends, months, today).take
        return Judged(tuple(found), take, row is None, tuple(says))

    return plan_lines(record, COLUMNS, rows, read, judge)


def _new_refusals(
    record: Record, row: Contributor | None, line: _Line, new: VettingTyped, today: dt.date, months: int
) -> tuple[Refusal, ...]:
    """Refuse what the form refuses, and what was withdrawn since the list was made."""
    found = vetting_refusals(new, today, months)
    if not any(one.withdrawn_at is not None for one in _the_same(record, row, line.method, new, months)):
        return found
    sentence = "This vetting was withdrawn. If they were vetted anew, that has a day of its own."
    return (*found, Refusal("vetting_was_withdrawn", sentence, "A.2.6", "vetted_on"))


def _judged_withdrawn(
    record: Record, line: _Line, typed: VettingTyped, row: Contributor | None, today: dt.date, months: int
) -> Judged:
    """What a withdrawn vetting comes to: recorded as withdrawn, or withdrawn where it still counts."""
    same = _the_same(record, row, line.method, typed, months)
    if any(one.withdrawn_at is not None for one in same) or _is_over(row):
        return Judged()
    found = [*contributor_refusals(line.named), *_end_refusals(line.ended_on, today)]
    found += [*vetting_refusals(typed, today, months), *withdrawing_refusals(line.withdrawn_because)]
    known = same[0] if same else None

    def take(writing: Record) -> None:
        # The contributor's own line is brought in first; without one they come in by this.
        here = _by_key(writing)
        who = here.get(line.who) or here.get((*line.who[:2], None)) or added(writing, line.named)
        vetting = known or vetted(writing, who, line.method, line.vetted_by, typed, months)
        withdrawn(writing, vetting, line.withdrawn_because)

    says = (f"The vetting of {typed.vetted_on:%d/%m/%Y} was withdrawn.",)
    return Judged(tuple(found), take, known is None, says, turn=1)


def _the_same(
    record: Record, row: Contributor | None, method: VettingMethod, typed: VettingTyped, months: int
) -> list[Vetting]:
    """Return the vettings on record that read as this one."""
    if row is None:
        return []
    return list(
        record.session.scalars(
            sa.select(Vetting)
            .where(
                Vetting.school_id == row.school_id,
                Vetting.contributor_id == row.id,
                Vetting.method == method,
                Vetting.vetted_on == typed.vetted_on,
                Vetting.expires_on == (typed.expires_on or last_day_by_policy(typed.vetted_on, months)),
                Vetting.reference == typed.reference.strip(),
            )
            .order_by(Vetting.id)
        )
    )


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
