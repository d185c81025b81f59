"""An answer that did not come: whoever has the concern is told that something waits, and nothing more (A.2.3).

Once on each working day from the day on which the answer was awaited, bank holidays and weekends left out; in the
school's holidays too, because the offices outside work on.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concern_routes import is_working_day
from governance.models import Concern, ConcernStep, School
from governance.services.actors import school_today
from governance.services.concern_readers import readers_today
from governance.services.notices import notify
from governance.services.school_days import calendar_with
from governance.services.transaction import use_case


def chase_answers(session: Session, actor: Actor, now: dt.datetime) -> int:
    """Tell who has each concern whose answer is due, once today; return how many concerns there were."""
    with use_case(session, actor, now) as record:
        school = session.get_one(School, actor.school_id)
        today = school_today(school, now)
        if not is_working_day(calendar_with(session, school, (today.year,)), today):
            record.repeat()
            return 0
        due = session.execute(
            sa.select(ConcernStep, Concern)
            .join(
                Concern,
                sa.and_(Concern.school_id == ConcernStep.school_id, Concern.id == ConcernStep.concern_id),
            )
            .where(
                ConcernStep.school_id == school.id,
                ConcernStep.awaited_on <= today,
                ConcernStep.answered_at.is_(None),
                sa.or_(ConcernStep.chased_on.is_(None), ConcernStep.chased_on < today),
                Concern.closed_at.is_(None),
            )
            .order_by(ConcernStep.id)
        ).all()
        told: set[int] = set()
        for step, concern in due:
            step.chased_on = today
            if concern.id not in told:
                told.add(concern.id)
                readers = readers_today(session, concern, now)
                people = [concern.taken_by] if concern.taken_by in readers else readers
                notify(record, "concern_again", people, f"/s/{school.slug}/concerns/{concern.id}")
        if not due:
            record.repeat()
            return 0
        # Who was told stands in the concern's own row; an act of the clock's would be one more thing to hide.
        record.keep_books()
        return len(told)
