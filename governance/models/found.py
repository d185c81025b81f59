"""What a school's own sheet said of an account that nobody ever approved; its site says what became of it (7.1)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, within_school


class FoundNote(OfSchool, Base):
    """What was written down about a found account, as it was written: ``owner`` and ``since`` are words, not facts."""

    __tablename__ = "found_notes"
    site_id: Mapped[int]
    owner: Mapped[str] = mapped_column(sa.String(200), default="")
    since: Mapped[str] = mapped_column(sa.String(200), default="")
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    import_id: Mapped[int | None]
    noted_by: Mapped[int]
    noted_at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "site_id"),
        within_school("site_id", "sites"),
        within_school("import_id", "imports"),
        within_school("noted_by", "memberships", "person_id"),
    )
