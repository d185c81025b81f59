"""Databases that races, walks and kills have to themselves, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from governance.migrations import upgrade
from tests.plugins.postgres import Postgres
from tests.soak.arena import engine_on


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database of this test's own, at the newest migration."""
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("sqlite_file")
        url = f"sqlite:///{path}"
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        worker = getattr(request.config, "workerinput", {"workerid": "alone"})["workerid"]
        url = postgres.fresh_database(f"race_{worker}")
        upgrade(url)
    with engine_on(url) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, for a product that is started as a process."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'governance.sqlite3'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    worker = getattr(request.config, "workerinput", {"workerid": "alone"})["workerid"]
    return postgres.fresh_database(f"kills_{worker}")
