"""Keeps how the clauses stand at schools in figures, for a page of more schools than are asked at each opening.

Counting is a read (``queries/clauses/counted.py``) and takes a while, so it is done before, outside the transaction;
here only the figures are put down, each school's in place of those before.  It is book-keeping: whatever the figures
were counted from has its own line in the history.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.clauses.figures import ASKED_LIVE, Figures, packed
from governance.models import ClauseCount, School
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere
from governance.services.transaction import use_case


def are_shown_counted(session: Session) -> bool:
    """Return whether there are so many schools that anybody could be shown kept figures."""
    return (session.scalar(sa.select(sa.func.count(School.id))) or 0) > ASKED_LIVE


def keep_counts(session: Session, actors: Sequence[Actor], now: dt.datetime, *, counted: Mapping[int, Figures]) -> None:
    """Keep the figures that were counted ``now``, by school; ``actors`` is who counts, as they are at each school.

    Raises Refused where they may not see the clauses of a school, and NotHere where they are not there at all; then no
    figure of any school is kept.  An older count never takes the place of a newer one.
    """
    at = {actor.school_id: actor for actor in actors}
    for school_id in counted:
        if school_id not in at:
            raise NotHere("School")
        if not at[school_id].is_clock:
            refuse_without(at[school_id], Permission.SEE_CLAUSES)
    if not counted:
        return
    with use_case(session, actors[0], now) as record:
        record.keep_books()
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        rows = [
            {"school_id": school_id, "counted_at": now, "figures": packed(figures)}
            for school_id, figures in counted.items()
        ]
        new = insert(ClauseCount).values(rows)
        session.execute(
            new.on_conflict_do_update(
                index_elements=[ClauseCount.school_id],
                set_={"counted_at": new.excluded.counted_at, "figures": new.excluded.figures},
                where=ClauseCount.counted_at <= new.excluded.counted_at,
            )
        )
