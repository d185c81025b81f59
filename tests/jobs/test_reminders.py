"""The day's reminders under several workers and kills, within the school's hours, and when they may leave."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.config import read_settings
from governance.domain.delivery import TOO_LATE
from governance.jobs.clock import run_periodic
from governance.jobs.mail import SmtpPost
from governance.jobs.outbox import Outbox
from governance.jobs.periodic import PERIODIC
from governance.models import AuditRow, ClosedSpan, Notice, PolicySetting, Term
from tests.factories import NOW, make_school, start_writing
from tests.jobs.conftest import MailServer, leave_notice
from tests.services.comments.cast import Blog, arrive, make_blog, one

ROOT = Path(__file__).resolve().parents[2]
THURSDAY = NOW + dt.timedelta(days=1)
REMINDERS = [task for task in PERIODIC if task.name == "send_reminders"]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def started(database: str, moment: dt.datetime, *how: str) -> subprocess.Popen[str]:
    """A worker that waits for its line."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.one_reminder", database, moment.isoformat(), *how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    return worker


def told(session: Session) -> list[tuple[int | None, dt.datetime]]:
    rows = session.execute(
        sa.select(Notice.person_id, Notice.created_at).where(Notice.kind == "reminders").order_by(Notice.person_id)
    )
    return [(person, moment) for person, moment in rows]


@pytest.mark.parametrize("dies", ["before", "after"])
def test_three_workers_and_one_that_dies_write_to_each_person_once_a_day(shared_database: str, dies: str) -> None:
    engine = sa.create_engine(shared_database).execution_options(writes=True)
    with Session(engine) as session:
        blog = make_blog(session)
        arrive(session, blog, one("7"), one("8"))
        moderators = sorted([blog.cast.teacher.id, blog.cast.second.id])
    dying = started(shared_database, THURSDAY, dies)
    dying.communicate("go\n", timeout=60)
    assert dying.returncode == -9
    # What it had taken is free again after half an hour.
    again = THURSDAY + dt.timedelta(minutes=30)
    workers = [started(shared_database, again) for _ in range(3)]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert sum(int(worker.communicate(timeout=60)[0]) for worker in workers) == 1
    with Session(engine) as session:
        moment = again if dies == "before" else THURSDAY
        found = told(session)
        assert {person for person, _ in found} >= set(moderators)
        assert len({person for person, _ in found}) == len(found)
        assert {at for _, at in found} == {moment}
        acts = session.scalars(sa.select(AuditRow.details).where(AuditRow.code == "reminders.sent")).all()
    engine.dispose()
    assert [act["people"] for act in acts] == [len(found)]


@pytest.fixture
def blog(session: Session) -> Blog:
    """A blog on which a comment has waited since Wednesday 18 November."""
    blog = make_blog(session)
    arrive(session, blog, one())
    return blog


@pytest.mark.parametrize(
    ("moments", "mails"),
    [
        pytest.param(["2026-11-20 07:59"], 0, id="not before the school's hours"),
        pytest.param(["2026-11-20 08:00", "2026-11-20 08:01", "2026-11-20 16:59"], 1, id="once within them"),
        pytest.param(["2026-11-20 16:59"], 1, id="a morning that was missed is made up for the same day"),
        pytest.param(["2026-11-20 17:00"], 0, id="not after them: that day is skipped"),
        pytest.param(["2026-11-20 17:00", "2026-11-21 09:00", "2026-11-23 08:00"], 1, id="the next is a school day"),
        pytest.param(["2027-06-14 07:00"], 1, id="in summer the school's eight is the server's seven"),
        pytest.param(["2027-06-14 16:00"], 0, id="in summer the school's five is the server's four"),
    ],
)
def test_reminders_go_within_the_schools_hours(session: Session, blog: Blog, moments: list[str], mails: int) -> None:
    teacher = blog.cast.teacher.id
    _summer_term(session, blog.cast.school.id)
    for moment in moments:
        run_periodic(lambda: session, at(moment), REMINDERS)
    assert [person for person, _ in told(session)].count(teacher) == mails


def _summer_term(session: Session, school_id: int) -> None:
    start_writing(session)
    days = {"starts_on": dt.date(2027, 4, 12), "ends_on": dt.date(2027, 7, 20)}
    session.add(Term(school_id=school_id, name="Summer", revision=1, **days))
    session.commit()


def test_a_schools_hours_are_its_policys(session: Session, blog: Blog) -> None:
    oak, elm = blog.cast.school.id, make_school(session, "elm", name="Elm Primary").id
    head = blog.cast.head.id
    start_writing(session)
    setting = {"key": "reminders_from_hour", "value": {"is": 10}, "changed_at": NOW, "changed_by": head, "revision": 1}
    session.add(PolicySetting(school_id=oak, **setting))
    session.commit()
    early = run_periodic(lambda: session, at("2026-11-20 09:59"), REMINDERS)
    assert early == [f"send_reminders {elm} 2026-11-20"]
    later = run_periodic(lambda: session, at("2026-11-20 10:00"), REMINDERS)
    assert later == [f"send_reminders {oak} 2026-11-20"]


@pytest.mark.parametrize(
    ("moment", "closed", "leaves"),
    [
        pytest.param(THURSDAY, False, True, id="within the hours of its day"),
        pytest.param(at("2026-11-19 17:00"), False, False, id="the server was away until the hours were over"),
        pytest.param(at("2026-11-20 08:00"), False, False, id="a message of yesterday"),
        pytest.param(THURSDAY, True, False, id="a snow day that was said meanwhile"),
    ],
)
@pytest.mark.parametrize("kind", ["reminders", "weekly_summary"])
def test_a_mail_of_the_day_leaves_on_its_day_or_is_set_aside(
    session: Session, mail_server: MailServer, kind: str, moment: dt.datetime, closed: bool, leaves: bool
) -> None:
    school = make_school(session)
    if closed:
        start_writing(session)
        day = dt.date(2026, 11, 19)
        session.add(ClosedSpan(school_id=school.id, kind="closure", starts_on=day, ends_on=day, revision=1))
        session.commit()
    to = f"day-{kind}-{moment:%d%H}-{closed}-{session.get_bind().dialect.name}@oak.example"
    before = {"school_id": school.id, "kind": kind, "created_at": THURSDAY, "due_at": THURSDAY}
    number = leave_notice(session, to, **before)
    urgent = leave_notice(session, f"now-{to}", school_id=school.id, kind="child_risk_unopened")
    settings = read_settings({"GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters"})
    post = SmtpPost(f"smtp://127.0.0.1:{mail_server.open_port}", "sites@oak.example", timeout=5)
    Outbox(lambda: session, post, settings, lambda: moment).send_due()
    assert len(mail_server.mails(to)) == leaves
    # What may put a child at risk goes at any hour.
    assert len(mail_server.mails(f"now-{to}")) == 1
    session.rollback()
    mail, other = (session.get_one(Notice, one, populate_existing=True) for one in (number, urgent))
    assert (mail.sent_at, mail.problem) == ((moment, "") if leaves else (None, TOO_LATE))
    assert other.sent_at == moment
    assert session.scalars(sa.select(AuditRow.code)).all() == []
