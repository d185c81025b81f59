"""Breaches of the policy: the record, its readers and notes, demands to remove something, leaks (9.1 to 9.3)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class Breach(OfSchool, Base):
    """One breach: what was reported and by whom, how it is weighed, what was found, and what followed.

    ``read_by`` is head, chair or line_manager, and decides who reads it; ``about_person`` never does.  ``is_leak`` says
    that personal details got out, which the data protection officer reads too.  ``learned_at`` is when whoever reported
    it learned of it.  ``from_digest`` is, for a day, where a report without a sign-in came from.
    """

    __tablename__ = "breaches"
    reference: Mapped[str] = mapped_column(sa.String(20))
    report: Mapped[str] = mapped_column(sa.String(20))
    read_by: Mapped[str] = mapped_column(sa.String(20))
    line_manager: Mapped[int | None]
    by_kind: Mapped[str] = mapped_column(sa.String(20))
    about_person: Mapped[int | None]
    about_shown: Mapped[str] = mapped_column(sa.String(200), default="")
    kinds: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    is_leak: Mapped[bool] = mapped_column(default=False)
    clauses: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    severity: Mapped[str] = mapped_column(sa.String(20), default="")
    site_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    facts: Mapped[str] = mapped_column(sa.Text)
    provider: Mapped[str] = mapped_column(sa.String(200), default="")
    provider_contact: Mapped[str] = mapped_column(sa.String(300), default="")
    from_digest: Mapped[str] = mapped_column(sa.String(64), default="")
    learned_at: Mapped[dt.datetime]
    opened_by: Mapped[int | None]
    opened_at: Mapped[dt.datetime]
    found: Mapped[str] = mapped_column(sa.Text, default="")
    found_by: Mapped[int | None]
    found_at: Mapped[dt.datetime | None]
    police_told_at: Mapped[dt.datetime | None]
    outcome: Mapped[str] = mapped_column(sa.String(30), default="")
    outcome_reason: Mapped[str] = mapped_column(sa.Text, default="")
    closed_by: Mapped[int | None]
    closed_at: Mapped[dt.datetime | None]
    officer_told_at: Mapped[dt.datetime | None]
    regulator_due_at: Mapped[dt.datetime | None]
    regulator_told: Mapped[bool | None]
    people_told: Mapped[bool | None]
    leak_reason: Mapped[str] = mapped_column(sa.Text, default="")
    leak_decided_by: Mapped[int | None]
    leak_decided_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "reference"),
        within_school("line_manager", "memberships", "person_id"),
        within_school("about_person", "memberships", "person_id"),
        within_school("site_id", "sites"),
        within_school("opened_by", "memberships", "person_id"),
        within_school("found_by", "memberships", "person_id"),
        within_school("closed_by", "memberships", "person_id"),
        within_school("leak_decided_by", "memberships", "person_id"),
        sa.CheckConstraint("read_by IN ('head', 'chair', 'line_manager')", name="reader_is_known"),
        sa.CheckConstraint("read_by <> 'line_manager' OR line_manager IS NOT NULL", name="line_manager_is_named"),
        sa.CheckConstraint("line_manager IS NULL OR line_manager <> about_person", name="nobody_reads_of_themselves"),
        sa.CheckConstraint("(closed_at IS NULL) = (outcome = '')", name="closed_with_an_outcome"),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
        sa.CheckConstraint("closed_by IS NULL OR closed_by <> about_person", name="nobody_judges_themselves"),
        sa.CheckConstraint("(leak_decided_at IS NULL) = (regulator_told IS NULL)", name="leak_is_decided_whole"),
        sa.Index(
            "ix_breaches_from_digest",
            "from_digest",
            sqlite_where=sa.text("from_digest <> ''"),
            postgresql_where=sa.text("from_digest <> ''"),
        ),
    )


class BreachReader(OfSchool, Base):
    """Somebody whom a reader of a breach let read it as well."""

    __tablename__ = "breach_readers"
    breach_id: Mapped[int]
    person_id: Mapped[int]
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "breach_id", "person_id"),
        within_school("breach_id", "breaches"),
        within_school("person_id", "memberships", "person_id"),
        within_school("added_by", "memberships", "person_id"),
    )


class BreachNote(OfSchool, Base):
    """Something that was done about a breach or is known of it, in the order in which it was written; never changed."""

    __tablename__ = "breach_notes"
    breach_id: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    written_by: Mapped[int]
    written_at: Mapped[dt.datetime]
    __table_args__ = (
        within_school("breach_id", "breaches"),
        within_school("written_by", "memberships", "person_id"),
        sa.Index(None, "school_id", "breach_id"),
    )


class RemovalDemand(OfSchool, Base):
    """A letter that demands that something comes down: its grounds, its day, and how it ended (000-5, 003-4)."""

    __tablename__ = "removal_demands"
    breach_id: Mapped[int]
    to_whom: Mapped[str] = mapped_column(sa.String(200))
    what: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    grounds: Mapped[list[str]] = mapped_column(sa.JSON)
    sent_on: Mapped[dt.date]
    sent_by: Mapped[int]
    due_on: Mapped[dt.date]
    result: Mapped[str] = mapped_column(sa.String(20), default="")
    result_on: Mapped[dt.date | None]
    result_words: Mapped[str] = mapped_column(sa.Text, default="")
    result_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("breach_id", "breaches"),
        within_school("sent_by", "memberships", "person_id"),
        within_school("result_by", "memberships", "person_id"),
        sa.CheckConstraint("due_on > sent_on", name="due_after_sent"),
        sa.CheckConstraint("(result = '') = (result_on IS NULL)", name="ended_on_a_day"),
        sa.Index(None, "school_id", "breach_id"),
    )
