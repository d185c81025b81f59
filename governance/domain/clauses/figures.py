"""How each clause stands at a school in figures: a standing and two counts of sites, and nothing else.

Figures are all that may be kept of findings (ADR 20): no sentence, no name, no record.  May import the standard library
and its neighbours only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from governance.domain.clauses.catalogue import BY_NUMBER
from governance.domain.clauses.finding import OPEN, Finding, Standing, worse_than

ASKED_LIVE = 20
"""So many schools are asked at each opening of a page (about a third of a second); of more, kept figures are shown."""


class Figure(NamedTuple):
    """How one clause stands at one school: as a whole, on how many sites it is not kept or due, and of how many."""

    standing: Standing
    open_sites: int = 0
    asked_sites: int = 0


Figures = Mapping[str, Figure]
"""The figures of one school, by the number of the clause."""


def figures_by_school(
    findings: Iterable[Finding], school_ids: Iterable[int], only: Collection[str] = tuple(BY_NUMBER)
) -> dict[int, dict[str, Figure]]:
    """Return the figures of these schools in the catalogue's order; ``only`` keeps to some clauses.

    A clause without a finding is not asked.  No finding is kept: hundreds of schools have a hundred thousand of them.
    """
    numbers = [number for number in BY_NUMBER if number in only]
    wholes = {school_id: dict.fromkeys(numbers, Standing.NOT_ASKED) for school_id in school_ids}
    sites: dict[tuple[int, str], dict[int, bool]] = {}
    for school_id, number, site_id, standing, *_ in findings:
        whole = wholes[school_id]
        if worse_than(standing, whole[number]):
            whole[number] = standing
        if site_id is not None and standing is not Standing.NOT_ASKED:
            asked = sites.setdefault((school_id, number), {})
            asked[site_id] = asked.get(site_id, False) or standing in OPEN
    return {
        school_id: {number: _figure(whole[number], sites.get((school_id, number), {})) for number in numbers}
        for school_id, whole in wholes.items()
    }


def _figure(standing: Standing, sites: Mapping[int, bool]) -> Figure:
    return Figure(standing, sum(sites.values()), len(sites))


def packed(figures: Figures) -> dict[str, Any]:
    """Return the figures as they are kept: by number, the word of the standing and the two counts."""
    return {number: [one.standing.value, one.open_sites, one.asked_sites] for number, one in figures.items()}


def unpacked(kept: Mapping[str, Any]) -> dict[str, Figure] | None:
    """Return kept figures; None where they are not of today's catalogue, as after a new release."""
    if kept.keys() != BY_NUMBER.keys():
        return None
    return {number: Figure(_STANDINGS[word], *counts) for number, (word, *counts) in kept.items()}


_STANDINGS = {standing.value: standing for standing in Standing}
