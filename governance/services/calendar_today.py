"""Says in one step that the school is closed today, and takes it back the same day (A.1.5, A.5).

The school's row is locked first, as for every change of its calendar, so that two people who press at the same moment
make one closure.  May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.calendar import ClosedKind, day_in_words
from governance.domain.calendar_today import closed_for_today, closing_refusals, is_closed, opening_refusals
from governance.models import ClosedSpan
from governance.services.actors import school_today
from governance.services.calendar import school_locked
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.school_days import calendar_of
from governance.services.transaction import use_case


def close_for_today(session: Session, actor: Actor, now: dt.datetime, *, day: dt.date, word: str) -> None:
    """Close the school to pupils on ``day``, which must be today; ``word`` says why and may be empty.

    Closing a day that is closed already changes nothing.
    """
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        known = calendar_of(session, school)
        refuse_if(closing_refusals(known, day, school_today(school, now)))
        if is_closed(known, day):
            record.repeat()
            return
        row = ClosedSpan(
            school_id=school.id, kind=ClosedKind.CLOSURE.value, starts_on=day, ends_on=day, note=word.strip()
        )
        session.add(row)
        session.flush()
        label = f"{day_in_words(day)} ({row.note})" if row.note else day_in_words(day)
        record.act("calendar.closed_for_today", "closed_span", row.id, texts={"label": label}, day=day)


def open_after_all(session: Session, actor: Actor, now: dt.datetime, *, day: dt.date) -> None:
    """Take back that the school is closed on ``day``, which must be today.  Where it is open nothing changes."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_locked(record)
        known = calendar_of(session, school)
        refuse_if(opening_refusals(known, day, school_today(school, now)))
        if not closed_for_today(known, day):
            record.repeat()
            return
        of_day = (ClosedSpan.starts_on == day, ClosedSpan.ends_on == day, ClosedSpan.kind == ClosedKind.CLOSURE.value)
        for row in session.scalars(sa.select(ClosedSpan).where(ClosedSpan.school_id == school.id, *of_day)):
            session.delete(row)
            record.act("calendar.open_after_all", "closed_span", row.id, texts={"label": day_in_words(day)}, day=day)
