"""When something periodic is due, and that one worker of several does it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.jobs.clock import Daily, DailyAtSchools, run_periodic
from governance.models import ClockPeriod, SignInFailure
from governance.services.sweeping import sweep_book_keeping
from tests.factories import NOW, make_school

ROOT = Path(__file__).resolve().parents[2]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


class Done:
    """Collects for which schools something was done, and fails where it is told to."""

    def __init__(self) -> None:
        self.schools: list[int | None] = []
        self.fails = False

    def __call__(self, _: Session, actor: Actor, __: dt.datetime) -> None:
        self.schools.append(actor.school_id)
        if self.fails:
            raise ValueError("broken")


@pytest.mark.parametrize(
    ("moments", "times"),
    [
        pytest.param(["2026-11-18 05:59"], 0, id="not before its time of day"),
        pytest.param(["2026-11-18 06:00"], 1, id="from its time of day on"),
        pytest.param(["2026-11-18 06:00", "2026-11-18 06:01", "2026-11-18 23:59"], 1, id="once a day"),
        pytest.param(["2026-11-18 23:00"], 1, id="later that day when nothing ran at its time"),
        pytest.param(["2026-11-18 09:00", "2026-11-19 06:00"], 2, id="and again the next day"),
        pytest.param(["2026-07-01 04:59"], 0, id="in summer the school is an hour ahead: not yet"),
        pytest.param(["2026-07-01 05:00"], 1, id="in summer the school is an hour ahead: now"),
        pytest.param(["2026-06-30 23:30", "2026-07-01 06:00"], 1, id="the day is the school's, not the server's"),
    ],
)
def test_a_time_of_day_is_the_schools(session: Session, moments: list[str], times: int) -> None:
    make_school(session)
    done = Done()
    for moment in moments:
        run_periodic(lambda: session, at(moment), [DailyAtSchools("look", dt.time(6), done)])
    assert len(done.schools) == times


def test_each_school_has_its_own_turn(session: Session) -> None:
    schools = [make_school(session).id, make_school(session, "elm", name="Elm Primary").id]
    session.rollback()
    done = Done()
    run_periodic(lambda: session, NOW, [DailyAtSchools("look", dt.time(6), done)])
    assert done.schools == schools


def test_what_failed_is_tried_again_after_half_an_hour(session: Session) -> None:
    make_school(session)
    broken, sound = Done(), Done()
    broken.fails = True
    tasks = [DailyAtSchools("broken", dt.time(6), broken), DailyAtSchools("sound", dt.time(6), sound)]
    run_periodic(lambda: session, NOW, tasks)
    run_periodic(lambda: session, NOW + dt.timedelta(minutes=29), tasks)
    assert (len(broken.schools), len(sound.schools)) == (1, 1)
    broken.fails = False
    run_periodic(lambda: session, NOW + dt.timedelta(minutes=30), tasks)
    run_periodic(lambda: session, NOW + dt.timedelta(minutes=90), tasks)
    assert (len(broken.schools), len(sound.schools)) == (2, 1)


def test_failed_sign_ins_are_swept_after_thirty_days(session: Session) -> None:
    begin_writing(session)
    for days in (1, 29, 31):
        moment = NOW - dt.timedelta(days=days)
        session.add(SignInFailure(name_digest="0" * 64, address=f"10.0.0.{days}", at=moment))
        session.add(ClockPeriod(task="look", period=f"all {days}", taken_at=moment))
    session.commit()
    run_periodic(lambda: session, NOW, [Daily("sweep_book_keeping", dt.time(2, 30), sweep_book_keeping)])
    assert set(session.scalars(sa.select(SignInFailure.address))) == {"10.0.0.1", "10.0.0.29"}
    assert set(session.scalars(sa.select(ClockPeriod.period))) == {"all 1", "all 29", "all 2026-11-18"}


def test_three_workers_do_it_once(shared_database: str, tmp_path: Path) -> None:
    engine = sa.create_engine(shared_database)
    with Session(engine) as session:
        for number in range(6):
            make_school(session, f"school{number}")
    engine.dispose()
    file = tmp_path / "done"
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.one_clock", shared_database, str(file)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    counts = []
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        said, _ = worker.communicate(timeout=30)
        counts.append(int(said))
    assert sum(counts) == 6
    assert len(file.read_text().split()) == 6
    assert len(set(file.read_text().split())) == 6
