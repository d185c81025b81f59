"""What the clock clears away: book-keeping that has served its purpose, and never a record of what people did.

May not import Flask, the jobs or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.models import ClockPeriod, SignInFailure

KEPT = dt.timedelta(days=30)
"""Longer than any throttle looks back, and short enough that nobody's attempts are a lasting record."""


def sweep_book_keeping(session: Session, now: dt.datetime) -> None:
    """Clear away failed sign-ins and finished periods of more than thirty days ago."""
    begin_writing(session)
    session.execute(sa.delete(SignInFailure).where(SignInFailure.at < now - KEPT))
    session.execute(sa.delete(ClockPeriod).where(ClockPeriod.taken_at < now - KEPT))
    session.commit()
