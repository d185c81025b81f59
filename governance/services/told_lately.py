"""How much the public told from one place lately, so that nobody floods a school and no class is shut out (A.5).

A place is known by a digest of its address alone, which is forgotten soon.  May not import Flask.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session


def told_lately(
    session: Session,
    place: InstrumentedAttribute[str],
    at: InstrumentedAttribute[dt.datetime],
    *,
    digest: str,
    since: dt.datetime,
) -> int:
    """Return how many rows came from the place of ``digest`` after ``since``; the columns say of which table."""
    asked: sa.Select[Any] = sa.select(sa.func.count()).where(place == digest, at > since)
    return session.scalar(asked) or 0
