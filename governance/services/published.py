"""Reads what a school's sites have published and how they are watched (A.1.5): two reads, however many sites there are.

Pages and reminders ask the same, so that nobody is reminded of what their page calls fresh; the rule itself is
``domain/freshness.py``.  It never writes.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.trouble import Trouble
from governance.domain.freshness import Published, Spell
from governance.domain.watching import SHOWN_AFTER, WatchKind
from governance.domain.words import SiteState
from governance.models import LiveSpell, Site, SiteUpdate, UpdateWatch


@dataclass(frozen=True, slots=True)
class Watch:
    """How a site is watched, and what is wrong with that now, if anything.  ``revision`` is what a form has seen."""

    kind: WatchKind
    address: str = ""
    read_at: dt.datetime | None = None
    failing_since: dt.datetime | None = None
    tries: int = 0
    trouble: Trouble | None = None
    next_look_at: dt.datetime | None = None
    is_asked: bool = False
    moved_to: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class LastPost:
    """The newest thing that counts as an update of a site."""

    day: dt.date
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class SitePublished:
    """One site with everything that its freshness rests on; ``watch`` is None before anybody watches it."""

    site_id: int
    name: str
    state: SiteState
    year_groups: tuple[str, ...]
    version_id: int | None
    owner_id: int | None
    published: Published
    watch: Watch | None
    last: LastPost | None = None


@dataclass(slots=True)
class _Found:
    spells: list[Spell] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)
    last: LastPost | None = None


def published_at_school(
    session: Session, school_id: int, zone: ZoneInfo, every_weeks: int, only: Collection[int] | None = None
) -> list[SitePublished]:
    """Return every site of the school that ever was live, by name; ``every_weeks`` is the policy's interval.

    ``only`` keeps to some sites.
    """
    within = [Site.school_id == school_id]
    if only is not None:
        within.append(Site.id.in_(only))
    found: dict[int, _Found] = defaultdict(_Found)
    for row in session.execute(_spells_and_days(school_id, sa.select(Site.id).where(*within))):
        if row.is_spell:
            found[row.site_id].spells.append(Spell(row.first, row.last))
        else:
            found[row.site_id].days.add(row.first)
            found[row.site_id].last = LastPost(row.first, row.title, row.address)
    watched = sa.and_(UpdateWatch.school_id == Site.school_id, UpdateWatch.site_id == Site.id)
    rows = session.execute(
        sa.select(Site, UpdateWatch).outerjoin(UpdateWatch, watched).where(*within).order_by(Site.name, Site.id)
    )
    return [_published(site, row, found[site.id], zone, every_weeks) for site, row in rows if found[site.id].spells]


def _spells_and_days(school_id: int, sites: sa.Select[int]) -> sa.Executable:
    """The spells of these sites and the days that count, the earliest first, in one read."""
    spells = sa.select(
        LiveSpell.site_id,
        sa.true().label("is_spell"),
        LiveSpell.starts_on.label("first"),
        LiveSpell.ends_on.label("last"),
        sa.literal("").label("title"),
        sa.literal("").label("address"),
        LiveSpell.id.label("number"),
    ).where(LiveSpell.school_id == school_id, LiveSpell.site_id.in_(sites))
    days = sa.select(
        SiteUpdate.site_id,
        sa.false(),
        SiteUpdate.counts_on,
        sa.cast(sa.null(), sa.Date),
        SiteUpdate.title,
        SiteUpdate.address,
        SiteUpdate.id,
    ).where(SiteUpdate.school_id == school_id, SiteUpdate.counts_on.is_not(None), SiteUpdate.site_id.in_(sites))
    return spells.union_all(days).order_by("first", "number")


def _published(site: Site, row: UpdateWatch | None, found: _Found, zone: ZoneInfo, every_weeks: int) -> SitePublished:
    watch = _watch(row) if row is not None else None
    unread = None
    if watch is not None and watch.failing_since is not None and watch.tries >= SHOWN_AFTER:
        unread = watch.failing_since.astimezone(zone).date()
    every = site.update_every_weeks or every_weeks
    published = Published(tuple(found.spells), frozenset(found.days), every, unread)
    return SitePublished(
        site_id=site.id,
        name=site.name,
        state=site.state,
        year_groups=tuple(site.year_groups),
        version_id=site.current_version_id,
        owner_id=site.resourcing_owner_id,
        published=published,
        watch=watch,
        last=found.last,
    )


def _watch(row: UpdateWatch) -> Watch:
    return Watch(
        kind=WatchKind(row.kind),
        address=row.address,
        read_at=row.read_at,
        failing_since=row.failing_since,
        tries=row.tries,
        trouble=Trouble(row.trouble, row.trouble_detail) if row.trouble else None,
        next_look_at=row.next_look_at,
        is_asked=row.asked_at is not None,
        moved_to=row.moved_to,
        revision=row.revision,
    )
