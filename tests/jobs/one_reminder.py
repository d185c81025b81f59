"""One worker's look at the reminders in a process of its own; killed in the middle where it is told to.

Run as: python -m tests.jobs.one_reminder DATABASE MOMENT [before|after]; it begins when a line comes on its input.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import NoReturn

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.jobs import clock
from governance.jobs.periodic import PERIODIC
from governance.services import reminders


def main(database: str, moment: str, dies: str) -> None:
    """Do what the clock asks for at ``moment``; ``dies`` says when it is killed: before or after its commit."""

    def die(*_: object) -> NoReturn:
        os.kill(os.getpid(), 9)
        raise SystemExit

    if dies == "before":
        leave = reminders._leave_mails

        def leave_and_die(*given: object) -> NoReturn:
            leave(*given)  # type: ignore[arg-type]  # Handed on as it came.
            die()

        reminders._leave_mails = leave_and_die  # Killed after it wrote, before it committed.
    elif dies == "after":
        clock.finish_period = die  # Killed after it committed, before the period is known to be done.
    print("ready", flush=True)
    sys.stdin.readline()
    engine = sa.create_engine(database)
    tasks = [task for task in PERIODIC if task.name == "send_reminders"]
    print(len(clock.run_periodic(lambda: Session(engine), dt.datetime.fromisoformat(moment), tasks)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "".join(sys.argv[3:]))
