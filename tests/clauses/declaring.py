"""What the tests of the clauses about declarations share: who declares, and what is there before and after."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.words import DeclarationKind
from governance.models import AuditRow, Declaration, Notice, Person
from governance.services.registers.declarations import declare
from tests.factories import NOW, TODAY
from tests.services.cast import Cast

WORDS = {
    DeclarationKind.EMPLOYER_NAMED: "My page says that I teach here.",
    DeclarationKind.FAMILY_FRIEND: "I have known the family next door for years.",
    DeclarationKind.AGREED_CONTACT: "I give the family of a pupil lifts to the choir.",
    DeclarationKind.RELATED_PUPIL: "My niece is in Year 3.",
    DeclarationKind.REQUEST_DECLINED: "A pupil asked to be my friend.",
    DeclarationKind.FORMER_PUPIL: "A former pupil writes to me.",
}


def declared(session: Session, cast: Cast, kind: DeclarationKind, who: Person | None = None) -> int:
    """The first teacher, or somebody else, declares something of this kind; answers the declaration."""
    named = kind is DeclarationKind.EMPLOYER_NAMED
    address, disclaimer = ("https://me.example", False) if named else ("", None)
    typed = DeclarationTyped(kind, WORDS[kind], TODAY, address, disclaimer)
    return declare(session, cast.actor(session, who or cast.teacher), NOW, typed=typed)


def seen_of(session: Session, declaration_id: int) -> int:
    """The revision that a form would carry."""
    seen = session.get_one(Declaration, declaration_id).revision
    session.rollback()
    return seen


def row_and_acts(session: Session, declaration_id: int) -> tuple[int, int]:
    """How often the declaration was changed, and how many acts there are."""
    acts = session.scalar(sa.select(sa.func.count(AuditRow.id))) or 0
    return seen_of(session, declaration_id), acts


def told(session: Session, kind: str) -> list[tuple[str, str]]:
    """Who got a mail of this kind, and its subject."""
    rows = session.execute(
        sa.select(Person.name, Notice.subject).join(Person, Person.id == Notice.person_id).where(Notice.kind == kind)
    )
    found = sorted((name, subject) for name, subject in rows)
    session.rollback()
    return found
