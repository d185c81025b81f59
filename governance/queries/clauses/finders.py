"""The registry: every finder of every area, found by the name of its module, and what they answer when asked at once.

It never writes.
"""

from __future__ import annotations

import datetime as dt
import pkgutil
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib import import_module

from sqlalchemy.orm import Session

from governance.domain.clauses.catalogue import BY_NUMBER
from governance.domain.clauses.finding import Finding
from governance.models import School
from governance.queries import clauses as areas
from governance.queries.clauses.asked import Asked, Finder, asked_of


@cache
def finders() -> tuple[Finder, ...]:
    """Return every finder.  Raises ValueError where two areas claim one clause, or one that is not in the catalogue."""
    found: list[Finder] = []
    for module in sorted(pkgutil.iter_modules(areas.__path__), key=lambda one: one.name):
        if module.name.startswith("of_"):
            found.extend(import_module(f"{areas.__name__}.{module.name}").FINDERS)
    claimed = [number for finder in found for number in finder.clauses]
    wrong = [number for number in claimed if number not in BY_NUMBER or claimed.count(number) > 1]
    if wrong:
        raise ValueError(f"Clauses without a place in the catalogue, or with two finders: {sorted(set(wrong))}.")
    return tuple(found)


def findings_of(
    session: Session, schools: Iterable[School], now: dt.datetime, only: Collection[str] | None = None
) -> dict[int, list[Finding]]:
    """Return what the records say of every clause, by school; ``only`` keeps to some clauses."""
    return found_by(asked_of(session, schools, now), only)


def found_by(asked: Asked, only: Collection[str] | None = None) -> dict[int, list[Finding]]:
    """Return the same for what was read already."""
    found: dict[int, list[Finding]] = {school_id: [] for school_id in asked.schools}
    for finding in each_finding(asked, only):
        found[finding.school_id].append(finding)
    return found


def each_finding(asked: Asked, only: Collection[str] | None = None) -> Iterator[Finding]:
    """Yield the same one by one, for who needs none of them twice."""
    for finder in finders():
        if only is not None and not set(finder.clauses) & set(only):
            continue
        for finding in finder.find(asked):
            if only is None or finding.clause in only:
                yield finding
