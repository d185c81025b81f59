"""Migrations run up, down and up on both databases; the head is what the models say, with its triggers (DESIGN 11)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine

import governance.models  # noqa: F401 - maps every class, so that the metadata is whole.
from governance.db import Base
from governance.migrations import downgrade, is_at_head, upgrade
from governance.triggers import guard_names
from tests.plugins.databases import BOTH

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE '%_no_truncate'",
}
LAUNCHED = dt.datetime(2026, 9, 30, 23, 30, tzinfo=dt.UTC)


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest) -> Iterator[tuple[str, Engine]]:
    """The address of an empty database of this test's own, and an engine on it."""
    if request.param == "sqlite":
        address = request.getfixturevalue("sqlite_url")
    else:
        address = request.getfixturevalue("postgres").fresh_database(f"migrations_{os.getpid()}")
    engine = sa.create_engine(address)
    yield address, engine
    engine.dispose()


def test_migrations_run_up_down_and_up_and_the_head_is_what_the_models_say(empty: tuple[str, Engine]) -> None:
    address, engine = empty
    upgrade(address)
    downgrade(address, "base")
    with engine.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade(address)
    with engine.connect() as connection:
        assert is_at_head(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        found = set(connection.scalars(sa.text(TRIGGERS[engine.dialect.name])))
    assert found == set(guard_names())


def test_a_site_that_was_live_before_the_clock_was_there_keeps_its_days(empty: tuple[str, Engine]) -> None:
    address, engine = empty
    upgrade(address, "0002")
    with engine.begin() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)

        def put(table: str, **columns: object) -> None:
            connection.execute(sa.insert(tables.tables[table]).values(columns))

        put("schools", id=1, slug="oak", name="Oak", nation="england", time_zone="Europe/London", website="",
            colour="#1d4f76", logo_kind="", safeguarding_words="", created_at=LAUNCHED, revision=1)  # fmt: skip
        put("persons", id=1, name="A teacher", created_at=LAUNCHED)
        put("memberships", id=1, school_id=1, person_id=1, kind="employee", position="",
            starts_on=dt.date(2026, 9, 1), revision=1)  # fmt: skip
        for site in (1, 2):
            put("sites", id=site, school_id=1, name="Year 4 blog", kind="year_group_blog", state="found", platform="",
                address="", canonical="", year_groups=[], purpose="", unknowns=[], created_at=LAUNCHED, amber_why=[],
                revision=1)  # fmt: skip
            put("proposal_versions", id=site, school_id=1, site_id=site, number=1, state="approved", proposer_id=1,
                answers={"update_every": "2"}, started_at=LAUNCHED, submitted_at=LAUNCHED, content_hash="1" * 64,
                revision=1)  # fmt: skip
        sites = tables.tables["sites"]
        running = sa.update(sites).values(current_version_id=sites.c.id, launched_at=LAUNCHED, state="live")
        connection.execute(running)
        later = LAUNCHED + dt.timedelta(days=2)
        connection.execute(sa.update(sites).where(sites.c.id == 2).values(state="suspended", suspended_at=later))
    upgrade(address)
    with engine.connect() as connection:
        spells = connection.execute(sa.text("SELECT site_id, starts_on, ends_on FROM live_spells ORDER BY site_id"))
        # Half past eleven at night in September is the next day in London, which keeps summer time.
        assert [(row.site_id, str(row.starts_on), row.ends_on and str(row.ends_on)) for row in spells] == [
            (1, "2026-10-01", None),
            (2, "2026-10-01", "2026-10-03"),
        ]
        assert list(connection.scalars(sa.text("SELECT update_every_weeks FROM sites ORDER BY id"))) == [2, 2]
