"""What staff declare about themselves, and accounts that somebody else got into (000-2, 000-3, 003-1, 003-2)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.registers.words import DeclarationKind


class Declaration(OfSchool, Base):
    """One thing that somebody declares about themselves; only they and who decides about it read it.

    ``seen_by`` is the head who read it.  ``disclaimer_seen`` and ``address`` are about a page that names the school
    (003-1); ``committee_on`` is the day on which the committee had it (003-2).  ``agreed`` is a senior manager's answer
    to the reason of a contact, with ``answer`` and ``review_on`` (000-3): the declarer never answers themselves.
    """

    __tablename__ = "declarations"
    person_id: Mapped[int]
    kind: Mapped[DeclarationKind] = mapped_column(word(DeclarationKind))
    words: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    happened_on: Mapped[dt.date]
    declared_at: Mapped[dt.datetime]
    disclaimer_seen: Mapped[bool | None]
    disclaimer_by: Mapped[int | None]
    seen_by: Mapped[int | None]
    seen_at: Mapped[dt.datetime | None]
    committee_on: Mapped[dt.date | None]
    committee_by: Mapped[int | None]
    agreed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[int | None]
    answered_at: Mapped[dt.datetime | None]
    review_on: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None]
    ended_because: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("person_id", "memberships", "person_id"),
        within_school("disclaimer_by", "memberships", "person_id"),
        within_school("seen_by", "memberships", "person_id"),
        within_school("committee_by", "memberships", "person_id"),
        within_school("answered_by", "memberships", "person_id"),
        one_of("kind", DeclarationKind),
        sa.CheckConstraint("seen_by <> person_id", name="not_seen_by_oneself"),
        sa.CheckConstraint("answered_by <> person_id", name="not_agreed_by_oneself"),
        sa.CheckConstraint("committee_by <> person_id", name="not_reported_by_oneself"),
        sa.CheckConstraint("(seen_by IS NULL) = (seen_at IS NULL)", name="seen_by_somebody"),
        sa.CheckConstraint("(committee_by IS NULL) = (committee_on IS NULL)", name="committee_has_its_day"),
        sa.CheckConstraint(
            "(answered_by IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL) = (agreed IS NULL)",
            name="answered_by_somebody",
        ),
        sa.CheckConstraint("agreed IS NULL OR kind = 'agreed_contact'", name="only_contact_is_agreed"),
        sa.CheckConstraint("committee_on IS NULL OR kind = 'family_friend'", name="only_friends_go_to_committee"),
        sa.Index(None, "school_id", "person_id"),
    )


class CompromisedAccount(OfSchool, Base):
    """An account, of a person or of the school, that somebody else got into (000-2).

    ``whose`` is the member of staff whose account it is, or None for one of the school's, then ``site_id`` names it.
    ``told_at`` is when ``told`` first knew; the gap between ``noticed_at`` and it is what the policy asks about.
    """

    __tablename__ = "compromised_accounts"
    account: Mapped[str] = mapped_column(sa.String(300))
    whose: Mapped[int | None]
    site_id: Mapped[int | None]
    noticed_at: Mapped[dt.datetime]
    told: Mapped[int | None]
    told_at: Mapped[dt.datetime]
    done: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    secured_at: Mapped[dt.datetime | None]
    secured_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("whose", "memberships", "person_id"),
        within_school("site_id", "sites"),
        within_school("told", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("secured_by", "memberships", "person_id"),
        sa.CheckConstraint("told_at >= noticed_at", name="told_after_noticed"),
        sa.CheckConstraint("(secured_at IS NULL) = (secured_by IS NULL)", name="secured_by_somebody"),
    )
