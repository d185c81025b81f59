"""A list of contributors from a file: who they are, how they were vetted, and on which sites they contribute (A.2.6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.vetting import (
    ContributorTyped,
    Vetted,
    VettingTyped,
    contributor_refusals,
    is_vetted,
    last_day_by_policy,
    vetting_refusals,
)
from governance.domain.registers.words import (
    CONTRIBUTOR_KIND_WORDS,
    VETTING_METHOD_WORDS,
    ContributorKind,
    VettingMethod,
)
from governance.domain.sheet_days import read_day
from governance.domain.sheets import Column, SheetRow
from governance.domain.words import SiteState
from governance.models import Contributor, ContributorSite, Membership, Person, Site
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.registers.sheets import CHANGED, NEW, REFUSED, SAME, PlannedLine, SheetRegister
from governance.services.registers.vetting import added, let_on, vetted, vettings_of
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
)
_KINDS = {"": ContributorKind.PERSON, **{word.casefold(): kind for kind, word in CONTRIBUTOR_KIND_WORDS.items()}}
_KINDS |= {kind.value: kind for kind in ContributorKind}
_METHODS = {word.casefold(): method for method, word in VETTING_METHOD_WORDS.items()}
_METHODS |= {method.value: method for method in VettingMethod}


@dataclass(frozen=True, slots=True)
class _Read:
    """One line as far as it can be understood; without ``typed`` it says nothing of a vetting."""

    name: str
    belongs_to: str
    kind: ContributorKind
    method: VettingMethod
    typed: VettingTyped | None
    vetted_by: int
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What every line is judged by, read once."""

    record: Record
    today: dt.date
    months: int
    people: Mapping[str, list[int]]
    sites: Mapping[str, Site]
    known: Mapping[tuple[str, str], Contributor]


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    basis = _basis(record)
    found: list[PlannedLine] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        read = _read(basis, row.cells)
        name = row.cells.get("name", "")[:200]
        if isinstance(read, _Read):
            twice = seen.setdefault(_key(read.name, read.belongs_to), row.line)
            if twice != row.line:
                read = (Refusal("contributor_twice", f"Line {twice} is about them already."),)
        if isinstance(read, _Read):
            found.append(_planned(basis, row.line, read))
        else:
            found.append(PlannedLine(row.line, name, REFUSED, tuple(one.sentence for one in read)))
    return found


CONTRIBUTORS = SheetRegister("contributors", COLUMNS, Permission.LOOK_AFTER_VETTING, plan)


def _basis(record: Record) -> _Basis:
    session, school = record.session, school_of(record)
    people: dict[str, list[int]] = {}
    members = session.execute(
        sa.select(Person.name, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.school_id == school.id)
    )
    for name, person_id in members:
        people.setdefault(name.casefold(), []).append(person_id)
    sites = session.scalars(sa.select(Site).where(Site.school_id == school.id, Site.state != SiteState.CLOSED))
    known = session.scalars(
        sa.select(Contributor).where(Contributor.school_id == school.id, Contributor.ended_on.is_(None))
    )
    return _Basis(
        record,
        school_today(school, record.now),
        policy_of(session, school.id).vetting_months,
        people,
        {site.name.casefold(): site for site in sites},
        {_key(row.name, row.belongs_to): row for row in known},
    )


def _key(name: str, belongs_to: str) -> tuple[str, str]:
    return name.strip().casefold(), belongs_to.strip().casefold()


def _read(basis: _Basis, cells: Mapping[str, str]) -> _Read | tuple[Refusal, ...]:
    cell = {column.key: cells.get(column.key, "").strip() for column in COLUMNS}
    kind, method = _KINDS.get(cell["kind"].casefold()), _METHODS.get(cell["method"].casefold())
    named = ContributorTyped(kind or ContributorKind.PERSON, cell["name"], cell["belongs_to"])
    found = list(contributor_refusals(named))
    if kind is None:
        found.append(Refusal("kind_unknown", f"“{cell['kind'][:40]}” is neither “One person” nor “A group”."))
    sites = [basis.sites.get(part.strip().casefold()) for part in re.split(r"[;|\n]", cell["sites"]) if part.strip()]
    if None in sites:
        found.append(
            Refusal("site_unknown", "One of the sites is not on our register. Write its name as it stands there.")
        )
    vetted_on, fault = read_day(cell["vetted_on"], "vetted_on")
    expires_on, other = read_day(cell["expires_on"], "expires_on")
    found += [one for one in (fault, other) if one]
    typed = VettingTyped(vetted_on, expires_on, cell["reference"]) if vetted_on else None
    by = basis.people.get(cell["vetted_by"].casefold(), [])
    if typed is not None:
        found += vetting_refusals(typed, basis.today, basis.months)
        if method is None:
            known = "; ".join(VETTING_METHOD_WORDS.values())
            found.append(Refusal("method_unknown", f"“{cell['method'][:40]}” is none of these: {known}."))
        if len(by) != 1:
            found.append(
                Refusal("vetter_unknown", f"Nobody here is called “{cell['vetted_by'][:40]}”, or two people are.")
            )
    elif sites and _key(cell["name"], cell["belongs_to"]) not in basis.known:
        found.append(
            Refusal("contributor_not_vetted", "They are not vetted, so they cannot be let onto a site.", "A.2.6")
        )
    if found or kind is None:
        return tuple(found)
    sure = tuple(site for site in sites if site is not None)
    return _Read(cell["name"], cell["belongs_to"], kind, method or VettingMethod.KNOWN, typed, by[0] if by else 0, sure)


def _planned(basis: _Basis, line: int, read: _Read) -> PlannedLine:
    row = basis.known.get(_key(read.name, read.belongs_to))
    session = basis.record.session
    before = vettings_of(session, row) if row is not None else ()
    new_vetting = read.typed if read.typed and not _is_there(before, read.typed) else None
    after = [*before]
    if new_vetting is not None:
        last = new_vetting.expires_on or last_day_by_policy(new_vetting.vetted_on, basis.months)
        after.append(Vetted(new_vetting.vetted_on, last))
    on = _sites_of(basis, row) if row is not None else frozenset()
    new_sites = tuple(site for site in read.sites if site.id not in on)
    if new_sites and not is_vetted(after, basis.today):
        says = "Their vetting does not count today, so they cannot be let onto a site."
        return PlannedLine(line, read.name, REFUSED, (says,))
    says_of = [*([f"Vetted on {new_vetting.vetted_on:%d/%m/%Y}."] if new_vetting else [])]
    says_of += [f"Contributes to {site.name}." for site in new_sites]
    if row is not None and not says_of:
        return PlannedLine(line, read.name, SAME, ("Stays as it is.",))

    def apply(record: Record) -> None:
        target = row or added(record, ContributorTyped(read.kind, read.name, read.belongs_to))
        if new_vetting is not None:
            vetted(record, target, read.method, read.vetted_by, new_vetting, basis.months)
        for site in new_sites:
            let_on(record, target, site, basis.today)

    return PlannedLine(line, read.name, NEW if row is None else CHANGED, tuple(says_of), apply)


def _is_there(before: Sequence[Vetted], typed: VettingTyped) -> bool:
    return any(one.vetted_on == typed.vetted_on and not one.withdrawn for one in before)


def _sites_of(basis: _Basis, row: Contributor) -> frozenset[int]:
    return frozenset(
        basis.record.session.scalars(
            sa.select(ContributorSite.site_id).where(
                ContributorSite.school_id == row.school_id,
                ContributorSite.contributor_id == row.id,
                ContributorSite.ended_on.is_(None),
            )
        )
    )
