"""The policy talked over: discussions held, questions asked, other formats that people need (002-2, 000-6)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.records.words import Format


class PolicyDiscussion(OfSchool, Base):
    """That the policy was discussed with staff: on which day, what about, and how many were there."""

    __tablename__ = "policy_discussions"
    held_on: Mapped[dt.date]
    points: Mapped[str] = mapped_column(sa.Text)
    present: Mapped[int]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("present > 0", name="somebody_was_there"),
        sa.Index(None, "school_id", "held_on"),
    )


class PolicyQuestion(OfSchool, Base):
    """A question of somebody at the school about the policy, and its answer."""

    __tablename__ = "policy_questions"
    asked_by: Mapped[int]
    asked_on: Mapped[dt.date]
    words: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[int | None]
    answered_on: Mapped[dt.date | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("asked_by", "memberships", "person_id"),
        within_school("answered_by", "memberships", "person_id"),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answered_by IS NULL) AND (answered_on IS NULL) = (answer = '')",
            name="answered_by_somebody",
        ),
        sa.CheckConstraint("answered_on IS NULL OR answered_on >= asked_on", name="answered_after_it_was_asked"),
        sa.Index(None, "school_id", "answered_on"),
    )


class FormatRequest(OfSchool, Base):
    """That somebody needs the policy in another format, and that they got it.

    ``person_id`` is set where it is for somebody at the school; ``for_whom`` is the name as it was typed.
    """

    __tablename__ = "format_requests"
    person_id: Mapped[int | None]
    for_whom: Mapped[str] = mapped_column(sa.String(200))
    wanted: Mapped[Format] = mapped_column(word(Format))
    details: Mapped[str] = mapped_column(sa.Text, default="")
    asked_on: Mapped[dt.date]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    given_on: Mapped[dt.date | None]
    given_by: Mapped[int | None]
    given_note: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        one_of("wanted", Format),
        within_school("person_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("given_by", "memberships", "person_id"),
        sa.CheckConstraint("(given_on IS NULL) = (given_by IS NULL)", name="given_by_somebody"),
        sa.CheckConstraint("given_on IS NULL OR given_on >= asked_on", name="given_after_it_was_asked"),
    )
