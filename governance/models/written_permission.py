"""Written permissions: what may be used or shown, who agreed to it in writing, and where it was used (A.4.6, 003-3)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.shown_words import Matter, Party


class WrittenPermission(OfSchool, Base):
    """One thing for which written permission is asked: the name, the logo, published material, a work, personal data.

    ``asked_of`` are the parties that all have to agree; ``scope`` says what exactly may be done.  ``shown_id`` is the
    person whose picture, data or contact details it is about.
    """

    __tablename__ = "written_permissions"
    matter: Mapped[Matter] = mapped_column(word(Matter))
    what: Mapped[str] = mapped_column(sa.String(300))
    scope: Mapped[str] = mapped_column(sa.Text)
    asked_of: Mapped[list[str]]
    shown_id: Mapped[int | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        one_of("matter", Matter),
        within_school("shown_id", "people_shown"),
        within_school("recorded_by", "memberships", "person_id"),
    )


class PermissionGiven(OfSchool, Base):
    """One party's written yes, with its dates and where the letter is kept.

    ``given_by`` is a name as written; ``head_id`` is the head who said the school's yes here.
    """

    __tablename__ = "permissions_given"
    permission_id: Mapped[int]
    party: Mapped[Party] = mapped_column(word(Party))
    given_by: Mapped[str] = mapped_column(sa.String(200))
    head_id: Mapped[int | None]
    given_on: Mapped[dt.date]
    starts_on: Mapped[dt.date]
    until: Mapped[dt.date | None]
    kept_at: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    ended_on: Mapped[dt.date | None]
    ended_by: Mapped[int | None]
    __table_args__ = (
        reachable(),
        one_of("party", Party),
        within_school("permission_id", "written_permissions"),
        within_school("head_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("ended_by", "memberships", "person_id"),
        sa.CheckConstraint("until IS NULL OR until >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.CheckConstraint("(party = 'school') = (head_id IS NOT NULL)", name="the_head_speaks_for_the_school"),
        sa.Index(None, "school_id", "permission_id"),
    )


class PermissionUse(OfSchool, Base):
    """One place where the thing was used, and when."""

    __tablename__ = "permission_uses"
    permission_id: Mapped[int]
    place: Mapped[str] = mapped_column(sa.String(500))
    site_id: Mapped[int | None]
    used_on: Mapped[dt.date]
    removed_on: Mapped[dt.date | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("permission_id", "written_permissions"),
        within_school("site_id", "sites"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("removed_on IS NULL OR removed_on >= used_on", name="removed_after_use"),
        sa.Index(None, "school_id", "permission_id"),
    )
