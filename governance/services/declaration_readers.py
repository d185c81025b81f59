"""Who reads a declaration: lists, single pages and the history ask here (000-3, 003-1, 003-2).

The rule is ``domain/registers/declarations.py``'s; this joins it to the rows.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import NOBODY, PERSON, SCHOOL, Number
from governance.domain.access import Actor, acts_as_head, is_chair, is_leadership
from governance.domain.registers.words import DeclarationKind
from governance.domain.words import Role
from governance.models import Declaration, Membership, RoleHeld


def was_head(person: sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int], school_id: Number) -> sa.Exists:
    """Return whether a person is or was a head: what a head declares stays with the chair when they step down."""
    return sa.exists().where(
        Membership.school_id == school_id,
        Membership.person_id == person,
        RoleHeld.school_id == Membership.school_id,
        RoleHeld.membership_id == Membership.id,
        RoleHeld.role == Role.HEAD,
    )


def heads_ever(session: Session, school_id: int) -> frozenset[int]:
    """Return everybody who is or was a head of a school."""
    return frozenset(
        session.scalars(
            sa.select(Membership.person_id).where(
                Membership.school_id == school_id, was_head(Membership.person_id, school_id)
            )
        )
    )


def readable(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which declarations the actor reads, as a WHERE."""
    somebody = sa.literal(actor.person_id is not None)
    return sa.and_(somebody, _readable(reader_of(actor), actor.school_id or NOBODY, actor.person_id or NOBODY))


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody is, as far as it says what they read."""

    head: bool
    leadership: bool
    chair: bool


def reader_of(actor: Actor) -> Reader:
    """Return what the actor is today."""
    return Reader(acts_as_head(actor), is_leadership(actor), is_chair(actor))


@cache
def readable_by(reader: Reader) -> sa.ColumnElement[bool]:
    """Return the same, put together once for everybody who is this; it is asked with SCHOOL and PERSON."""
    return sa.and_(PERSON != NOBODY, _readable(reader, SCHOOL, PERSON))


def _readable(reader: Reader, school: Number, me: Number) -> sa.ColumnElement[bool]:
    by_head = was_head(Declaration.person_id, school)
    own = Declaration.person_id == me
    contact = Declaration.kind == DeclarationKind.AGREED_CONTACT
    of_staff = sa.or_(sa.literal(reader.head), sa.and_(sa.literal(reader.leadership), contact))
    return sa.and_(
        Declaration.school_id == school,
        sa.or_(own, sa.and_(sa.not_(by_head), of_staff), sa.and_(by_head, sa.literal(reader.chair))),
    )


def is_by_head(session: Session, row: Declaration) -> bool:
    """Return whether a head declared it."""
    return session.scalar(sa.select(was_head(sa.literal(row.person_id), row.school_id))) is True
