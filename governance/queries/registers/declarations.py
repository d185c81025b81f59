"""Reads declarations and reports of compromised accounts, for whoever may read each (000-2, 000-3, 003-1, 003-2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import NOBODY, PERSON, TODAY, Number
from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.policy_settings_registers import FORBIDDEN
from governance.domain.registers.declarations import Declared
from governance.domain.registers.words import DeclarationKind
from governance.models import CompromisedAccount, Declaration, Person, Site
from governance.services.declaration_readers import Reader, readable, readable_by, was_head


def how_far(row: Declaration) -> Declared:
    """Return how far a declaration has come: its page and the clauses judge by the same."""
    return Declared(
        row.kind,
        row.seen_by is not None,
        row.disclaimer_seen,
        row.committee_on,
        row.agreed,
        row.review_on,
        row.ended_at is not None,
    )


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One declaration with the names in it; ``by_head`` says that a head declared it."""

    row: Declaration
    person: str
    reader: str
    answerer: str
    by_head: bool

    @property
    def declared(self) -> Declared:
        """How far it has come."""
        return how_far(self.row)


def declarations_for(session: Session, actor: Actor, *, only: int | None = None) -> tuple[DeclarationLine, ...]:
    """Return the declarations that the actor reads, or one of them, what is open first and the newest first."""
    reader, answerer = aliased(Person), aliased(Person)
    rows = session.execute(
        sa.select(
            Declaration, Person.name, reader.name, answerer.name, was_head(Declaration.person_id, actor.school_id or 0)
        )
        .join(Person, Person.id == Declaration.person_id)
        .outerjoin(reader, reader.id == Declaration.seen_by)
        .outerjoin(answerer, answerer.id == Declaration.answered_by)
        .where(readable(actor), Declaration.id == only if only is not None else sa.true())
        # Their numbers are drawn by lot, so that of two of one moment the kind says which stands first.
        .order_by(
            Declaration.ended_at.is_not(None), Declaration.declared_at.desc(), Declaration.kind, Declaration.id.desc()
        )
    )
    return tuple(
        DeclarationLine(row, name, seen_by or "", answered_by or "", bool(by_head))
        for row, name, seen_by, answered_by, by_head in rows
    )


def waits_for(actor: Actor, today: dt.date, naming_employer: str) -> sa.ColumnElement[bool]:
    """Return which declarations wait for the actor today: the domain's ``still_to_do`` as a WHERE, by whose turn it is.

    To read, to agree, to look at again and the committee are for who decides about it; the disclaimer, the school's
    name and a contact that stops are for who declared it.
    """
    turn = _turn(actor.person_id or NOBODY, today, forbidden=naming_employer == FORBIDDEN)
    return sa.and_(readable(actor), turn)


@cache
def waits_for_by(reader: Reader, *, forbidden: bool) -> sa.ColumnElement[bool]:
    """Return the same, put together once for everybody who is this; it is asked with SCHOOL, PERSON and TODAY.

    ``forbidden`` where the school's policy lets nobody name their employer.
    """
    return sa.and_(readable_by(reader), _turn(PERSON, TODAY, forbidden=forbidden))


def _turn(me: Number, today: dt.date | sa.ColumnElement[dt.date], *, forbidden: bool) -> sa.ColumnElement[bool]:
    row, kinds = Declaration, DeclarationKind
    is_contact = row.kind == kinds.AGREED_CONTACT
    decides = sa.or_(
        sa.and_(row.kind.not_in((kinds.AGREED_CONTACT, kinds.REQUEST_DECLINED)), row.seen_by.is_(None)),
        sa.and_(row.kind == kinds.FAMILY_FRIEND, row.committee_on.is_(None)),
        sa.and_(is_contact, sa.or_(row.agreed.is_(None), sa.and_(row.agreed.is_(True), row.review_on < today))),
    )
    unsaid = sa.true() if forbidden else row.disclaimer_seen.is_not(True)
    declared = sa.or_(sa.and_(row.kind == kinds.EMPLOYER_NAMED, unsaid), sa.and_(is_contact, row.agreed.is_(False)))
    own = row.person_id == me
    turn = sa.or_(sa.and_(own, declared), sa.and_(sa.not_(own), decides))
    return sa.and_(row.ended_at.is_(None), turn)


@dataclass(frozen=True, slots=True)
class CompromisedLine:
    """One report with the names in it."""

    row: CompromisedAccount
    whose: str
    recorder: str


def compromised_for(session: Session, actor: Actor, *, only: int | None = None) -> tuple[CompromisedLine, ...]:
    """Return the reports that the actor reads, or one of them, the newest first."""
    owner, recorder = aliased(Person), aliased(Person)
    mine = sa.or_(
        sa.literal(acts_as_head(actor) or is_ict_lead(actor)),
        CompromisedAccount.whose == (actor.person_id or 0),
        CompromisedAccount.recorded_by == (actor.person_id or 0),
    )
    rows = session.execute(
        sa.select(CompromisedAccount, sa.func.coalesce(owner.name, Site.name), recorder.name)
        .outerjoin(owner, owner.id == CompromisedAccount.whose)
        .outerjoin(Site, sa.and_(Site.school_id == CompromisedAccount.school_id, Site.id == CompromisedAccount.site_id))
        .join(recorder, recorder.id == CompromisedAccount.recorded_by)
        .where(
            CompromisedAccount.school_id == actor.school_id,
            mine,
            CompromisedAccount.id == only if only is not None else sa.true(),
        )
        .order_by(CompromisedAccount.noticed_at.desc(), CompromisedAccount.id.desc())
    )
    return tuple(CompromisedLine(row, whose or "", name) for row, whose, name in rows)
