"""Builds what many tests begin with once in each process, and afterwards puts its rows back as they were.

A builder is marked ``@remembered``.  What it makes depends on what it is told and on what the database holds before,
and that is known as long as only such builders have written: the first is known by its own name, the next by both, and
so on.  As soon as anything else writes, a builder just builds.  Every test has the rows in a database of its own and
may do with them what it likes.  A builder that leaves files, or that runs code which a test has changed, may not be
marked.
"""

from __future__ import annotations

import dataclasses
import functools
import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import InstanceState, Session

from governance.db import Base, begin_writing

P = ParamSpec("P")
Made = TypeVar("Made")
Steps = tuple[Hashable, ...]

READS = ("SELECT", "PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


class Rows(Protocol):
    """What a database holds, to be put back."""

    def put_back(self, session: Session) -> None:
        """Let the session's database hold these rows instead of those from which they were built, and commit."""


@dataclass
class Ground:
    """What the database of an engine holds: the steps that built it from an empty one, or None where nobody knows."""

    steps: Steps | None = None
    built: Counter[Steps] = field(default_factory=Counter)
    kept: dict[Steps, tuple[Rows, Any]] = field(default_factory=dict)


def ground_of(engine: Engine) -> Ground:
    """Watch what is written through the engine; a session carries the ground as ``info["ground"]``."""
    ground = Ground()

    @event.listens_for(engine, "before_cursor_execute")
    def _look(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(READS):
            ground.steps = None

    return ground


def remembered(build: Callable[Concatenate[Session, P], Made]) -> Callable[Concatenate[Session, P], Made]:
    """Let a builder put back what it built from the same beginning before."""

    @functools.wraps(build)
    def build_or_put_back(session: Session, *told: P.args, **named: P.kwargs) -> Made:
        ground: Ground | None = session.info.get("ground")
        if ground is None or ground.steps is None:
            return build(session, *told, **named)
        before = ground.steps
        steps = (*before, (build.__qualname__, _frozen(told), _frozen(named)))
        if steps in ground.kept:
            rows, frozen = ground.kept[steps]
            session.rollback()
            rows.put_back(session)
            session.expire_all()
            made = _thawed(session, frozen)
            session.rollback()
        else:
            made = build(session, *told, **named)
            ground.built[steps] += 1
            # Much is asked for by one test alone, so only what is built again is kept.
            if ground.built[steps] > 1:
                session.rollback()
                ground.kept[steps] = (_rows_of(session, ground.kept[before][0] if before else None), _frozen(made))
        ground.steps = steps
        return cast(Made, made)

    return build_or_put_back


def _rows_of(session: Session, before: Rows | None) -> Rows:
    bind = session.get_bind()
    if isinstance(bind, Connection):
        return _RowsOfPostgres.of(session, before.rows if isinstance(before, _RowsOfPostgres) else {})
    return _FileOfSqlite.of(bind)


@dataclass(frozen=True)
class _FileOfSqlite:
    """A whole file, kept in memory."""

    file: sqlite3.Connection

    @classmethod
    def of(cls, engine: Engine) -> _FileOfSqlite:
        file = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(engine.raw_connection()) as lent:
            _driver(lent).backup(file)
        return cls(file)

    def put_back(self, session: Session) -> None:
        bind = session.get_bind()
        assert isinstance(bind, Engine)
        with closing(bind.raw_connection()) as lent:
            self.file.backup(_driver(lent))


def _driver(lent: Any) -> sqlite3.Connection:
    driver = lent.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@dataclass(frozen=True)
class _RowsOfPostgres:
    """Every row of every table in PostgreSQL's own spelling, and what leads there from the rows before."""

    rows: dict[str, list[str]]
    way: sql.Composed

    @classmethod
    def of(cls, session: Session, before: dict[str, list[str]]) -> _RowsOfPostgres:
        rows = {
            name: list(session.scalars(sa.text(f"SELECT CAST(kept AS text) FROM {name} AS kept ORDER BY 1")))
            for name in Base.metadata.tables
        }
        session.rollback()
        # The rows were right when they were built: nothing is asked of them again, and no trigger runs for them.
        way = [sql.SQL("SET LOCAL session_replication_role = replica")]
        for name in rows:
            gone, come = set(before.get(name, ())) - set(rows[name]), set(rows[name]) - set(before.get(name, ()))
            table = sql.Identifier(name)
            if gone:
                gone_rows = sql.Literal(sorted(gone))
                way.append(
                    sql.SQL("DELETE FROM {} AS kept WHERE CAST(kept AS text) = ANY({})").format(table, gone_rows)
                )
            if come:
                come_rows = sql.Literal(sorted(come))
                way.append(
                    sql.SQL("INSERT INTO {0} SELECT (kept).* FROM unnest(CAST({1} AS {0}[])) AS kept").format(
                        table, come_rows
                    )
                )
        way.append(sql.SQL("SET LOCAL session_replication_role = origin"))
        return cls(rows, sql.SQL("; ").join(way))

    def put_back(self, session: Session) -> None:
        begin_writing(session)
        session.connection().connection.driver_connection.execute(self.way)
        session.commit()


@dataclass(frozen=True)
class _Row:
    kind: type[Any]
    key: tuple[Any, ...]


@dataclass(frozen=True)
class _Whole:
    kind: type[Any]
    parts: tuple[Any, ...]


def _frozen(value: object) -> Hashable:
    """The value without a session: a row by its key.  Two that are equal were made of the same."""
    state = sa.inspect(value, raiseerr=False)
    if isinstance(state, InstanceState):
        return _Row(state.class_, state.identity)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _Whole(type(value), tuple(_frozen(getattr(value, part.name)) for part in dataclasses.fields(value)))
    if isinstance(value, tuple | list):
        return _Whole(type(value), tuple(_frozen(each) for each in value))
    if isinstance(value, dict):
        return _Whole(dict, tuple((key, _frozen(each)) for key, each in value.items()))
    return _Whole(type(value), (value if isinstance(value, Hashable) else repr(value),))


def _thawed(session: Session, frozen: Any) -> Any:
    """What was frozen, with the rows as the session has them."""
    if isinstance(frozen, _Row):
        return session.get_one(frozen.kind, frozen.key)
    if dataclasses.is_dataclass(frozen.kind):
        return frozen.kind(*(_thawed(session, part) for part in frozen.parts))
    if frozen.kind in (tuple, list):
        return frozen.kind(_thawed(session, part) for part in frozen.parts)
    (value,) = frozen.parts
    return value
