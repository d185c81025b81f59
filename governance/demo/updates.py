"""What the demo's blogs have published: one that is read every week, and others with the gaps that blogs have.

Their addresses lead nowhere, so that from then on what is new is said by hand.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.updates import Item
from governance.models import Site, SiteUpdate, UpdateWatch
from governance.services.policy import change_setting
from governance.services.update_settings import set_watch
from governance.services.update_watches import due_now, take_look, watch_live_sites
from governance.services.updates import take_items

TITLES = (
    "Our week in pictures of clay",
    "What we found in the stream",
    "Poems about fog",
    "Measuring the playground",
    "The great bread test",
    "Letters to the moon",
)
MISSED: tuple[frozenset[int], ...] = (frozenset(), frozenset({0, 1, 6}), frozenset({0, 1, 2, 3, 4}))
"""How many weeks ago each blog in turn posted nothing."""
WEEKS = 30
LEASE = dt.timedelta(minutes=3)


def fill_updates(demo: Demo) -> None:
    """Let every live site of the demo have published, and say which year groups are to have a blog."""
    if demo.session.scalar(sa.select(SiteUpdate.id).where(SiteUpdate.school_id == demo.school_id).limit(1)):
        demo.session.rollback()
        return
    demo.session.rollback()
    watch_live_sites(demo.session, demo.now)
    for turn, due in enumerate(sorted(due_now(demo.session, demo.now), key=lambda one: one.id)):
        look = take_look(demo.session, demo.now, due.id, LEASE)
        if look is None or look.school_id != demo.school_id:
            continue
        take_items(demo.session, demo.now, look, _posts(look.page, demo.now, MISSED[turn % len(MISSED)]))
    for site_id, revision in demo.session.execute(
        sa.select(UpdateWatch.site_id, UpdateWatch.revision)
        .join(Site, Site.id == UpdateWatch.site_id)
        .where(UpdateWatch.school_id == demo.school_id, UpdateWatch.kind != "hand")
    ).all():
        demo.session.rollback()
        ict_lead = demo.actor("ict_lead")
        set_watch(demo.session, ict_lead, demo.now, site_id=site_id, seen=revision, kind="hand", address="")
    demo.session.rollback()
    years = ["reception", *(f"y{number}" for number in range(1, 7))]
    change_setting(demo.session, demo.actor("head"), demo.now, key="year_groups", value=years, seen=0)


def _posts(page: str, now: dt.datetime, missed: frozenset[int]) -> list[Item]:
    """A post a week, on a Thursday, the newest a week ago at the latest."""
    thursday = now.replace(hour=15, minute=5) - dt.timedelta(days=(now.weekday() - 3) % 7)
    weeks = [week for week in range(WEEKS) if week not in missed]
    return [
        Item(
            hashlib.sha256(f"{page} {week}".encode()).hexdigest(),
            f"{page.rstrip('/')}/week-{WEEKS - week}/",
            TITLES[week % len(TITLES)],
            thursday - dt.timedelta(weeks=week),
        )
        for week in weeks
    ]
