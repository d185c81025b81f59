"""A worker of the simulated year in a process of its own, to be killed: it wakes at each moment that it is told.

Run as: python -m tests.jobs.year.one_worker DATABASE FOLDER PORT; a moment on each line of its input, "done" after it.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.hosts.outside import Outside
from tests.jobs.year.living import wake


def main(database: str, folder: str, port: str) -> None:
    """Wake at every moment that comes."""
    engine = sa.create_engine(database)
    with Outside({("127.0.0.1", int(port))}) as outside:
        print("ready", flush=True)
        for line in sys.stdin:
            wake(lambda: Session(engine), Path(folder), dt.datetime.fromisoformat(line.strip()), outside)
            print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
