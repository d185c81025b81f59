"""How migrations run: on the application's database, on SQLite with foreign keys off and in one real transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

import governance.models  # noqa: F401 - maps every class, so that the metadata is whole.
from governance.db import Base, Moment
from governance.models.comment import ByUrgency


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Render the product's own column types as what the database sees."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, ByUrgency):
        return "sa.SmallInteger()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Migrate the database whose address the configuration carries."""
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://")
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Batch mode recreates tables, and with foreign keys on that would delete what hangs on them.  The pragma
            # does nothing inside a transaction, so it goes to the driver before the first one.
            connection.connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]  # sqlite3's own.
            connection.execution_options(writes=True)
        _run(connection)
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"The migration left rows that point nowhere: {broken[:5]}")
    engine.dispose()


run()
