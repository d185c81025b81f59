"""What moderators owe to the comments in their queues: how many wait while the oldest waits too long (A.5).

It reads numbers and no words; the reminders say them with everything else that somebody owes, and who has nothing late
is not reminded.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed
from governance.models import Appointment, Comment, Person, School
from governance.services.actors import load_actor, school_today
from governance.services.comments.scope import appointed_today, in_queue, scope_of
from governance.services.policy import policy_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many comments wait for somebody, and since when the oldest does."""

    count: int
    oldest: dt.datetime | None


def comments_owed(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield for every moderator in whose queue something waits beyond the policy's hours that it does, and how many."""
    today = school_today(school, now)
    allowed = dt.timedelta(hours=policy_of(session, school.id).comment_target_hours)
    for person_id, name in _moderators(session, school.id, today):
        found = _waiting(session, school, person_id, now)
        if found.oldest is not None and found.oldest <= now - allowed:
            yield Owed(
                matter=Matter.COMMENTS_WAIT,
                subject_kind="person",
                subject_id=person_id,
                period="",
                since=school_today(school, found.oldest + allowed),
                label=name,
                path=f"/s/{school.slug}/queue",
                count=found.count,
                authors=(person_id,),
            )


def _moderators(session: Session, school_id: int, today: dt.date) -> list[tuple[int, str]]:
    rows = session.execute(
        sa.select(Person.id, Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.school_id == school_id, *appointed_today(today))
        .distinct()
        .order_by(Person.id)
    )
    return [(number, name) for number, name in rows]


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
