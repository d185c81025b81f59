"""Which posts of a feed are new and which are edits, where ids, addresses and letters are not what they should be."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.updates import Item
from governance.hosts.outside import Outside
from governance.hosts.posts import look_at_wordpress
from governance.models import Site, SiteUpdate, UpdateWatch
from governance.services.update_watches import Look, take_look, watch_live_sites
from governance.services.updates import take_items
from tests.factories import NOW
from tests.hosts.listener import answer, answering
from tests.services.cast import live_site, make_cast

LEASE = dt.timedelta(minutes=3)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def site(session: Session) -> Site:
    return live_site(session, make_cast(session))


def looking(session: Session, at: dt.datetime = NOW) -> Look:
    watch_live_sites(session, at)
    watch_id = session.scalars(sa.select(UpdateWatch.id)).one()
    session.rollback()
    look = take_look(session, at, watch_id, LEASE)
    assert look is not None
    return look


def counted(session: Session) -> list[tuple[dt.date | None, str]]:
    rows = session.execute(sa.select(SiteUpdate.counts_on, SiteUpdate.why).order_by(SiteUpdate.id)).all()
    session.rollback()
    return [(row.counts_on, row.why) for row in rows]


def test_an_address_that_all_posts_share_makes_none_of_them_an_edit(session: Session, site: Site) -> None:
    """Many a school's website leads from each piece of news to one page; its new ones are new all the same."""
    page = "https://school.example/news"
    before = [Item(str(number) * 64, page, "News", NOW - 24 * number * HOUR) for number in (2, 1)]
    assert take_items(session, NOW, looking(session), before) == 2
    later = NOW + 24 * HOUR
    fresh = Item("3" * 64, page, "More news", later)
    assert take_items(session, later, looking(session, later), [fresh, *before]) == 1
    assert [day for day, _ in counted(session)] == [
        dt.date(2026, 11, 16),
        dt.date(2026, 11, 17),
        dt.date(2026, 11, 19),
    ]


def test_a_post_that_leads_to_the_sites_own_page_is_no_edit_of_the_last_one(session: Session, site: Site) -> None:
    """Such a feed may hold a single post at a time."""
    page = site.address
    assert take_items(session, NOW, looking(session), [Item("1" * 64, page, "News", NOW)]) == 1
    later = NOW + 24 * HOUR
    assert take_items(session, later, looking(session, later), [Item("2" * 64, page, "News", later)]) == 1


@pytest.mark.parametrize(
    ("title", "address"),
    [
        pytest.param("Week\x00 7", "https://blog.example/\x00", id="a letter that no database takes"),
        pytest.param("Week \ud83d", "https://blog.example/\ud83d", id="half of a letter"),
    ],
)
def test_no_letter_of_a_host_keeps_a_look_from_being_written_down(
    session: Session, site: Site, title: str, address: str
) -> None:
    posts = [{"id": 7, "date_gmt": "0001-01-01T00:00:00", "link": address, "title": {"rendered": title}}]
    reply = answer("200 OK", json.dumps(posts).encode(), "Content-Type: application/json")
    with answering(reply) as listener, Outside({listener.place}) as outside:
        items = look_at_wordpress(outside, listener.url).items
    assert take_items(session, NOW, looking(session), items) == 1
    assert [why for _, why in counted(session)] == ["no_date_at_first"]
