"""How one moderator likes the queue, by itself or along with what they decided last.

May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.keys import DEFAULT_KEYS, keys_in_use
from governance.models import ModeratorChoice
from governance.queries.comments.told import LastDecision, last_decision_query


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys on or off, the key of every act, and whether what may be the worst is covered until it is asked for."""

    keys_on: bool
    keys: dict[str, str]
    blur: bool


USUAL = Choices(True, dict(DEFAULT_KEYS), True)
_CHOSEN = (ModeratorChoice.keys_on, ModeratorChoice.keys, ModeratorChoice.blur)


def choices_of(session: Session, school_id: int, person_id: int | None) -> Choices:
    """Return what a moderator chose, or what is usual: keys on, the worst covered."""
    row = session.execute(sa.select(*_CHOSEN).where(*_of_person(school_id, person_id))).one_or_none()
    return _choices(*row) if row is not None else USUAL


def choices_and_last(
    session: Session, school_id: int, person_id: int | None, since: dt.datetime
) -> tuple[Choices, LastDecision | None]:
    """Return what a moderator chose, and what they decided last after ``since``; one query, with or without either."""
    last, anybody = last_decision_query().subquery(), sa.select(sa.literal(1).label("one")).subquery()
    query = (
        sa.select(*_CHOSEN, *last.c)
        .select_from(anybody)
        .outerjoin(ModeratorChoice, sa.and_(*_of_person(school_id, person_id)))
        .outerjoin(last, sa.true())
    )
    row = session.execute(query, {"school": school_id, "person": person_id, "since": since}).one()
    chosen, decided = row[: len(_CHOSEN)], row[len(_CHOSEN) :]
    return (
        _choices(*chosen) if chosen[0] is not None else USUAL,
        LastDecision(*decided) if decided[0] is not None else None,
    )


def _of_person(school_id: int, person_id: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    return ModeratorChoice.school_id == school_id, ModeratorChoice.person_id == person_id


def _choices(keys_on: bool, keys: dict[str, str], blur: bool) -> Choices:
    return Choices(keys_on, keys_in_use(keys), blur)
