"""Photo passes: who may take photographs at an event of the school, and whose right was taken away (001-4, 001-6)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class PhotoEvent(OfSchool, Base):
    """An event of the school at which parents may take photographs with a pass."""

    __tablename__ = "photo_events"
    name: Mapped[str] = mapped_column(sa.String(200))
    held_on: Mapped[dt.date]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("recorded_by", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "name", "held_on"),
    )


class PhotoPassHolder(OfSchool, Base):
    """A parent or carer who asks for passes; ``told_apart`` tells people of one name apart.

    While ``revoked_at`` is set and ``restored_at`` is not, no pass is issued to them.
    """

    __tablename__ = "photo_pass_holders"
    name: Mapped[str] = mapped_column(sa.String(200))
    told_apart: Mapped[str] = mapped_column(sa.String(200), default="")
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    restored_at: Mapped[dt.datetime | None]
    restored_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("revoked_by", "memberships", "person_id"),
        within_school("restored_by", "memberships", "person_id"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
        sa.CheckConstraint("(restored_at IS NULL) = (restored_by IS NULL)", name="restored_by_somebody"),
        sa.CheckConstraint("restored_at IS NULL OR revoked_at IS NOT NULL", name="restored_after_revoking"),
        sa.Index(
            "uq_photo_pass_holders_told_apart",
            "school_id",
            "name",
            "told_apart",
            unique=True,
            sqlite_where=sa.text("name <> ''"),
            postgresql_where=sa.text("name <> ''"),
        ),
    )


class PhotoPass(OfSchool, Base):
    """One pass for one event, issued by the office."""

    __tablename__ = "photo_passes"
    event_id: Mapped[int]
    holder_id: Mapped[int]
    issued_by: Mapped[int]
    issued_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    __table_args__ = (
        reachable(),
        within_school("event_id", "photo_events"),
        within_school("holder_id", "photo_pass_holders"),
        within_school("issued_by", "memberships", "person_id"),
        within_school("revoked_by", "memberships", "person_id"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
        sa.Index(
            "uq_photo_passes_valid",
            "school_id",
            "event_id",
            "holder_id",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
        sa.Index(None, "school_id", "holder_id"),
    )
