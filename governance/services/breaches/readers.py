"""Who reads a breach today: the list, its count, the guard of its page and the audit's pages ask here (9.1, 002-3).

The rule is ``domain/breaches/reading.py``'s; this joins it to the rows.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import NOBODY, PERSON, SCHOOL, Number
from governance.domain.access import Actor, is_dpo
from governance.domain.breaches.reading import Readable, ReadBy, always_read, may_read
from governance.domain.words import Role
from governance.models import Breach, BreachReader, School
from governance.services.actors import heads_today, holders_of, load_actor, school_today


def readable(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which breaches the actor reads: a WHERE for lists, counts and single rows alike."""
    somebody = sa.literal(actor.person_id is not None)
    school, me = actor.school_id or NOBODY, actor.person_id or NOBODY
    return sa.and_(somebody, _readable(always_read(actor), school, me, dpo=is_dpo(actor)))


@cache
def readable_by(always: frozenset[ReadBy], *, dpo: bool) -> sa.ColumnElement[bool]:
    """Return the same, put together once for all whose roles read this; it is asked with SCHOOL and PERSON."""
    return sa.and_(PERSON != NOBODY, _readable(always, SCHOOL, PERSON, dpo=dpo))


def _readable(always: frozenset[ReadBy], school: Number, me: Number, *, dpo: bool) -> sa.ColumnElement[bool]:
    added = sa.exists().where(
        BreachReader.school_id == Breach.school_id, BreachReader.breach_id == Breach.id, BreachReader.person_id == me
    )
    return sa.and_(
        Breach.school_id == school,
        sa.or_(Breach.about_person.is_(None), Breach.about_person != me),
        sa.or_(
            Breach.read_by.in_(sorted(always)),
            sa.and_(Breach.read_by == ReadBy.LINE_MANAGER, Breach.line_manager == me),
            sa.and_(Breach.is_leak, sa.literal(dpo)),
            added,
        ),
    )


def readers_today(session: Session, breach: Breach, now: dt.datetime) -> list[int]:
    """Return the persons who read this breach today, in order; empty where the school has nobody for it."""
    school = session.get_one(School, breach.school_id)
    today = school_today(school, now)
    added = set(
        session.scalars(
            sa.select(BreachReader.person_id).where(
                BreachReader.school_id == school.id, BreachReader.breach_id == breach.id
            )
        )
    )
    asked = {
        *heads_today(session, school.id, today),
        *holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, today),
        *holders_of(session, school.id, Role.DPO, today),
        *added,
        *([breach.line_manager] if breach.line_manager is not None else []),
    }
    rule = Readable(ReadBy(breach.read_by), breach.about_person, breach.line_manager, added, breach.is_leak)
    found = []
    for person_id in sorted(asked):
        actor = load_actor(session, school, person_id, now)
        if actor is not None and may_read(rule, actor):
            found.append(person_id)
    return found
