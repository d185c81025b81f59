"""How what few read is kept: what people who left had declared, and breaches that are over (003-7; 9.1).

Only who reads such a record is shown that it is due and disposes of it, and what is put on record is an act on the
declaration or the breach, which nobody else is shown either (DESIGN 9).  A breach that is open, or of which a letter
has no end yet, is in use.  Its stub keeps the numbers of who read it and whom it was about as its lock (ADR 23).
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.breaches import BREACH_SUBJECT
from governance.domain.records.kinds import RecordKind
from governance.domain.registers.declarations import SUBJECT as DECLARATION_SUBJECT
from governance.models import Breach, BreachNote, Declaration, Membership, Person, RemovalDemand
from governance.services.breaches.readers import readable as reads_breach
from governance.services.declaration_readers import readable as reads_declaration
from governance.services.records.retention.keeper import GONE, Keeper, Until, forget_history, put


def _declarations(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    member = sa.and_(Membership.school_id == Declaration.school_id, Membership.person_id == Declaration.person_id)
    return (
        sa.select(Declaration.id, Membership.ends_on, sa.literal("declared by ").concat(Person.name))
        .join(Membership, member)
        .join(Person, Person.id == Membership.person_id)
        .where(Declaration.school_id == school_id, Membership.ends_on <= until.day)
    )


def _decides_about(actor: Actor) -> sa.ColumnElement[bool]:
    """Nobody disposes of what they declared themselves."""
    return sa.and_(reads_declaration(actor), Declaration.person_id != (actor.person_id or 0))


def _dispose_declarations(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"words": GONE, "address": "", "answer": "", "ended_because": "", "revision": Declaration.revision + 1}
    put(session, Declaration, school_id, Declaration.id, ids, **gone)
    forget_history(session, school_id, DECLARATION_SUBJECT, ids)


def _told_of_declarations(_: Session, __: int, ids: Sequence[int]) -> list[tuple[str, str, int]]:
    return [("declaration.disposed", DECLARATION_SUBJECT, number) for number in ids]


def _breaches(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    awaits_an_end = sa.exists().where(
        RemovalDemand.school_id == Breach.school_id, RemovalDemand.breach_id == Breach.id, RemovalDemand.result == ""
    )
    return sa.select(Breach.id, Breach.closed_at, sa.literal("breach ").concat(Breach.reference)).where(
        Breach.school_id == school_id, Breach.closed_at < until.moment, ~awaits_an_end
    )


def _dispose_breaches(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    """Take away what was told, found and written; times, weight and outcome stay in the stub."""
    told = {"facts": GONE, "address": "", "provider": "", "provider_contact": "", "about_shown": "", "from_digest": ""}
    found = {"found": "", "outcome_reason": "", "leak_reason": "", "revision": Breach.revision + 1}
    put(session, Breach, school_id, Breach.id, ids, **told, **found)
    put(session, BreachNote, school_id, BreachNote.breach_id, ids, words=GONE)
    letters = {"to_whom": GONE, "what": GONE, "address": "", "result_words": "", "revision": RemovalDemand.revision + 1}
    put(session, RemovalDemand, school_id, RemovalDemand.breach_id, ids, **letters)
    forget_history(session, school_id, BREACH_SUBJECT, ids)


def _told_of_breaches(_: Session, __: int, ids: Sequence[int]) -> list[tuple[str, str, int]]:
    return [("breach.disposed", BREACH_SUBJECT, number) for number in ids]


KEEPERS = (
    Keeper(
        RecordKind.DECLARATION,
        Declaration.id,
        _declarations,
        _dispose_declarations,
        readers=_decides_about,
        told=_told_of_declarations,
    ),
    Keeper(
        RecordKind.BREACH,
        Breach.id,
        _breaches,
        _dispose_breaches,
        readers=reads_breach,
        told=_told_of_breaches,
    ),
)
