"""One fact that a line of the home page can rest on, and how a part of the one query yields such facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from governance.db import Moment

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
"""Later than everything, for what has no moment."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; ``what`` says which part it is of, and the part which of the others it fills."""

    what: str
    site_id: int | None
    version_id: int | None
    subject_id: int | None
    label: str | None
    key: str | None
    person_id: int | None
    person: str | None
    other_id: int | None
    on: dt.date | None
    at: dt.datetime | None


class Facts:
    """The facts by what they are."""

    def __init__(self, facts: list[Fact]) -> None:
        self._by_what: dict[str, list[Fact]] = {}
        for fact in facts:
            self._by_what.setdefault(fact.what, []).append(fact)

    def of(self, what: str, site_id: int | None = None) -> list[Fact]:
        """Return the facts of one part; only a site's where one is given."""
        found = self._by_what.get(what, [])
        return found if site_id is None else [fact for fact in found if fact.site_id == site_id]


_EMPTY: dict[str, sa.ColumnElement[Any]] = {
    "site_id": sa.cast(sa.null(), sa.Integer),
    "version_id": sa.cast(sa.null(), sa.Integer),
    "subject_id": sa.cast(sa.null(), sa.Integer),
    "label": sa.cast(sa.null(), sa.String),
    "key": sa.cast(sa.null(), sa.String),
    "person_id": sa.cast(sa.null(), sa.Integer),
    "person": sa.cast(sa.null(), sa.String),
    "other_id": sa.cast(sa.null(), sa.Integer),
    "on": sa.cast(sa.null(), sa.Date),
    "at": sa.cast(sa.null(), Moment()),
}


def part(what: str, **columns: Any) -> sa.Select[Any]:
    """Return the beginning of a part: its name and the columns that it fills, the others empty."""
    filled = {**_EMPTY, **columns}
    return sa.select(sa.literal(what).label("what"), *(column.label(name) for name, column in filled.items()))
