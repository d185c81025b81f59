"""The book-keeping of looks at sites' own pages: whose turn it is, what was seen, and what is said of it (7.1, A.4.1).

A page is looked at under a lease, as hosts and feeds are.  What counts as a fault and when it is said is decided in
``domain/page_checks.py``; a look that could not tell changes nothing but the day of the next.  It asks no host itself.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.comments.connecting import host_name
from governance.domain.evidence import EvidenceKind
from governance.domain.page_checks import (
    Claimed,
    Doubts,
    NotTold,
    PageFault,
    PageSeen,
    after_look,
    faults_of,
    is_same_page,
)
from governance.domain.page_marks import is_same_owner
from governance.domain.page_turns import next_look_in_doubt, next_page_try
from governance.domain.words import SiteState
from governance.models import Evidence, PageWatch, Site
from governance.services.leases import settle_asked, still_leased, take_lease, whose_turn
from governance.services.transaction import Record, use_case

MOST_DUE = 200
MOST_NEW = 500
LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A page whose turn has come, and the machine that it leads to."""

    id: int
    host: str


@dataclass(frozen=True, slots=True)
class PageLook:
    """One look at a page under a lease."""

    watch_id: int
    school_id: int
    site_id: int
    claimed: Claimed
    started: dt.datetime
    leased_until: dt.datetime


def watch_pages(session: Session, now: dt.datetime) -> int:
    """Begin to watch the page of every live site that nobody watches yet; return how many those are."""
    watched = sa.and_(PageWatch.school_id == Site.school_id, PageWatch.site_id == Site.id)
    rows = session.execute(
        sa.select(Site.id, Site.school_id)
        .outerjoin(PageWatch, watched)
        .where(Site.state == SiteState.LIVE, PageWatch.id.is_(None))
        .order_by(Site.id)
        .limit(MOST_NEW)
    ).all()
    session.rollback()
    for row in rows:
        begin_writing(session)
        session.add(PageWatch(school_id=row.school_id, site_id=row.id, next_look_at=now))
        session.commit()
    return len(rows)


def due_now(session: Session, now: dt.datetime) -> list[Due]:
    """Return the pages whose turn has come, those that somebody asked for first."""
    rows = session.execute(
        sa.select(PageWatch.id, Site.address)
        .join(Site, sa.and_(Site.school_id == PageWatch.school_id, Site.id == PageWatch.site_id))
        .where(*_is_due(now))
        .order_by(PageWatch.asked_at.is_(None), PageWatch.next_look_at, PageWatch.id)
        .limit(MOST_DUE)
    ).all()
    session.rollback()
    return [Due(row.id, host_name(row.address)) for row in rows]


def _is_due(now: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Only what is live is looked at: the register says itself what is paused or closed."""
    live = (
        sa.exists()
        .where(Site.school_id == PageWatch.school_id, Site.id == PageWatch.site_id, Site.state == SiteState.LIVE)
        .correlate(PageWatch)
    )
    return (*whose_turn(PageWatch, now), live)


def take_look(session: Session, now: dt.datetime, watch_id: int, lease: dt.timedelta) -> PageLook | None:
    """Take one page for as long as ``lease``; None where another worker has it or it is no longer due."""
    begin_writing(session)
    until = now + lease
    watch = take_lease(session, PageWatch, watch_id, until, _is_due(now))
    look = None
    if watch is not None:
        site = session.get_one(Site, watch.site_id)
        if not is_same_page(watch.address, site.address):
            _forget(watch, site.address)
        claimed = Claimed(
            address=site.address,
            platform=site.platform,
            owner_mark=watch.owner_mark,
            rules_link=_evidenced(session, site, EvidenceKind.RULES_PUBLISHED),
            school_link=_evidenced(session, site, EvidenceKind.LOGO),
        )
        look = PageLook(watch.id, site.school_id, site.id, claimed, now, until)
    session.commit()
    return look


def _forget(watch: PageWatch, address: str) -> None:
    """What was seen at another address says nothing about this one."""
    watch.address, watch.owner_mark, watch.seen_mark, watch.led_to = address, "", "", ""
    keep_doubts(watch, Doubts())


def _evidenced(session: Session, site: Site, kind: EvidenceKind) -> str:
    """Return the address that was recorded last for a kind of evidence; "" where the head allowed an exception."""
    last = session.execute(
        sa.select(Evidence.link, Evidence.exception)
        .where(Evidence.school_id == site.school_id, Evidence.site_id == site.id, Evidence.kind == kind)
        .order_by(Evidence.id.desc())
        .limit(1)
    ).first()
    return last.link if last is not None and not last.exception else ""


def take_page(session: Session, now: dt.datetime, look: PageLook, seen: PageSeen) -> None:
    """Write down what a look saw."""
    found = faults_of(look.claimed, seen)
    if isinstance(found, NotTold):
        put_off_look(session, now, look, found)
        return
    _take(session, now, look, found, seen)


def take_silence(session: Session, now: dt.datetime, look: PageLook) -> None:
    """Write down that the page did not answer."""
    _take(session, now, look, (PageFault.DOES_NOT_ANSWER,), None)


def put_off_look(
    session: Session, now: dt.datetime, look: PageLook, why: NotTold, retry_after: dt.timedelta | None = None
) -> None:
    """Write down why a look could not tell, and when the page is looked at again; what was said of it stands."""
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        watch = still_leased(session, PageWatch, look.watch_id, look.leased_until)
        if watch is None:
            record.repeat()
            return
        watch.tries += 1
        watch.trouble, watch.unchecked_since = why, watch.unchecked_since or now
        watch.next_look_at = next_page_try(watch.id, why, watch.tries, now, retry_after)
        _end(watch, look, now)


def _take(
    session: Session, now: dt.datetime, look: PageLook, found: tuple[PageFault, ...], seen: PageSeen | None
) -> None:
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        watch = still_leased(session, PageWatch, look.watch_id, look.leased_until)
        if watch is None:
            record.repeat()
            return
        before = doubts_of(watch)
        doubts = after_look(before, found, now, is_changed=seen is not None and _is_changed(watch, seen))
        keep_doubts(watch, doubts)
        if seen is not None:
            watch.led_to, watch.seen_mark = seen.led_to[:LONGEST_ADDRESS], seen.mark
            if PageFault.LEADS_ELSEWHERE not in found:
                watch.owner_mark = watch.owner_mark or seen.mark
        watch.tries, watch.trouble, watch.unchecked_since = 0, "", None
        watch.next_look_at = next_look_in_doubt(watch.id, doubts, look.started, now)
        _end(watch, look, now)
        if doubts.said != before.said:
            watch.revision += 1
            _say(record, watch, doubts, before)


def _say(record: Record, watch: PageWatch, doubts: Doubts, before: Doubts) -> None:
    """Record what is newly said of a page, or that nothing is any more."""
    label = {"label": record.session.get_one(Site, watch.site_id).name}
    if not doubts.said:
        record.act("page.check_held", "site", watch.site_id, texts=label)
    elif not set(doubts.said) <= set(before.said):
        record.act("page.check_failed", "site", watch.site_id, faults=list(doubts.said), texts=label)


def _is_changed(watch: PageWatch, seen: PageSeen) -> bool:
    """Whether the page is another one than at the look before, so that what a person said of that one is over."""
    moved = bool(watch.led_to) and not is_same_page(watch.led_to, seen.led_to)
    return moved or is_same_owner(watch.seen_mark, seen.mark) is False


def _end(watch: PageWatch, look: PageLook, now: dt.datetime) -> None:
    watch.looked_at, watch.leased_until = now, None
    settle_asked(watch, look.started)


def doubts_of(watch: PageWatch) -> Doubts:
    """Return what is known against a page."""
    return Doubts(
        dict(watch.doubts), watch.doubted_since, tuple(watch.found), watch.failing_since, tuple(watch.settled)
    )


def keep_doubts(watch: PageWatch, doubts: Doubts) -> None:
    """Write down what is known against a page."""
    watch.doubts, watch.doubted_since = dict(doubts.looks), doubts.since
    watch.found, watch.failing_since = list(doubts.said), doubts.said_since
    watch.settled = list(doubts.settled)
