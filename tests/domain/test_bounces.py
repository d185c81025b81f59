"""What a delivery status message must be to be believed, and that nothing hostile in one is (RFC 3464)."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.bounces import LARGEST, Bounce, came_back_because, read_bounce

OURS = "<0123456789abcdef0123456789abcdef@governance>"
HEADERS = f"From: sites@oak.example\r\nTo: teacher@oak.example\r\nMessage-ID: {OURS}\r\nSubject: Something waits\r\n"
STATUS = (
    "Reporting-MTA: dns; mail.example\r\n\r\n"
    "Final-Recipient: rfc822; teacher@oak.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 no such mailbox\r\n"
)


def report(
    *,
    status: str = STATUS,
    returned: str = HEADERS + "\r\nHello,\r\n",
    kind: str = "message/rfc822",
    head: str = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
) -> bytes:
    """A report as mail servers write it."""
    return (
        f"From: MAILER-DAEMON@mail.example\r\nTo: sites@oak.example\r\nMIME-Version: 1.0\r\n{head}\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n"
        f"--b\r\nContent-Type: {kind}\r\n\r\n{returned}\r\n--b--\r\n"
    ).encode()


IN_BASE64 = "text/rfc822-headers\r\nContent-Transfer-Encoding: base64"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(report(), id="with the whole mail"),
        pytest.param(report(kind="text/rfc822-headers", returned=HEADERS), id="with its headers"),
        pytest.param(report(kind=IN_BASE64, returned=base64.b64encode(HEADERS.encode()).decode()), id="in base 64"),
        pytest.param(report().replace(b"\r\n", b"\n"), id="as a pipe hands it in, with bare line ends"),
        pytest.param(report(status=STATUS.replace("failed", "Failed ")), id="the case of a word does not matter"),
    ],
)
def test_a_report_about_a_mail_of_ours(raw: bytes) -> None:
    assert read_bounce(raw) == (Bounce(OURS, "5.1.1"), ())


NOT_MULTIPART = 'Content-Type: text/plain; report-type=delivery-status; boundary="b"'
OTHER_REPORT = 'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"'
LEVELS = 3000
LEVEL = b'Content-Type: multipart/report; report-type=delivery-status; boundary="%d"\n\n--%d\n'
DEEP = b"".join(LEVEL % (number, number) for number in range(LEVELS))
JUNK = st.binary(max_size=300).map(lambda junk: report().replace(b"failed", junk))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(b"", "bounce_not_a_report", id="nothing"),
        pytest.param(b"Subject: Hello\r\n\r\nI am on holiday.", "bounce_not_a_report", id="somebody's answer"),
        pytest.param(report(head=NOT_MULTIPART), "bounce_not_a_report", id="a text that only looks like one"),
        pytest.param(report(head=OTHER_REPORT), "bounce_not_a_report", id="a receipt for reading"),
        pytest.param(
            report(status=STATUS.replace("failed", "delayed").replace("5.1.1", "4.4.1")),
            "bounce_not_permanent",
            id="a mail that is only late",
        ),
        pytest.param(report(status=STATUS.replace("5.1.1", "4.2.2")), "bounce_not_permanent", id="no failure for good"),
        pytest.param(report(status=STATUS.replace("failed", "delivered")), "bounce_not_permanent", id="it arrived"),
        pytest.param(report(status=""), "bounce_not_permanent", id="no recipient"),
        pytest.param(report(returned="Subject: x\r\n\r\nx"), "bounce_not_ours", id="a mail without our number"),
        pytest.param(report(returned=HEADERS.replace("0123", "xyz!")), "bounce_not_ours", id="a number that is none"),
        pytest.param(
            report(returned=f"Subject: x\r\n\r\nMessage-ID: {OURS}"), "bounce_not_ours", id="our number in its text"
        ),
        pytest.param(b"x" * (LARGEST + 1), "bounce_too_large", id="huge"),
        pytest.param(report(returned="x" * LARGEST), "bounce_too_large", id="a huge mail returned"),
        pytest.param(DEEP, "bounce_not_a_report", id="thousands of parts within each other"),
    ],
)
def test_what_is_no_report_of_ours_is_refused(raw: bytes, code: str) -> None:
    bounce, refusals = read_bounce(raw)
    assert bounce is None
    assert [refusal.code for refusal in refusals] in ([code], ["bounce_unreadable"] if raw is DEEP else [code])


@given(raw=st.one_of(st.binary(max_size=2000), JUNK))
def test_no_input_breaks_it(raw: bytes) -> None:
    bounce, refusals = read_bounce(raw)
    assert (bounce is None) == bool(refusals)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.1.1", "The mail came back: the address does not exist (5.1.1)."),
        ("5.2.2", "The mail came back: the mailbox takes no mails (5.2.2)."),
        ("5.7.26", "The mail came back: the server there does not take mails from us (5.7.26)."),
        ("5.0.0", "The mail came back: it could not be delivered (5.0.0)."),
        ("", "The mail came back, as somebody at the school has said."),
    ],
)
def test_why_it_came_back(status: str, said: str) -> None:
    assert came_back_because(status) == said
