"""A database on which everything can be tried and nothing stands: for what the clock would do at a moment.

On SQLite it is a copy in a file that is thrown away, so that nobody waits for a lock.  On PostgreSQL it is one
transaction that is rolled back, in which every commit is a savepoint; it waits for others a few seconds and then gives
up.  May not import Flask or queries.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

PATIENCE = "5s"
"""How long a rehearsal waits for a row that somebody else has in hand."""


@contextmanager
def rehearsal(engine: Engine) -> Iterator[Callable[[], Session]]:
    """Yield what opens a session on the throw-away database; the database of ``engine`` stays as it is."""
    if engine.dialect.name == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            copy = _copied(engine, Path(folder) / "rehearsal.sqlite3")
            try:
                yield lambda: Session(copy)
            finally:
                copy.dispose()
        return
    with engine.connect() as opened:
        connection = opened.execution_options(writes=True)
        outer = connection.begin()
        try:
            connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
            yield lambda: Session(connection, join_transaction_mode="create_savepoint")
        finally:
            outer.rollback()


def _copied(engine: Engine, path: Path) -> Engine:
    """Copy the whole database as it stands between two transactions."""
    opened = engine.raw_connection()
    try:
        source = opened.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError("This is no SQLite database.")
        target = sqlite3.connect(path)
        source.backup(target)
        target.close()
    finally:
        opened.close()
    return sa.create_engine(f"sqlite:///{path}")
