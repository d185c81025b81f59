"""How a site is joined to its comments: connections, what hosts must come to say, whether they take comments, keys."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import Commenting, Delivery


class HostConnection(OfSchool, Base):
    """One site's connection to its host.  ``kind`` is wordpress or feed; one of a site is open at a time.

    ``secret`` is sealed with a key that is not in the database, shown to nobody, read only where it is used, and empty
    once the connection is closed; ``secret_set_by`` is who put it in.  ``cursor`` is the host's own.  ``asked_at`` is
    set by "Check now" until the worker has looked.  ``holds`` says whether the host was seen to hold new comments until
    somebody looks.  ``revision`` grows with what people change, never with a look.
    """

    __tablename__ = "host_connections"
    site_id: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20))
    address: Mapped[str] = mapped_column(sa.String(500))
    account: Mapped[str] = mapped_column(sa.String(200), default="")
    secret: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"", deferred=True)
    secret_set_at: Mapped[dt.datetime | None]
    secret_set_by: Mapped[int | None]
    opened_by: Mapped[int]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    cursor: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    next_look_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    asked_at: Mapped[dt.datetime | None]
    looked_at: Mapped[dt.datetime | None]
    reached_at: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[dt.datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(60), default="")
    trouble_detail: Mapped[str] = mapped_column(sa.String(300), default="")
    warnings: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    holds: Mapped[bool | None]
    holds_seen_at: Mapped[dt.datetime | None]
    checked_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("opened_by", "memberships", "person_id"),
        within_school("secret_set_by", "memberships", "person_id"),
        sa.CheckConstraint("kind IN ('wordpress', 'feed')", name="kind_is_known"),
        sa.CheckConstraint("closed_at IS NULL OR length(secret) = 0", name="closed_keeps_no_secret"),
        sa.Index(
            "uq_host_connections_open",
            "school_id",
            "site_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
        sa.Index(None, "next_look_at"),
    )


class IngestKey(OfSchool, Base):
    """A key with which another program hands comments of one site in; only its digest is kept.

    ``counted`` is how many items came with it in the minute that began at ``counted_from``.
    """

    __tablename__ = "ingest_keys"
    site_id: Mapped[int]
    label: Mapped[str] = mapped_column(sa.String(120))
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    counted_from: Mapped[dt.datetime | None]
    counted: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[int | None]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("made_by", "memberships", "person_id"),
        within_school("revoked_by", "memberships", "person_id"),
    )


class IngestReceipt(OfSchool, Base):
    """That one item of the ingest address was taken in: the same key again is a repeat, never a second comment."""

    __tablename__ = "ingest_receipts"
    site_id: Mapped[int]
    item_key: Mapped[str] = mapped_column(sa.String(200))
    digest: Mapped[str] = mapped_column(sa.String(64))
    comment_id: Mapped[int]
    taken_at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "site_id", "item_key"),
        within_school("site_id", "sites"),
        within_school("comment_id", "comments"),
    )


class CommentOnHost(OfSchool, Base):
    """What the host says of a comment, and what we want it to say: the outbox of decisions (DESIGN 6).

    ``sequence`` grows with every wish; only the newest is pushed, and ``confirmed_sequence`` is the one that was read
    back.  ``leased_until`` is set while a worker pushes.  ``trouble`` is a code of ``domain/comments/trouble.py``.
    """

    __tablename__ = "comments_on_hosts"
    comment_id: Mapped[int]
    site_id: Mapped[int | None]
    says: Mapped[HostState] = mapped_column(word(HostState))
    said_at: Mapped[dt.datetime]
    wanted: Mapped[HostState | None] = mapped_column(word(HostState))
    sequence: Mapped[int] = mapped_column(default=0)
    confirmed_sequence: Mapped[int] = mapped_column(default=0)
    delivery: Mapped[Delivery] = mapped_column(word(Delivery))
    urgent: Mapped[bool] = mapped_column(default=False)
    wished_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[dt.datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(60), default="")
    trouble_detail: Mapped[str] = mapped_column(sa.String(300), default="")
    alarmed_at: Mapped[dt.datetime | None]
    done_by: Mapped[int | None]
    done_at: Mapped[dt.datetime | None]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "comment_id"),
        within_school("comment_id", "comments"),
        within_school("site_id", "sites"),
        within_school("done_by", "memberships", "person_id"),
        one_of("says", HostState),
        one_of("wanted", HostState),
        one_of("delivery", Delivery),
        sa.CheckConstraint("confirmed_sequence <= sequence", name="nothing_confirmed_that_was_not_wished"),
        sa.CheckConstraint("(delivery = 'waiting') = (due_at IS NOT NULL)", name="waiting_has_its_next_try"),
        sa.Index(
            "ix_comments_on_hosts_due",
            "due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_comments_on_hosts_open",
            "school_id",
            "site_id",
            "delivery",
            sqlite_where=sa.text("delivery NOT IN ('nothing_to_do', 'confirmed')"),
            postgresql_where=sa.text("delivery NOT IN ('nothing_to_do', 'confirmed')"),
        ),
    )


class CommentingOnHost(OfSchool, Base):
    """Whether people can comment on a site that is or was paused: what is wanted of its host, and what it says.

    ``sequence`` grows with every wish; only the newest is brought to the host.  ``says`` is what was last seen there or
    ticked off.  ``by_hand`` tells that a person closed commenting, so that a person opens it; ``hands_off`` that the
    blog altered a post's text, so that we change no other.  ``due_at`` is when the worker tries or looks again,
    ``do_by`` the last day for a person, ``swept_at`` when every post was last looked at.
    """

    __tablename__ = "commenting_on_hosts"
    site_id: Mapped[int]
    wanted: Mapped[Commenting] = mapped_column(word(Commenting))
    says: Mapped[Commenting | None] = mapped_column(word(Commenting))
    said_at: Mapped[dt.datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    confirmed_sequence: Mapped[int] = mapped_column(default=0)
    delivery: Mapped[Delivery] = mapped_column(word(Delivery))
    wished_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    do_by: Mapped[dt.date | None]
    confirmed_at: Mapped[dt.datetime | None]
    swept_at: Mapped[dt.datetime | None]
    by_hand: Mapped[bool] = mapped_column(default=False)
    hands_off: Mapped[bool] = mapped_column(default=False)
    done_by: Mapped[int | None]
    done_at: Mapped[dt.datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(60), default="")
    trouble_detail: Mapped[str] = mapped_column(sa.String(300), default="")
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "site_id"),
        within_school("site_id", "sites"),
        within_school("done_by", "memberships", "person_id"),
        one_of("wanted", Commenting),
        one_of("says", Commenting),
        one_of("delivery", Delivery),
        sa.CheckConstraint("confirmed_sequence <= sequence", name="nothing_confirmed_that_was_not_wished"),
        sa.CheckConstraint("delivery <> 'waiting' OR due_at IS NOT NULL", name="waiting_has_its_next_try"),
        sa.CheckConstraint("delivery <> 'task' OR do_by IS NOT NULL", name="task_has_its_day"),
        sa.Index(
            "ix_commenting_on_hosts_due",
            "due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        ),
    )


class ClosedPost(OfSchool, Base):
    """One post, page or picture that took comments until we closed it for a pause, to be opened again, and no other.

    ``host_ref`` is the host's own name of it.  The row is written before the host is asked, so that a worker that dies
    in between forgets nothing.
    """

    __tablename__ = "closed_posts"
    commenting_id: Mapped[int]
    host_ref: Mapped[str] = mapped_column(sa.String(60))
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    found_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    opened_at: Mapped[dt.datetime | None]
    __table_args__ = (
        within_school("commenting_id", "commenting_on_hosts"),
        sa.Index(
            "uq_closed_posts_closed",
            "school_id",
            "commenting_id",
            "host_ref",
            unique=True,
            sqlite_where=sa.text("opened_at IS NULL"),
            postgresql_where=sa.text("opened_at IS NULL"),
        ),
    )
