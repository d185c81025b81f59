"""Official sites: what they are, where they stand, who is shown as running them, and how they end."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.words import SiteKind, SiteState


class Site(OfSchool, Base):
    """One official site.

    ``address`` is what people see; ``canonical`` is what the register matches.  ``current_version_id`` is the approved
    text that it runs on; ``update_every_weeks`` and ``update_weekday`` ("friday") are the interval and the day of the
    week which that text agreed, each None where the policy's counts.
    ``revision`` grows with every change, and forms carry the one they saw.
    """

    __tablename__ = "sites"
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[SiteKind] = mapped_column(word(SiteKind))
    state: Mapped[SiteState] = mapped_column(word(SiteState))
    platform: Mapped[str] = mapped_column(sa.String(60), default="")
    third_party: Mapped[bool | None]
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    canonical: Mapped[str] = mapped_column(sa.String(500), default="")
    year_groups: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    purpose: Mapped[str] = mapped_column(sa.Text, default="")
    unknowns: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    resourcing_owner_id: Mapped[int | None]
    current_version_id: Mapped[int | None]
    created_at: Mapped[dt.datetime]
    launched_at: Mapped[dt.datetime | None]
    planned_end: Mapped[dt.date | None]
    update_every_weeks: Mapped[int | None]
    update_weekday: Mapped[str | None] = mapped_column(sa.String(10))
    suspended_at: Mapped[dt.datetime | None]
    closing_from: Mapped[SiteState | None] = mapped_column(word(SiteState))
    closed_at: Mapped[dt.datetime | None]
    amber_since: Mapped[dt.date | None]
    amber_until: Mapped[dt.date | None]
    amber_why: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    extended_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("resourcing_owner_id", "memberships", "person_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "id", "current_version_id"],
            ["proposal_versions.school_id", "proposal_versions.site_id", "proposal_versions.id"],
            use_alter=True,
            name="fk_sites_current_version",
        ),
        one_of("kind", SiteKind),
        one_of("state", SiteState),
        sa.CheckConstraint("state NOT IN ('live', 'suspended') OR launched_at IS NOT NULL", name="live_was_launched"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'live', 'suspended') OR current_version_id IS NOT NULL",
            name="running_on_an_approved_version",
        ),
        sa.CheckConstraint("(state = 'closing') = (closing_from IS NOT NULL)", name="closing_knows_where_from"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_time"),
        sa.CheckConstraint("(state = 'suspended') = (suspended_at IS NOT NULL)", name="suspended_has_its_time"),
        sa.CheckConstraint("(amber_since IS NULL) = (amber_until IS NULL)", name="amber_has_its_date"),
        sa.Index(None, "school_id", "state"),
        sa.Index(None, "school_id", "canonical"),
    )


class FormerAddress(OfSchool, Base):
    """An address or handle that a site once had; kept for ever, so that the register can say "was official"."""

    __tablename__ = "former_addresses"
    site_id: Mapped[int]
    address: Mapped[str] = mapped_column(sa.String(500))
    canonical: Mapped[str] = mapped_column(sa.String(500))
    until: Mapped[dt.datetime]
    __table_args__ = (within_school("site_id", "sites"), sa.Index(None, "school_id", "canonical"))


class IdentityCard(OfSchool, Base):
    """Who is shown in public as running a site, by position; never a personal contact (A.4.8, A.4.9)."""

    __tablename__ = "identity_cards"
    site_id: Mapped[int]
    person_id: Mapped[int]
    display_name: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[str] = mapped_column(sa.String(120))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("person_id", "memberships", "person_id"),
        sa.CheckConstraint("position <> ''", name="position_is_said"),
        sa.Index(
            "uq_identity_cards_shown",
            "school_id",
            "site_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ends_on IS NULL"),
            postgresql_where=sa.text("ends_on IS NULL"),
        ),
    )


class Evidence(OfSchool, Base):
    """What somebody saw on a site on a day, and until when it counts: settings, logo, held comments, rules.

    ``kind`` is privacy_settings, logo, comments_held, rules_published or conformity.  ``link`` is where it can be
    seen.  ``exception`` is the reason when what the policy asks for is not so, with the head who allowed it.
    """

    __tablename__ = "evidence"
    site_id: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(30))
    statement: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    exception: Mapped[str] = mapped_column(sa.Text, default="")
    exception_by: Mapped[int | None]
    seen_on: Mapped[dt.date]
    valid_until: Mapped[dt.date | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("exception_by", "memberships", "person_id"),
        sa.CheckConstraint(
            "kind IN ('privacy_settings', 'logo', 'comments_held', 'rules_published', 'conformity')",
            name="kind_is_known",
        ),
    )


class Evaluation(OfSchool, Base):
    """How one measure of success turned out (A.1.7).  ``outcome`` is continue, change or close."""

    __tablename__ = "evaluations"
    site_id: Mapped[int]
    version_id: Mapped[int]
    measure: Mapped[int]
    met: Mapped[bool]
    evidence: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str] = mapped_column(sa.String(10))
    evaluated_by: Mapped[int]
    evaluated_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("version_id", "proposal_versions"),
        within_school("evaluated_by", "memberships", "person_id"),
        sa.CheckConstraint("outcome IN ('continue', 'change', 'close')", name="outcome_is_known"),
    )


class ExitStep(OfSchool, Base):
    """One step of a site's end, signed by the person who did it (A.1.6)."""

    __tablename__ = "exit_steps"
    site_id: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    irreversible: Mapped[bool] = mapped_column(default=False)
    signed_by: Mapped[int | None]
    signed_at: Mapped[dt.datetime | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    cancelled_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("signed_by", "memberships", "person_id"),
        sa.CheckConstraint("(signed_by IS NULL) = (signed_at IS NULL)", name="signed_by_somebody"),
    )


class PretenderReport(OfSchool, Base):
    """An address that somebody says pretends to be the school's; it reaches the ICT lead and the head."""

    __tablename__ = "pretender_reports"
    address: Mapped[str] = mapped_column(sa.String(2000))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reported_at: Mapped[dt.datetime]
    from_digest: Mapped[str] = mapped_column(sa.String(64))
    settled_at: Mapped[dt.datetime | None]
    settled_by: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("settled_by", "memberships", "person_id"),
        sa.Index(None, "from_digest", "reported_at"),
    )
