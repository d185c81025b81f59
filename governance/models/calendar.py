"""The school's calendar as typed: terms, and the spans in them when the school is closed to pupils."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable


class Term(OfSchool, Base):
    """A term, both days inclusive."""

    __tablename__ = "terms"
    name: Mapped[str] = mapped_column(sa.String(120))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "starts_on"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )


class ClosedSpan(OfSchool, Base):
    """Days in term without pupils: half-term, INSET or a closure; both days inclusive."""

    __tablename__ = "closed_spans"
    kind: Mapped[str] = mapped_column(sa.String(10))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.CheckConstraint("kind IN ('half_term', 'inset', 'closure')", name="kind_is_known"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )
