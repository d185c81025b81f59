"""How the clauses stood at a school when they were last counted, for whoever looks after many schools (ADR 20)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from governance.db import Base, OfSchool


class ClauseCount(OfSchool, Base):
    """The figures of one school, one row each, replaced whenever they are counted anew; numbers only.

    ``figures`` holds by the clause's number its standing, and on how many sites it is open of how many it is asked.
    """

    __tablename__ = "clause_counts"
    counted_at: Mapped[dt.datetime]
    figures: Mapped[dict[str, Any]]
    __table_args__ = (sa.UniqueConstraint("school_id"),)
