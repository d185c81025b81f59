"""One worker's look at the clock in a process of its own; it writes each school for which it did something to a file.

Run as: python -m tests.jobs.one_clock DATABASE FILE; it begins when a line comes on its input.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.jobs.clock import DailyAtSchools, run_periodic
from tests.factories import NOW


def main(database: str, file: str) -> None:
    """Do what is due once for each school."""
    engine = sa.create_engine(database)

    def write(_: Session, actor: Actor, __: dt.datetime) -> None:
        with Path(file).open("a") as done:
            done.write(f"{actor.school_id}\n")

    print("ready", flush=True)
    sys.stdin.readline()
    print(len(run_periodic(lambda: Session(engine), NOW, [DailyAtSchools("look", dt.time(6), write)])), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
