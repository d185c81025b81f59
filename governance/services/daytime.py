"""Whether it is a school day within the hours in which the school wants reminders (DESIGN 7), by its own time zone.

What is urgent for a child never asks here.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.calendar import is_school_day
from governance.domain.policy import Policy
from governance.models import School
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of


def first_hour(policy: Policy) -> dt.time:
    """Return the time of day from which reminders go."""
    return dt.time(policy.reminders_from_hour)


def hour_of_end(policy: Policy) -> dt.time:
    """Return the time of day from which no reminder goes any more."""
    return dt.time(policy.reminders_until_hour)


def is_daytime(session: Session, school: School, now: dt.datetime) -> bool:
    """Return whether a reminder may go now."""
    moment = now.astimezone(ZoneInfo(school.time_zone))
    policy = policy_of(session, school.id)
    if not first_hour(policy) <= moment.time() < hour_of_end(policy):
        return False
    return is_school_day(calendar_of(session, school), moment.date())


def start_of_day(school: School, day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins at the school, in UTC."""
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(school.time_zone)).astimezone(dt.UTC)
