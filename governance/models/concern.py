"""The first record of a safeguarding concern: everybody may record one, few may read it (DESIGN 9)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class Concern(OfSchool, Base):
    """One concern: when, where, the words, and what was done.  Facts and opinion are separate fields.

    ``about`` is child, adult, head or dsl, and decides who reads it; ``about_person`` never does, so that number stays
    in the stub as its lock.  ``source`` is who told the school first, ``told_by`` their name.  ``seen_at`` is when
    somebody at the school first saw it, ``hidden_at`` when it was off the page.  It is closed with a route or a reason.
    Its number does not count, so that one of them does not tell how many others there are.
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
    source: Mapped[str] = mapped_column(sa.String(20), default="")
    told_by: Mapped[str] = mapped_column(sa.String(200), default="")
    severity: Mapped[str] = mapped_column(sa.String(20), default="")
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
    """One route that was taken for a concern: where to, what was done and with whom; its words are never changed.

    ``awaited_on`` is the day by which an answer is awaited, until ``answered_at``; ``chased_on`` the last day on which
    whoever has the concern was told that it did not come.
    """

    __tablename__ = "concern_steps"
    concern_id: Mapped[int]
    route: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text)
    taken_by: Mapped[int]
    taken_at: Mapped[dt.datetime]
    contact: Mapped[str] = mapped_column(sa.String(200), default="")
    reference: Mapped[str] = mapped_column(sa.String(100), default="")
    awaited_on: Mapped[dt.date | None]
    answered_at: Mapped[dt.datetime | None]
    chased_on: Mapped[dt.date | None]
    __table_args__ = (
        within_school("concern_id", "concerns"),
        within_school("taken_by", "memberships", "person_id"),
        sa.Index(None, "school_id", "concern_id"),
        sa.Index("ux_concern_steps_of_concern", "school_id", "concern_id", "id", unique=True),
        sa.Index(
            "ix_concern_steps_awaited",
            "school_id",
            "awaited_on",
            sqlite_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
            postgresql_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
        ),
    )


class ConcernEntry(OfSchool, Base):
    """One line of a concern's record in the order of what happened: somebody spoken to, advice, an answer, a decision.

    ``kind`` is one of ``domain/concern_entries.py``; ``person`` says with whom.  An answer belongs to the step that it
    answers, so that the reader finds it there.  Its words are never changed, and go when the concern is disposed of.
    """

    __tablename__ = "concern_entries"
    concern_id: Mapped[int]
    step_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(30))
    person: Mapped[str] = mapped_column(sa.String(200), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    happened_at: Mapped[dt.datetime]
    written_by: Mapped[int]
    written_at: Mapped[dt.datetime]
    __table_args__ = (
        within_school("concern_id", "concerns"),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id", "step_id"],
            ["concern_steps.school_id", "concern_steps.concern_id", "concern_steps.id"],
        ),
        within_school("written_by", "memberships", "person_id"),
        sa.CheckConstraint("happened_at <= written_at", name="nothing_is_written_before_it_happened"),
        sa.Index(None, "school_id", "concern_id"),
    )


class ConcernPack(OfSchool, Base):
    """One copy of a concern's record that was made for the school's safeguarding system, by its hashes.

    ``of_revision`` is the record that it was made of: a record that changed since needs a new one.  ``confirmed_in``
    names the system in which somebody saw that it had arrived.
    """

    __tablename__ = "concern_packs"
    concern_id: Mapped[int]
    number: Mapped[int]
    of_revision: Mapped[int]
    pack_hash: Mapped[str] = mapped_column(sa.String(64))
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime]
    confirmed_in: Mapped[str] = mapped_column(sa.String(200), default="")
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[dt.datetime | None]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "concern_id", "number"),
        within_school("concern_id", "concerns"),
        within_school("made_by", "memberships", "person_id"),
        within_school("confirmed_by", "memberships", "person_id"),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL) AND (confirmed_at IS NULL OR confirmed_in <> '')",
            name="confirmed_by_somebody_somewhere",
        ),
    )


class ConcernHold(OfSchool, Base):
    """A legal hold: while it is not lifted, the concern is not disposed of, whatever else speaks for it."""

    __tablename__ = "concern_holds"
    concern_id: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    put_by: Mapped[int]
    put_at: Mapped[dt.datetime]
    lifted_by: Mapped[int | None]
    lifted_at: Mapped[dt.datetime | None]
    __table_args__ = (
        within_school("concern_id", "concerns"),
        within_school("put_by", "memberships", "person_id"),
        within_school("lifted_by", "memberships", "person_id"),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
        sa.Index(
            "ux_concern_holds_of_concern",
            "school_id",
            "concern_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )


class ConcernDisposal(OfSchool, Base):
    """That a person disposed of a concern's words: the reference, the times and the routes are left as its stub."""

    __tablename__ = "concern_disposals"
    concern_id: Mapped[int]
    disposed_by: Mapped[int]
    disposed_at: Mapped[dt.datetime]
    texts_removed: Mapped[int]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "concern_id"),
        within_school("concern_id", "concerns"),
        within_school("disposed_by", "memberships", "person_id"),
    )


class RouteContact(OfSchool, Base):
    """Whom this school rings on one of the routes for a concern; no telephone number stands in the product's code."""

    __tablename__ = "route_contacts"
    route: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    hours: Mapped[str] = mapped_column(sa.String(200), default="")
    changed_by: Mapped[int]
    changed_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        sa.UniqueConstraint("school_id", "route"),
        within_school("changed_by", "memberships", "person_id"),
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
