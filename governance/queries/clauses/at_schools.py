"""How the clauses stand at several schools side by side: counts, or one clause of them; the worst first.

It reads the figures of ``counted.py`` and never writes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from governance.domain.clauses.figures import Figures
from governance.domain.clauses.finding import Standing
from governance.models import School
from governance.queries.clauses.counted import Counted


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    """One school with the number of clauses that stand in each way, every standing among them."""

    slug: str
    name: str
    numbers: dict[Standing, int]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SchoolStands:
    """How one clause stands at one school, and on how many of the sites that are asked it is not kept or due."""

    slug: str
    name: str
    standing: Standing
    open_sites: int
    asked_sites: int
    at: dt.datetime


def counts_at(schools: Sequence[School], counted: Mapping[int, Counted]) -> list[SchoolCounts]:
    """Return the counts of each school, where most is not kept or due first."""
    counts = [
        SchoolCounts(school.slug, school.name, _numbers(counted[school.id].figures), counted[school.id].at)
        for school in schools
    ]
    return sorted(counts, key=lambda one: (-one.numbers[Standing.NOT_KEPT], -one.numbers[Standing.DUE], one.name))


def clause_at(schools: Sequence[School], counted: Mapping[int, Counted], number: str) -> list[SchoolStands]:
    """Return how the clause of this number stands at each school, where it needs somebody most first."""
    stands = [
        SchoolStands(school.slug, school.name, *counted[school.id].figures[number], at=counted[school.id].at)
        for school in schools
    ]
    order = list(Standing)
    return sorted(stands, key=lambda one: (order.index(one.standing), -one.open_sites, one.name))


def _numbers(figures: Figures) -> dict[Standing, int]:
    numbers = Counter(figure.standing for figure in figures.values())
    return {standing: numbers[standing] for standing in Standing}
