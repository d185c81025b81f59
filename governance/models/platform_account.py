"""Accounts on platforms, who holds access to them, and platforms that the school has retired (DOMAIN 4.5 and 6).

No password has a column here or anywhere else.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.registers.words import Access


class PlatformAccount(OfSchool, Base):
    """The account on a platform in which a site stands.  ``permanent_id`` is the platform's own number of it, which
    stays when the handle changes; ``recovery_address`` is the shared mailbox to which a lost password goes.
    """

    __tablename__ = "platform_accounts"
    site_id: Mapped[int]
    platform: Mapped[str] = mapped_column(sa.String(60))
    permanent_id: Mapped[str] = mapped_column(sa.String(200), default="")
    handle: Mapped[str] = mapped_column(sa.String(200), default="")
    recovery_address: Mapped[str] = mapped_column(sa.String(254), default="")
    second_factor: Mapped[bool | None]
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    checked_on: Mapped[dt.date | None]
    checked_by: Mapped[int | None]
    ended_on: Mapped[dt.date | None]
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("checked_by", "memberships", "person_id"),
        within_school("added_by", "memberships", "person_id"),
        sa.CheckConstraint("(checked_by IS NULL) = (checked_on IS NULL)", name="checked_by_somebody"),
        sa.Index(None, "school_id", "site_id"),
    )


class AccountHolder(OfSchool, Base):
    """Somebody who holds access to an account on a platform, from when, and until it was taken away (``ended_on``)."""

    __tablename__ = "account_holders"
    account_id: Mapped[int]
    person_id: Mapped[int]
    access: Mapped[Access] = mapped_column(word(Access))
    starts_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("account_id", "platform_accounts"),
        within_school("person_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        one_of("access", Access),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name="ends_after_start"),
        sa.Index(
            "uq_account_holders_open",
            "school_id",
            "account_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        ),
        sa.Index(None, "school_id", "person_id"),
    )


class RetiredPlatform(OfSchool, Base):
    """A platform that the school has given up: no new sites on it, and what stands there closes by ``close_by``.

    ``ended_at`` says that it was let back.
    """

    __tablename__ = "retired_platforms"
    platform: Mapped[str] = mapped_column(sa.String(60))
    close_by: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    retired_by: Mapped[int]
    retired_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("retired_by", "memberships", "person_id"),
        within_school("ended_by", "memberships", "person_id"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.Index(
            "uq_retired_platforms_open",
            "school_id",
            "platform",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
