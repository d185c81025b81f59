"""The weekly summary for the ICT lead and the head: numbers and names of sites, each line with its page (DESIGN 7).

It goes on the policy's day of the week, or on the first school day after it in that week, and once in a week; a week
without such a day has none.  Its numbers are those of ``services/owed``, so that it says what the reminders say.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words, is_school_day, week_of
from governance.domain.delivery import TOO_LATE
from governance.domain.notices import notice_text
from governance.domain.summary import SUMMED, SchoolWeek, summary_lines, summary_starts_on
from governance.domain.words import Role, SiteState
from governance.models import Account, Membership, Notice, Person, School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.daytime import start_of_day
from governance.services.failing_addresses import failing_since
from governance.services.notices import addresses_of, leave
from governance.services.owed import owed_at
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of
from governance.services.transaction import use_case
from governance.services.within import people_locked

KIND = "weekly_summary"


def send_weekly_summary(session: Session, actor: Actor, now: dt.datetime) -> int:
    """Leave the week's summary for the ICT leads and the head where it is due; return how many people get it."""
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        today = school_today(school, now)
        first = summary_starts_on(week_of(today), policy_of(session, school.id).summary_weekday)
        is_day = today >= first and is_school_day(calendar_of(session, school), today)
        if not is_day or _was_written(session, school, week_of(today).monday):
            record.repeat()
            return 0
        readers = {*holders_of(session, school.id, Role.ICT_LEAD, today), *heads_today(session, school.id, today)}
        addresses = addresses_of(session, readers)
        if not addresses:
            record.repeat()
            return 0
        subject, body = notice_text(KIND, {"label": school.name, "on": day_in_words(today)})
        lines = summary_lines(_week(session, school, now), f"/s/{school.slug}")
        for person_id, address in addresses.items():
            leave(record, KIND, address, subject, body, f"/s/{school.slug}/", person_id=person_id, lines=lines)
        record.act("summary.sent", "school", school.id, people=len(addresses), texts={})
        return len(addresses)


def _was_written(session: Session, school: School, monday: dt.date) -> bool:
    """Whether this week has its summary already; one that never left within its day's hours is none."""
    found = sa.exists().where(
        Notice.school_id == school.id,
        Notice.kind == KIND,
        Notice.created_at >= start_of_day(school, monday),
        Notice.problem != TOO_LATE,
    )
    return bool(session.scalar(sa.select(found)))


def _week(session: Session, school: School, now: dt.datetime) -> SchoolWeek:
    live = session.scalar(
        sa.select(sa.func.count()).select_from(Site).where(Site.school_id == school.id, Site.state == SiteState.LIVE)
    )
    owed = tuple(one for one in owed_at(session, school, now) if one.matter in SUMMED)
    return SchoolWeek(live or 0, owed, tuple(_unreached(session, school, school_today(school, now))))


def _unreached(session: Session, school: School, today: dt.date) -> Iterable[str]:
    """The names of the people of the school whose mails do not arrive, by name."""
    return session.scalars(
        sa.select(Person.name)
        .join(Account, Account.person_id == Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.school_id == school.id,
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
            Account.active.is_(True),
            failing_since(Account.email).is_not(None),
        )
        .distinct()
        .order_by(Person.name)
    )
