"""Days on which people are away, without the reason, and what they are reminded of (A.1.5, A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class AbsenceSpan(OfSchool, Base):
    """Somebody is away from ``starts_on`` to ``ends_on``, both inclusive; why is nobody's business and has no column.

    ``starts_midday`` says that they leave at midday of the first day, ``ends_midday`` that they are back at midday of
    the last one.
    """

    __tablename__ = "absence_spans"
    person_id: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    starts_midday: Mapped[bool] = mapped_column(default=False)
    ends_midday: Mapped[bool] = mapped_column(default=False)
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    cancelled_at: Mapped[dt.datetime | None]
    cancelled_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("person_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("cancelled_by", "memberships", "person_id"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint(
            "NOT (starts_midday AND ends_midday AND starts_on = ends_on)", name="some_part_of_the_day_is_missed"
        ),
        sa.CheckConstraint("(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled_by_somebody"),
        sa.Index(None, "school_id", "person_id", "ends_on"),
    )


class Reminder(OfSchool, Base):
    """One thing that is owed, and how far its reminders have climbed (DESIGN 7).

    ``matter`` is a word of ``domain/reminders.py``; with the subject and the period it is owed once.  ``rung`` is the
    highest of the ladder's steps that was told, from 0, and ``climbed_on`` the school day on which it was first;
    ``told_on`` is the school day of the last message.  ``settled_at`` ends it.
    """

    __tablename__ = "reminders"
    matter: Mapped[str] = mapped_column(sa.String(40))
    subject_kind: Mapped[str] = mapped_column(sa.String(20))
    subject_id: Mapped[int]
    period: Mapped[str] = mapped_column(sa.String(20))
    opened_on: Mapped[dt.date]
    rung: Mapped[int] = mapped_column(default=0)
    climbed_on: Mapped[dt.date | None]
    told_on: Mapped[dt.date | None]
    times_told: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "matter", "subject_kind", "subject_id", "period"),
        sa.Index(
            "ix_reminders_open",
            "school_id",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
    )
