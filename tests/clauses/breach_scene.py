"""A school with one breach at hand, for the clauses that are about breaches."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.words import By, Kind, Report, Severity
from governance.models import Breach, Person
from governance.services.breaches.record import look_into_breach, weigh_breach
from governance.services.breaches.reporting import Reported, report_breach
from tests.factories import NOW
from tests.services.cast import Cast

FACTS = "A page names a class and calls its teacher lazy."
FOUND = "The page is theirs; they said so when they were asked."
WHY = "It was asked about and it is clear what happened."
HOUR_AGO = NOW - dt.timedelta(hours=1)


def reported(
    session: Session,
    cast: Cast,
    *,
    report: Report = Report.BREACH,
    by: By = By.EMPLOYEE,
    kinds: tuple[Kind, ...] = (Kind.REPUTATION,),
    about: Person | None = None,
    manager: Person | None = None,
    learned_at: dt.datetime = HOUR_AGO,
) -> int:
    """A breach that the second teacher reported; its number."""
    actor = cast.actor(session, cast.second)
    session.rollback()
    told = Reported(
        report,
        by,
        kinds,
        FACTS,
        learned_at,
        about_person=about.id if about else None,
        line_manager=manager.id if manager else None,
    )
    reference = report_breach(session, actor, NOW, reported=told)
    found = session.scalars(sa.select(Breach.id).where(Breach.reference == reference)).one()
    session.rollback()
    return found


def seen(session: Session, breach_id: int) -> int:
    """The revision of a breach as a form would show it now."""
    revision = session.scalars(sa.select(Breach.revision).where(Breach.id == breach_id)).one()
    session.rollback()
    return revision


def weighed(session: Session, actor: Actor, breach_id: int, by: By, *kinds: Kind, clauses: tuple[str, ...]) -> None:
    """The reader weighs it."""
    weigh_breach(
        session,
        actor,
        NOW,
        breach_id=breach_id,
        seen=seen(session, breach_id),
        by=by,
        kinds=kinds,
        clauses=clauses,
        severity=Severity.SERIOUS,
    )


def looked_into(session: Session, actor: Actor, breach_id: int) -> None:
    """The reader writes down what they found."""
    look_into_breach(session, actor, NOW, breach_id=breach_id, seen=seen(session, breach_id), found=FOUND)
