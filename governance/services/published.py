"""Reads what a school's sites have published and how they are watched (A.1.5): two reads, however many there are.

Pages and reminders ask the same, so that nobody is reminded of what their page calls fresh; the rule itself is
``domain/freshness.py``.  It never writes.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from governance.domain.comments.trouble import Trouble
from governance.domain.freshness import Published, Spell
from governance.domain.watching import SHOWN_AFTER, WatchKind
from governance.domain.words import SiteState
from governance.models import LiveSpell, Site, SiteUpdate, UpdateWatch

_Days = sa.Select[int, bool, dt.date | None, dt.date, str, str, int]
_OF_WATCH = (
    *("kind", "address", "read_at", "failing_since", "tries", "trouble", "trouble_detail"),
    *("next_look_at", "asked_at", "moved_to", "revision"),
)
_SCHOOLS = sa.bindparam("schools", type_=sa.Integer(), expanding=True)
_BY = sa.bindparam("by", type_=sa.Date())


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
    """One site with everything that its freshness rests on; ``watch`` is None before anybody watches it.

    ``update_weekday`` is the day of the week that its proposal agreed ("friday"), None where the policy's counts.
    """

    site_id: int
    name: str
    state: SiteState
    year_groups: tuple[str, ...]
    version_id: int | None
    owner_id: int | None
    published: Published
    watch: Watch | None
    last: LastPost | None = None
    update_weekday: str | None = None


@dataclass(slots=True)
class _Found:
    spells: list[Spell] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)
    last: LastPost | None = None


def published_at_school(
    session: Session,
    school_id: int,
    zone: ZoneInfo,
    every_weeks: int,
    only: Collection[int] | None = None,
    newest_by: dt.date | None = None,
) -> list[SitePublished]:
    """Return every site of the school that ever was live, by name; ``every_weeks`` is the policy's interval.

    ``only`` keeps to some sites.  With ``newest_by`` nothing but the newest update up to that day is read of each, and
    not what it was: a site's standing on a day rests on no other.
    """
    every = {school_id: (zone, every_weeks)}
    return published_at_schools(session, every, only, newest_by)[school_id]


def published_at_schools(
    session: Session,
    schools: Mapping[int, tuple[ZoneInfo, int]],
    only: Collection[int] | None = None,
    newest_by: dt.date | None = None,
) -> dict[int, list[SitePublished]]:
    """Return the same for several schools, by school, in the same two reads.

    ``schools`` says for each its time zone and its policy's interval in weeks.
    """
    days, rows = _reads(some=only is not None, newest=newest_by is not None)
    asked = {"schools": list(schools), "only": list(only or ()), "by": newest_by}
    found: dict[int, _Found] = defaultdict(_Found)
    for site_id, is_spell, first, last, title, address, _ in session.execute(days, asked):
        if is_spell:
            found[site_id].spells.append(Spell(first, last))
        elif first is not None:
            found[site_id].days.add(first)
            found[site_id].last = LastPost(first, title, address) if newest_by is None else None
    sites: dict[int, list[SitePublished]] = {school_id: [] for school_id in schools}
    for row in session.execute(rows, asked):
        if found[row.site_id].spells:
            sites[row.school_id].append(_published(row, found[row.site_id], *schools[row.school_id]))
    return sites


@cache
def _reads(*, some: bool, newest: bool) -> tuple[sa.Executable, sa.Executable]:
    """The two reads, put together once: days and spells, and the sites with their watches."""
    watched = sa.and_(UpdateWatch.school_id == Site.school_id, UpdateWatch.site_id == Site.id)
    of_site = sa.select(
        Site.school_id,
        Site.id.label("site_id"),
        Site.name,
        Site.state,
        Site.year_groups,
        Site.update_every_weeks,
        Site.update_weekday,
        Site.current_version_id.label("version_id"),
        Site.resourcing_owner_id.label("owner_id"),
        *(getattr(UpdateWatch, name) for name in _OF_WATCH),
    )
    asked = _asked(Site.school_id, Site.id, some=some)
    rows = of_site.outerjoin(UpdateWatch, watched).where(asked).order_by(Site.name, Site.id)
    return _spells_and_days(some=some, newest=newest), rows


def _asked(
    school: InstrumentedAttribute[int], site: InstrumentedAttribute[int], *, some: bool
) -> sa.ColumnElement[bool]:
    """Rows of these schools, and of ``some`` sites only where it is said.

    Not of all sites of the schools by their numbers as well: SQLite would look for each site at each school.
    """
    of_schools = school.in_(_SCHOOLS)
    return sa.and_(of_schools, site.in_(sa.bindparam("only", expanding=True))) if some else of_schools


def _spells_and_days(*, some: bool, newest: bool) -> sa.Executable:
    """The spells of these sites and the days that count, the earliest first, in one read."""
    spells = sa.select(
        LiveSpell.site_id,
        sa.true().label("is_spell"),
        LiveSpell.starts_on.label("first"),
        LiveSpell.ends_on.label("last"),
        sa.literal("").label("title"),
        sa.literal("").label("address"),
        LiveSpell.id.label("number"),
    ).where(_asked(LiveSpell.school_id, LiveSpell.site_id, some=some))
    return spells.union_all(_newest_day(some=some) if newest else _every_day(some=some)).order_by("first", "number")


def _every_day(*, some: bool) -> _Days:
    no_end = sa.cast(sa.null(), sa.Date)
    of_update = (SiteUpdate.counts_on, no_end, SiteUpdate.title, SiteUpdate.address, SiteUpdate.id)
    return sa.select(SiteUpdate.site_id, sa.false(), *of_update).where(
        _asked(SiteUpdate.school_id, SiteUpdate.site_id, some=some), SiteUpdate.counts_on.is_not(None)
    )


def _newest_day(*, some: bool) -> _Days:
    """One row a site, its day None where nothing counts: the index gives each at its first step."""
    newest = (
        sa.select(sa.func.max(SiteUpdate.counts_on))
        .where(SiteUpdate.school_id == Site.school_id, SiteUpdate.site_id == Site.id, SiteUpdate.counts_on <= _BY)
        .correlate(Site)
        .scalar_subquery()
    )
    nothing = (sa.cast(sa.null(), sa.Date), sa.literal(""), sa.literal(""), sa.literal(0))
    return sa.select(Site.id, sa.false(), newest, *nothing).where(_asked(Site.school_id, Site.id, some=some))


def _published(row: sa.Row[Any], found: _Found, zone: ZoneInfo, every_weeks: int) -> SitePublished:
    watch = _watch(row) if row.kind is not None else None
    unread = None
    if watch is not None and watch.failing_since is not None and watch.tries >= SHOWN_AFTER:
        unread = watch.failing_since.astimezone(zone).date()
    every = row.update_every_weeks or every_weeks
    published = Published(tuple(found.spells), frozenset(found.days), every, unread)
    return SitePublished(
        site_id=row.site_id,
        name=row.name,
        state=row.state,
        year_groups=tuple(row.year_groups),
        version_id=row.version_id,
        owner_id=row.owner_id,
        published=published,
        watch=watch,
        last=found.last,
        update_weekday=row.update_weekday,
    )


def _watch(row: sa.Row[Any]) -> Watch:
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
