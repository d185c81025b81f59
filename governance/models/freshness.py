"""When a site was live, what it published, and how its pages are watched (A.1.5, A.1.6; DESIGN 7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, reachable, within_school


class LiveSpell(OfSchool, Base):
    """Days on which a site was live, both inclusive, in the school's time zone; ``ends_on`` is open while it is.

    A site is live exactly while it has an open spell.  Freshness and cover ask only for days within one.
    """

    __tablename__ = "live_spells"
    site_id: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    __table_args__ = (
        within_school("site_id", "sites"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.Index(None, "school_id", "site_id", "starts_on"),
        sa.Index(
            "uq_live_spells_open",
            "school_id",
            "site_id",
            unique=True,
            sqlite_where=sa.text("ends_on IS NULL"),
            postgresql_where=sa.text("ends_on IS NULL"),
        ),
    )


class SiteUpdate(OfSchool, Base):
    """One thing that a site published, as a feed or host told it or as somebody said.

    ``source`` is feed, wordpress or hand.  ``item_key`` is the item's own id there.  ``said_at`` is the date that the
    item carries, if any.  ``counts_on`` is the school's day on which it counts as an update, None where it counts for
    none, and ``why`` is the word of ``domain/updates.py`` that says why it was counted so.
    """

    __tablename__ = "site_updates"
    site_id: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(10))
    item_key: Mapped[str] = mapped_column(sa.String(64))
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    said_at: Mapped[dt.datetime | None]
    first_seen_at: Mapped[dt.datetime]
    counts_on: Mapped[dt.date | None]
    why: Mapped[str] = mapped_column(sa.String(30))
    recorded_by: Mapped[int | None]
    withdrawn_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "site_id", "source", "item_key"),
        sa.CheckConstraint("source IN ('feed', 'wordpress', 'hand')", name="source_is_known"),
        sa.CheckConstraint("(source = 'hand') = (recorded_by IS NOT NULL)", name="by_hand_has_its_person"),
        sa.Index(None, "school_id", "site_id", "counts_on"),
    )


class UpdateWatch(OfSchool, Base):
    """How a site's updates are looked for: at which feed, what came of it, and when the next look is due.

    ``kind`` is feed, wordpress (over the site's connection) or hand (nothing to look at).  ``read_at`` is the last look
    that could be read; ``failing_since`` begins "could not check since".  ``moved_to`` is an address that the host
    proposes for good; a person takes it over.  ``etag`` and ``modified`` make the next question a conditional one.
    ``revision`` grows with what people change, never with a look.
    """

    __tablename__ = "update_watches"
    site_id: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(10))
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    found_at: Mapped[dt.datetime | None]
    etag: Mapped[str] = mapped_column(sa.String(300), default="")
    modified: Mapped[str] = mapped_column(sa.String(100), default="")
    next_look_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    asked_at: Mapped[dt.datetime | None]
    looked_at: Mapped[dt.datetime | None]
    read_at: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[dt.datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(60), default="")
    trouble_detail: Mapped[str] = mapped_column(sa.String(300), default="")
    moved_to: Mapped[str] = mapped_column(sa.String(2000), default="")
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        sa.UniqueConstraint("school_id", "site_id"),
        sa.CheckConstraint("kind IN ('feed', 'wordpress', 'hand')", name="kind_is_known"),
        sa.Index(None, "next_look_at"),
    )


class PageWatch(OfSchool, Base):
    """The weekly look at a live site's own page: does it answer, is it still ours, does it show its house rules.

    ``address`` is the site's as it was looked at, ``led_to`` where it led at the last look.  ``doubts`` counts by code
    of ``domain/page_checks.py`` in how many looks in a row something was wrong, since ``doubted_since``; ``found``
    holds the codes that were seen so often that they are said, and ``failing_since`` when the first of them was first
    seen: it is set exactly while something is said.  ``owner_mark`` is what tells whose page it is, ``seen_mark`` the
    same at the last look.  ``trouble`` is why the last look could not tell, since ``unchecked_since``.  ``settled``
    holds the codes that ``settled_by`` looked at and found fine, until a look sees that they hold by themselves.
    ``revision`` grows when something else is said of the page and when people change something, never with a look.
    """

    __tablename__ = "page_watches"
    site_id: Mapped[int]
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    led_to: Mapped[str] = mapped_column(sa.String(500), default="")
    next_look_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    asked_at: Mapped[dt.datetime | None]
    looked_at: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    doubted_since: Mapped[dt.datetime | None]
    found: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    failing_since: Mapped[dt.datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(60), default="")
    unchecked_since: Mapped[dt.datetime | None]
    owner_mark: Mapped[str] = mapped_column(sa.String(300), default="")
    seen_mark: Mapped[str] = mapped_column(sa.String(300), default="")
    settled: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    settled_by: Mapped[int | None]
    settled_at: Mapped[dt.datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("settled_by", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "site_id"),
        sa.Index(None, "next_look_at"),
    )


class ModerationLook(OfSchool, Base):
    """That somebody looked at a site on a day and found nothing to moderate (A.5).

    It is the log of moderation where no comment tells it.
    """

    __tablename__ = "moderation_looks"
    site_id: Mapped[int]
    person_id: Mapped[int]
    looked_on: Mapped[dt.date]
    looked_at: Mapped[dt.datetime]
    __table_args__ = (
        within_school("site_id", "sites"),
        within_school("person_id", "memberships", "person_id"),
        sa.UniqueConstraint("school_id", "site_id", "looked_on", "person_id"),
    )
