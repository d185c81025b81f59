"""Suspensions and due decisions happen once, by three workers at once and by workers that are killed (kill -9)."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.jobs.account import account_of
from governance.jobs.clock_words import TASK_WORDS
from governance.jobs.periodic import PERIODIC
from governance.jobs.rehearsal import rehearsal
from governance.models import AuditRow, Evidence, Notice, Person
from governance.services.rechecks import recheck_sites
from tests.factories import start_writing
from tests.services.cast import live_site, make_cast
from tests.services.owed.scene import change, on_day
from tests.services.unchanged import counts

ROOT = Path(__file__).resolve().parents[2]
NIGHT = "2026-12-03T00:40:00+00:00"
LATER = "2026-12-03T01:15:00+00:00"

SUSPENDED = [
    ("site_suspended_by_clock", "assistant head"),
    ("site_suspended_by_clock", "first teacher"),
    ("site_suspended_by_clock", "head"),
    ("site_suspended_by_clock", "ict_lead"),
]
END_HAS_COME = [("site_end_has_come", "assistant head"), ("site_end_has_come", "head")]


@pytest.fixture(name="engine")
def _engine(shared_database: str) -> Iterator[Engine]:
    """Two schools: at one a site's date has passed on 3 December, at the other a planned end has come."""
    engine = sa.create_engine(shared_database)
    writing = engine.execution_options(writes=True)
    with Session(writing) as session:
        oak = make_cast(session)
        live_site(session, oak)
        start_writing(session)
        session.execute(sa.delete(Evidence).where(Evidence.kind == "logo"))
        session.commit()
        recheck_sites(session, the_clock(oak.school.id), on_day("2026-11-18"))
        elm = make_cast(session, "elm")
        change(session, live_site(session, elm), planned_end=dt.date(2026, 12, 3))
    yield engine
    engine.dispose()


def worker(database: str, moment: str, killed: str) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.one_night", database, moment, killed],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def go(workers: list[subprocess.Popen[str]]) -> None:
    for one in workers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in workers:
        one.communicate(timeout=60)


def acts(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return sorted(
            session.scalars(
                sa.select(AuditRow.code).where(
                    AuditRow.code.in_(("site.suspended", "site.due_for_decision", "commenting.left_to_people"))
                )
            )
        )


def told(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        rows = session.execute(
            sa.select(Notice.kind, Person.name)
            .join(Person, Person.id == Notice.person_id)
            .where(Notice.kind.in_(("site_suspended_by_clock", "site_end_has_come")))
        )
        return sorted((kind, name) for kind, name in rows)


def test_three_workers_suspend_once_and_say_once_what_is_due(engine: Engine, shared_database: str) -> None:
    go([worker(shared_database, NIGHT, "never") for _ in range(3)])
    assert acts(engine) == ["commenting.left_to_people", "site.due_for_decision", "site.suspended"]
    assert told(engine) == sorted(SUSPENDED + END_HAS_COME)


@pytest.mark.parametrize(
    "killed",
    [
        pytest.param("before", id="killed before it was committed"),
        pytest.param("after", id="killed before the period was finished"),
    ],
)
def test_a_worker_that_is_killed_leaves_nothing_out_and_nothing_twice(
    engine: Engine, shared_database: str, killed: str
) -> None:
    # Each dies at another of the two tasks; the third goes on where they were, once their turn has run out.
    for moment in (NIGHT, NIGHT):
        go([worker(shared_database, moment, killed)])
    go([worker(shared_database, LATER, "never")])
    assert acts(engine) == ["commenting.left_to_people", "site.due_for_decision", "site.suspended"]
    assert told(engine) == sorted(SUSPENDED + END_HAS_COME)


def test_a_rehearsal_changes_nothing_and_says_what_the_night_then_does(engine: Engine) -> None:
    night = dt.datetime.fromisoformat(NIGHT)
    with Session(engine) as session:
        before = counts(session)
    with rehearsal(engine) as sessions:
        said = account_of(sessions, night, PERIODIC)
    with Session(engine) as session:
        assert counts(session) == before
    assert [(one.task, act.code) for one in said.done for act in one.acts] == [
        ("suspend_lapsed_sites", "commenting.left_to_people"),
        ("suspend_lapsed_sites", "site.suspended"),
        ("open_due_decisions", "site.due_for_decision"),
    ]
    mails = [(mail.kind, mail.to) for one in said.done for mail in one.mails if mail.kind != "commenting_to_close"]
    assert sorted(mails) == sorted(SUSPENDED + END_HAS_COME)
    done = account_of(lambda: Session(engine), night, PERIODIC)
    assert asdict(done) == asdict(said)
    again = account_of(lambda: Session(engine), night, PERIODIC)
    assert [one for one in again.done if one.acts or one.mails] == []
    assert len(again.done_before) == len([one for one in done.done if one.school_id is not None])


def test_everything_periodic_has_its_words() -> None:
    assert {task.name for task in PERIODIC} == set(TASK_WORDS)
