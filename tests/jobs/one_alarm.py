"""One worker's look at what nobody opened, in a process of its own; killed in the middle where it is told to.

Run as: python -m tests.jobs.one_alarm DATABASE [die]; it begins when a line comes on its input.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.services.comments import sending_on
from tests.factories import NOW


def main(database: str, dies: bool) -> None:
    """Send on what is due a quarter of an hour after the tests' now."""
    if dies:
        tell = sending_on._tell

        def tell_and_die(*given: object) -> None:
            tell(*given)  # type: ignore[arg-type]  # Handed on as it came.
            os.kill(os.getpid(), 9)

        sending_on._tell = tell_and_die  # type: ignore[assignment]  # Killed after it wrote, before it committed.
    print("ready", flush=True)
    sys.stdin.readline()
    engine = sa.create_engine(database)
    with Session(engine) as session:
        print(sending_on.send_on_unopened(session, NOW + dt.timedelta(minutes=15)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], "die" in sys.argv[2:])
