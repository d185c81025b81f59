"""What a school adds to the machine's reading of comments, and how a moderator likes to work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school
from governance.domain.comments.words import Urgency
from governance.models.comment import ByUrgency


class ReadingWord(OfSchool, Base):
    """A word or phrase that the school's own list looks for.  ``match`` is word, stem or phrase."""

    __tablename__ = "reading_words"
    text: Mapped[str] = mapped_column(sa.String(120))
    match: Mapped[str] = mapped_column(sa.String(10))
    urgency: Mapped[Urgency] = mapped_column(ByUrgency())
    exceptions: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "text"),
        within_school("added_by", "memberships", "person_id"),
        sa.CheckConstraint("match IN ('word', 'stem', 'phrase')", name="match_is_known"),
    )


class ReadingSettings(OfSchool, Base):
    """The switches and contacts of a school's reading: kinds switched off, and its own numbers, domains, postcodes."""

    __tablename__ = "reading_settings"
    switched_off: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    contacts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    names_set_by: Mapped[int | None]
    names_set_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        sa.UniqueConstraint("school_id"),
        within_school("names_set_by", "memberships", "person_id"),
    )


class PupilName(OfSchool, Base):
    """A pupil's name as a keyed digest; the key is not in the database, and the name is never shown again."""

    __tablename__ = "pupil_names"
    digest: Mapped[str] = mapped_column(sa.String(64))
    __table_args__ = (sa.UniqueConstraint("school_id", "digest"),)


class ModeratorChoice(OfSchool, Base):
    """How one moderator likes the queue: keys on or off, which keys, and whether the worst is blurred."""

    __tablename__ = "moderator_choices"
    person_id: Mapped[int]
    keys_on: Mapped[bool] = mapped_column(default=True)
    keys: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    blur: Mapped[bool] = mapped_column(default=True)
    __table_args__ = (
        sa.UniqueConstraint("school_id", "person_id"),
        within_school("person_id", "memberships", "person_id"),
    )
