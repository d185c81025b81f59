"""What the school itself owes: the review of its policy, and term dates that run out (A.1.5; DOMAIN 3.3).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from governance.domain.calendar_checks import KNOWN_AHEAD
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import School
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.policy_reviews import review_due
from governance.services.school_days import calendar_of


def owed_by_school(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield the head's review of the policy and the ICT lead's next term dates, where their day is near or past."""
    today = school_today(school, now)
    yield from _review(session, school, today)
    yield from _calendar(session, school, today)


def _review(session: Session, school: School, today: dt.date) -> Iterator[Owed]:
    """So many months after the last review, or the last text, the governors look again; at once where one is called."""
    found = review_due(session, school)
    if found is None:
        return
    text, due = found
    since = due.on - dt.timedelta(days=policy_of(session, school.id).warn_days_before)
    if since <= today:
        path, period = f"/s/{school.slug}/policy/review", due.on.isoformat()
        label, at = text.title, Rung.HEAD
        yield Owed(Matter.POLICY_REVIEW, "school", school.id, period, since, label, path, by=due.on, starts_at=at)


def _calendar(session: Session, school: School, today: dt.date) -> Iterator[Owed]:
    last = calendar_of(session, school).last_term_day
    since = today if last is None else last - KNOWN_AHEAD
    if since <= today:
        yield Owed(
            Matter.CALENDAR_ENDS,
            "school",
            school.id,
            "" if last is None else last.isoformat(),
            since,
            school.name,
            f"/s/{school.slug}/calendar",
            by=last,
            starts_at=Rung.ICT_LEAD,
        )
