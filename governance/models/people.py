"""Persons and their accounts, what they are at a school, and what they were trained and authorised for.

A person and a sign-in account are two tables: rules compare persons.  Nothing here is ever deleted.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask_security.core import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.words import PersonKind, Role


class Person(Base):
    """A human being, whatever schools they belong to and however many sign-ins they have."""

    __tablename__ = "persons"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[dt.datetime]


class Account(UserMixin, Base):
    """A sign-in.  Deactivated when it ends, never deleted."""

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(sa.String(128))
    totp_counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(sa.JSON)
    created_at: Mapped[dt.datetime]
    person: Mapped[Person] = relationship(lazy="joined")


class SignInFailure(Base):
    """One failed sign-in, by typed name (as a keyed digest) and by address; it throttles, and is swept."""

    __tablename__ = "sign_in_failures"
    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(sa.String(64))
    address: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]
    __table_args__ = (sa.Index(None, "name_digest", "at"), sa.Index(None, "address", "at"))


class Membership(OfSchool, Base):
    """That a person belongs to a school, as what and from when to when (both days inclusive).

    ``access_ended_at`` says that a leaver's sessions were ended; dates refuse them whether it is set or not.
    """

    __tablename__ = "memberships"
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    kind: Mapped[PersonKind] = mapped_column(word(PersonKind))
    position: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    invited_at: Mapped[dt.datetime | None]
    access_ended_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    person: Mapped[Person] = relationship(lazy="joined")
    roles: Mapped[list[RoleHeld]] = relationship(
        lazy="selectin", back_populates="membership", order_by="RoleHeld.role", overlaps="roles"
    )
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "person_id"),
        one_of("kind", PersonKind),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )


class RoleHeld(OfSchool, Base):
    """A role at a school with its dates (both days inclusive)."""

    __tablename__ = "roles_held"
    membership_id: Mapped[int]
    role: Mapped[Role] = mapped_column(word(Role))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    membership: Mapped[Membership] = relationship(back_populates="roles", overlaps="roles")
    __table_args__ = (
        within_school("membership_id", "memberships"),
        sa.UniqueConstraint("school_id", "membership_id", "role", "starts_on"),
        one_of("role", Role),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )


class Authorisation(OfSchool, Base):
    """The head's word that somebody who is no employee may hold duties on sites, with dates (A.3.1)."""

    __tablename__ = "authorisations"
    person_id: Mapped[int]
    granted_by: Mapped[int]
    granted_at: Mapped[dt.datetime]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    __table_args__ = (
        reachable(),
        within_school("person_id", "memberships", "person_id"),
        within_school("granted_by", "memberships", "person_id"),
        sa.CheckConstraint("person_id <> granted_by", name="not_by_oneself"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )


class Training(OfSchool, Base):
    """What somebody was trained in, by whom, when, and until when it counts (A.1.5, 003-8)."""

    __tablename__ = "trainings"
    person_id: Mapped[int]
    topic: Mapped[str] = mapped_column(sa.String(120))
    given_by: Mapped[str] = mapped_column(sa.String(200), default="")
    trained_on: Mapped[dt.date]
    expires_on: Mapped[dt.date | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("person_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("expires_on IS NULL OR expires_on >= trained_on", name="expires_after"),
    )


class Delegation(OfSchool, Base):
    """Somebody who acts for the head, with dates and a reason.

    ``outside`` marks an outside authoriser (chair of governors, partner head, trust) for a school with nobody free.
    """

    __tablename__ = "delegations"
    person_id: Mapped[int]
    granted_by: Mapped[int]
    granted_at: Mapped[dt.datetime]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    outside: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        within_school("person_id", "memberships", "person_id"),
        within_school("granted_by", "memberships", "person_id"),
        sa.CheckConstraint("person_id <> granted_by", name="not_to_oneself"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )


class Import(OfSchool, Base):
    """A file that waits between its preview and its confirmation; nothing of it counts until then."""

    __tablename__ = "imports"
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    uploaded_by: Mapped[int]
    uploaded_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        within_school("uploaded_by", "memberships", "person_id"),
        sa.CheckConstraint("kind IN ('staff', 'found', 'calendar')", name="kind_is_known"),
    )
