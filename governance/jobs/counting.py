"""Counts in the morning how each clause stands at a school, for pages of more schools than are asked at each opening.

Decides that nothing is counted where nobody could be shown it.  It reads by the query of that page, so that what is
kept cannot say something else than what is asked; a service keeps it.  May not import Flask.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.models import School
from governance.queries.clauses.counted import counted_now
from governance.services.clause_counts import are_shown_counted, keep_counts


def count_clauses(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Count the clauses of the actor's school, for nobody in particular, and keep the figures."""
    if not are_shown_counted(session):
        return
    school = session.get_one(School, actor.school_id)
    found = counted_now(session, [school], now)
    # It was only read so far; whoever writes did not have to wait for it.
    session.rollback()
    keep_counts(session, [actor], now, counted={school_id: one.figures for school_id, one in found.items()})
