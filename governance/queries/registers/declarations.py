"""Reads declarations and reports of compromised accounts, for whoever may read each (000-2, 000-3, 003-1, 003-2)."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.registers.declarations import Declared
from governance.models import CompromisedAccount, Declaration, Person, Site
from governance.services.declaration_readers import readable, was_head


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
        row = self.row
        return Declared(
            row.kind,
            row.seen_by is not None,
            row.disclaimer_seen,
            row.committee_on,
            row.agreed,
            row.review_on,
            row.ended_at is not None,
        )


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
        .order_by(Declaration.ended_at.is_not(None), Declaration.declared_at.desc(), Declaration.id.desc())
    )
    return tuple(
        DeclarationLine(row, name, seen_by or "", answered_by or "", bool(by_head))
        for row, name, seen_by, answered_by, by_head in rows
    )


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
