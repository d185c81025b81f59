"""One worker's night in a process of its own: everything periodic at a moment, killed where it is told to be.

Run as: python -m tests.jobs.one_night DATABASE MOMENT KILLED, where KILLED is "never", "before" (the suspension is
committed) or "after" (it is, and the period is not finished).  It begins when a line comes on its input.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.jobs.clock import DailyAtSchools, Periodic, run_periodic
from governance.jobs.periodic import PERIODIC
from governance.models import AuditRow

DEADLY = ("suspend_lapsed_sites", "open_due_decisions")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(task: Periodic, killed: str) -> Periodic:
    """The task as it is, but for the moment at which its worker dies."""
    if not isinstance(task, DailyAtSchools) or task.name not in DEADLY or killed == "never":
        return task
    do = task.do

    def do_and_die(session: Session, actor: Actor, now: dt.datetime) -> None:
        def die_with_an_act(open_session: Session) -> None:
            if open_session.scalar(sa.select(AuditRow.id).where(AuditRow.at == now).limit(1)) is not None:
                die()

        if killed == "before":
            event.listen(session, "before_commit", die_with_an_act)
        do(session, actor, now)
        die()

    return replace(task, do=do_and_die)


def main(database: str, moment: str, killed: str) -> None:
    """Do what is due at the moment."""
    engine = sa.create_engine(database)
    print("ready", flush=True)
    sys.stdin.readline()
    tasks = [deadly(task, killed) for task in PERIODIC]
    print(len(run_periodic(lambda: Session(engine), dt.datetime.fromisoformat(moment), tasks)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
