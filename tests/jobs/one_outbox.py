"""One worker's round of the outbox in a process of its own; prints how many mails it sent.

Run as: python -m tests.jobs.one_outbox DATABASE MAIL_SERVER MOMENT; it begins when a line comes on its input.
"""

from __future__ import annotations

import datetime as dt
import sys

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.config import read_settings
from governance.jobs.mail import SmtpPost
from governance.jobs.outbox import Outbox


def main(database: str, mail_server: str, moment: str) -> None:
    """Send what is due at ``moment``."""
    engine = sa.create_engine(database)
    settings = read_settings({"GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters"})
    now = dt.datetime.fromisoformat(moment)
    outbox = Outbox(lambda: Session(engine), SmtpPost(mail_server, "sites@oak.example"), settings, lambda: now)
    print("ready", flush=True)
    sys.stdin.readline()
    print(outbox.send_due(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
