"""How the clauses stand at several schools side by side: counts, or one clause of them; the worst first.

The findings are those of each school's own page, asked of all the schools at once.  It never writes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import OPEN, Finding, Standing, worst
from governance.domain.clauses.standings import standing_by_school
from governance.models import School
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.finders import each_finding, findings_of


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    """One school with the number of clauses that stand in each way, every standing among them."""

    slug: str
    name: str
    numbers: dict[Standing, int]


@dataclass(frozen=True, slots=True)
class SchoolStands:
    """How one clause stands at one school, and on how many of the sites that are asked it is not kept or due."""

    slug: str
    name: str
    standing: Standing
    open_sites: int
    asked_sites: int


def counts_at(session: Session, schools: Sequence[School], now: dt.datetime) -> list[SchoolCounts]:
    """Return the counts of each school, where most is not kept or due first."""
    asked = asked_of(session, schools, now)
    found = standing_by_school(each_finding(asked), asked.schools)
    counts = [SchoolCounts(school.slug, school.name, _numbers(found[school.id].values())) for school in schools]
    return sorted(counts, key=lambda one: (-one.numbers[Standing.NOT_KEPT], -one.numbers[Standing.DUE], one.name))


def clause_at(session: Session, schools: Sequence[School], now: dt.datetime, number: str) -> list[SchoolStands]:
    """Return how the clause of this number stands at each school, where it needs somebody most first."""
    found = findings_of(session, schools, now, [number])
    stands = [_stands(school, found[school.id]) for school in schools]
    order = list(Standing)
    return sorted(stands, key=lambda one: (order.index(one.standing), -one.open_sites, one.name))


def _numbers(standings: Iterable[Standing]) -> dict[Standing, int]:
    numbers = Counter(standings)
    return {standing: numbers[standing] for standing in Standing}


def _stands(school: School, findings: Sequence[Finding]) -> SchoolStands:
    sites: dict[int, bool] = {}
    for finding in findings:
        if finding.site_id is not None and finding.standing is not Standing.NOT_ASKED:
            sites[finding.site_id] = sites.get(finding.site_id, False) or finding.standing in OPEN
    standing = worst(finding.standing for finding in findings)
    return SchoolStands(school.slug, school.name, standing, sum(sites.values()), len(sites))
