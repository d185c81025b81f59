"""What people outside say of a comment: reports by anybody, and appeals against a removal."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class CommentReport(OfSchool, Base):
    """One report through "tell a grown-up".  The private address that shows its outcome is kept as a digest only.

    ``about_grown_up`` goes past every moderator: such a report points at a concern and never at a comment's flag.
    """

    __tablename__ = "comment_reports"
    site_id: Mapped[int | None]
    comment_id: Mapped[int | None]
    concern_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    wrong: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    about_grown_up: Mapped[bool] = mapped_column(default=False)
    reported_at: Mapped[dt.datetime]
    from_digest: Mapped[str] = mapped_column(sa.String(64))
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    read_at: Mapped[dt.datetime | None]
    keep_until: Mapped[dt.date]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("comment_id", "comments"),
        within_school("concern_id", "concerns"),
        sa.CheckConstraint("NOT about_grown_up OR comment_id IS NULL", name="about_a_grown_up_passes_moderators"),
        sa.Index(None, "from_digest", "reported_at"),
        sa.Index(None, "school_id", "comment_id"),
    )


class Appeal(OfSchool, Base):
    """An appeal against a removal, decided by somebody who did not remove it; the database refuses otherwise.

    ``made_by`` is set where staff wrote it down, for themselves or on behalf of an author or a parent.  ``outcome`` is
    stands, or looked_at_again when the comment waits again.
    """

    __tablename__ = "appeals"
    comment_id: Mapped[int]
    decision_id: Mapped[int]
    remover_id: Mapped[int | None]
    on_behalf_of: Mapped[str] = mapped_column(sa.String(20))
    made_by: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[dt.datetime]
    from_digest: Mapped[str] = mapped_column(sa.String(64), default="")
    token_digest: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    decided_by: Mapped[int | None]
    decided_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    keep_until: Mapped[dt.date]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("comment_id", "comments"),
        within_school("decision_id", "comment_decisions"),
        sa.ForeignKeyConstraint(
            ["school_id", "decision_id", "remover_id"],
            ["comment_decisions.school_id", "comment_decisions.id", "comment_decisions.decider_id"],
            name="fk_appeals_decision_and_remover",
        ),
        within_school("made_by", "memberships", "person_id"),
        within_school("decided_by", "memberships", "person_id"),
        sa.CheckConstraint("decided_by <> remover_id", name="nobody_judges_their_own_removal"),
        sa.CheckConstraint("decided_by <> made_by", name="nobody_judges_their_own_appeal"),
        sa.CheckConstraint("on_behalf_of IN ('author', 'parent', 'teacher')", name="on_behalf_is_known"),
        sa.CheckConstraint("outcome IN ('stands', 'looked_at_again')", name="outcome_is_known"),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (outcome IS NULL)",
            name="decided_by_somebody",
        ),
        # One appeal of a removal is open at a time.
        sa.Index(
            "uq_appeals_open",
            "school_id",
            "decision_id",
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        ),
    )
