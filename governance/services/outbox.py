"""The outbox's own book-keeping: who tries a mail now, and what came of it.  It sends nothing itself.

A mail is tried under a lease: one guarded UPDATE takes it, and a worker that dies leaves a lease that runs out.  Only
giving a mail up is an act of the audit; each try is written on its row.
May not import Flask, the jobs that send, or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.delivery import DAYTIME_KINDS, SECRET_KINDS, TOO_LATE, wait_after
from governance.models import Notice, Person, School
from governance.services.actors import school_today
from governance.services.daytime import is_daytime
from governance.services.transaction import use_case

LONGEST_PROBLEM = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail that was taken to be tried.  ``tries`` counts this one; it also says whose lease it is."""

    id: int
    tries: int
    school_id: int | None
    school: str
    kind: str
    person: str
    to_address: str
    subject: str
    body: str
    link: str
    lines: tuple[tuple[str, str], ...]
    message_id: str
    created_at: dt.datetime


def take_next(session: Session, now: dt.datetime, lease: dt.timedelta) -> Letter | None:
    """Take the mail that has been due longest, for as long as ``lease``; None when none is due."""
    begin_writing(session)
    due = (
        sa.select(Notice.id)
        .where(
            Notice.sent_at.is_(None),
            Notice.failed_at.is_(None),
            Notice.due_at <= now,
            sa.or_(Notice.leased_until.is_(None), Notice.leased_until <= now),
        )
        .order_by(Notice.due_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = session.scalar(
        sa.update(Notice)
        .where(Notice.id == due)
        .values(leased_until=now + lease, tries=Notice.tries + 1)
        .returning(Notice.id)
    )
    letter = None if taken is None else _letter(session, taken)
    session.commit()
    return letter


def _letter(session: Session, notice_id: int) -> Letter:
    row = session.execute(
        sa.select(Notice, School.name, Person.name)
        .outerjoin(School, School.id == Notice.school_id)
        .outerjoin(Person, Person.id == Notice.person_id)
        .where(Notice.id == notice_id)
        .execution_options(populate_existing=True)
    ).one()
    notice, school, person = row
    return Letter(
        id=notice.id,
        tries=notice.tries,
        school_id=notice.school_id,
        school=school or "",
        kind=notice.kind,
        person=person or "",
        to_address=notice.to_address,
        subject=notice.subject,
        body=notice.body,
        link=notice.link,
        lines=tuple((text, path) for text, path in notice.lines),
        message_id=notice.message_id,
        created_at=notice.created_at,
    )


def record_sent(session: Session, now: dt.datetime, letter: Letter) -> None:
    """Write down that the mail server took this mail, whoever holds its lease by now."""
    begin_writing(session)
    session.execute(
        sa.update(Notice)
        .where(Notice.id == letter.id, Notice.sent_at.is_(None))
        .values(sent_at=now, failed_at=None, leased_until=None, problem="", **_without_secret(letter))
    )
    session.commit()


def put_off(session: Session, now: dt.datetime, letter: Letter, problem: str) -> None:
    """Let the mail wait for its next try, longer each time; after the last one it is given up."""
    wait = wait_after(letter.tries)
    if wait is None:
        give_up(session, now, letter, problem)
        return
    begin_writing(session)
    _change_if_held(session, letter, due_at=now + wait, leased_until=None, problem=problem[:LONGEST_PROBLEM])
    session.commit()


def set_aside_if_too_late(session: Session, now: dt.datetime, letter: Letter) -> bool:
    """Set a mail aside whose day's hours are over, and return whether that was so; the next day writes a new one.

    It is the product's book-keeping and no act: nothing is lost, because what is still owed is said again.
    """
    if letter.kind not in DAYTIME_KINDS or letter.school_id is None:
        return False
    school = session.get_one(School, letter.school_id)
    of_today = school_today(school, letter.created_at) == school_today(school, now)
    may_go = of_today and is_daytime(session, school, now)
    session.rollback()
    if may_go:
        return False
    begin_writing(session)
    _change_if_held(session, letter, failed_at=now, leased_until=None, problem=TOO_LATE)
    session.commit()
    return True


def give_up(session: Session, now: dt.datetime, letter: Letter, problem: str) -> None:
    """Try this mail no more, and say so in the audit; its row keeps the problem for the ICT lead's page."""
    with use_case(session, the_clock(letter.school_id), now) as record:
        changes = {"failed_at": now, "leased_until": None, "problem": problem[:LONGEST_PROBLEM]}
        if not _change_if_held(session, letter, **changes, **_without_secret(letter)):
            record.repeat()
            return
        record.act("notice.given_up", "notice", letter.id, kind=letter.kind, notice_id=letter.id)


def _change_if_held(session: Session, letter: Letter, **changes: Any) -> bool:
    """Change the row while its lease is still this letter's; whoever took it since then decides otherwise."""
    changed = session.execute(
        sa.update(Notice)
        .where(
            Notice.id == letter.id,
            Notice.tries == letter.tries,
            Notice.sent_at.is_(None),
            Notice.failed_at.is_(None),
        )
        .values(**changes)
    )
    return cast("CursorResult[Any]", changed).rowcount == 1


def _without_secret(letter: Letter) -> dict[str, str]:
    return {"body": "", "link": ""} if letter.kind in SECRET_KINDS else {}
