"""Reminds people of what they owe: one mail a person a school day, which gathers everything (A.1.5; DESIGN 7).

Run by the clock within the school's hours.  What is owed comes from ``services/owed``; who is told is decided by
``domain/ladder.py``.  One transaction opens and settles the reminders, leaves the mails and records the act.  The
school's row is locked first, and whoever comes second finds the day's mails: a worker that died after its commit, or a
slow one whose turn another took over, never makes a second message.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import is_school_day
from governance.domain.ladder import Climb, DaysBetween, climb_today, told_on
from governance.domain.notices import notice_text
from governance.domain.policy import Policy
from governance.domain.reminder_words import line_of, urgency
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import Notice, Reminder, School
from governance.services.actors import school_today
from governance.services.daytime import start_of_day
from governance.services.notices import leave
from governance.services.owed import owed_at
from governance.services.policy import policy_of
from governance.services.reaching import Reach, reach_of
from governance.services.school_days import calendar_of
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

KIND = "reminders"

Key = tuple[str, str, int, str]

WORSE_THAN = {Matter.SITE_ASLEEP: Matter.UPDATE_LATE}
"""What a matter was before it got worse."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said today, and to whom."""

    owed: Owed
    people: frozenset[int]


def send_reminders(session: Session, actor: Actor, now: dt.datetime) -> int:
    """Leave today's mails of a school, and return how many people get one; nothing happens on a day without school."""
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        today = school_today(school, now)
        calendar = calendar_of(session, school)
        if not is_school_day(calendar, today) or _were_sent(session, school, today):
            record.repeat()
            return 0
        owed = {_key_of(one): one for one in owed_at(session, school, now)}
        rows, settled = _opened_and_settled(record, school, owed, today)
        reach = reach_of(session, school, owed.values(), today, now)
        between = _days_between(policy_of(session, school.id))
        said = []
        for key, one in owed.items():
            after = climb_today(one, _climb_of(rows[key]), today, calendar, between, reach.people_of(one))
            if after is not None:
                _keep(rows[key], after)
                said.append(Said(one, told_on(one, after.rung, reach.written_to(one))))
        mails = _leave_mails(record, school, said, reach)
        if mails:
            record.act("reminders.sent", "school", school.id, people=mails, things=len(said), settled=settled, texts={})
        else:
            # What was opened or settled without a mail is how the product counts days, and nobody's act.
            record.keep_books()
        return mails


def _were_sent(session: Session, school: School, today: dt.date) -> bool:
    found = sa.exists().where(
        Notice.school_id == school.id, Notice.kind == KIND, Notice.created_at >= start_of_day(school, today)
    )
    return bool(session.scalar(sa.select(found)))


def _days_between(policy: Policy) -> DaysBetween:
    return DaysBetween(policy.owner_told_after_days, policy.ict_lead_told_after_days, policy.head_told_after_days)


def _key_of(owed: Owed) -> Key:
    return owed.matter.value, owed.subject_kind, owed.subject_id, owed.period


def _opened_and_settled(
    record: Record, school: School, owed: Collection[Key], today: dt.date
) -> tuple[dict[Key, Reminder], int]:
    """Return the row of everything that is owed, and how many others were settled because nobody owes them any more."""
    rows = {_key_of_row(row): row for row in _rows(record.session, school.id, owed)}
    settled = 0
    for key, row in rows.items():
        if key not in owed and row.settled_at is None:
            row.settled_at, settled = record.now, settled + 1
        elif key in owed and row.settled_at is not None:
            # It is owed anew, so it begins anew with its own people.
            row.settled_at, row.told_on, row.climbed_on = None, None, None
            row.opened_on, row.rung, row.times_told = today, 0, 0
    for key in owed:
        if key not in rows:
            matter, kind, number, period = key
            rows[key] = Reminder(
                school_id=school.id,
                matter=matter,
                subject_kind=kind,
                subject_id=number,
                period=period,
                opened_on=today,
                rung=0,
                times_told=0,
            )
            _go_on_from(rows[key], rows)
            record.session.add(rows[key])
    return rows, settled


def _go_on_from(row: Reminder, rows: Mapping[Key, Reminder]) -> None:
    """Let what only got worse climb on from where it was: a blog that was late and now sleeps is no new thing."""
    milder = WORSE_THAN.get(Matter(row.matter))
    before = rows.get((milder.value, row.subject_kind, row.subject_id, row.period)) if milder else None
    if before is not None:
        row.rung, row.climbed_on = before.rung, before.climbed_on
        row.told_on, row.times_told = before.told_on, before.times_told


def _rows(session: Session, school_id: int, owed: Collection[Key]) -> Iterable[Reminder]:
    """Every reminder that is open, and those that were settled before of what is owed again."""
    key = sa.tuple_(Reminder.matter, Reminder.subject_kind, Reminder.subject_id, Reminder.period)
    return session.scalars(
        sa.select(Reminder)
        .where(Reminder.school_id == school_id, sa.or_(Reminder.settled_at.is_(None), key.in_(list(owed))))
        .order_by(Reminder.id)
    )


def _key_of_row(row: Reminder) -> Key:
    return row.matter, row.subject_kind, row.subject_id, row.period


def _climb_of(row: Reminder) -> Climb | None:
    if row.told_on is None or row.climbed_on is None:
        return None
    return Climb(Rung(row.rung), row.climbed_on, row.told_on, row.times_told)


def _keep(row: Reminder, after: Climb) -> None:
    row.rung, row.climbed_on = after.rung.value, after.climbed_on
    row.told_on, row.times_told = after.told_on, after.times_told


def _leave_mails(record: Record, school: School, said: Sequence[Said], reach: Reach) -> int:
    """Leave one mail for each person with everything that is theirs, the most urgent first; return how many."""
    theirs: dict[int, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: urgency(one.owed)):
        for person in one.people:
            theirs[person].append(one)
    for person, things in sorted(theirs.items()):
        count = "1 thing waits" if len(things) == 1 else f"{len(things)} things wait"
        subject, body = notice_text(KIND, {"count": count, "label": school.name})
        lines = [(_line(one, person, reach), one.owed.path) for one in things]
        address = reach.addresses[person]
        leave(record, KIND, address, subject, body, f"/s/{school.slug}/", person_id=person, lines=lines)
    return len(theirs)


def _line(one: Said, person: int, reach: Reach) -> str:
    others = sorted(reach.names[other] for other in one.people - {person})
    return line_of(one.owed, others, mine=person in one.owed.authors)
