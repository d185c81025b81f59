"""The book-keeping of looks for something new: whose turn it is, what came, and what went wrong (A.1.5, DESIGN 7).

A site is looked at under a lease, as hosts are for their comments: a worker that dies leaves one that runs out, and
what is written afterwards is written only while the lease is still this look's.  It asks no host itself.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Base, Moment, begin_book_keeping, begin_writing, need_not_wait
from governance.domain.access import the_clock
from governance.domain.comments.connecting import WORDPRESS, host_name
from governance.domain.comments.trouble import Trouble
from governance.domain.networks import NETWORKS
from governance.domain.watching import WatchKind, next_look, next_try
from governance.domain.words import SiteState
from governance.models import HostConnection, Site, UpdateWatch
from governance.services.leases import whose_turn
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

    ``read_at`` is the last look that could be read, ``tries`` counts those since then that could not.
    """

    watch_id: int
    school_id: int
    site_id: int
    kind: WatchKind
    address: str
    page: str
    etag: str
    modified: str
    tries: int
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
    begin_book_keeping(session)
    until = now + lease
    taken = session.connection().execute(_TAKE, {"watch": watch_id, "at": now, "until": until}).one_or_none()
    session.commit()
    if taken is None:
        return None
    known = taken._asdict()
    return Look(**known | {"kind": WatchKind(known["kind"])}, started=now, leased_until=until)


def settle(
    session: Session, now: dt.datetime, look: Look, *, etag: str, modified: str, moved_to: str, alone: bool
) -> bool:
    """Write down that a site could be read; False, and nothing is written, where the lease is this look's no longer.

    The watch is locked from here to the end of the transaction.  ``alone`` where nothing else is written in it, so that
    it need not wait for the disk.
    """
    return _finish(
        session,
        _SETTLE_ALONE if alone else _SETTLE,
        look,
        {"at": now, "next": next_look(look.watch_id, look.started), "tag": etag, "said": modified, "to": moved_to},
    )


def name_feed(session: Session, now: dt.datetime, look: Look, address: str) -> None:
    """Write down on a settled watch where the site's feed was found."""
    session.connection().execute(_NAME, {"watch": look.watch_id, "at": now, "to": address})


def put_off_look(
    session: Session, now: dt.datetime, look: Look, trouble: Trouble, retry_after: dt.timedelta | None = None
) -> None:
    """Write down why a site could not be read, and when it is tried again."""
    begin_book_keeping(session)
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        # Who changes how a site is watched ends the lease, so that the tries are still those that the look found.
        tries = look.tries + 1
        said = {"at": now, "next": next_try(tries, now, retry_after), "so_far": tries}
        said |= {"code": trouble.code, "detail": trouble.detail[:LONGEST_DETAIL]}
        if not _finish(session, _PUT_OFF, look, said):
            record.repeat()


def _finish(session: Session, statement: sa.Update, look: Look, said: Mapping[str, object]) -> bool:
    """End a look under its lease; what was asked for before it is done, what was asked for since is looked at next."""
    of_look = {"watch": look.watch_id, "lease": look.leased_until, "started": look.started}
    return session.connection().execute(statement, {**of_look, **said}).rowcount == 1


def _is_due(now: dt.datetime | sa.BindParameter[dt.datetime]) -> tuple[sa.ColumnElement[bool], ...]:
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


# Every site is looked at once an hour, so each look is one statement to begin and one to end, put together once.
_WATCHES, _SITES = Base.metadata.tables["update_watches"], Base.metadata.tables["sites"]
_AT = sa.bindparam("at", type_=Moment())
_STARTED = sa.bindparam("started", type_=Moment())
_PAGE = (
    sa.select(_SITES.c.address)
    .where(_SITES.c.school_id == _WATCHES.c.school_id, _SITES.c.id == _WATCHES.c.site_id)
    .scalar_subquery()
)
_TAKE = (
    sa.update(_WATCHES)
    .where(_WATCHES.c.id == sa.bindparam("watch"), *_is_due(_AT), need_not_wait())
    .values(leased_until=sa.bindparam("until"))
    .returning(
        _WATCHES.c.id.label("watch_id"),
        *(_WATCHES.c[name] for name in ("school_id", "site_id", "kind", "address", "etag", "modified", "tries")),
        _WATCHES.c.read_at,
        _PAGE.label("page"),
    )
)
_UNDER_LEASE = (
    sa.update(_WATCHES)
    .where(_WATCHES.c.id == sa.bindparam("watch"), _WATCHES.c.leased_until == sa.bindparam("lease"))
    .values(
        looked_at=_AT,
        leased_until=None,
        asked_at=sa.case((_WATCHES.c.asked_at <= _STARTED, sa.null()), else_=_WATCHES.c.asked_at),
        next_look_at=sa.case(
            (_WATCHES.c.asked_at > _STARTED, _WATCHES.c.asked_at), else_=sa.bindparam("next", type_=Moment())
        ),
    )
)
_SETTLE = _UNDER_LEASE.values(
    read_at=_AT,
    tries=0,
    failing_since=None,
    trouble="",
    trouble_detail="",
    etag=sa.bindparam("tag"),
    modified=sa.bindparam("said"),
    moved_to=sa.bindparam("to"),
)
_SETTLE_ALONE = _SETTLE.where(need_not_wait())
_PUT_OFF = _UNDER_LEASE.where(need_not_wait()).values(
    tries=sa.bindparam("so_far"),
    failing_since=sa.func.coalesce(_WATCHES.c.failing_since, _AT),
    trouble=sa.bindparam("code"),
    trouble_detail=sa.bindparam("detail"),
)
_NAME = (
    sa.update(_WATCHES).where(_WATCHES.c.id == sa.bindparam("watch")).values(address=sa.bindparam("to"), found_at=_AT)
)
