"""Kill -9 of the worker at any moment of a month: it ends in the same states, with the same notices, each once.

The month has a leaver, a site that turns amber and is suspended, a blog that falls asleep, and a half-term; in full it
is the whole simulated year.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.hosts.outside import Outside
from governance.migrations import upgrade
from tests.jobs.year.blogs import serving_blogs
from tests.jobs.year.diary import Diary
from tests.jobs.year.living import days, live_day, wake
from tests.jobs.year.school import FIRST_DAY, LAST_DAY, found_the_school
from tests.plugins.sizes import Sized
from tests.soak.figures import write_down
from tests.soak.killing import is_whole

pytestmark = [pytest.mark.kill, pytest.mark.soak]

MONTH = dt.date(2027, 1, 20), dt.date(2027, 2, 24)
TAKEN_OVER = dt.timedelta(minutes=31)
"""What a killed worker had begun is taken up by another after half an hour."""
LONGEST_DELAY = 0.12


@dataclass
class Killed:
    """A worker in a process of its own, which is killed at random and begun anew."""

    command: list[str]
    chance: random.Random
    often: float
    kills: int = 0
    _process: subprocess.Popen[str] | None = field(default=None, init=False)

    def wake_at(self, now: dt.datetime) -> None:
        """Let it wake at a moment; where it was killed meanwhile, let another wake then and half an hour later."""
        killer = threading.Timer(self.chance.uniform(0, LONGEST_DELAY), self._kill)
        if self.chance.random() < self.often:
            killer.start()
        was_done = self._woke(now)
        killer.cancel()
        if killer.ident is not None:
            killer.join()
        if not was_done:
            for again in (now, now + TAKEN_OVER):
                assert self._woke(again), "It was not killed, and it did not wake."

    def stop(self) -> None:
        """End it as it is ended on every other day."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=30)

    def _woke(self, now: dt.datetime) -> bool:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert self._process.stdout is not None
            if self._process.stdout.readline() != "ready\n":
                return False
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{now.isoformat()}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return self._process.stdout.readline() == "done\n"

    def _kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
            self.kills += 1


def _lived(
    address: str, folder: Path, span: tuple[dt.date, dt.date], chance: random.Random, often: float
) -> tuple[list[str], int]:
    """The diary of the span, and how often the worker was killed; with nothing to kill it lives in this process."""
    engine = sa.create_engine(address)
    worker: Killed | None = None
    try:
        with serving_blogs() as blogs, Outside({blogs.listener.place}) as outside, Session(engine) as session:
            school = found_the_school(session, blogs)
            diary = Diary(school)
            wakes: Callable[[dt.datetime], None]
            if often:
                port = str(blogs.listener.port)
                command = [sys.executable, "-m", "tests.jobs.year.one_worker", address, str(folder), port]
                worker = Killed(command, chance, often)
                wakes = worker.wake_at
            else:

                def wakes(now: dt.datetime) -> None:
                    wake(lambda: Session(engine), folder, now, outside)

            for day in days(*span):
                live_day(session, school, blogs, day, wakes)
                diary.end_of_day(session, day)
            diary.acts(session)
            diary.mails(session)
            is_whole(session)
            return diary.lines(), worker.kills if worker else 0
    finally:
        if worker is not None:
            worker.stop()
        engine.dispose()


def test_killed_at_random_a_month_ends_with_the_same_states_and_notices(
    address: str, tmp_path: Path, sqlite_template: Path, sized: Sized
) -> None:
    in_full = sized(0, 1) == 1
    span = (FIRST_DAY, LAST_DAY) if in_full else MONTH
    upgrade(address)
    beside = shutil.copy(sqlite_template, tmp_path / "undisturbed.sqlite3")
    undisturbed, _ = _lived(f"sqlite:///{beside}", tmp_path / "undisturbed", span, random.Random(1), 0)
    killed, kills = _lived(address, tmp_path / "killed", span, random.Random(20270120), 0.25)
    assert killed == undisturbed
    assert kills >= sized(5, 100)
    write_down(f"killed year on {address.split(':')[0].split('+')[0]}", days=(span[1] - span[0]).days + 1, kills=kills)
