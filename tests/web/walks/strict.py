"""Makes SQLite as strict as PostgreSQL is, so that what only PostgreSQL refuses is found in every walk.

PostgreSQL takes no NUL and no lone surrogate in a text, and no number or text that its column cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapper

from governance.db import Base

LARGEST_INTEGER = 2**31 - 1


class TooStrict(Exception):
    """Something was about to reach the database that PostgreSQL would refuse with an error."""


def _check(value: object) -> None:
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= character <= "\udfff" for character in value)):
        raise TooStrict(f"a text with NUL or a lone surrogate: {value[:40]!r}")
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise TooStrict(f"a number that no column holds: {value}")


def _parameters(*given: Any) -> None:
    sent = given[3]
    for values in sent if isinstance(sent, list) else [sent]:
        for value in values.values() if isinstance(values, dict) else values:
            _check(value)


def _lengths(mapper: Mapper[Any], _: Any, row: Any) -> None:
    for column in mapper.columns:
        kind, value = column.type, getattr(row, mapper.get_property_by_column(column).key, None)
        if isinstance(kind, sa.String) and kind.length and isinstance(value, str) and len(value) > kind.length:
            raise TooStrict(f"{column} holds {kind.length} characters, not {len(value)}")


@contextmanager
def strict_database() -> Iterator[None]:
    """Refuse everything that PostgreSQL would refuse, as an error that no view expects."""
    event.listen(Engine, "before_cursor_execute", _parameters)
    for name in ("before_insert", "before_update"):
        event.listen(Base, name, _lengths, propagate=True)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", _parameters)
        for name in ("before_insert", "before_update"):
            event.remove(Base, name, _lengths)
