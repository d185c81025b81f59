"""A leak of personal details: when the data protection officer was told, and who else is, with the reason (003-7).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.leaks import decision_refusals, officer_told_refusals
from governance.models import Breach
from governance.services.breaches.record import open_breach
from governance.services.refused import NotHere, refuse_if
from governance.services.transaction import Record, use_case


def tell_officer(
    session: Session, actor: Actor, now: dt.datetime, *, breach_id: int, seen: int, told_at: dt.datetime
) -> None:
    """Write down when the data protection officer was told of a leak."""
    with use_case(session, actor, now) as record:
        breach = _leak(record, breach_id, seen)
        refuse_if(officer_told_refusals(breach.learned_at, told_at, now))
        breach.officer_told_at = told_at
        record.act("leak.officer_told", "breach", breach.id)


def decide_leak(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    breach_id: int,
    seen: int,
    regulator_told: bool,
    people_told: bool,
    reason: str,
) -> None:
    """Decide whether the regulator and the people concerned are told, with the reason either way."""
    with use_case(session, actor, now) as record:
        breach = _leak(record, breach_id, seen)
        refuse_if(decision_refusals(reason, officer_told=breach.officer_told_at is not None))
        breach.regulator_told, breach.people_told, breach.leak_reason = regulator_told, people_told, reason.strip()
        breach.leak_decided_by, breach.leak_decided_at = actor.person_id, now
        record.act("leak.decided", "breach", breach.id, regulator_told=regulator_told, people_told=people_told)


def _leak(record: Record, breach_id: int, seen: int) -> Breach:
    breach = open_breach(record, breach_id, seen)
    if not breach.is_leak:
        raise NotHere("Breach")
    return breach
