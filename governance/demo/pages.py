"""What looks at the demo's own pages have found: one that lost the link to its rules, the others as they should be."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.demo.sites import YEAR_FOUR
from governance.domain.page_checks import PageSeen
from governance.domain.page_marks import mark_of
from governance.models import PageWatch, Site
from governance.services.page_watches import due_now, take_look, take_page, watch_pages

LEASE = dt.timedelta(minutes=3)
LOOKS = (dt.timedelta(days=3), dt.timedelta(days=2, hours=22), dt.timedelta(days=2, hours=12))
"""How long ago the page in doubt was looked at; the others are looked at once."""


def fill_pages(demo: Demo) -> None:
    """Let every live site's page have been looked at, and the one that fails as often as it takes to be said."""
    if demo.session.scalar(sa.select(PageWatch.id).where(PageWatch.school_id == demo.school_id).limit(1)):
        demo.session.rollback()
        return
    watch_pages(demo.session, demo.now - LOOKS[0])
    for ago in LOOKS:
        at = demo.now - ago
        for due in due_now(demo.session, at):
            look = take_look(demo.session, at, due.id, LEASE)
            if look is None or look.school_id != demo.school_id:
                continue
            name = demo.session.scalar(sa.select(Site.name).where(Site.id == look.site_id)) or ""
            demo.session.rollback()
            links = frozenset({look.claimed.school_link} if name == YEAR_FOUR.name else {look.claimed.rules_link})
            take_page(demo.session, at, look, PageSeen(look.claimed.address, mark_of({"title": name}), links, True))
