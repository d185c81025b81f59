"""Reads what the weekly looks at sites' own pages have found, for the people who look after them (7.1, A.4.1).

These never write, and import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.page_checks import NotTold, PageFault, is_same_page
from governance.domain.page_marks import name_in
from governance.domain.words import SiteState
from governance.models import PageWatch, Person, Site


@dataclass(frozen=True, slots=True)
class PageLine:
    """One live site and its page.  ``found`` is said of it since ``failing_since``; ``doubted`` was seen and is not
    said yet.

    ``led_to`` is where the address leads, "" where that is its own place.  ``was_called`` and ``is_called`` are the
    names by which it was known and calls itself now, both "" where they are the same.  ``revision`` is what a form has
    seen.
    """

    site_id: int
    name: str
    address: str
    looked_at: dt.datetime | None
    next_look_at: dt.datetime | None
    is_asked: bool
    found: tuple[PageFault, ...]
    failing_since: dt.datetime | None
    doubted: tuple[PageFault, ...]
    not_told: NotTold | None
    unchecked_since: dt.datetime | None
    led_to: str
    was_called: str
    is_called: str
    settled: tuple[PageFault, ...]
    settled_by: str
    settled_at: dt.datetime | None
    revision: int


def page_lines(session: Session, school_id: int, site_id: int | None = None) -> list[PageLine]:
    """Return the live sites of a school, or one of them: those that fail first, then what could not be checked."""
    query = (
        sa.select(Site, PageWatch, Person.name)
        .outerjoin(PageWatch, sa.and_(PageWatch.school_id == Site.school_id, PageWatch.site_id == Site.id))
        .outerjoin(Person, Person.id == PageWatch.settled_by)
        .where(Site.school_id == school_id, Site.state == SiteState.LIVE)
        .order_by(Site.name, Site.id)
    )
    if site_id is not None:
        query = query.where(Site.id == site_id)
    # A site that was launched within the last minute has no watch yet.
    lines = [_line(site, watch or PageWatch(found=[], settled=[], doubts={}), who or "") for site, watch, who in
             session.execute(query)]  # fmt: skip
    return sorted(lines, key=lambda line: (not line.found, line.not_told is None, line.name.casefold()))


def _line(site: Site, watch: PageWatch, settled_by: str) -> PageLine:
    was, now = name_in(watch.owner_mark or ""), name_in(watch.seen_mark or "")
    led_to = watch.led_to or ""
    found = tuple(PageFault(code) for code in watch.found)
    settled = tuple(PageFault(code) for code in watch.settled)
    return PageLine(
        site_id=site.id,
        name=site.name,
        address=site.address,
        looked_at=watch.looked_at,
        next_look_at=watch.next_look_at,
        is_asked=watch.asked_at is not None,
        found=found,
        failing_since=watch.failing_since,
        doubted=tuple(PageFault(code) for code in watch.doubts if code not in {*found, *settled}),
        not_told=NotTold(watch.trouble) if watch.trouble else None,
        unchecked_since=watch.unchecked_since,
        led_to="" if is_same_page(led_to, site.address) else led_to,
        was_called=was if was != now else "",
        is_called=now if was != now else "",
        settled=settled,
        settled_by=settled_by if settled else "",
        settled_at=watch.settled_at if settled else None,
        revision=watch.revision or 1,
    )
