"""People and groups from outside who contribute, how they were vetted, and the partner schools (A.2.6, 002-4)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.registers.words import ContributorKind, PartnerKind, VettingMethod


class PartnerSchool(OfSchool, Base):
    """A school or organisation that takes part on our sites.  ``contact`` is who answers there, at work.

    ``vetted_by`` is who made sure that it is what it says it is, ``vetted_on`` the day, and both or neither stand.
    """

    __tablename__ = "partner_schools"
    kind: Mapped[PartnerKind] = mapped_column(word(PartnerKind))
    name: Mapped[str] = mapped_column(sa.String(200))
    contact: Mapped[str] = mapped_column(sa.String(300), default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    vetted_by: Mapped[int | None]
    vetted_on: Mapped[dt.date | None]
    vetted_how: Mapped[str] = mapped_column(sa.String(500), default="")
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("vetted_by", "memberships", "person_id"),
        within_school("added_by", "memberships", "person_id"),
        one_of("kind", PartnerKind),
        sa.CheckConstraint("(vetted_by IS NULL) = (vetted_on IS NULL)", name="vetted_by_somebody"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )


class PartnerSite(OfSchool, Base):
    """One of our sites on which a partner school takes part."""

    __tablename__ = "partner_sites"
    partner_id: Mapped[int]
    site_id: Mapped[int]
    __table_args__ = (
        within_school("partner_id", "partner_schools"),
        within_school("site_id", "sites"),
        sa.UniqueConstraint("school_id", "partner_id", "site_id"),
    )


class Contributor(OfSchool, Base):
    """A person or a group from outside the school that contributes to sites; whether they may is the vetting's to say.

    ``ended_on`` is their last day as a contributor; no row is ever deleted.
    """

    __tablename__ = "contributors"
    kind: Mapped[ContributorKind] = mapped_column(word(ContributorKind))
    name: Mapped[str] = mapped_column(sa.String(200))
    belongs_to: Mapped[str] = mapped_column(sa.String(200), default="")
    partner_id: Mapped[int | None]
    ended_on: Mapped[dt.date | None]
    added_by: Mapped[int]
    added_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("partner_id", "partner_schools"),
        within_school("added_by", "memberships", "person_id"),
        one_of("kind", ContributorKind),
        sa.Index(None, "school_id", "ended_on"),
    )


class Vetting(OfSchool, Base):
    """That somebody made sure of a contributor, how, when, and until when it counts; the last day does.

    ``reference`` is a number or a place to look it up, never a copy of a certificate.  A vetting is never changed: it
    is withdrawn, with the reason, or another follows it.  ``lapsed_at`` says that the clock recorded its end.
    """

    __tablename__ = "vettings"
    contributor_id: Mapped[int]
    method: Mapped[VettingMethod] = mapped_column(word(VettingMethod))
    vetted_by: Mapped[int]
    vetted_on: Mapped[dt.date]
    expires_on: Mapped[dt.date]
    reference: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[int | None]
    withdrawn_because: Mapped[str] = mapped_column(sa.Text, default="")
    lapsed_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        within_school("contributor_id", "contributors"),
        within_school("vetted_by", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("withdrawn_by", "memberships", "person_id"),
        one_of("method", VettingMethod),
        sa.CheckConstraint("expires_on >= vetted_on", name="expires_after"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
        sa.Index(None, "school_id", "contributor_id", "expires_on"),
    )


class ContributorSite(OfSchool, Base):
    """A site to which a contributor was let, from when and (after ``ended_on``) no more."""

    __tablename__ = "contributor_sites"
    contributor_id: Mapped[int]
    site_id: Mapped[int]
    starts_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    let_by: Mapped[int]
    let_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("contributor_id", "contributors"),
        within_school("site_id", "sites"),
        within_school("let_by", "memberships", "person_id"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name="ends_after_start"),
        sa.Index(
            "uq_contributor_sites_open",
            "school_id",
            "contributor_id",
            "site_id",
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        ),
        sa.Index(None, "school_id", "site_id"),
    )


class RegisterSheet(OfSchool, Base):
    """A file for one of the registers that waits between its preview and its confirmation; nothing counts until then.

    ``register`` is the register's word; what was in the file is thrown away once it is confirmed.
    """

    __tablename__ = "register_sheets"
    register: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    uploaded_by: Mapped[int]
    uploaded_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    __table_args__ = (reachable(), within_school("uploaded_by", "memberships", "person_id"))
