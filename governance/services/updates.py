"""Takes in what sites have published, and what people say by hand was posted (A.1.5, DESIGN 7).

On which day something counts is decided in ``domain/updates.py``.  An item that is known by its key or its address is
an edit and changes nothing.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Base, begin_book_keeping
from governance.domain.access import Actor, the_clock
from governance.domain.addresses import Canonical, canonicalise
from governance.domain.proposal.answers import people_of
from governance.domain.updates import SAYERS, Item, Why, counted, saying_refusals
from governance.models import Appointment, School, Site, SiteUpdate
from governance.services.at_hand import AtHand, take_site
from governance.services.comments.scope import appointed_today
from governance.services.content.matching import match_new
from governance.services.refused import refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.update_watches import Look, name_feed, settle

HAND = "hand"

# What a look brings is asked for every site once an hour: put together once, and without the unit of work.  The site
# and its school's time zone are read along with what is known of it.
_UPDATES = Base.metadata.tables[SiteUpdate.__tablename__]
_INSERT = sa.insert(_UPDATES)
_KNOWN = (
    sa.select(Site.name, School.time_zone, _UPDATES.c.item_key, _UPDATES.c.address)
    .select_from(Site)
    .join(School, School.id == Site.school_id)
    .outerjoin(
        _UPDATES,
        sa.and_(
            _UPDATES.c.school_id == Site.school_id,
            _UPDATES.c.site_id == Site.id,
            _UPDATES.c.source != HAND,
            sa.or_(
                _UPDATES.c.item_key.in_(sa.bindparam("keys", expanding=True)),
                _UPDATES.c.address.in_(sa.bindparam("addresses", expanding=True)),
            ),
        ),
    )
    .where(Site.school_id == sa.bindparam("school"), Site.id == sa.bindparam("site"))
)


def take_items(
    session: Session,
    now: dt.datetime,
    look: Look,
    items: Sequence[Item],
    *,
    etag: str = "",
    modified: str = "",
    found_feed: str = "",
    moved_to: str = "",
) -> int:
    """Write down what a look brought, and that the site could be read; return how many items were new.

    The items and the place from which the next look goes on are one transaction, so that nothing counts twice.
    """
    nothing_new = not items and not found_feed
    if nothing_new:
        begin_book_keeping(session)
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        if not settle(session, now, look, etag=etag, modified=modified, moved_to=moved_to, alone=nothing_new):
            record.repeat()
            return 0
        if nothing_new:
            # So most looks are answered.
            return 0
        name, zone, fresh = _news(session, look, items)
        if found_feed:
            name_feed(session, now, look, found_feed)
            record.act("watch.feed_found", "site", look.site_id, texts={"label": name, "address": found_feed})
        rows = [_row(look, item, now, zone) for item in fresh]
        if rows:
            session.connection().execute(_INSERT, rows)
        counts = sum(row["counts_on"] is not None for row in rows)
        if counts:
            keys = [row["item_key"] for row in rows]
            match_new(record, look.school_id, look.site_id, keys, look.kind)
            record.act("updates.seen", "site", look.site_id, count=len(rows), counted=counts, texts={"label": name})
        return len(rows)


def say_updated(
    session: Session, actor: Actor, now: dt.datetime, *, site_id: int, said_on: dt.date, address: str, title: str = ""
) -> int:
    """Say that something new was posted on a site on a day; the same address again is a repeat.  Return its number."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        found = canonicalise(address) if address.strip() else None
        refuse_if(
            saying_refusals(
                at_hand.site.state,
                looks_after_it=_looks_after(at_hand, actor),
                said_on=said_on,
                today=at_hand.today,
                has_address=isinstance(found, Canonical),
            )
        )
        key = hashlib.sha256(f"{said_on} {found.key if isinstance(found, Canonical) else ''}".encode()).hexdigest()
        known = _by_hand(record, site_id, key)
        if known is not None and known.withdrawn_at is None:
            record.repeat()
            return known.id
        row = known or SiteUpdate(school_id=at_hand.school_id, site_id=site_id, source=HAND, item_key=key)
        row.address, row.title = address.strip(), title.strip()
        row.first_seen_at, row.counts_on, row.why = now, said_on, Why.SAID_BY_HAND
        row.recorded_by, row.withdrawn_at = actor.person_id, None
        session.add(row)
        session.flush()
        match_new(record, at_hand.school_id, site_id, [key], HAND)
        label = {"label": at_hand.site.name}
        record.act("update.said", "update", row.id, site_id=site_id, said_on=said_on, texts=label)
        return row.id


def withdraw_update(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, update_id: int) -> None:
    """Take back what was said by hand; what a feed showed cannot be taken back."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        row = locked(session, SiteUpdate, at_hand.school_id, update_id)
        refuse_if(
            saying_refusals(
                at_hand.site.state,
                looks_after_it=_looks_after(at_hand, actor) and row.source == HAND and row.site_id == site_id,
                said_on=at_hand.today,
                today=at_hand.today,
                has_address=True,
            )
        )
        if row.withdrawn_at is not None:
            record.repeat()
            return
        row.withdrawn_at, row.counts_on = now, None
        record.act("update.withdrawn", "update", row.id, site_id=site_id, texts={"label": at_hand.site.name})


def _news(session: Session, look: Look, items: Sequence[Item]) -> tuple[str, ZoneInfo, list[Item]]:
    """The site's name, its school's time zone, and the items that are known neither by their key nor by their address.

    An address counts only where it is one item's alone.
    """
    keys = {item.key for item in items}
    addresses = _telling(look, items)
    asked = {"school": look.school_id, "site": look.site_id, "keys": list(keys), "addresses": list(addresses)}
    rows = session.connection().execute(_KNOWN, asked).all()
    seen_keys = {row.item_key for row in rows}
    seen_addresses = {row.address for row in rows} & addresses
    news = []
    for item in items:
        if item.key in seen_keys or item.address in seen_addresses:
            continue
        seen_keys.add(item.key)
        news.append(item)
    return rows[0].name, ZoneInfo(rows[0].time_zone), news


def _telling(look: Look, items: Sequence[Item]) -> set[str]:
    """The addresses that tell one item from every other: neither shared by several nor the site's own page.

    Many a school's website leads from each piece of news to the page on which all of them stand.
    """
    keys_at: dict[str, set[str]] = {}
    for item in items:
        keys_at.setdefault(item.address, set()).add(item.key)
    page = look.page.rstrip("/")
    return {address for address, keys in keys_at.items() if len(keys) == 1 and address.rstrip("/") not in ("", page)}


def _row(look: Look, item: Item, now: dt.datetime, zone: ZoneInfo) -> dict[str, Any]:
    found = counted(item.said_at, now, look.read_at, zone)
    return {
        "school_id": look.school_id,
        "site_id": look.site_id,
        "source": look.kind,
        "item_key": item.key,
        "address": item.address,
        "title": item.title,
        "said_at": item.said_at,
        "first_seen_at": now,
        "counts_on": found.counts_on,
        "why": found.why,
    }


def _by_hand(record: Record, site_id: int, key: str) -> SiteUpdate | None:
    return record.session.scalar(
        sa.select(SiteUpdate)
        .where(
            SiteUpdate.school_id == record.actor.school_id,
            SiteUpdate.site_id == site_id,
            SiteUpdate.source == HAND,
            SiteUpdate.item_key == key,
        )
        .with_for_update()
    )


def _looks_after(at_hand: AtHand, actor: Actor) -> bool:
    """Whether the actor holds a duty on the site today, writes for it, or stands for it in another way."""
    if at_hand.situation().capacities & SAYERS:
        return True
    version = at_hand.version
    if version is not None and actor.person_id in people_of(version.answers, "updaters"):
        return True
    appointed = sa.exists().where(
        Appointment.school_id == at_hand.school_id,
        Appointment.site_id == at_hand.site.id,
        Appointment.person_id == actor.person_id,
        *appointed_today(at_hand.today),
    )
    return bool(at_hand.record.session.scalar(sa.select(appointed)))
