"""The first record of a safeguarding concern: everybody may record one, few may read it (DESIGN 9)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class Concern(OfSchool, Base):
    """One concern: when, where, the words, and what was done.  Facts and opinion are separate fields.

    ``about`` is child, adult, head or dsl, and decides who reads it; ``about_person`` never does.  ``seen_at`` is when
    somebody at the school first saw it, ``hidden_at`` when it was off the page.  It is closed with a route or a reason.
    """

    __tablename__ = "concerns"
    reference: Mapped[str] = mapped_column(sa.String(20))
    about: Mapped[str] = mapped_column(sa.String(10))
    about_person: Mapped[int | None]
    site_id: Mapped[int | None]
    comment_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    author_shown: Mapped[str] = mapped_column(sa.String(300), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    facts: Mapped[str] = mapped_column(sa.Text, default="")
    opinion: Mapped[str] = mapped_column(sa.Text, default="")
    done: Mapped[str] = mapped_column(sa.Text, default="")
    opened_by: Mapped[int | None]
    opened_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime | None]
    hidden_at: Mapped[dt.datetime | None]
    taken_by: Mapped[int | None]
    taken_at: Mapped[dt.datetime | None]
    route: Mapped[str] = mapped_column(sa.String(40), default="")
    route_note: Mapped[str] = mapped_column(sa.Text, default="")
    routed_by: Mapped[int | None]
    routed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[int | None]
    closed_at: Mapped[dt.datetime | None]
    close_reason: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "reference"),
        within_school("about_person", "memberships", "person_id"),
        within_school("site_id", "sites"),
        within_school("comment_id", "comments"),
        within_school("opened_by", "memberships", "person_id"),
        within_school("taken_by", "memberships", "person_id"),
        within_school("routed_by", "memberships", "person_id"),
        within_school("closed_by", "memberships", "person_id"),
        sa.CheckConstraint("about IN ('child', 'adult', 'head', 'dsl')", name="about_is_known"),
        sa.CheckConstraint(
            "closed_at IS NULL OR route <> '' OR close_reason <> ''", name="closed_with_a_route_or_a_reason"
        ),
        sa.CheckConstraint("(closed_by IS NULL) = (closed_at IS NULL)", name="closed_by_somebody"),
    )


class ConcernReader(OfSchool, Base):
    """A safeguarding lead whom the head added to the readers of a concern about an adult."""

    __tablename__ = "concern_readers"
    concern_id: Mapped[int]
    person_id: Mapped[int]
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "concern_id", "person_id"),
        within_school("concern_id", "concerns"),
        within_school("person_id", "memberships", "person_id"),
        within_school("added_by", "memberships", "person_id"),
    )


class ConcernStep(OfSchool, Base):
    """One route that was taken for a concern: where to, what was done and with whom; steps are never changed."""

    __tablename__ = "concern_steps"
    concern_id: Mapped[int]
    route: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text)
    taken_by: Mapped[int]
    taken_at: Mapped[dt.datetime]
    __table_args__ = (
        within_school("concern_id", "concerns"),
        within_school("taken_by", "memberships", "person_id"),
        sa.Index(None, "school_id", "concern_id"),
    )


class Alarm(OfSchool, Base):
    """That what may put a child at risk is being sent on, step by step, until one person confirms (DESIGN 6).

    It is about a comment that nobody opened, or a concern that nobody took.  ``next_at`` is empty once it is over.
    """

    __tablename__ = "alarms"
    comment_id: Mapped[int | None]
    concern_id: Mapped[int | None]
    started_at: Mapped[dt.datetime]
    step: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "comment_id"),
        sa.UniqueConstraint("school_id", "concern_id"),
        within_school("comment_id", "comments"),
        within_school("concern_id", "concerns"),
        within_school("confirmed_by", "memberships", "person_id"),
        sa.CheckConstraint("(comment_id IS NULL) <> (concern_id IS NULL)", name="about_one_thing"),
        sa.Index(
            "ix_alarms_next",
            "next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        ),
    )
