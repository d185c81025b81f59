"""House rules and terms of use: numbered rules with versions, the school's own and a site's additions (A.4.1)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.db import Base, OfSchool, reachable, within_school


class RuleSet(OfSchool, Base):
    """One version of a numbered text.  ``site_id`` is empty for the school's own, and set for a site's additions.

    ``kind`` is house_rules or terms_of_use; ``audience`` is pupils or adults.  A published set is frozen by a trigger.
    """

    __tablename__ = "rule_sets"
    site_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(20))
    audience: Mapped[str] = mapped_column(sa.String(10))
    number: Mapped[int]
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    started_by: Mapped[int]
    started_at: Mapped[dt.datetime]
    published_by: Mapped[int | None]
    published_at: Mapped[dt.datetime | None]
    replaced_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    rules: Mapped[list[HouseRule]] = relationship(
        lazy="selectin", order_by="HouseRule.number", back_populates="rule_set", cascade="all, delete-orphan"
    )
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("started_by", "memberships", "person_id"),
        within_school("published_by", "memberships", "person_id"),
        sa.CheckConstraint("kind IN ('house_rules', 'terms_of_use')", name="kind_is_known"),
        sa.CheckConstraint("audience IN ('pupils', 'adults')", name="audience_is_known"),
        sa.CheckConstraint("(published_by IS NULL) = (published_at IS NULL)", name="published_by_somebody"),
        # Two people who start the same version at once do not get two of it; an empty site_id is equal to no other.
        sa.Index(
            "uq_rule_sets_of_school",
            "school_id",
            "kind",
            "audience",
            "number",
            unique=True,
            sqlite_where=sa.text("site_id IS NULL"),
            postgresql_where=sa.text("site_id IS NULL"),
        ),
        sa.Index(
            "uq_rule_sets_of_site",
            "school_id",
            "site_id",
            "kind",
            "audience",
            "number",
            unique=True,
            sqlite_where=sa.text("site_id IS NOT NULL"),
            postgresql_where=sa.text("site_id IS NOT NULL"),
        ),
    )


class HouseRule(OfSchool, Base):
    """One numbered rule, as it reads in one version."""

    __tablename__ = "house_rules"
    rule_set_id: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    rule_set: Mapped[RuleSet] = relationship(back_populates="rules")
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "rule_set_id", "number"),
        within_school("rule_set_id", "rule_sets"),
    )
