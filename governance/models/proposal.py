"""Proposals: their numbered versions, what was discussed and signed on them, and the decisions about them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.words import Answer, ApprovalKind, Approver, Duty, VersionState


class ProposalVersion(OfSchool, Base):
    """One version of the document that asks for a site.

    ``answers`` is keyed by question.  Once submitted the text is frozen and ``content_hash`` is its digest; a trigger
    refuses a change of either.  ``batch`` binds drafts that were started on one form for several year groups.
    """

    __tablename__ = "proposal_versions"
    site_id: Mapped[int]
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(word(VersionState))
    proposer_id: Mapped[int]
    answers: Mapped[dict[str, Any]]
    batch: Mapped[str | None] = mapped_column(sa.String(36), index=True)
    content_hash: Mapped[str | None] = mapped_column(sa.String(64))
    started_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "site_id", "id"),
        sa.UniqueConstraint("school_id", "site_id", "number"),
        # Decisions point at this pair, so that the database knows whose proposal is decided.
        sa.UniqueConstraint("school_id", "id", "proposer_id"),
        within_school("site_id", "sites"),
        within_school("proposer_id", "memberships", "person_id"),
        one_of("state", VersionState),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR (content_hash IS NOT NULL AND submitted_at IS NOT NULL)",
            name="submitted_is_frozen",
        ),
        # One version of a site is open at a time.
        sa.Index(
            "uq_proposal_versions_one_open",
            "school_id",
            "site_id",
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'submitted', 'returned')"),
            postgresql_where=sa.text("state IN ('draft', 'submitted', 'returned')"),
        ),
        # And one stands approved.
        sa.Index(
            "uq_proposal_versions_one_approved",
            "school_id",
            "site_id",
            unique=True,
            sqlite_where=sa.text("state = 'approved'"),
            postgresql_where=sa.text("state = 'approved'"),
        ),
        sa.Index(None, "school_id", "state", "submitted_at"),
    )


class Discussion(OfSchool, Base):
    """That audience and interactivity were discussed with the leadership team (A.1.3).

    ``audience_digest`` is the digest of what was discussed: a change of audience or contributions needs a new one.
    """

    __tablename__ = "discussions"
    site_id: Mapped[int]
    version_id: Mapped[int]
    held_on: Mapped[dt.date]
    who: Mapped[str] = mapped_column(sa.Text)
    points: Mapped[str] = mapped_column(sa.Text)
    audience_digest: Mapped[str] = mapped_column(sa.String(64))
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("version_id", "proposal_versions"),
        within_school("recorded_by", "memberships", "person_id"),
    )


class Consultation(OfSchool, Base):
    """That the head was consulted on purpose and content (A.3.5).

    ``purpose_digest`` is the digest of what the head was consulted on: another purpose or content needs a new one.
    """

    __tablename__ = "consultations"
    site_id: Mapped[int]
    version_id: Mapped[int]
    held_on: Mapped[dt.date]
    purpose_words: Mapped[str] = mapped_column(sa.Text)
    content_words: Mapped[str] = mapped_column(sa.Text)
    purpose_digest: Mapped[str] = mapped_column(sa.String(64))
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("version_id", "proposal_versions"),
        within_school("recorded_by", "memberships", "person_id"),
    )


class RiskSignature(OfSchool, Base):
    """The safeguarding lead's signature under the risk rows as they read, by their digest (A.2)."""

    __tablename__ = "risk_signatures"
    site_id: Mapped[int]
    version_id: Mapped[int]
    risk_digest: Mapped[str] = mapped_column(sa.String(64))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    signed_by: Mapped[int]
    signed_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("version_id", "proposal_versions"),
        within_school("signed_by", "memberships", "person_id"),
    )


class Decision(OfSchool, Base):
    """Somebody's yes or no on one version, with a reason; one row per approver and kind.

    The proposer is copied in by a composite key, and the database refuses a decider who is the proposer.
    ``minute`` is the governing body's minute where the chair records its decision.
    """

    __tablename__ = "decisions"
    kind: Mapped[ApprovalKind] = mapped_column(word(ApprovalKind))
    version_id: Mapped[int]
    proposer_id: Mapped[int]
    decider_id: Mapped[int]
    approver: Mapped[Approver] = mapped_column(word(Approver))
    answer: Mapped[Answer] = mapped_column(word(Answer))
    reason: Mapped[str] = mapped_column(sa.Text)
    conditions: Mapped[str] = mapped_column(sa.Text, default="")
    minute: Mapped[str] = mapped_column(sa.String(200), default="")
    delegation_id: Mapped[int | None]
    decided_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id", "proposer_id"],
            ["proposal_versions.school_id", "proposal_versions.id", "proposal_versions.proposer_id"],
            onupdate="CASCADE",
            name="fk_decisions_version_and_proposer",
        ),
        within_school("decider_id", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        sa.CheckConstraint("decider_id <> proposer_id", name="nobody_decides_their_own"),
        one_of("kind", ApprovalKind),
        one_of("approver", Approver),
        one_of("answer", Answer),
        # One final answer per approver and kind, and one yes per person; a return can be given again after a return.
        sa.Index(
            "uq_decisions_one_final",
            "school_id",
            "version_id",
            "kind",
            "approver",
            unique=True,
            sqlite_where=sa.text("answer <> 'returned'"),
            postgresql_where=sa.text("answer <> 'returned'"),
        ),
    )


class Appointment(OfSchool, Base):
    """That a person holds a duty on a site, from when to when: named, confirmed by them, approved by the head.

    ``ends_on`` is the last day, inclusive.  Nobody approves their own appointment.
    """

    __tablename__ = "appointments"
    site_id: Mapped[int]
    person_id: Mapped[int]
    duty: Mapped[Duty] = mapped_column(word(Duty))
    version_id: Mapped[int | None]
    named_by: Mapped[int]
    named_at: Mapped[dt.datetime]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    confirmed_at: Mapped[dt.datetime | None]
    refused_at: Mapped[dt.datetime | None]
    approved_by: Mapped[int | None]
    approved_at: Mapped[dt.datetime | None]
    delegation_id: Mapped[int | None]
    declined_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("person_id", "memberships", "person_id"),
        within_school("version_id", "proposal_versions"),
        within_school("named_by", "memberships", "person_id"),
        within_school("approved_by", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        one_of("duty", Duty),
        sa.CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> person_id", name="not_approved_by_oneself"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.Index(None, "school_id", "person_id"),
        sa.Index(None, "school_id", "site_id"),
    )
