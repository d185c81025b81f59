"""Every walk starts from the same two filled schools, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.web.walks.filled import Filled, fill

_FILLED: dict[Path, tuple[Filled, Filled]] = {}


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with both schools in it, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copy(sqlite_template, path)
    engine = sa.create_engine(f"sqlite:///{path}").execution_options(writes=True)
    with Session(engine) as session:
        _FILLED[path] = fill(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        # One file without a log beside it can be copied whole.
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
    return path


@pytest.fixture
def sqlite_file(filled_template: Path, tmp_path: Path) -> Path:
    """A file of this test's own with both schools in it."""
    path = tmp_path / "governance.sqlite3"
    shutil.copy(filled_template, path)
    return path


@pytest.fixture
def oak(filled_template: Path) -> Filled:
    """The school whose pages are walked."""
    return _FILLED[filled_template][0]


@pytest.fixture
def elm(filled_template: Path) -> Filled:
    """The other school."""
    return _FILLED[filled_template][1]
