"""The audit: one row per act, append-only and chained by hash; its free text stands apart and can be disposed of.

The rows are refused change and deletion by triggers in the database.  Corrections are new rows.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base

NO_SCHOOL = 0
"""The chain of acts that belong to no school: sign-ins, resets, an installation's set-up."""


class AuditRow(Base):
    """One act.  ``details`` holds ids, codes and numbers; ``digests`` the salted digests of the free text."""

    __tablename__ = "audit_rows"
    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    chain: Mapped[int]
    sequence: Mapped[int]
    at: Mapped[dt.datetime]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(200))
    actor_role: Mapped[str] = mapped_column(sa.String(120))
    code: Mapped[str] = mapped_column(sa.String(60))
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int | None]
    site_id: Mapped[int | None]
    from_state: Mapped[str | None] = mapped_column(sa.String(40))
    to_state: Mapped[str | None] = mapped_column(sa.String(40))
    details: Mapped[dict[str, Any]]
    digests: Mapped[dict[str, Any]]
    corrects: Mapped[int | None]
    request_id: Mapped[str] = mapped_column(sa.String(40))
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))
    __table_args__ = (
        sa.UniqueConstraint("chain", "sequence"),
        sa.Index(None, "chain", "site_id", "sequence"),
        sa.Index(None, "chain", "subject_kind", "subject_id", "sequence"),
        sa.Index(None, "chain", "actor_id", "sequence"),
        sa.Index(None, "chain", "code", "sequence"),
    )


class AuditText(Base):
    """A piece of free text of an audit row with the salt of its digest; it can go, and the chain still verifies."""

    __tablename__ = "audit_texts"
    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    row_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_rows.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    salt: Mapped[str] = mapped_column(sa.String(32))
    text: Mapped[str] = mapped_column(sa.Text)
    __table_args__ = (sa.UniqueConstraint("row_id", "key"),)


class AuditHead(Base):
    """The last link of each chain, locked last before a commit."""

    __tablename__ = "audit_heads"
    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
