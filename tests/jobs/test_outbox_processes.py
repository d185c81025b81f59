"""Several workers, and one that is killed: each mail is sent, and sent once, on both databases."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from governance.config import read_settings
from governance.jobs.mail import SmtpPost
from governance.jobs.outbox import Outbox
from governance.models import Notice
from tests.factories import NOW
from tests.jobs.conftest import MailServer, leave_notice

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
LEASE = dt.timedelta(minutes=10)


def start(database: str, mail_server: MailServer) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.jobs.one_outbox"),
            *(database, f"smtp://127.0.0.1:{mail_server.open_port}", NOW.isoformat()),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(*processes: subprocess.Popen[str]) -> None:
    """Let them begin at the same moment, once each of them is ready."""
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()


def sent_by(process: subprocess.Popen[str]) -> int:
    said, _ = process.communicate(timeout=PATIENCE)
    return int(said)


def test_two_workers_send_each_mail_once(
    shared_database: str, shared_sessions: Callable[[], Session], mail_server: MailServer
) -> None:
    addresses = [f"both{number}@{len(shared_database)}.example" for number in range(20)]
    with shared_sessions() as session:
        for address in addresses:
            leave_notice(session, address)
    workers = [start(shared_database, mail_server) for _ in range(2)]
    go(*workers)
    assert sum(sent_by(worker) for worker in workers) == 20
    assert [len(mail_server.mails(address)) for address in addresses] == [1] * 20
    with shared_sessions() as session:
        assert session.query(Notice).filter(Notice.sent_at.is_(None)).count() == 0


def test_a_killed_worker_leaves_its_mail_to_the_next(
    shared_database: str, shared_sessions: Callable[[], Session], mail_server: MailServer
) -> None:
    address = f"slow@{len(shared_database)}.example"
    with shared_sessions() as session:
        leave_notice(session, address)
    killed = start(shared_database, mail_server)
    go(killed)
    deadline = time.monotonic() + PATIENCE
    while not mail_server.file.with_name(address).exists():
        assert time.monotonic() < deadline, "The worker never reached the mail server."
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    moments = iter([NOW + LEASE - dt.timedelta(seconds=1), *[NOW + LEASE] * 9])
    settings = read_settings({"GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters"})
    post = SmtpPost(f"smtp://127.0.0.1:{mail_server.open_port}", "sites@oak.example")
    outbox = Outbox(shared_sessions, post, settings, lambda: next(moments), LEASE)
    assert outbox.send_due() == 0
    assert outbox.send_due() == 1
    (mail,) = mail_server.mails(address)
    assert mail["id"] == f"<slow-{len(shared_database)}.example@governance>"
