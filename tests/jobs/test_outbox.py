"""The outbox against a real mail server: nothing is lost, and a repeat is only what was never answered."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.config import Settings, read_settings
from governance.domain.words import Role
from governance.jobs.mail import FolderPost, Post, SmtpPost, post_of
from governance.jobs.outbox import Outbox
from governance.models import AuditRow, Notice
from governance.services.outbox import record_sent, take_next
from tests.factories import NOW, make_person, make_school
from tests.jobs.conftest import MailServer, leave_notice
from tests.jobs.mail_server import PASSWORD, USER

MINUTE = dt.timedelta(minutes=1)
LEASE = dt.timedelta(minutes=10)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def outbox_settings(tmp_path: Path) -> Settings:
    return read_settings(
        {
            "GOVERNANCE_DATA_FOLDER": str(tmp_path / "data"),
            "GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters",
            "GOVERNANCE_BASE_ADDRESS": "https://sites.example.org",
            "GOVERNANCE_MAIL_FROM": "sites@oak.example",
        }
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


def outbox_to(session: Session, settings: Settings, clock: Clock, post: Post) -> Outbox:
    return Outbox(lambda: session, post, settings, clock)


@pytest.fixture
def outbox(session: Session, mail_server: MailServer, outbox_settings: Settings, clock: Clock) -> Outbox:
    post = SmtpPost(f"smtp://127.0.0.1:{mail_server.open_port}", outbox_settings.mail_from, timeout=0.5)
    return outbox_to(session, outbox_settings, clock, post)


def row(session: Session, notice_id: int) -> Notice:
    session.rollback()
    found = session.get(Notice, notice_id, populate_existing=True)
    assert found is not None
    session.expunge(found)
    session.rollback()
    return found


def acts(session: Session) -> list[str]:
    codes = list(session.scalars(sa.select(AuditRow.code)))
    session.rollback()
    return codes


_numbers = count(1)


def unique(name: str) -> str:
    """An address that no other test writes to; the server does what ``name`` says."""
    return f"{name}{next(_numbers)}@oak.example"


def test_an_accepted_mail_is_sent_once(session: Session, outbox: Outbox, mail_server: MailServer) -> None:
    school = make_school(session)
    person = make_person(session, school, Role.HEAD, name="Ms Hill")
    to = unique("head")
    notice = leave_notice(session, to, school_id=school.id, person_id=person.id)
    assert outbox.send_due() == 1
    assert outbox.send_due() == 0
    (mail,) = mail_server.mails(to)
    headers = dict(mail["headers"])
    assert headers["From"] == "Oak Primary <sites@oak.example>"
    assert headers["Subject"] == "Year 4 blog is live"
    assert headers["Date"] == "Wed, 18 Nov 2026 10:30:00 +0000"
    assert mail["text"].replace("\r\n", "\n") == (
        "Hello Ms Hill,\n\nMs Hill launched Year 4 blog.\n\n"
        "Open this page:\nhttps://sites.example.org/s/oak/sites/1\n\nOak Primary\n"
    )
    sent = row(session, notice)
    assert (sent.sent_at, sent.failed_at, sent.leased_until, sent.tries) == (NOW, None, None, 1)
    assert acts(session) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("refused", "The mail server answered 550: no such mailbox here", id="no such mailbox"),
        pytest.param("spam", "The mail server answered 554: this looks like an advert", id="the text is refused"),
    ],
)
def test_a_refusal_for_good_is_given_up_at_once(session: Session, outbox: Outbox, name: str, problem: str) -> None:
    school_id = make_school(session).id
    notice = leave_notice(session, unique(name), school_id=school_id)
    assert outbox.send_due() == 0
    failed = row(session, notice)
    assert (failed.failed_at, failed.sent_at, failed.tries, failed.problem) == (NOW, None, 1, problem)
    (act,) = session.scalars(sa.select(AuditRow)).all()
    assert (act.code, act.chain, act.actor_name) == ("notice.given_up", school_id, "The product")
    assert act.details == {"kind": "site_launched", "notice_id": notice}


@pytest.mark.parametrize("name", ["busy", "lost", "slow", "unsaid", "closed"])
def test_what_may_work_later_waits_for_its_next_try(session: Session, outbox: Outbox, clock: Clock, name: str) -> None:
    notice = leave_notice(session, unique(name))
    assert outbox.send_due() == 0
    waiting = row(session, notice)
    assert (waiting.sent_at, waiting.failed_at, waiting.leased_until) == (None, None, None)
    assert waiting.due_at == NOW + MINUTE
    assert waiting.problem
    assert acts(session) == []
    clock.now = NOW + MINUTE - dt.timedelta(seconds=1)
    outbox.send_due()
    assert row(session, notice).tries == 1


@pytest.mark.parametrize(
    ("name", "copies"),
    [
        pytest.param("lost", 1, id="a line that broke before the mail was taken: one copy"),
        pytest.param("slow", 1, id="a server that never answered: one copy"),
        pytest.param("unsaid", 2, id="a mail that was taken without an answer: the same again"),
    ],
)
def test_only_what_was_never_answered_is_repeated(
    session: Session, outbox: Outbox, clock: Clock, mail_server: MailServer, name: str, copies: int
) -> None:
    to = unique(name)
    notice = leave_notice(session, to)
    outbox.send_due()
    clock.now = NOW + MINUTE
    assert outbox.send_due() == 1
    mails = mail_server.mails(to)
    assert len(mails) == copies
    assert all(mail == mails[0] for mail in mails)
    assert {mail["id"] for mail in mails} == {f"<{to.replace('@', '-')}@governance>"}
    assert row(session, notice).sent_at == clock.now


def test_after_its_last_try_a_mail_is_given_up(session: Session, outbox: Outbox, clock: Clock) -> None:
    notice = leave_notice(session, unique("busy"), tries=22)
    outbox.send_due()
    assert row(session, notice).due_at == NOW + dt.timedelta(hours=4)
    clock.now = NOW + dt.timedelta(hours=4)
    outbox.send_due()
    assert row(session, notice).failed_at == clock.now
    assert acts(session) == ["notice.given_up"]


def test_a_server_that_is_away_costs_one_mail_one_try(
    session: Session, outbox_settings: Settings, clock: Clock, mail_server: MailServer
) -> None:
    first, second = (leave_notice(session, unique("away")) for _ in range(2))
    outbox = outbox_to(
        session, outbox_settings, clock, SmtpPost("smtp://127.0.0.1:9", "sites@oak.example", timeout=0.5)
    )
    assert outbox.send_due() == 0
    assert row(session, first).problem == "The mail server cannot be reached (ConnectionRefusedError)."
    assert (row(session, first).tries, row(session, second).tries) == (1, 0)
    outbox.post = SmtpPost(f"smtp://127.0.0.1:{mail_server.open_port}", "sites@oak.example", timeout=0.5)
    clock.now = NOW + MINUTE
    assert outbox.send_due() == 2


def test_our_own_address_refused_is_no_fault_of_the_mail(
    session: Session, outbox: Outbox, mail_server: MailServer
) -> None:
    outbox.post = SmtpPost(f"smtp://127.0.0.1:{mail_server.open_port}", "nobody@oak.example", timeout=0.5)
    notice = leave_notice(session, unique("head"))
    outbox.send_due()
    waiting = row(session, notice)
    assert (waiting.failed_at, waiting.problem) == (
        None,
        "The mail server refuses our own address: this sender is not known",
    )


def test_a_lease_is_kept_and_runs_out(session: Session, outbox: Outbox, clock: Clock) -> None:
    notice = leave_notice(session, unique("head"))
    taken = take_next(session, NOW, LEASE)
    assert taken is not None
    assert outbox.send_due() == 0
    clock.now = NOW + LEASE
    assert outbox.send_due() == 1
    assert row(session, notice).tries == 2
    # The first worker was only slow, and its mail was taken by the server after all.
    record_sent(session, clock.now + MINUTE, taken)
    assert row(session, notice).sent_at == clock.now


@pytest.mark.parametrize("name", ["head", "refused"])
def test_the_text_of_an_account_mail_is_not_kept(session: Session, outbox: Outbox, name: str) -> None:
    notice = leave_notice(session, unique(name), kind="account_mail", body="Open /reset/secret", link="/reset/secret")
    outbox.send_due()
    kept = row(session, notice)
    assert (kept.body, kept.link) == ("", "")
    assert (kept.sent_at is None) == (name == "refused")


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"to_address": "head@oak.example\r\nBcc: all@elm.example"}, id="a second line in the address"),
        pytest.param({"to_address": "head@oak.example, all@elm.example"}, id="two addresses in one"),
        pytest.param({"to_address": "not an address"}, id="no address at all"),
        pytest.param({"message_id": "<a@b>\r\nBcc: all@elm.example"}, id="a second line in the Message-ID"),
    ],
)
def test_no_header_can_be_slipped_in(
    session: Session, outbox: Outbox, mail_server: MailServer, columns: dict[str, str]
) -> None:
    before = len(mail_server.mails("all@elm.example"))
    values = {"to_address": unique("head"), "message_id": f"<{next(_numbers)}@governance>"} | columns
    notice = leave_notice(session, values.pop("to_address"), **values)
    outbox.send_due()
    failed = row(session, notice)
    assert failed.failed_at == NOW
    assert failed.problem == "The address or the subject cannot stand in a mail."
    assert len(mail_server.mails("all@elm.example")) == before


def test_a_subject_of_two_lines_is_one_line(session: Session, outbox: Outbox, mail_server: MailServer) -> None:
    to = unique("head")
    leave_notice(session, to, subject="Live\r\nBcc: all@elm.example", link="//elsewhere.example/")
    assert outbox.send_due() == 1
    (mail,) = mail_server.mails(to)
    assert dict(mail["headers"])["Subject"] == "Live Bcc: all@elm.example"
    assert "Bcc" not in dict(mail["headers"])
    assert "elsewhere" not in mail["text"]


def test_a_gathered_mail_has_a_line_and_a_full_link_for_each_thing(
    session: Session, outbox: Outbox, mail_server: MailServer
) -> None:
    to = unique("head")
    lines = [["Year 4 blog is late.", "/s/oak/sites/1"], ["Chess club is asleep.", "/s/oak/sites/2"]]
    leave_notice(session, to, subject="2 things wait for you", body="2 things wait.", link="/s/oak/", lines=lines)
    assert outbox.send_due() == 1
    (mail,) = mail_server.mails(to)
    assert mail["text"].replace("\r\n", "\n") == (
        "Hello,\n\n2 things wait.\n\n"
        "- Year 4 blog is late.\n  https://sites.example.org/s/oak/sites/1\n\n"
        "- Chess club is asleep.\n  https://sites.example.org/s/oak/sites/2\n\n"
        "Everything on one page:\nhttps://sites.example.org/s/oak/\n\nSchool sites\n"
    )


def test_a_hostile_line_stays_a_line_of_the_text(session: Session, outbox: Outbox, mail_server: MailServer) -> None:
    to = unique("head")
    lines = [["Blog\r\nBcc: all@elm.example\r\n\r\n.\r\nMAIL FROM:<x@elm.example>", "//elsewhere.example/"]]
    leave_notice(session, to, body="A thing waits.\r\n.\r\nRCPT TO:<all@elm.example>", lines=lines)
    assert outbox.send_due() == 1
    (mail,) = mail_server.mails(to)
    assert {name for name, _ in mail["headers"]} == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
    assert mail["to"] == [to]
    assert "- Blog Bcc: all@elm.example . MAIL FROM:<x@elm.example>" in mail["text"]
    assert "elsewhere" not in mail["text"]


def test_a_password_goes_over_a_protected_line(session: Session, outbox: Outbox, mail_server: MailServer) -> None:
    trust = ssl.create_default_context(cafile=str(mail_server.certificate))
    signed = f"smtp://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:"
    outbox.post = SmtpPost(f"{signed}{mail_server.protected_port}", "sites@oak.example", timeout=2, trust=trust)
    to = unique("head")
    leave_notice(session, to)
    assert outbox.send_due() == 1
    (mail,) = mail_server.mails(to)
    assert (mail["protected"], mail["user"]) == (True, True)
    outbox.post = replace(outbox.post, address=f"smtps://127.0.0.1:{mail_server.secure_port}")
    leave_notice(session, unique("head"))
    assert outbox.send_due() == 1


@pytest.mark.parametrize(
    ("address", "trusted", "problem"),
    [
        pytest.param(
            "smtp://user:secret@127.0.0.1:{unprotected}",
            True,
            "The mail server offers no protected line, so the password was not sent.",
            id="a password is never sent in the open",
        ),
        pytest.param(
            "smtp://user:secret@127.0.0.1:{protected}",
            False,
            "The mail server cannot be reached (SSLCertVerificationError).",
            id="nor to a server that cannot prove its name",
        ),
        pytest.param(
            "smtp://user:wrong@127.0.0.1:{protected}",
            True,
            "The mail server refuses our sign-in: 5.7.8 Authentication credentials invalid",
            id="a wrong password is no fault of the mail",
        ),
    ],
)
def test_a_sign_in_that_cannot_be_made(
    session: Session, outbox: Outbox, mail_server: MailServer, address: str, trusted: bool, problem: str
) -> None:
    ports = {"unprotected": mail_server.unprotected_port, "protected": mail_server.protected_port}
    trust = ssl.create_default_context(cafile=str(mail_server.certificate)) if trusted else None
    outbox.post = SmtpPost(address.format(**ports), "sites@oak.example", timeout=2, trust=trust)
    notice = leave_notice(session, unique("head"))
    assert outbox.send_due() == 0
    waiting = row(session, notice)
    assert (waiting.failed_at, waiting.due_at, waiting.problem) == (None, NOW + MINUTE, problem)


def test_without_a_mail_server_mails_are_files(
    session: Session, outbox_settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    post = post_of(outbox_settings)
    assert post == FolderPost(tmp_path / "data" / "mail")
    outbox = outbox_to(session, outbox_settings, clock, post)
    leave_notice(session, "head@oak.example", message_id="<abc123@governance>")
    assert outbox.send_due() == 1
    (file,) = (tmp_path / "data" / "mail").iterdir()
    assert file.name == "2026-11-18-103000-abc123.eml"
    assert file.stat().st_mode & 0o077 == 0
    assert b"To: head@oak.example\r\n" in file.read_bytes()
