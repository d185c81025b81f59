"""The database: the base of every mapped class, the types of its columns, and how a connection begins its work.

Decides how names of constraints are made, that every moment is kept in UTC, and that writing on SQLite begins with
BEGIN IMMEDIATE (a deferred one loses a quarter of concurrent writes to "database is locked").
May not import Flask's request or anything of the domain's rules.
"""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.functions import FunctionElement

db = SQLAlchemy()

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_SECONDS = 15
ALONE = "AUTOCOMMIT"
"""The isolation in which every statement is a transaction by itself."""


class Moment(sa.TypeDecorator[dt.datetime]):
    """A moment in UTC: aware in Python, and refused when it is not; kept without offset on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, _: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every mapped class."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {
        dt.datetime: Moment(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[int]: sa.JSON(),
    }


def word(kind: type[StrEnum]) -> sa.Enum:
    """Return the column type of one of the product's closed vocabularies, kept as its plain word.

    The CHECK that closes it in the database is made by ``one_of``, because alembic does not see an Enum's own.
    """
    return sa.Enum(
        kind, native_enum=False, create_constraint=False, length=40, values_callable=lambda k: [m.value for m in k]
    )


def one_of(column: str, kind: type[StrEnum]) -> sa.CheckConstraint:
    """Return the CHECK that lets ``column`` hold the words of ``kind`` only."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return sa.CheckConstraint(f"{column} IN ({values})", name=f"{column}_is_known")


SCHOOL: sa.BindParameter[int] = sa.bindparam("school", type_=sa.Integer)
PERSON: sa.BindParameter[int] = sa.bindparam("person", type_=sa.Integer)
TODAY: sa.BindParameter[dt.date] = sa.bindparam("today", type_=sa.Date)
"""What a query is told that is put together once for everybody: where it is asked, who asks (NOBODY for the clock), and
on which day.  To put a wide query together costs more than the database needs to answer it."""

NOBODY = 0
"""The number that no person has."""

Number = int | sa.ColumnElement[int]
"""A school's or a person's own number, or the parameter that stands for it."""


def or_nobody(person: Number | None) -> Number:
    """Return the person, or the number that no person has."""
    return NOBODY if person is None else person


class OfSchool:
    """A row that belongs to one school; rows that point at it carry the school in their foreign key."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("schools.id"), index=True)


def within_school(column: str, table: str, target: str = "id") -> sa.ForeignKeyConstraint:
    """Return a foreign key to a row of the same school: another school's row cannot be pointed at."""
    return sa.ForeignKeyConstraint(["school_id", column], [f"{table}.school_id", f"{table}.{target}"])


def reachable() -> sa.UniqueConstraint:
    """Return the key that foreign keys of the same school point at."""
    return sa.UniqueConstraint("school_id", "id")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    if "sqlite3" not in type(connection).__module__:
        return
    # The driver's own transactions are switched off, so that BEGIN is sent by the listener below and nowhere else.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    may_be_lost = options.get("may_be_lost", False)
    if connection.dialect.name != "sqlite":
        return
    if options.get("writes", False):
        _wait_for_disk(connection, waits=not may_be_lost)
        _take_the_turn(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _wait_for_disk(connection: Connection, *, waits: bool) -> None:
    """Let SQLite's commits wait for the disk or not; what is said stays with the connection until it is said anew."""
    info = connection.info
    if waits and info.get("need_not_wait"):
        connection.exec_driver_sql(f"PRAGMA synchronous={info['synchronous']}")
        info["need_not_wait"] = False
    elif not waits and not info.get("need_not_wait"):
        if "synchronous" not in info:
            info["synchronous"] = int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
        connection.exec_driver_sql(f"PRAGMA synchronous={min(info['synchronous'], 1)}")
        info["need_not_wait"] = True


def _take_the_turn(connection: Connection) -> None:
    """Begin writing as soon as nobody else does.

    SQLite's own waiting sleeps longer and longer, up to a tenth of a second, so that among eight busy writers the one
    who has waited longest can be passed over for a quarter of a minute.  Short uneven sleeps give each a turn.
    """
    cursor = connection.connection.cursor()
    until = time.monotonic() + BUSY_SECONDS
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < until:
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as refused:
                if refused.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(random.uniform(0.001, 0.01))  # noqa: S311 - it spreads the tries, it protects nothing.
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.close()


def begin_writing(session: Session) -> None:
    """Begin the session's transaction as one that writes.

    A transaction that began as a reading one is refused aloud: what it read may be stale by the time it writes.
    """
    if session.in_transaction():
        if not is_writing(session):
            raise RuntimeError("This transaction began as a reading one. Declare that the route writes.")
        return
    session.connection(execution_options={"writes": True})


def begin_book_keeping(session: Session) -> None:
    """Begin to write one statement that does not wait for the disk; on PostgreSQL it says so by ``need_not_wait``.

    For leases and next tries only: after a power cut the last of them may be gone, and the work is done once more.
    What was written before, and what anybody else writes, stands as always.  PostgreSQL is sent the statement alone,
    which is a transaction by itself: one way there and back in place of four.
    """
    options: dict[str, object] = {"writes": True, "may_be_lost": True}
    bind = session.get_bind()
    if bind.dialect.name == "postgresql" and isinstance(bind, Engine):
        options["isolation_level"] = ALONE
    session.connection(execution_options=options)


class need_not_wait(FunctionElement[bool]):  # noqa: N801 - it is called as a function, like those of the database.
    """A condition that always holds, of a statement that is begun by ``begin_book_keeping``.

    PostgreSQL asks it of the row that is written and then does not let this one commit wait for the disk.
    """

    inherit_cache = True
    type = sa.Boolean()


@compiles(need_not_wait)
def _always(*_: Any, **__: Any) -> str:
    return "1"


@compiles(need_not_wait, "postgresql")
def _does_not_wait(*_: Any, **__: Any) -> str:
    return "set_config('synchronous_commit', 'off', true) = 'off'"


def is_alone(connection: Connection) -> bool:
    """Return whether every statement stands by itself here, so that two of them would not stand or fall together."""
    return connection.get_execution_options().get("isolation_level") == ALONE


def is_writing(session: Session) -> bool:
    """Return whether the session's transaction was begun by ``begin_writing``."""
    return bool(session.connection().get_execution_options().get("writes", False))
