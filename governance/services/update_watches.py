"""The book-keeping of looks for something new: whose turn it is, what came, and what went wrong (A.1.5, DESIGN 7).

A site is looked at under a lease, as hosts are for their comments: a worker that dies leaves one that runs out, and
what is written afterwards is written only while the lease is still this look's.  It asks no host itself.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.comments.connecting import WORDPRESS, host_name
from governance.domain.comments.trouble import Trouble
from governance.domain.networks import NETWORKS
from governance.domain.watching import WatchKind, next_look, next_try
from governance.domain.words import SiteState
from governance.models import HostConnection, Site, UpdateWatch
from governance.services.leases import settle_asked, still_leased, take_lease, whose_turn
from governance.services.transaction import use_case

MOST_DUE = 200
MOST_NEW = 500
LONGEST_DETAIL = 300
_NETWORK_KEYS = frozenset(network.key for network in NETWORKS)
_NETWORK_HOSTS = frozenset(host for network in NETWORKS for host in network.hosts)


@dataclass(frozen=True, slots=True)
class Due:
    """A site whose turn has come, and the machine that it leads to."""

    id: int
    host: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look under a lease.  ``address`` is the feed's, or the blog's for a WordPress; ``page`` the site's own.

    ``read_at`` is the last look that could be read.
    """

    watch_id: int
    school_id: int
    site_id: int
    kind: WatchKind
    address: str
    page: str
    etag: str
    modified: str
    read_at: dt.datetime | None
    started: dt.datetime
    leased_until: dt.datetime


def watch_live_sites(session: Session, now: dt.datetime) -> int:
    """Begin to watch every live site that nobody watches yet; return how many those are."""
    connected = sa.and_(
        HostConnection.school_id == Site.school_id,
        HostConnection.site_id == Site.id,
        HostConnection.closed_at.is_(None),
        HostConnection.kind == WORDPRESS,
    )
    watched = sa.and_(UpdateWatch.school_id == Site.school_id, UpdateWatch.site_id == Site.id)
    rows = session.execute(
        sa.select(Site.id, Site.school_id, Site.platform, Site.address, HostConnection.address.label("blog"))
        .outerjoin(UpdateWatch, watched)
        .outerjoin(HostConnection, connected)
        .where(Site.state == SiteState.LIVE, UpdateWatch.id.is_(None))
        .order_by(Site.id)
        .limit(MOST_NEW)
    ).all()
    session.rollback()
    for row in rows:
        begin_writing(session)
        kind = _usual_kind(row.platform, row.address, row.blog)
        watch = UpdateWatch(school_id=row.school_id, site_id=row.id, kind=kind, address=row.blog or "")
        watch.next_look_at = None if kind is WatchKind.HAND else now
        session.add(watch)
        session.commit()
    return len(rows)


def due_now(session: Session, now: dt.datetime) -> list[Due]:
    """Return the sites whose turn has come, those that somebody asked for first."""
    rows = session.execute(
        sa.select(UpdateWatch.id, UpdateWatch.address, Site.address.label("page"))
        .join(Site, sa.and_(Site.school_id == UpdateWatch.school_id, Site.id == UpdateWatch.site_id))
        .where(*_is_due(now))
        .order_by(UpdateWatch.asked_at.is_(None), UpdateWatch.next_look_at, UpdateWatch.id)
        .limit(MOST_DUE)
    ).all()
    session.rollback()
    return [Due(row.id, host_name(row.address or row.page)) for row in rows]


def take_look(session: Session, now: dt.datetime, watch_id: int, lease: dt.timedelta) -> Look | None:
    """Take one site for as long as ``lease``; None where another worker has it or it is no longer due."""
    begin_writing(session)
    until = now + lease
    watch = take_lease(session, UpdateWatch, watch_id, until, _is_due(now))
    look = None
    if watch is not None:
        site = session.get_one(Site, watch.site_id)
        look = Look(
            watch_id=watch.id,
            school_id=watch.school_id,
            site_id=site.id,
            kind=WatchKind(watch.kind),
            address=watch.address,
            page=site.address,
            etag=watch.etag,
            modified=watch.modified,
            read_at=watch.read_at,
            started=now,
            leased_until=until,
        )
    session.commit()
    return look


def held_watch(session: Session, look: Look) -> UpdateWatch | None:
    """Return the watch, locked, while its lease is still this look's."""
    return still_leased(session, UpdateWatch, look.watch_id, look.leased_until)


def put_off_look(
    session: Session, now: dt.datetime, look: Look, trouble: Trouble, retry_after: dt.timedelta | None = None
) -> None:
    """Write down why a site could not be read, and when it is tried again."""
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        watch = held_watch(session, look)
        if watch is None:
            record.repeat()
            return
        watch.tries += 1
        watch.failing_since = watch.failing_since or now
        watch.trouble, watch.trouble_detail = trouble.code, trouble.detail[:LONGEST_DETAIL]
        watch.looked_at, watch.leased_until = now, None
        watch.next_look_at = next_try(watch.tries, now, retry_after)
        settle_asked(watch, look.started)


def settle(watch: UpdateWatch, look: Look, now: dt.datetime) -> None:
    """Write down on a held watch that its site could be read."""
    watch.tries, watch.failing_since, watch.trouble, watch.trouble_detail = 0, None, "", ""
    watch.looked_at = watch.read_at = now
    watch.leased_until = None
    watch.next_look_at = next_look(watch.id, look.started)
    settle_asked(watch, look.started)


def _is_due(now: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Only the sites that are live are looked at: a suspended one owes nothing."""
    live = (
        sa.exists()
        .where(Site.school_id == UpdateWatch.school_id, Site.id == UpdateWatch.site_id, Site.state == SiteState.LIVE)
        .correlate(UpdateWatch)
    )
    return (*whose_turn(UpdateWatch, now), live)


def _usual_kind(platform: str, address: str, blog: str | None) -> WatchKind:
    """Return how a site is watched while nobody says otherwise: a network gives no feed to anybody."""
    if blog:
        return WatchKind.WORDPRESS
    is_page = address.startswith(("http://", "https://"))
    on_a_network = platform in _NETWORK_KEYS or host_name(address).removeprefix("www.") in _NETWORK_HOSTS
    return WatchKind.FEED if is_page and not on_a_network else WatchKind.HAND
