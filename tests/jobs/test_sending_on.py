"""Three workers and one that is killed in the middle: each step of an alarm is sent once, and none is left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.jobs.clock import EveryLook, run_periodic
from governance.models import Notice
from tests.factories import NOW
from tests.services.comments.cast import make_blog
from tests.services.comments.test_sending_on import DUE, watched

ROOT = Path(__file__).resolve().parents[2]


def started(database: str, *how: str) -> subprocess.Popen[str]:
    """A worker that waits for its line."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.one_alarm", database, *how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    return worker


def test_each_step_is_sent_once_by_three_workers_and_one_that_dies(shared_database: str) -> None:
    engine = sa.create_engine(shared_database).execution_options(writes=True)
    with Session(engine) as session:
        watched(session, make_blog(session))
        before = session.scalar(sa.select(sa.func.count()).select_from(Notice)) or 0
    dying = started(shared_database, "die")
    dying.communicate("go\n", timeout=30)
    assert dying.returncode == -9
    workers = [started(shared_database) for _ in range(3)]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert sum(int(worker.communicate(timeout=30)[0]) for worker in workers) == 1
    with Session(engine) as session:
        kinds = session.scalars(sa.select(Notice.kind).order_by(Notice.id).offset(before)).all()
    engine.dispose()
    assert list(kinds) == ["child_risk_unopened", "child_risk_unopened"]


def test_what_is_done_at_every_look_keeps_no_books_and_stops_nothing_by_failing(session: Session) -> None:
    moments: list[object] = []

    def fail(_: Session, moment: object) -> None:
        moments.append(moment)
        raise ValueError("broken")

    tasks = [EveryLook("broken", fail), EveryLook("sound", lambda _, moment: moments.append(moment))]
    for _ in range(2):
        run_periodic(lambda: session, NOW, tasks)
    assert moments == [NOW, NOW, NOW, NOW]
    assert DUE > NOW
