"""Brings the database to the newest migration, and says whether it is there.  May not import the domain."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def alembic_config(database_url: str) -> Config:
    """Return alembic's configuration for one database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Migrate the database upwards to ``revision``."""
    command.upgrade(alembic_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Migrate the database downwards to ``revision``."""
    command.downgrade(alembic_config(database_url), revision)


def is_at_head(connection: Connection) -> bool:
    """Return whether the database has had every migration."""
    heads = set(ScriptDirectory(str(FOLDER)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads
