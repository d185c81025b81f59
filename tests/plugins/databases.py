"""Gives tests a migrated database, on SQLite and on PostgreSQL, and the application on it.

A template is migrated once per process and copied for each test: a full migration each would cost half a second.  The
engines stay as well, because what SQLAlchemy has compiled is kept with them: to compile costs more than to answer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import Settings, read_settings
from governance.db import db
from governance.migrations import upgrade
from tests.factories import NOW
from tests.plugins.postgres import Postgres
from tests.remembered import Ground, ground_of

# A process makes a thousand different statements; the engine's own cache of five hundred would lose half of them again.
STATEMENTS = 5_000


@event.listens_for(Engine, "connect")
def _hurry(connection: Any, _: object) -> None:
    """A test's database is thrown away, so nothing in it needs to survive a power cut."""
    if "sqlite3" in type(connection).__module__:
        connection.execute("PRAGMA synchronous=OFF")


BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest migration, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    upgrade(f"sqlite:///{path}")
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        # One file without a log beside it can be copied whole.
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def movable_engine() -> Engine:
    """The process's one engine of SQLite; it connects to whatever file its address names when it is asked."""
    engine = sa.create_engine("sqlite:///nowhere", query_cache_size=STATEMENTS)

    @event.listens_for(engine, "do_connect")
    def _connect(_: object, __: object, arguments: list[Any], ___: object) -> None:
        arguments[0] = engine.url.database

    return engine


@pytest.fixture(scope="session")
def sqlite_ground(movable_engine: Engine) -> Ground:
    """What is known of the file beneath that engine."""
    return ground_of(movable_engine)


@pytest.fixture
def sqlite_file(sqlite_template: Path, sqlite_ground: Ground, tmp_path: Path) -> Path:
    """A SQLite file of this test's own at the newest migration."""
    path = tmp_path / "governance.sqlite3"
    shutil.copy(sqlite_template, path)
    sqlite_ground.steps = ()
    return path


@pytest.fixture
def sqlite_engine(movable_engine: Engine, sqlite_ground: Ground, sqlite_file: Path) -> Iterator[Engine]:
    """The engine on this test's own file."""
    movable_engine.url = sa.make_url(f"sqlite:///{sqlite_file}")
    yield movable_engine
    movable_engine.dispose()
    sqlite_ground.steps = None


@pytest.fixture(scope="session")
def postgres_migrated(postgres_url: str) -> str:
    """The address of this process's PostgreSQL database at the newest migration."""
    upgrade(postgres_url)
    return postgres_url


@pytest.fixture(scope="session")
def postgres_engine(postgres: Postgres, postgres_migrated: str) -> Iterator[Engine]:
    """The process's one engine of PostgreSQL, whose connection has planned most statements before.

    It has a database of its own: while somebody is connected to the migrated one, nobody can copy that.
    """
    migrated = sa.make_url(postgres_migrated).database
    assert migrated is not None
    engine = sa.create_engine(postgres.fresh_database(f"{migrated}_own", migrated), query_cache_size=STATEMENTS)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_ground(postgres_engine: Engine) -> Ground:
    """What is known of that database."""
    return ground_of(postgres_engine)


@pytest.fixture(params=BOTH)
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on a migrated database, once on SQLite and once on PostgreSQL; what it commits goes when the test ends.

    On PostgreSQL an outer transaction is rolled back, and every commit inside releases a savepoint.
    """
    named = request.getfixturevalue
    if request.param == "sqlite":
        # Every transaction writes, so that a test may look at a row and call a use case in any order.
        engine = named("sqlite_engine").execution_options(writes=True)
        with Session(engine, info={"ground": named("sqlite_ground")}) as opened:
            yield opened
        return
    ground: Ground = named("postgres_ground")
    with named("postgres_engine").connect() as connection:
        connection = connection.execution_options(writes=True)
        outer = connection.begin()
        ground.steps = ()
        with Session(connection, join_transaction_mode="create_savepoint", info={"ground": ground}) as opened:
            yield opened
        outer.rollback()


@pytest.fixture
def settings(sqlite_file: Path, tmp_path: Path) -> Settings:
    """The settings of a test's application: its own SQLite file and data folder."""
    return read_settings(
        {
            "GOVERNANCE_DATABASE_URL": f"sqlite:///{sqlite_file}",
            "GOVERNANCE_DATA_FOLDER": str(tmp_path / "data"),
            "GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters",
        }
    )


# Making an application costs a third of a second, so one serves every test of a process; only its database changes.
_MADE: list[Flask] = []


@pytest.fixture
def app(settings: Settings, sqlite_engine: Engine) -> Flask:
    """The application on a database of this test's own."""
    if not _MADE:
        made = create_app(settings)
        made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        # The real hash at its lowest price.
        made.extensions["security"].pwd_context.update(
            argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1
        )
        # Nobody runs a worker beside a test, so nobody is woken.
        made.extensions.pop("waker")
        _MADE.append(made)
    application = _MADE[0]
    application.extensions["governance"] = settings
    # A test that holds every answer to the checks of pages sets its own client, and leaves none to the next.
    application.test_client_class = None
    application.extensions["clock"] = lambda: NOW
    with application.app_context():
        db.engines["default"] = sqlite_engine
        db.sessionmaker.configure(bind=sqlite_engine, binds=None)
    return application


@pytest.fixture
def store(app: Flask, sqlite_engine: Engine, sqlite_ground: Ground) -> Iterator[Session]:
    """A session beside the application's own, to prepare and to look at what a request left."""
    with Session(sqlite_engine, info={"ground": sqlite_ground}) as opened:
        yield opened
