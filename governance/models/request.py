"""Requests by law: for a copy of what the school holds about somebody, and for information (DOMAIN 3.8)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class SubjectRequest(OfSchool, Base):
    """One request for a copy of somebody's data; ``due_on`` is reckoned when it is received and never moves.

    ``about_person`` is set where it is about somebody who belongs or belonged to the school; ``about_name`` always.
    """

    __tablename__ = "subject_requests"
    about_person: Mapped[int | None]
    about_name: Mapped[str] = mapped_column(sa.String(200))
    asked_by: Mapped[str] = mapped_column(sa.String(200), default="")
    received_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    sent_on: Mapped[dt.date | None]
    sent_by: Mapped[int | None]
    sent_note: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("about_person", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("sent_by", "memberships", "person_id"),
        sa.CheckConstraint("(sent_on IS NULL) = (sent_by IS NULL)", name="sent_by_somebody"),
        sa.CheckConstraint("due_on > received_on", name="due_after_it_was_received"),
        sa.CheckConstraint("sent_on IS NULL OR sent_on >= received_on", name="sent_after_it_was_received"),
        sa.Index(None, "school_id", "sent_on"),
    )


class InformationRequest(OfSchool, Base):
    """One request for information under the FOI Act; its days are counted on the school’s calendar."""

    __tablename__ = "information_requests"
    asked: Mapped[str] = mapped_column(sa.Text)
    asked_by: Mapped[str] = mapped_column(sa.String(200), default="")
    contact: Mapped[str] = mapped_column(sa.String(300), default="")
    received_on: Mapped[dt.date]
    comment_id: Mapped[int | None]
    site_id: Mapped[int | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[int | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        # One comment asks once; requests that came another way have none.
        sa.UniqueConstraint("school_id", "comment_id"),
        within_school("comment_id", "comments"),
        within_school("site_id", "sites"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("answered_by", "memberships", "person_id"),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answered_by IS NULL) AND (answered_on IS NULL) = (answer = '')",
            name="answered_by_somebody",
        ),
        sa.CheckConstraint("answered_on IS NULL OR answered_on >= received_on", name="answered_after_it_was_received"),
        sa.Index(None, "school_id", "answered_on"),
    )
