"""What people change about how something new on a site is noticed: the feed, a moved address, a look at once (A.1.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.comments.connecting import host_name
from governance.domain.refusals import Refusal
from governance.domain.watching import WatchKind, watch_refusals
from governance.models import Site, UpdateWatch
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import watched_site


def set_watch(
    session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, kind: str, address: str
) -> None:
    """Choose how something new on a site is noticed; an empty address lets the feed be looked for on its page."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    address = address.strip()
    with use_case(session, actor, now) as record:
        refuse_if(watch_refusals(kind, address))
        watch, site = watched_site(record, UpdateWatch, site_id)
        if (watch.kind, watch.address) == (kind, address):
            record.repeat()
            return
        refuse_if_stale(session, watch, seen, "site", site.id, site.school_id)
        _watch_by(watch, WatchKind(kind), address, now)
        texts = {"label": site.name, "address": address}
        record.act("watch.changed", "site", site.id, watched_by=kind, texts=texts)


def take_over_move(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> None:
    """Look at the address to which the host says that the feed has moved for good, from now on."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    with use_case(session, actor, now) as record:
        watch, site = watched_site(record, UpdateWatch, site_id)
        if not watch.moved_to:
            record.repeat()
            return
        refuse_if_stale(session, watch, seen, "site", site.id, site.school_id)
        moved_to = watch.moved_to
        _watch_by(watch, WatchKind(watch.kind), moved_to, now)
        texts = {"label": site.name, "address": moved_to}
        record.act("watch.changed", "site", site.id, watched_by=watch.kind, texts=texts)


def ask_for_look(session: Session, actor: Actor, now: dt.datetime, *, site_id: int) -> None:
    """Ask the worker to look for something new at once; while one is asked for already this is a repeat."""
    refuse_without(actor, Permission.SEE_SITES)
    with use_case(session, actor, now) as record:
        watch, site = watched_site(record, UpdateWatch, site_id)
        if watch.kind == WatchKind.HAND:
            raise Refused((Refusal("nothing_to_look_at", "What is new here is said by hand.", "A.1.5"),))
        if watch.asked_at is not None:
            record.repeat()
            return
        watch.asked_at = watch.next_look_at = now
        record.act("watch.look_asked", "site", site.id, texts={"label": site.name})


def watch_at_new_address(session: Session, site: Site, before: str, now: dt.datetime) -> None:
    """Look for the feed of a site anew whose address changes from ``before``: the one that is known is its old place's.

    A feed that somebody gave and that stands elsewhere is kept: whoever gave it knew where the posts appear.
    """
    # The caller is in the middle of describing the site: what it has not finished may not be written yet.
    with session.no_autoflush:
        watch = session.scalar(
            sa.select(UpdateWatch).where(UpdateWatch.school_id == site.school_id, UpdateWatch.site_id == site.id)
        )
    if watch is None or watch.kind != WatchKind.FEED:
        return
    if watch.found_at is not None or host_name(watch.address) in ("", host_name(before)):
        _watch_by(watch, WatchKind.FEED, "", now)


def _watch_by(watch: UpdateWatch, kind: WatchKind, address: str, now: dt.datetime) -> None:
    watch.kind, watch.address, watch.moved_to, watch.etag, watch.modified = kind, address, "", "", ""
    watch.tries, watch.failing_since, watch.trouble, watch.trouble_detail = 0, None, "", ""
    # What stands at another address is history to us until it was read once.
    watch.read_at, watch.found_at = None, None
    watch.leased_until = None
    watch.asked_at = watch.next_look_at = None if kind is WatchKind.HAND else now
    watch.revision += 1
