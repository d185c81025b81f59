"""Measures what happens by itself: looks at feeds, the week of a whole trust, and the gate's daily question.

``make bench`` calls ``clock_budgets``; ``python -m scripts.bench_clock`` measures these alone, and ends with status 1
when a budget is missed.  The data is made anew at every run, in a folder that goes away.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa

from governance.migrations import upgrade
from scripts.bench_clauses import clause_budgets
from scripts.bench_feeds import blogs, feed_budgets
from scripts.bench_gate import gate_budget
from scripts.bench_grid import grid_budgets
from scripts.bench_measure import Alone, Budget, report
from scripts.bench_store import postgres_server
from scripts.bench_trust import fill_trust

SCHOOLS = {"full": 300, "small": 30}


def clock_budgets(schools: int) -> Iterator[Budget | Alone]:
    """The budgets of the clock on SQLite, and on PostgreSQL where it can be started."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        yield from clock_budgets_on(f"sqlite:///{folder}/trust.sqlite3", schools)
    with ExitStack() as stack:
        try:
            postgres = stack.enter_context(postgres_server())
        except Exception as error:  # Whatever the reason, the run says that it did not measure this.
            print(f"\ndid not run: the clock on PostgreSQL, which could not be started ({error})")
            return
        yield from clock_budgets_on(postgres.fresh_database("trust"), schools)


def clock_budgets_on(address: str, schools: int) -> Iterator[Budget | Alone]:
    """The budgets of the clock on one empty database, which is filled for them."""
    print(f"\nThe clock with {schools} schools on {address.partition(':')[0].partition('+')[0]}:", flush=True)
    with _filled(address, schools) as engine, blogs() as port:
        yield from grid_budgets(engine, schools)
        yield from feed_budgets(engine, port)
        yield gate_budget(engine, schools)
        yield from clause_budgets(engine, schools)


@contextmanager
def _filled(address: str, schools: int) -> Iterator[sa.Engine]:
    upgrade(address)
    engine = sa.create_engine(address)
    try:
        fill_trust(engine, schools)
        yield engine
    finally:
        engine.dispose()


def main() -> int:
    """Measure the clock alone."""
    schools = SCHOOLS.get(os.environ.get("BENCH_SIZE", "full"))
    if schools is None:
        print(f"BENCH_SIZE must be one of {', '.join(SCHOOLS)}.", file=sys.stderr)
        return 2
    kept = [report(budget) for budget in clock_budgets(schools)]
    print(f"{sum(kept)} of {len(kept)} budgets of the clock kept")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
