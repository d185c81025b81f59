"""A school, its policy's numbers and text, who acknowledged it, and the platforms' minimum ages as it keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.platforms import Floor, Standing


class School(Base):
    """One school.  ``slug`` stands in every address; ``nation`` is england, scotland, wales or northern_ireland."""

    __tablename__ = "schools"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    nation: Mapped[str] = mapped_column(sa.String(20))
    time_zone: Mapped[str] = mapped_column(sa.String(60))
    website: Mapped[str] = mapped_column(sa.String(300), default="")
    colour: Mapped[str] = mapped_column(sa.String(7), default="#1d4f76")
    # The picture is read where it is shown and not with every page of the school.
    logo: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    logo_kind: Mapped[str] = mapped_column(sa.String(20), default="")
    safeguarding_words: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        sa.CheckConstraint("nation IN ('england', 'scotland', 'wales', 'northern_ireland')", name="nation_is_known"),
    )


class PolicySetting(OfSchool, Base):
    """One number or switch of the policy that a school set; what is not here has the policy's default."""

    __tablename__ = "policy_settings"
    key: Mapped[str] = mapped_column(sa.String(60))
    value: Mapped[dict[str, Any]]
    changed_at: Mapped[dt.datetime]
    changed_by: Mapped[int]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        sa.UniqueConstraint("school_id", "key"),
        within_school("changed_by", "memberships", "person_id"),
    )


class PolicyText(OfSchool, Base):
    """One version of the school's policy, as its staff read and acknowledge it."""

    __tablename__ = "policy_texts"
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[dt.datetime]
    published_by: Mapped[int]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "number"),
        within_school("published_by", "memberships", "person_id"),
    )


class Acknowledgement(OfSchool, Base):
    """Somebody's word that they know one version of the policy: name, job title, signature and date as they typed them.

    Words that were given before a signature was asked for have none.
    """

    __tablename__ = "acknowledgements"
    policy_text_id: Mapped[int]
    person_id: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(200))
    job_title: Mapped[str] = mapped_column(sa.String(200))
    signature: Mapped[str] = mapped_column(sa.String(200), default="")
    acknowledged_on: Mapped[dt.date]
    at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "policy_text_id", "person_id"),
        within_school("policy_text_id", "policy_texts"),
        within_school("person_id", "memberships", "person_id"),
    )


class PlatformAge(OfSchool, Base):
    """A platform's minimum age in a nation from a day on, with where it was read and when it was last checked.

    ``nation`` is empty where the row holds in all four; ``age`` is in whole years and set only when the rule is age.
    """

    __tablename__ = "platform_ages"
    platform: Mapped[str] = mapped_column(sa.String(60))
    nation: Mapped[str] = mapped_column(sa.String(20), default="")
    rule: Mapped[Floor] = mapped_column(word(Floor))
    standing: Mapped[Standing] = mapped_column(word(Standing), default=Standing.READ)
    age: Mapped[int | None]
    from_date: Mapped[dt.date | None]
    to_date: Mapped[dt.date | None]
    source: Mapped[str] = mapped_column(sa.String(300), default="")
    checked_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        one_of("rule", Floor),
        one_of("standing", Standing),
        sa.CheckConstraint("to_date IS NULL OR from_date IS NULL OR to_date >= from_date", name="ends_after_start"),
        sa.CheckConstraint("(rule = 'age') = (age IS NOT NULL)", name="age_goes_with_its_rule"),
    )
