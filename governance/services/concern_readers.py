"""Who reads a concern today: the list, its count, the guard of its page and the audit's pages ask here (DESIGN 9).

The rule is ``domain/concerns.py``'s; this joins it to the rows.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import NOBODY, PERSON, SCHOOL, Number
from governance.domain.access import Actor
from governance.domain.concerns import About, Reading, may_read, reading_of
from governance.domain.refusals import Refusal
from governance.domain.words import Role
from governance.models import Concern, ConcernReader, School
from governance.services.actors import heads_today, holders_of, load_actor, school_today


def readable(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which concerns the actor reads: a WHERE for lists, counts and single rows alike."""
    somebody = sa.literal(actor.person_id is not None)
    return sa.and_(somebody, _readable(reading_of(actor), actor.school_id or 0, actor.person_id or 0))


@cache
def readable_by(reading: Reading) -> sa.ColumnElement[bool]:
    """Return the same, put together once for all whose roles read this; it is asked with SCHOOL and PERSON."""
    return sa.and_(PERSON != NOBODY, _readable(reading, SCHOOL, PERSON))


def _readable(reading: Reading, school: Number, person: Number) -> sa.ColumnElement[bool]:
    added = sa.exists().where(
        ConcernReader.school_id == Concern.school_id,
        ConcernReader.concern_id == Concern.id,
        ConcernReader.person_id == person,
    )
    return sa.and_(
        Concern.school_id == school,
        sa.or_(Concern.about_person.is_(None), Concern.about_person != person),
        sa.or_(
            Concern.about.in_(sorted(reading.always)),
            sa.and_(Concern.about.in_(sorted(reading.if_added)), added),
        ),
    )


def readers_today(session: Session, concern: Concern, now: dt.datetime) -> list[int]:
    """Return the persons who read this concern today, in order; empty where the school has nobody for it."""
    school = session.get_one(School, concern.school_id)
    today = school_today(school, now)
    asked = {
        *heads_today(session, school.id, today),
        *holders_of(session, school.id, Role.DSL, today),
        *holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, today),
    }
    added = set(
        session.scalars(
            sa.select(ConcernReader.person_id).where(
                ConcernReader.school_id == school.id, ConcernReader.concern_id == concern.id
            )
        )
    )
    found = []
    for person_id in sorted(asked):
        actor = load_actor(session, school, person_id, now)
        if actor is not None and may_read(About(concern.about), concern.about_person, added, actor):
            found.append(person_id)
    return found


def unread_refusals(
    session: Session, school: School, about: About, about_person: int | None, now: dt.datetime
) -> tuple[Refusal, ...]:
    """Return why a concern cannot be said to be about the head with this person named: its one reader is whom it names.

    Where there is no chair at all it is kept, and whoever records it is told so.
    """
    chairs = holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, school_today(school, now))
    if about is not About.HEAD or chairs != [about_person]:
        return ()
    sentence = (
        "Nobody at the school would read this: only the chair of governors reads what is about the head, and the chair "
        "is named in it. If it is about the chair alone, choose “a grown-up at the school”. If it is about both, tell "
        "the local authority’s designated officer."
    )
    return (Refusal("nobody_would_read", sentence, "A.2.3", "about"),)


def let_somebody_read(session: Session, concern: Concern, now: dt.datetime) -> None:
    """Make a concern the chair's where it is about the head, whatever was chosen, or where nobody else would read it.

    So "a grown-up" with the head's name reaches the chair, and so does what is about a safeguarding lead at a school
    whose head is the only one.  Without a chair it stays as it was said.
    """
    # Until it is said who has it then, the row is not written: the database lets nobody have what is about them.
    with session.no_autoflush:
        school = session.get_one(School, concern.school_id)
        today = school_today(school, now)
        is_heads = concern.about_person in holders_of(session, school.id, Role.HEAD, today)
        if not is_heads and readers_today(session, concern, now):
            return
        said, concern.about = concern.about, About.HEAD
        if not is_heads and not readers_today(session, concern, now):
            concern.about = said
