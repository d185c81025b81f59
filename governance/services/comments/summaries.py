"""The moderators' summary: a mail with numbers and no words, on school days, while something waits too long (A.5).

One mail a person a day, with one link; who has nothing late gets none.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import is_school_day
from governance.models import Appointment, Comment, School
from governance.services.actors import load_actor, school_today
from governance.services.comments.scope import appointed_today, in_queue, scope_of
from governance.services.notices import notify
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of
from governance.services.transaction import use_case


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many comments wait for somebody, and since when the oldest does."""

    count: int
    oldest: dt.datetime | None

    def late_since(self, moment: dt.datetime) -> bool:
        """Return whether something has waited since before ``moment``."""
        return self.oldest is not None and self.oldest <= moment


def send_summaries(session: Session, actor: Actor, now: dt.datetime) -> int:
    """Leave a mail for every moderator in whose queue something waits beyond the policy's hours; return how many."""
    with use_case(session, actor, now) as record:
        school = session.get_one(School, actor.school_id)
        today = school_today(school, now)
        if not is_school_day(calendar_of(session, school), today):
            record.repeat()
            return 0
        late = now - dt.timedelta(hours=policy_of(session, school.id).comment_target_hours)
        waiting = {
            person_id: found
            for person_id in _moderators(session, school.id, today)
            if (found := _waiting(session, school, person_id, now)).late_since(late)
        }
        if not waiting:
            record.repeat()
            return 0
        for person_id, found in waiting.items():
            notify(
                record,
                "comments_wait",
                [person_id],
                f"/s/{school.slug}/queue",
                label=school.name,
                count="1 comment waits" if found.count == 1 else f"{found.count} comments wait",
            )
        record.act("comments.summary_sent", "school", school.id, count=len(waiting), texts={})
        return len(waiting)


def _moderators(session: Session, school_id: int, today: dt.date) -> list[int]:
    return list(
        session.scalars(
            sa.select(Appointment.person_id)
            .where(Appointment.school_id == school_id, *appointed_today(today))
            .distinct()
            .order_by(Appointment.person_id)
        )
    )


def _waiting(session: Session, school: School, person_id: int, now: dt.datetime) -> Waiting:
    """Return what stands in one moderator's queue, from the same WHERE as the queue itself."""
    moderator = load_actor(session, school, person_id, now)
    if moderator is None:
        return Waiting(0, None)
    scope = scope_of(session, moderator, school_today(school, now))
    count, oldest = session.execute(
        sa.select(sa.func.count(), sa.func.min(Comment.awaits_since)).where(in_queue(scope))
    ).one()
    return Waiting(count, oldest)
