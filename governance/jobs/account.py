"""Gives an account of what the clock does: the acts that each task records, the states it changes, the mails it leaves.

It looks at the rows that are new after a task, so that what it says is what was done.  A mail that tells of a concern
names nobody.  May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts import sentence
from governance.domain.acts.breaches import BREACH_SUBJECT
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.notices import KINDS_FEW_READ
from governance.domain.registers.declarations import SUBJECT as DECLARATION_SUBJECT
from governance.jobs.clock import DailyAtSchools, Periodic, due_at, run_periodic
from governance.models import AuditRow, AuditText, Notice, Person
from governance.services.clock_periods import finished_periods

ONLY_THEIRS = "somebody who alone may read it"


@dataclass(frozen=True, slots=True)
class ActDone:
    """One act as its sentence; the states are empty where it moves nothing."""

    code: str
    said: str
    from_state: str = ""
    to_state: str = ""


@dataclass(frozen=True, slots=True)
class MailLeft:
    """One mail: to whom by name, and what it says, line by line."""

    kind: str
    to: str
    subject: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class TaskDone:
    """What one task did, for one school or for all where ``school_id`` is None."""

    task: str
    school_id: int | None
    acts: list[ActDone] = field(default_factory=list)
    mails: list[MailLeft] = field(default_factory=list)
    failed: str = ""


@dataclass(slots=True)
class Account:
    """What was done at a moment, and what was done for its periods before: (task, school or None)."""

    done: list[TaskDone] = field(default_factory=list)
    done_before: list[tuple[str, int | None]] = field(default_factory=list)


def account_of(
    sessions: Callable[[], Session],
    now: dt.datetime,
    tasks: Sequence[Periodic],
    only: Collection[int] | None = None,
) -> Account:
    """Do what is due as a worker does, and return what it did."""
    account = Account()
    with sessions() as session:
        due = due_at(session, now, tasks, only)
        finished = finished_periods(session, {one.period for one in due})
        account.done_before = [(one.task, one.school_id) for one in due if (one.task, one.period) in finished]
    run_periodic(sessions, now, [_watched(task, account.done, only) for task in tasks], only=only)
    return account


def _watched(task: Periodic, into: list[TaskDone], only: Collection[int] | None) -> Periodic:
    if isinstance(task, DailyAtSchools):
        at_school = task.do

        def do(session: Session, actor: Actor, now: dt.datetime) -> object:
            found = TaskDone(task.name, actor.school_id)
            return _account(session, found, into, lambda: at_school(session, actor, now), {actor.school_id or 0})

        return replace(task, do=do)
    for_all = task.do

    def do_for_all(session: Session, now: dt.datetime) -> object:
        return _account(session, TaskDone(task.name, None), into, lambda: for_all(session, now), only)

    return replace(task, do=do_for_all)


def _account(
    session: Session,
    found: TaskDone,
    into: list[TaskDone],
    do: Callable[[], object],
    schools: Collection[int] | None,
) -> object:
    into.append(found)
    last_act = session.scalar(sa.select(sa.func.max(AuditRow.id))) or 0
    last_mail = session.scalar(sa.select(sa.func.max(Notice.id))) or 0
    session.rollback()
    try:
        return do()
    except Exception as error:
        found.failed = type(error).__name__
        raise
    finally:
        session.rollback()
        found.acts.extend(_acts(session, last_act, schools))
        found.mails.extend(_mails(session, last_mail, schools))
        session.rollback()


def _acts(session: Session, after: int, schools: Collection[int] | None) -> Iterator[ActDone]:
    """The clock's acts since the row ``after``; what people do meanwhile is theirs."""
    query = sa.select(AuditRow).where(AuditRow.id > after, AuditRow.actor_id.is_(None)).order_by(AuditRow.id)
    if schools is not None:
        query = query.where(AuditRow.chain.in_(schools))
    rows = session.scalars(query).all()
    texts: dict[int, dict[str, str]] = {}
    for row_id, key, text in session.execute(
        sa.select(AuditText.row_id, AuditText.key, AuditText.text).where(AuditText.row_id.in_([row.id for row in rows]))
    ):
        texts.setdefault(row_id, {})[key] = text
    for row in rows:
        if row.subject_kind in (BREACH_SUBJECT, CONCERN_SUBJECT, DECLARATION_SUBJECT):
            yield ActDone("", "Something was recorded that only its readers may see.")
            continue
        said = sentence(row.code, row.actor_name, row.details, texts.get(row.id, {}))
        yield ActDone(row.code, said, row.from_state or "", row.to_state or "")


def _mails(session: Session, after: int, schools: Collection[int] | None) -> Iterator[MailLeft]:
    query = (
        sa.select(Notice, Person.name)
        .outerjoin(Person, Person.id == Notice.person_id)
        .where(Notice.id > after)
        .order_by(Notice.id)
    )
    if schools is not None:
        query = query.where(Notice.school_id.in_(schools))
    for notice, name in session.execute(query):
        if notice.kind in KINDS_FEW_READ:
            yield MailLeft("", ONLY_THEIRS, notice.subject, ())
            continue
        lines = tuple(text for text, _ in notice.lines) or (notice.body,)
        yield MailLeft(notice.kind, name or "somebody without a sign-in", notice.subject, lines)
