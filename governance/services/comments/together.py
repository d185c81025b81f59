"""Writes of a decision that go to the database together: on PostgreSQL once there and back, however many they are.

What a decision waits for on a busy server is its turn, once for each statement.  SQLite is in the same process and
takes them one by one.  None of the writes may read or change what another one of them does.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

Change = sa.Insert | sa.Update


@dataclass(frozen=True, slots=True)
class Write:
    """One INSERT or guarded UPDATE that is put together once: what its guard is told, and the columns it writes."""

    statement: Change
    guard: Mapping[str, Any]
    row: Mapping[str, Any]


def write_together(connection: sa.Connection, writes: Sequence[Write]) -> tuple[int, ...]:
    """Send the writes, and return how many rows each one wrote; a guard means the same in all of them."""
    if connection.dialect.name != "postgresql":
        return tuple(connection.execute(one.statement, {**one.guard, **one.row}).rowcount for one in writes)
    told: dict[str, Any] = {}
    for place, one in enumerate(writes):
        told |= one.guard
        told |= {_parameter(name, place): value for name, value in one.row.items()}
    query = _as_one(tuple((one.statement, tuple(one.row)) for one in writes))
    return tuple(connection.execute(query, told).one())


@cache
def _as_one(writes: tuple[tuple[Change, tuple[str, ...]], ...]) -> sa.Select[Any]:
    """The statement that does them all, put together once for each set of columns."""
    done = [
        statement.values({name: sa.bindparam(_parameter(name, place)) for name in columns})
        .returning(sa.literal_column("1").label("one"))
        .cte(f"write_{place}")
        for place, (statement, columns) in enumerate(writes)
    ]
    return sa.select(*(sa.select(sa.func.count()).select_from(one).scalar_subquery() for one in done))


def _parameter(column: str, place: int) -> str:
    return f"{column}_{place}"
