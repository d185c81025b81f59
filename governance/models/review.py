"""What is printed on the policy about its dates, why a review is asked for, and each review with what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class PolicyDates(OfSchool, Base):
    """The dates on a version of the policy as the school wrote them: "Spring 2025", a day, "as required" (002-5).

    They are kept as they were typed; ``domain/said_dates.py`` says which day each is, and where they clash.
    """

    __tablename__ = "policy_dates"
    policy_text_id: Mapped[int]
    approved_said: Mapped[str] = mapped_column(sa.String(60), default="")
    approved_by: Mapped[str] = mapped_column(sa.String(120), default="")
    review_said: Mapped[str] = mapped_column(sa.String(60), default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        within_school("policy_text_id", "policy_texts"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "policy_text_id"),
    )


class PolicyReview(OfSchool, Base):
    """That the governors reviewed the policy and how it is applied, what they found and decided (002-1, 000-7).

    ``decision`` is keep or change.  ``figures`` are the numbers that lay before them on that day, without any person.
    """

    __tablename__ = "policy_reviews"
    policy_text_id: Mapped[int]
    held_on: Mapped[dt.date]
    minute: Mapped[str] = mapped_column(sa.String(200), default="")
    found_of_policy: Mapped[str] = mapped_column(sa.Text)
    found_of_application: Mapped[str] = mapped_column(sa.Text)
    decision: Mapped[str] = mapped_column(sa.String(10))
    decision_words: Mapped[str] = mapped_column(sa.Text, default="")
    next_due_on: Mapped[dt.date]
    figures: Mapped[dict[str, Any]]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("policy_text_id", "policy_texts"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("decision IN ('keep', 'change')", name="decision_is_known"),
        sa.CheckConstraint("next_due_on > held_on", name="the_next_is_later"),
        sa.Index(None, "school_id", "held_on"),
    )


class ReviewCall(OfSchool, Base):
    """That somebody asked for a review before its date: the law changed, or practice taught something (000-7).

    ``why`` is law or experience.  ``settled_by`` is the review that answered it.
    """

    __tablename__ = "review_calls"
    why: Mapped[str] = mapped_column(sa.String(10))
    words: Mapped[str] = mapped_column(sa.Text)
    called_on: Mapped[dt.date]
    called_by: Mapped[int]
    settled_by: Mapped[int | None]
    __table_args__ = (
        within_school("called_by", "memberships", "person_id"),
        within_school("settled_by", "policy_reviews"),
        sa.CheckConstraint("why IN ('law', 'experience')", name="why_is_known"),
    )
