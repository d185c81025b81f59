"""What happens by itself when a time of day comes, once a day for each school or once for the installation.

Decides when something is due and that one worker does it; the services decide what it does.  Times are the school's
own, and may be its policy's.  May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.domain.policy import DEFAULT_POLICY, Policy
from governance.models import School
from governance.services.clock_periods import finish_period, finished_periods, take_period
from governance.services.policy import changed_policies

log = logging.getLogger(__name__)

ForSchool = Callable[[Session, Actor, dt.datetime], object]
ForAll = Callable[[Session, dt.datetime], object]
TimeOfDay = dt.time | Callable[[Policy], dt.time]
"""A time of day, or what reads it off a school's policy."""


@dataclass(frozen=True, slots=True)
class DailyAtSchools:
    """A use case run by the clock once a day for every school, after a time of day in its own zone.

    ``until`` is the time from which it is left for another day; without one it is made up for until midnight.
    """

    name: str
    after: TimeOfDay
    do: ForSchool
    until: TimeOfDay | None = None

    def is_due(self, moment: dt.datetime, policy: Policy) -> bool:
        """Return whether it is to be done at ``moment``, in the school's own zone."""
        time = moment.time()
        return _at(self.after, policy) <= time and (self.until is None or time < _at(self.until, policy))


@dataclass(frozen=True, slots=True)
class Daily:
    """Something done once a day for the whole installation, after a time of day in UTC."""

    name: str
    after: dt.time
    do: ForAll


@dataclass(frozen=True, slots=True)
class EveryLook:
    """Something done at every look of a worker, at least once a minute, for the whole installation.

    No book is kept of it: a period that a killed worker had taken would be left undone for half an hour.  What it does
    has to be safe to do by several workers at once, each of its steps in a transaction that moves the row on.
    """

    name: str
    do: ForAll


Periodic = DailyAtSchools | Daily | EveryLook


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do now: for which period, and how."""

    task: str
    period: str
    do: Callable[[Session], object]
    school_id: int | None = None


def run_periodic(
    sessions: Callable[[], Session],
    now: dt.datetime,
    tasks: Sequence[Periodic],
    stopping: Callable[[], bool] = lambda: False,
    only: Collection[int] | None = None,
) -> list[str]:
    """Do what is due and nobody has done; return what was done: "task period", or the task that had something to do.

    What fails is logged and taken up again after half an hour; it keeps nothing else from being done.  ``only`` leaves
    out what is done for each school at other schools than these.
    """
    done = [task.name for task in tasks if isinstance(task, EveryLook) and _look(sessions, now, task)]
    with sessions() as session:
        due = due_at(session, now, tasks, only)
        finished = finished_periods(session, {one.period for one in due})
    for one in due:
        if stopping():
            break
        if (one.task, one.period) not in finished and _do(sessions, now, one):
            done.append(f"{one.task} {one.period}")
    return done


def due_at(
    session: Session, now: dt.datetime, tasks: Sequence[Periodic], only: Collection[int] | None = None
) -> list[Due]:
    """Return what has its time at a moment, whether it is done already or not; ``only`` names schools."""
    return [
        one
        for one in _due(now, tasks, _schools(session))
        if only is None or one.school_id is None or one.school_id in only
    ]


@dataclass(frozen=True, slots=True)
class _School:
    id: int
    zone: ZoneInfo
    policy: Policy


def _schools(session: Session) -> list[_School]:
    rows = session.execute(sa.select(School.id, School.time_zone).order_by(School.id)).all()
    changed = changed_policies(session)
    session.rollback()
    return [_School(row.id, ZoneInfo(row.time_zone), changed.get(row.id, DEFAULT_POLICY)) for row in rows]


def _at(time: TimeOfDay, policy: Policy) -> dt.time:
    return time if isinstance(time, dt.time) else time(policy)


def _due(now: dt.datetime, tasks: Sequence[Periodic], schools: Sequence[_School]) -> Iterator[Due]:
    for task in tasks:
        if isinstance(task, EveryLook):
            continue
        if isinstance(task, Daily):
            moment = now.astimezone(dt.UTC)
            if moment.time() >= task.after:
                yield Due(task.name, f"all {moment.date().isoformat()}", _for_all(task.do, now))
            continue
        for school in schools:
            moment = now.astimezone(school.zone)
            if task.is_due(moment, school.policy):
                yield Due(
                    task.name,
                    f"{school.id} {moment.date().isoformat()}",
                    _for_school(task.do, school.id, now),
                    school.id,
                )


def _for_all(do: ForAll, now: dt.datetime) -> Callable[[Session], object]:
    return lambda session: do(session, now)


def _for_school(do: ForSchool, school_id: int, now: dt.datetime) -> Callable[[Session], object]:
    return lambda session: do(session, the_clock(school_id), now)


def _look(sessions: Callable[[], Session], now: dt.datetime, task: EveryLook) -> bool:
    """Return whether something was done; what fails is logged, and keeps nothing else from being done."""
    try:
        with sessions() as session:
            return bool(task.do(session, now))
    except SQLAlchemyError:
        # Without a database nothing else can be done either; the worker says so and looks again.
        raise
    except Exception:
        log.exception("%s failed; it is tried again at the next look.", task.name)
        return False


def _do(sessions: Callable[[], Session], now: dt.datetime, one: Due) -> bool:
    with sessions() as session:
        if not take_period(session, now, one.task, one.period):
            return False
    try:
        with sessions() as session:
            one.do(session)
        with sessions() as session:
            finish_period(session, now, one.task, one.period)
    except Exception:
        log.exception("%s was not done for %s; it is tried again in half an hour.", one.task, one.period)
        return False
    return True
