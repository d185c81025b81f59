"""Comments that people leave on sites: as received, in every revision, with the reasons to look at them (A.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.comments.words import URGENCIES, CommentState, FlagSource, Source, Urgency


class ByUrgency(sa.TypeDecorator[Urgency]):
    """An urgency, kept as its place in the order so that an index sorts by it; 0 is the worst."""

    impl = sa.SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Urgency | None, _: Dialect) -> int | None:
        return None if value is None else URGENCIES.index(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> Urgency | None:
        return None if value is None else URGENCIES[value]


class Comment(OfSchool, Base):
    """One comment; its words stand in its revisions, and ``shown`` is the number of the one that people read now.

    A comment is in the queue while ``awaits_since`` is set: it waits, or has an open flag.  ``site_id`` is empty where
    somebody reported an address that is no site of the school; the ICT lead looks after those.  ``assigned_to`` has it
    since ``handed_on_by`` passed it on.  ``keep_until`` is the last day that its words are kept.  ``revision`` grows
    with every decision and every new text, and forms carry it; what the host says, who looked and who holds a claim
    stand in rows of their own and leave it alone.
    """

    __tablename__ = "comments"
    site_id: Mapped[int | None]
    source: Mapped[Source] = mapped_column(word(Source))
    host_id: Mapped[str | None] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(20), default="comment")
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    post_address: Mapped[str] = mapped_column(sa.String(2000), default="")
    post_title: Mapped[str] = mapped_column(sa.String(300), default="")
    parent_host_id: Mapped[str] = mapped_column(sa.String(200), default="")
    shown: Mapped[int] = mapped_column(default=1)
    state: Mapped[CommentState] = mapped_column(word(CommentState))
    urgency: Mapped[Urgency] = mapped_column(ByUrgency())
    awaits_since: Mapped[dt.datetime | None]
    arrived_at: Mapped[dt.datetime]
    was_public: Mapped[bool] = mapped_column(default=False)
    assigned_to: Mapped[int | None]
    handed_on_by: Mapped[int | None]
    published_by: Mapped[int | None]
    removed_by: Mapped[int | None]
    decided_at: Mapped[dt.datetime | None]
    keep_until: Mapped[dt.date]
    words_disposed_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "site_id", "source", "host_id"),
        within_school("site_id", "sites"),
        within_school("assigned_to", "memberships", "person_id"),
        within_school("handed_on_by", "memberships", "person_id"),
        within_school("published_by", "memberships", "person_id"),
        within_school("removed_by", "memberships", "person_id"),
        one_of("source", Source),
        one_of("state", CommentState),
        # Nothing that waits can disappear from the queue, and what the safeguarding lead has is never in it.
        sa.CheckConstraint("state <> 'waiting' OR awaits_since IS NOT NULL", name="waiting_is_in_the_queue"),
        sa.CheckConstraint("state <> 'hidden' OR awaits_since IS NULL", name="hidden_is_not_in_the_queue"),
        sa.CheckConstraint("urgency BETWEEN 0 AND 4", name="urgency_is_known"),
        sa.Index(
            "ix_comments_queue",
            "school_id",
            "site_id",
            "urgency",
            "awaits_since",
            "id",
            sqlite_where=sa.text("awaits_since IS NOT NULL"),
            postgresql_where=sa.text("awaits_since IS NOT NULL"),
        ),
        # In the order in which the queue shows them, so that a page of it reads no more than what stands on it.
        sa.Index(
            "ix_comments_in_order",
            "school_id",
            "urgency",
            "awaits_since",
            "id",
            sqlite_where=sa.text("awaits_since IS NOT NULL"),
            postgresql_where=sa.text("awaits_since IS NOT NULL"),
        ),
        sa.Index(None, "school_id", "site_id", "arrived_at"),
        sa.Index(
            "ix_comments_assigned",
            "assigned_to",
            sqlite_where=sa.text("assigned_to IS NOT NULL"),
            postgresql_where=sa.text("assigned_to IS NOT NULL"),
        ),
        sa.Index(None, "school_id", "keep_until"),
    )


class CommentRevision(OfSchool, Base):
    """A comment's words as received, in one revision.  ``author_ref`` is set only where the host vouches for it.

    ``not_checked`` names the checks that could not run, with why; ``read_again_at`` is when the second look was done.
    """

    __tablename__ = "comment_revisions"
    comment_id: Mapped[int]
    number: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64))
    author_name: Mapped[str] = mapped_column(sa.String(300), default="")
    author_ref: Mapped[str] = mapped_column(sa.String(200), default="")
    posted_at: Mapped[dt.datetime | None]
    received_at: Mapped[dt.datetime]
    not_checked: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    read_again_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "comment_id", "number"),
        within_school("comment_id", "comments"),
        sa.Index(None, "school_id", "author_name"),
        sa.Index(
            "ix_comment_revisions_to_read_again",
            "id",
            sqlite_where=sa.text("read_again_at IS NULL"),
            postgresql_where=sa.text("read_again_at IS NULL"),
        ),
    )


def is_shown() -> sa.ColumnElement[bool]:
    """Return what joins a comment with the one of its revisions that is shown."""
    return sa.and_(
        CommentRevision.school_id == Comment.school_id,
        CommentRevision.comment_id == Comment.id,
        CommentRevision.number == Comment.shown,
    )


class CommentFlag(OfSchool, Base):
    """One reason, from one source, to look at a comment; open until a decision settles it.

    ``start`` and ``end`` mark the place in the revision's text, where there is one.  ``reporter`` is a digest, so that
    the same person reports the same thing once.
    """

    __tablename__ = "comment_flags"
    comment_id: Mapped[int]
    on_revision: Mapped[int]
    source: Mapped[FlagSource] = mapped_column(word(FlagSource))
    kind: Mapped[str] = mapped_column(sa.String(60))
    urgency: Mapped[Urgency] = mapped_column(ByUrgency())
    words: Mapped[str] = mapped_column(sa.String(300), default="")
    clause: Mapped[str] = mapped_column(sa.String(20), default="")
    start: Mapped[int | None]
    end: Mapped[int | None]
    reporter: Mapped[str | None] = mapped_column(sa.String(64))
    opened_by: Mapped[int | None]
    opened_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]
    settled_by: Mapped[int | None]
    __table_args__ = (
        reachable(),
        within_school("comment_id", "comments"),
        within_school("opened_by", "memberships", "person_id"),
        within_school("settled_by", "comment_decisions"),
        one_of("source", FlagSource),
        sa.UniqueConstraint("school_id", "comment_id", "kind", "reporter"),
        sa.Index(None, "school_id", "comment_id"),
    )
