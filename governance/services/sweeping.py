"""What the clock clears away: book-keeping that has served its purpose, and never a record of what people did.

A list for a register that nobody confirmed counts for nothing and may hold children's names, so it goes by itself;
that it was uploaded stays in the history.

May not import Flask, the jobs or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.sheets import EMPTIED
from governance.models import ClockPeriod, RegisterSheet, SignInFailure

KEPT = dt.timedelta(days=30)
"""Longer than any throttle looks back, and short enough that nobody's attempts are a lasting record."""


def sweep_book_keeping(session: Session, now: dt.datetime) -> None:
    """Clear away failed sign-ins, finished periods and unconfirmed lists of more than thirty days ago."""
    begin_writing(session)
    session.execute(sa.delete(SignInFailure).where(SignInFailure.at < now - KEPT))
    session.execute(sa.delete(ClockPeriod).where(ClockPeriod.taken_at < now - KEPT))
    session.execute(
        sa.update(RegisterSheet)
        .where(RegisterSheet.confirmed_at.is_(None), RegisterSheet.uploaded_at < now - KEPT)
        .values(text=EMPTIED, name="")
    )
    session.commit()
