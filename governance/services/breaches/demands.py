"""Letters that demand that something comes down: sent by who reads the breach, and how each ended (000-5, 003-4).

The letter itself is printed and posted or mailed by the school; this keeps what it says, its day and its end.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.demands import Ground, Result, demand_refusals
from governance.domain.refusals import Refusal
from governance.models import RemovalDemand
from governance.services.actors import school_today
from governance.services.breaches.record import breach_at_hand, open_breach, refuse_if_gone
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.uncounted import uncounted_number
from governance.services.within import people_locked, school_of


def demand_removal(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    breach_id: int,
    seen: int,
    to_whom: str,
    what: str,
    address: str,
    grounds: Collection[Ground],
    due_on: dt.date,
) -> int:
    """Write down a letter with the chosen grounds and its day; return its number.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        breach = open_breach(record, breach_id, seen)
        today = school_today(school_of(record), now)
        refuse_if(demand_refusals(to_whom, what, grounds, due_on, today))
        demand = RemovalDemand(
            id=uncounted_number(),
            school_id=breach.school_id,
            breach_id=breach.id,
            to_whom=to_whom.strip(),
            what=what.strip(),
            address=address.strip(),
            grounds=[ground.value for ground in Ground if ground in grounds],
            sent_on=today,
            sent_by=actor.person_id,
            due_on=due_on,
        )
        session.add(demand)
        session.flush()
        record.act("demand.sent", "breach", breach.id, demand_id=demand.id, grounds=list(demand.grounds))
        return demand.id


def end_demand(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    breach_id: int,
    demand_id: int,
    seen: int,
    result: Result,
    ended_on: dt.date,
    words: str = "",
) -> None:
    """Write down how a letter ended; to write the same down again is a repeat.  A closed breach still takes this."""
    with use_case(session, actor, now) as record:
        people_locked(record)
        breach = breach_at_hand(record, breach_id)
        demand = locked(session, RemovalDemand, breach.school_id, demand_id)
        if demand.breach_id != breach.id:
            raise NotHere("RemovalDemand")
        if (demand.result, demand.result_on) == (result, ended_on):
            record.repeat()
            return
        refuse_if_stale(session, demand, seen, "breach", breach.id, breach.school_id)
        refuse_if_gone(session, breach)
        if not demand.sent_on <= ended_on <= school_today(school_of(record), now):
            sentence = "Enter a day from when the letter was sent until today."
            refuse_if((Refusal("ended_at_no_such_time", sentence, "000-5", "ended_on"),))
        demand.result, demand.result_on = result, ended_on
        demand.result_words, demand.result_by = words.strip(), actor.person_id
        record.act("demand.ended", "breach", breach.id, demand_id=demand.id, result=result.value)
