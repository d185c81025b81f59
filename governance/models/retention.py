"""How long records are kept, what may not be disposed of, and what was (003-7; DOMAIN 3.7).

A kind of record is a word of ``domain/records/kinds.py``; it has no CHECK, so that a new register needs no migration.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.records.words import Sure, Unit


class RetentionRule(OfSchool, Base):
    """How long a school keeps one kind of record, where it changed what the product offers."""

    __tablename__ = "retention_rules"
    kind: Mapped[str] = mapped_column(sa.String(40))
    amount: Mapped[int]
    unit: Mapped[Unit] = mapped_column(word(Unit))
    basis: Mapped[str] = mapped_column(sa.Text)
    sure: Mapped[Sure] = mapped_column(word(Sure))
    changed_by: Mapped[int]
    changed_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        sa.UniqueConstraint("school_id", "kind"),
        one_of("unit", Unit),
        one_of("sure", Sure),
        within_school("changed_by", "memberships", "person_id"),
        sa.CheckConstraint("amount > 0", name="kept_for_some_time"),
    )


class LegalHold(OfSchool, Base):
    """That one record, or with no ``subject_id`` every record of a kind, stays until the hold is released."""

    __tablename__ = "legal_holds"
    kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    placed_by: Mapped[int]
    placed_at: Mapped[dt.datetime]
    released_by: Mapped[int | None]
    released_at: Mapped[dt.datetime | None]
    release_reason: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("placed_by", "memberships", "person_id"),
        within_school("released_by", "memberships", "person_id"),
        sa.CheckConstraint(
            "(released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (release_reason = '')",
            name="released_by_somebody",
        ),
        sa.Index(None, "school_id", "kind"),
    )


class Disposal(OfSchool, Base):
    """The certificate of one disposal; ``content`` is what its SHA-256 was made of.  It stands as it was made."""

    __tablename__ = "disposals"
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40))
    records: Mapped[int]
    disposed_by: Mapped[int]
    disposed_at: Mapped[dt.datetime]
    content: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "number"),
        within_school("disposed_by", "memberships", "person_id"),
        sa.CheckConstraint("records > 0", name="something_was_disposed_of"),
    )


class DisposedRecord(OfSchool, Base):
    """The stub of one record that was disposed of: its kind, its number, and the day on which it fell due."""

    __tablename__ = "disposed_records"
    disposal_id: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    due_on: Mapped[dt.date]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "kind", "subject_id"),
        within_school("disposal_id", "disposals"),
    )
