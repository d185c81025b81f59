"""How the standing of a clause is said and coloured, and one clause as a page or a pack shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from governance.domain.access import Actor
from governance.domain.clauses.clause import SOURCE_WORDS, AskedOf, Clause
from governance.domain.clauses.finding import Finding, Standing
from governance.domain.clauses.standings import ClauseStands
from governance.web.record_pages import RECORD_PAGES, address_of

STANDING_WORDS: dict[Standing, str] = {
    Standing.NOT_KEPT: "Not kept",
    Standing.DUE: "Due",
    Standing.KEPT: "Kept",
    Standing.ADVICE_ONLY: "Advice only",
    Standing.NOT_ASKED: "Not asked here",
}
STANDING_TONES: dict[Standing, str] = {
    Standing.NOT_KEPT: "stop",
    Standing.DUE: "wait",
    Standing.KEPT: "good",
    Standing.ADVICE_ONLY: "ready",
    Standing.NOT_ASKED: "past",
}
MOST_TOLD = 3
"""So many sites are told of in a row; the clause's own page has all of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with the site's name and the link to what shows it; ``href`` is None where the reader may not."""

    site_id: int | None
    site: str
    standing: Standing
    said: str
    who: str
    href: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One clause in a list: how it stands, why, and what shows it."""

    clause: Clause
    standing: Standing
    told: tuple[Told, ...]
    more: int
    sites: str


def told_of(finding: Finding, sites: Mapping[int, str], reader: Actor, *, with_names: bool) -> Told:
    """Return a finding as a page shows it to somebody."""
    record = finding.record
    return Told(
        site_id=finding.site_id,
        site=sites.get(finding.site_id, "") if finding.site_id is not None else "",
        standing=finding.standing,
        said=finding.said,
        who=finding.named if with_names else "",
        href=address_of(record, reader) if record else None,
        words=RECORD_PAGES[record.kind].words if record else "",
    )


def row_of(stands: ClauseStands, sites: Mapping[int, str], reader: Actor, *, with_names: bool) -> Row:
    """Return one clause as the list shows it."""
    telling = stands.telling
    told = tuple(told_of(finding, sites, reader, with_names=with_names) for finding in telling[:MOST_TOLD])
    return Row(stands.clause, stands.standing, told, len(telling) - len(told), _of_sites(stands))


def parts_of(rows: Sequence[Row]) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """Return the rows under the policy and the part that each comes from."""
    found: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        found.setdefault(SOURCE_WORDS[row.clause.source], {}).setdefault(row.clause.part, []).append(row)
    return [(source, list(parts.items())) for source, parts in found.items()]


def _of_sites(stands: ClauseStands) -> str:
    """How many of the sites that are asked stand as the worst of them does."""
    asked = [one for one in stands.findings if one.site_id is not None and one.standing is not Standing.NOT_ASKED]
    if stands.clause.asked_of is not AskedOf.SITES or len(asked) < 2:
        return ""
    same = sum(one.standing is stands.standing for one in asked)
    return f"{same} of {len(asked)} sites"
