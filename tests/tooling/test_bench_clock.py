"""What the benchmark of the clock measures is what the product does: grid, looks at feeds and gate of a small trust."""

from __future__ import annotations

import os
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.freshness import Freshness
from governance.migrations import upgrade
from governance.models import AuditRow, Site, SiteUpdate, UpdateWatch
from scripts.bench_feeds import ANSWERS, blogs, feed_budgets
from scripts.bench_gate import recheck_all
from scripts.bench_grid import standings, year_grid
from scripts.bench_trust import fill_trust
from tests.plugins.databases import BOTH


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of this test's own: what is filled in stays there."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("postgres").fresh_database(f"clock_{os.getpid()}"))


def test_the_measured_trust_is_one_that_the_clock_could_find(address: str) -> None:
    upgrade(address)
    engine = sa.create_engine(address)
    fill_trust(engine, 2)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    states = Counter(standing.state for standing in standings(engine))
    assert states.total() == 20
    assert states[Freshness.FRESH] > 5
    assert len(year_grid(engine)) == 10
    with Session(engine) as session:
        acts = session.scalar(sa.select(sa.func.count()).select_from(AuditRow))
        recheck_all(engine)
        assert session.scalar(sa.select(sa.func.count()).where(Site.amber_until.is_not(None))) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == acts
        updates = session.scalar(sa.select(sa.func.count()).select_from(SiteUpdate)) or 0
    with blogs() as port:
        budgets = list(_each_once(engine, port))
    assert len(budgets) == len(ANSWERS) + 1
    with Session(engine) as session:
        assert (session.scalar(sa.select(sa.func.count()).select_from(SiteUpdate)) or 0) > updates
        troubles = set(session.scalars(sa.select(UpdateWatch.trouble)))
    assert troubles == {"", "not_a_feed"}
    engine.dispose()


def _each_once(engine: sa.Engine, port: int) -> list[str]:
    done = []
    for budget in feed_budgets(engine, port):
        budget.piece()
        budget.least()
        done.append(budget.what)
    return done
