"""How one moderator likes the queue, by itself or along with what they look after and what they decided last.

May import only the scope of the services, which the guard of every decision asks too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import PERSON, SCHOOL
from governance.domain.access import Actor, is_ict_lead
from governance.domain.comments.keys import DEFAULT_KEYS, keys_in_use
from governance.models import ModeratorChoice
from governance.queries.comments.told import LastDecision, last_decision_query
from governance.services.comments.scope import Scope, scope_with, sites_query


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
    of_person = (ModeratorChoice.school_id == school_id, ModeratorChoice.person_id == person_id)
    row = session.execute(sa.select(*_CHOSEN).where(*of_person)).one_or_none()
    return _choices(*row) if row is not None else USUAL


def choices_and_last(
    session: Session, school_id: int, person_id: int | None, since: dt.datetime
) -> tuple[Choices, LastDecision | None]:
    """Return what a moderator chose, and what they decided last after ``since``; one query, with or without either."""
    told = {"school": school_id, "person": person_id, "since": since}
    return _both(session.connection().execute(_choices_and_last(), told).one())


def scope_choices_and_last(
    session: Session, actor: Actor, today: dt.date, since: dt.datetime
) -> tuple[Scope, Choices, LastDecision | None]:
    """Return the same along with what the moderator looks after today: a row for each site, or one without."""
    told = {"school": actor.school_id, "person": actor.person_id, "today": today, "since": since}
    rows = session.connection().execute(_scope_choices_and_last(lead=is_ict_lead(actor)), told).all()
    sites = [(number, name) for *_, number, name in rows if number is not None]
    return scope_with(actor, sites, today), *_both(rows[0])


@cache
def _choices_and_last() -> sa.Select[Any]:
    last, anybody = last_decision_query().subquery(), sa.select(sa.literal(1).label("one")).subquery()
    return (
        sa.select(*_CHOSEN, *last.c)
        .select_from(anybody)
        .outerjoin(ModeratorChoice, sa.and_(ModeratorChoice.school_id == SCHOOL, ModeratorChoice.person_id == PERSON))
        .outerjoin(last, sa.true())
    )


@cache
def _scope_choices_and_last(*, lead: bool) -> sa.Select[Any]:
    sites = sites_query(lead=lead).order_by(None).subquery()
    query = _choices_and_last().outerjoin(sites, sa.true()).add_columns(*sites.c)
    return query.order_by(sites.c.name, sites.c.id)


def _both(row: Any) -> tuple[Choices, LastDecision | None]:
    chosen, decided = row[: len(_CHOSEN)], row[len(_CHOSEN) : len(_CHOSEN) + len(fields(LastDecision))]
    return (
        _choices(*chosen) if chosen[0] is not None else USUAL,
        LastDecision(*decided) if decided[0] is not None else None,
    )


def _choices(keys_on: bool, keys: dict[str, str], blur: bool) -> Choices:
    return Choices(keys_on, keys_in_use(keys), blur)
