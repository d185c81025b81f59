"""Drafts of content, what was said about them, standing approvals, and by what an update was approved (A.3.4, A.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.content.words import ContentKind, DraftState, MatchedBy
from governance.domain.words import Answer


def _version_and_author(table: str) -> sa.ForeignKeyConstraint:
    """The key by which the database knows whose text is read or decided on."""
    return sa.ForeignKeyConstraint(
        ["school_id", "version_id", "author_id"],
        ["draft_versions.school_id", "draft_versions.id", "draft_versions.author_id"],
        name=f"fk_{table}_version_and_author",
    )


class Draft(OfSchool, Base):
    """Something that its author wants to publish on a site.  ``number`` is that of the version that counts.

    ``published_on`` and ``address`` say when and where it came out; the address is empty where nobody knows it.
    """

    __tablename__ = "drafts"
    site_id: Mapped[int]
    author_id: Mapped[int]
    state: Mapped[DraftState] = mapped_column(word(DraftState))
    number: Mapped[int]
    started_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    published_on: Mapped[dt.date | None]
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "id", "author_id"),
        within_school("site_id", "sites"),
        within_school("author_id", "memberships", "person_id"),
        one_of("state", DraftState),
        sa.CheckConstraint("(state = 'published') = (published_on IS NOT NULL)", name="published_has_its_day"),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="submitted_has_its_moment"
        ),
        sa.Index(None, "school_id", "state", "submitted_at"),
        sa.Index(None, "school_id", "site_id"),
        sa.Index(None, "school_id", "author_id"),
    )


class DraftVersion(OfSchool, Base):
    """One version of a draft.  Once submitted it is frozen, and ``content_hash`` is its digest.

    ``answers`` are the author's to what ``domain/content/questions.py`` asks, by their keys.
    """

    __tablename__ = "draft_versions"
    draft_id: Mapped[int]
    author_id: Mapped[int]
    number: Mapped[int]
    kind: Mapped[ContentKind] = mapped_column(word(ContentKind))
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    text: Mapped[str] = mapped_column(sa.Text, default="")
    sources: Mapped[str] = mapped_column(sa.Text, default="")
    answers: Mapped[dict[str, Any]]
    content_hash: Mapped[str | None] = mapped_column(sa.String(64))
    submitted_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "id", "author_id"),
        sa.UniqueConstraint("school_id", "draft_id", "number"),
        sa.ForeignKeyConstraint(
            ["school_id", "draft_id", "author_id"],
            ["drafts.school_id", "drafts.id", "drafts.author_id"],
            name="fk_draft_versions_draft_and_author",
        ),
        one_of("kind", ContentKind),
        sa.CheckConstraint("(content_hash IS NULL) = (submitted_at IS NULL)", name="submitted_is_frozen"),
    )


class DraftImage(OfSchool, Base):
    """That one version of a draft shows an image of the register (A.4.4)."""

    __tablename__ = "draft_images"
    draft_id: Mapped[int]
    version_id: Mapped[int]
    image_id: Mapped[int]
    __table_args__ = (
        within_school("draft_id", "drafts"),
        within_school("version_id", "draft_versions"),
        within_school("image_id", "images"),
        sa.UniqueConstraint("school_id", "version_id", "image_id"),
        sa.Index(None, "school_id", "image_id"),
    )


class SecondReading(OfSchool, Base):
    """What somebody who neither wrote nor approves said of a sensitive text (A.4.5)."""

    __tablename__ = "second_readings"
    version_id: Mapped[int]
    author_id: Mapped[int]
    reader_id: Mapped[int]
    is_fine: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    read_at: Mapped[dt.datetime]
    __table_args__ = (
        _version_and_author("second_readings"),
        within_school("reader_id", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "version_id"),
        # The decision points at this triple, so that the database knows who read before it.
        sa.UniqueConstraint("school_id", "version_id", "reader_id"),
        sa.CheckConstraint("reader_id <> author_id", name="nobody_reads_their_own"),
    )


class ContentDecision(OfSchool, Base):
    """Somebody's yes, no or return on one version of a draft, with a reason (A.3.4).

    The author is copied in by a composite key, and the database refuses a decider who wrote it or was its second
    reader.  ``confirmed`` holds the keys of what the decider confirmed; ``discussed_on`` is the day on which they
    talked it over with the author.
    """

    __tablename__ = "content_decisions"
    version_id: Mapped[int]
    author_id: Mapped[int]
    decider_id: Mapped[int]
    second_reader_id: Mapped[int | None]
    answer: Mapped[Answer] = mapped_column(word(Answer))
    reason: Mapped[str] = mapped_column(sa.Text)
    confirmed: Mapped[list[str]] = mapped_column(default=list)
    discussed_on: Mapped[dt.date | None]
    delegation_id: Mapped[int | None]
    decided_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        _version_and_author("content_decisions"),
        within_school("decider_id", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id", "second_reader_id"],
            ["second_readings.school_id", "second_readings.version_id", "second_readings.reader_id"],
            name="fk_content_decisions_second_reading",
        ),
        one_of("answer", Answer),
        sa.UniqueConstraint("school_id", "version_id"),
        sa.CheckConstraint("decider_id <> author_id", name="nobody_decides_their_own"),
        sa.CheckConstraint(
            "second_reader_id IS NULL OR second_reader_id <> decider_id", name="second_reader_does_not_decide"
        ),
        sa.CheckConstraint("answer <> 'yes' OR discussed_on IS NOT NULL", name="approved_was_discussed"),
    )


class StandingApproval(OfSchool, Base):
    """That routine content of some kinds may be published on a site for a while (A.3.4).

    Both days are inclusive; ``ended_on`` is the first day on which it no longer holds, where somebody ended it early.
    ``publisher_id`` is who answers for what the site publishes, copied in where it can be told: it is never the giver.
    """

    __tablename__ = "standing_approvals"
    site_id: Mapped[int]
    kinds: Mapped[list[str]]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    given_by: Mapped[int]
    given_at: Mapped[dt.datetime]
    publisher_id: Mapped[int | None]
    delegation_id: Mapped[int | None]
    ended_on: Mapped[dt.date | None]
    ended_by: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("given_by", "memberships", "person_id"),
        within_school("publisher_id", "memberships", "person_id"),
        within_school("ended_by", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("publisher_id IS NULL OR publisher_id <> given_by", name="not_given_to_oneself"),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.Index(None, "school_id", "site_id", "ends_on"),
    )


class ContentMatch(OfSchool, Base):
    """By what one update of a site was approved (A.3.4).

    There is a row for each update of which an approval was asked on the day it was seen, and none for what a site had
    published before.  ``posted_by`` is who said that it was posted, copied in where somebody did: whoever approves
    afterwards is somebody else.  ``kind`` is what its title names or somebody said, None where nobody knows it yet.
    """

    __tablename__ = "content_matches"
    site_id: Mapped[int]
    update_id: Mapped[int]
    matched_by: Mapped[MatchedBy] = mapped_column(word(MatchedBy))
    version_id: Mapped[int | None]
    standing_id: Mapped[int | None]
    posted_by: Mapped[int | None]
    said_by: Mapped[int | None]
    said_at: Mapped[dt.datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    delegation_id: Mapped[int | None]
    kind: Mapped[ContentKind | None] = mapped_column(word(ContentKind))
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("update_id", "site_updates"),
        within_school("version_id", "draft_versions"),
        within_school("standing_id", "standing_approvals"),
        within_school("posted_by", "memberships", "person_id"),
        within_school("said_by", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        one_of("matched_by", MatchedBy),
        sa.UniqueConstraint("school_id", "update_id"),
        sa.CheckConstraint("(matched_by = 'draft') = (version_id IS NOT NULL)", name="a_draft_is_named"),
        sa.CheckConstraint("(matched_by = 'standing') = (standing_id IS NOT NULL)", name="a_standing_one_is_named"),
        sa.CheckConstraint(
            "matched_by <> 'afterwards' OR (said_by IS NOT NULL AND reason <> '')", name="afterwards_has_its_reason"
        ),
        sa.CheckConstraint("matched_by <> 'nothing' OR said_by IS NULL", name="nothing_is_said_by_nobody"),
        sa.CheckConstraint("(said_by IS NULL) = (said_at IS NULL)", name="said_has_its_moment"),
        sa.CheckConstraint(
            "matched_by <> 'afterwards' OR posted_by IS NULL OR posted_by <> said_by", name="not_of_ones_own_post"
        ),
        sa.Index(None, "school_id", "matched_by", "site_id"),
    )
