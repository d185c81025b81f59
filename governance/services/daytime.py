"""Whether it is a school day within the hours in which the school wants reminders (DESIGN 7), by its own time zone.

What is urgent for a child never asks here.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.calendar import is_school_day, next_school_days
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


def next_daytime(session: Session, school: School, now: dt.datetime) -> dt.datetime:
    """Return now where a reminder may go now, else the first moment from which one may, in UTC.

    Where no school day is known any more it is the next weekday: a missing calendar must not keep a mail for ever.
    """
    if is_daytime(session, school, now):
        return now
    zone = ZoneInfo(school.time_zone)
    moment, policy = now.astimezone(zone), policy_of(session, school.id)
    first = moment.date() if moment.time() < first_hour(policy) else moment.date() + dt.timedelta(days=1)
    known = next_school_days(calendar_of(session, school), first, 1)
    day = known[0] if known else first + dt.timedelta(days=max(0, 7 - first.weekday()) if first.weekday() > 4 else 0)
    return dt.datetime.combine(day, first_hour(policy), zone).astimezone(dt.UTC)


def start_of_day(school: School, day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins at the school, in UTC."""
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(school.time_zone)).astimezone(dt.UTC)
