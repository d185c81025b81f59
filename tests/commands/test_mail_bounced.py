"""The command that a mail server's pipe calls: what it notes, what it refuses, and that it tells nothing of a mail."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.bounces import LARGEST
from governance.models import Notice
from tests.domain.test_bounces import OURS, report
from tests.factories import NOW, make_school


@pytest.fixture
def notice(store: Session) -> Notice:
    """A mail about a sign-in that the server has accepted."""
    school = make_school(store)
    mail = Notice(
        school_id=school.id,
        kind="account_mail",
        to_address="teacher@oak.example",
        subject="Choose a new password",
        body="",
        message_id=OURS,
        created_at=NOW,
        due_at=NOW,
        sent_at=NOW,
    )
    store.add(mail)
    store.commit()
    return mail


def test_a_report_is_noted_and_nothing_of_the_mail_is_kept_or_said(app: Flask, store: Session, notice: Notice) -> None:
    secret = f"Message-ID: {OURS}\r\nSubject: Choose\r\n\r\nOpen /reset/secret\r\n"
    answer = app.test_cli_runner().invoke(args=["mail-bounced"], input=report(returned=secret))
    assert (answer.exit_code, answer.output) == (0, "Noted.\n")
    store.expire_all()
    assert notice.problem == "The mail came back: the address does not exist (5.1.1)."
    assert (notice.body, notice.link) == ("", "")
    again = app.test_cli_runner().invoke(args=["mail-bounced"], input=report())
    assert (again.exit_code, again.output) == (0, "Noted.\n")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "This is no report about a mail that was not delivered.\n", id="nothing"),
        pytest.param(
            report(returned=f"Message-ID: {OURS.replace('0', 'f')}\r\n\r\n"),
            "This report is not about a mail of ours.\n",
            id="a number that nobody gave",
        ),
        pytest.param(
            b"x" * (LARGEST * 2), "This message is larger than any report about a mail of ours.\n", id="endless"
        ),
    ],
)
def test_what_is_not_ours_is_refused(app: Flask, store: Session, notice: Notice, raw: bytes, said: str) -> None:
    answer = app.test_cli_runner().invoke(args=["mail-bounced"], input=raw)
    assert (answer.exit_code, answer.output) == (65, said)
    store.expire_all()
    assert notice.failed_at is None


def test_a_report_that_came_too_early_is_to_come_again(app: Flask, store: Session, notice: Notice) -> None:
    store.execute(sa.update(Notice).values(sent_at=None))
    store.commit()
    assert app.test_cli_runner().invoke(args=["mail-bounced"], input=report()).exit_code == 75
