"""Measures the clauses: what the page of one school asks of the records, and what the page of a whole trust asks."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.models import School
from governance.queries.clauses.at_schools import SchoolCounts, counts_at
from scripts.bench_measure import Alone
from tests.factories import NOW


def clause_budgets(engine: Engine, schools: int) -> list[Alone]:
    """How every clause stands at one school, and at every school."""
    return [
        Alone("the clauses of one school with ten sites (our own)", 250, lambda: clauses_of(engine, 1), rounds=20),
        Alone(f"the clauses of {schools} schools (our own)", 8_000, lambda: clauses_of(engine, schools), rounds=2),
    ]


def clauses_of(engine: Engine, count: int) -> list[SchoolCounts]:
    """Return how many clauses stand how at each of the first schools."""
    with Session(engine) as session:
        schools = session.scalars(sa.select(School).order_by(School.id).limit(count)).all()
        return counts_at(session, schools, NOW)
