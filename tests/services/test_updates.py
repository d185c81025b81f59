"""What a look brings is written down once; what people say by hand counts, and can be taken back (A.1.5)."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.trouble import Trouble
from governance.domain.updates import Item
from governance.domain.watching import WatchKind
from governance.domain.words import Role
from governance.models import Appointment, Site, SiteUpdate, UpdateWatch
from governance.services.refused import NotHere, Stale
from governance.services.update_settings import ask_for_look, set_watch, take_over_move
from governance.services.update_watches import Look, due_now, put_off_look, take_look, watch_live_sites
from governance.services.updates import say_updated, take_items, withdraw_update
from tests.factories import NOW, actor_of, make_person, make_school, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.connections import connect
from tests.services.left_behind import leaving
from tests.services.sent import sent
from tests.services.unchanged import refused

LEASE = dt.timedelta(minutes=3)
HOUR = dt.timedelta(hours=1)
TODAY = dt.date(2026, 11, 18)
POST = Item("1" * 64, "https://blog.example/week-1/", "Our week", NOW - HOUR)


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def watched(session: Session) -> UpdateWatch:
    session.rollback()
    row = session.scalars(sa.select(UpdateWatch)).one()
    session.expunge(row)
    session.rollback()
    return row


def looking(session: Session, at: dt.datetime = NOW) -> Look:
    watch_live_sites(session, at)
    look = take_look(session, at, watched(session).id, LEASE)
    assert look is not None
    return look


def counted(session: Session) -> list[tuple[str, dt.date | None, str]]:
    rows = session.execute(
        sa.select(SiteUpdate.address, SiteUpdate.counts_on, SiteUpdate.why).order_by(SiteUpdate.id)
    ).all()
    session.rollback()
    return [(row.address, row.counts_on, row.why) for row in rows]


def test_a_live_site_is_watched_from_then_on_and_once(session: Session, site: Site) -> None:
    assert watch_live_sites(session, NOW) == 1
    assert watch_live_sites(session, NOW) == 0
    watch = watched(session)
    assert (watch.kind, watch.address, watch.next_look_at) == ("feed", "", NOW)
    assert [due.id for due in due_now(session, NOW)] == [watch.id]


def test_a_connected_wordpress_is_asked_itself_and_a_network_is_told_by_hand(session: Session, cast: Cast) -> None:
    connect(session, cast, live_site(session, cast), address="https://blog.example")
    live_site(session, cast, name="The school’s page", platform="facebook", address="https://facebook.com/oakschool")
    assert watch_live_sites(session, NOW) == 2
    rows = session.execute(
        sa.select(UpdateWatch.kind, UpdateWatch.address, UpdateWatch.next_look_at).order_by(UpdateWatch.site_id)
    )
    assert [tuple(row) for row in rows] == [("wordpress", "https://blog.example", NOW), ("hand", "", None)]


def test_what_a_look_brought_is_written_down_once(session: Session, site: Site) -> None:
    look = looking(session)
    with leaving(session) as left:
        assert take_items(session, NOW, look, [POST, POST], etag='"1"') == 1
    assert (left.rows, left.acts) == ({"site_updates": 1, "content_matches": 1}, ["updates.seen"])
    watch = watched(session)
    assert (watch.etag, watch.read_at, watch.trouble, watch.leased_until) == ('"1"', NOW, "", None)
    later = NOW + 2 * HOUR
    edited = replace(POST, title="Our whole week", said_at=later)
    moved = replace(POST, key="2" * 64)
    for item in (edited, moved):
        later += 2 * HOUR
        with leaving(session) as left:
            assert take_items(session, later, looking(session, later), [item]) == 0
        assert (left.rows, left.acts) == ({}, [])
    assert counted(session) == [("https://blog.example/week-1/", TODAY, "its_date")]


def test_old_posts_that_come_back_count_for_nothing(session: Session, site: Site) -> None:
    take_items(session, NOW, looking(session), [POST])
    later = NOW + 2 * HOUR
    old = Item("3" * 64, "https://new.example/june/", "Sports day", dt.datetime(2026, 6, 4, 9, 0, tzinfo=dt.UTC))
    with leaving(session) as left:
        take_items(session, later, looking(session, later), [old])
    assert left.acts == []
    assert counted(session)[1:] == [("https://new.example/june/", None, "history")]


def test_a_look_whose_lease_ran_out_writes_nothing(session: Session, site: Site) -> None:
    late = looking(session)
    assert take_look(session, NOW, late.watch_id, LEASE) is None
    again = take_look(session, NOW + LEASE, late.watch_id, LEASE)
    assert again is not None
    with leaving(session) as left:
        assert take_items(session, NOW + LEASE, late, [POST]) == 0
        put_off_look(session, NOW + LEASE, late, Trouble("too_slow"))
    assert (left.rows, left.acts) == ({}, [])
    assert take_items(session, NOW + LEASE, again, [POST]) == 1


def test_what_cannot_be_read_is_tried_again_ever_more_seldom_and_clears_by_itself(session: Session, site: Site) -> None:
    at, waits = NOW, []
    for _ in range(6):
        put_off_look(session, at, looking(session, at), Trouble("not_a_feed", "404"))
        following = watched(session).next_look_at
        assert following is not None
        waits.append(int((following - at).total_seconds() // 60))
        at = following
    assert waits == [10, 30, 60, 180, 360, 360]
    watch = watched(session)
    assert (watch.trouble, watch.trouble_detail, watch.tries, watch.failing_since) == ("not_a_feed", "404", 6, NOW)
    take_items(session, at, looking(session, at), [POST])
    watch = watched(session)
    assert (watch.trouble, watch.tries, watch.failing_since) == ("", 0, None)


def test_a_host_that_says_when_to_come_back_is_believed_for_a_day_at_most(session: Session, site: Site) -> None:
    put_off_look(session, NOW, looking(session), Trouble("rate_limited"), dt.timedelta(days=3))
    assert watched(session).next_look_at == NOW + dt.timedelta(days=1)


def test_a_suspended_site_is_not_looked_at(session: Session, site: Site) -> None:
    watch_live_sites(session, NOW)
    session.execute(sa.update(Site).where(Site.id == site.id).values(state="suspended", suspended_at=NOW))
    session.commit()
    assert due_now(session, NOW) == []


def said(site_id: int, **changed: Any) -> dict[str, Any]:
    return {"site_id": site_id, "said_on": TODAY, "address": "https://blog.example/week-2/", **changed}


def test_somebody_says_that_something_was_posted_and_takes_it_back(session: Session, cast: Cast, site: Site) -> None:
    teacher, site_id = cast.actor(session, cast.teacher), site.id
    with leaving(session) as left:
        number = say_updated(session, teacher, NOW, **said(site_id))
    assert (left.rows, left.acts) == ({"site_updates": 1, "content_matches": 1}, ["update.said"])
    with leaving(session) as left:
        assert say_updated(session, teacher, NOW, **said(site_id)) == number
    assert (left.rows, left.acts) == ({}, [])
    with leaving(session) as left:
        withdraw_update(session, teacher, NOW, site_id=site_id, update_id=number)
        withdraw_update(session, teacher, NOW, site_id=site_id, update_id=number)
    assert left.acts == ["update.withdrawn"]
    assert counted(session) == [("https://blog.example/week-2/", None, "said_by_hand")]
    say_updated(session, teacher, NOW, **said(site_id))
    assert counted(session) == [("https://blog.example/week-2/", TODAY, "said_by_hand")]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        pytest.param({"said_on": dt.date(2026, 11, 19)}, ["said_in_future"], id="tomorrow"),
        pytest.param({"said_on": dt.date(2026, 10, 20)}, ["said_too_late"], id="more than four weeks ago"),
        pytest.param({"address": " "}, ["no_address"], id="no address"),
        pytest.param({"address": "javascript:alert(1)"}, ["no_address"], id="no web address"),
    ],
)
def test_what_cannot_be_said(
    session: Session, cast: Cast, site: Site, changed: dict[str, Any], codes: list[str]
) -> None:
    teacher, site_id = cast.actor(session, cast.teacher), site.id
    with refused(session, *codes):
        say_updated(session, teacher, NOW, **said(site_id, **changed))


def test_who_has_nothing_to_do_with_a_site_says_nothing_of_it(session: Session, cast: Cast, site: Site) -> None:
    site_id = site.id
    number = say_updated(session, cast.actor(session, cast.ict), NOW, **said(site_id))
    governor = cast.actor(session, cast.chair)
    with refused(session, "not_yours_to_do"):
        say_updated(session, governor, NOW, **said(site_id))
    with refused(session, "not_yours_to_do"):
        withdraw_update(session, governor, NOW, site_id=site_id, update_id=number)


@pytest.mark.parametrize(
    ("change", "may"),
    [
        pytest.param({}, True, id="appointed today"),
        pytest.param({"ends_on": TODAY}, True, id="on the last day of the duty"),
        pytest.param({"ends_on": dt.date(2026, 11, 17)}, False, id="the day after it"),
        pytest.param({"starts_on": dt.date(2026, 11, 19)}, False, id="the day before it begins"),
        pytest.param({"confirmed_at": None}, False, id="never said yes"),
    ],
)
def test_a_duty_lets_somebody_say_what_was_posted_while_it_runs(
    session: Session, cast: Cast, site: Site, change: dict[str, Any], may: bool
) -> None:
    site_id, helper = site.id, cast.actor(session, cast.second)
    start_writing(session)
    for duty in session.scalars(sa.select(Appointment).filter_by(person_id=cast.second.id)):
        duty.starts_on = dt.date(2026, 11, 2)
        for name, value in change.items():
            setattr(duty, name, value)
    session.commit()
    with nullcontext() if may else refused(session, "not_yours_to_do"):
        assert say_updated(session, helper, NOW, **said(site_id))


def test_what_a_feed_showed_cannot_be_taken_back(session: Session, cast: Cast, site: Site) -> None:
    take_items(session, NOW, looking(session), [POST])
    number = session.scalar(sa.select(SiteUpdate.id))
    assert number is not None
    teacher, site_id = cast.actor(session, cast.teacher), site.id
    with refused(session, "not_yours_to_do"):
        withdraw_update(session, teacher, NOW, site_id=site_id, update_id=number)


def test_the_ict_lead_gives_the_feed_and_a_look_under_way_no_longer_counts(
    session: Session, cast: Cast, site: Site
) -> None:
    look, site_id = looking(session), site.id
    ict = cast.actor(session, cast.ict)
    change = {"site_id": site_id, "kind": "feed", "address": "https://blog.example/feed/"}
    with leaving(session) as left:
        set_watch(session, ict, NOW, seen=1, **change)
        set_watch(session, ict, NOW, seen=1, **change)
        take_items(session, NOW, look, [POST])
    assert (left.rows, left.acts) == ({}, ["watch.changed"])
    watch = watched(session)
    assert (watch.address, watch.asked_at, watch.revision) == ("https://blog.example/feed/", NOW, 2)
    with pytest.raises(Stale):
        set_watch(session, ict, NOW, seen=1, site_id=site_id, kind="hand", address="")
    with refused(session, "bad_address"):
        set_watch(session, ict, NOW, seen=2, site_id=site_id, kind="feed", address="ftp://blog.example")
    with refused(session, "not_yours_to_do"):
        teacher = cast.actor(session, cast.teacher)
        set_watch(session, teacher, NOW, seen=2, site_id=site_id, kind="hand", address="")


def test_an_address_that_moved_is_taken_over_by_a_person(session: Session, cast: Cast, site: Site) -> None:
    site_id = site.id
    take_items(session, NOW, looking(session), [POST], moved_to="https://new.example/feed/")
    assert watched(session).address == ""
    with leaving(session) as left:
        take_over_move(session, cast.actor(session, cast.ict), NOW, site_id=site_id, seen=1)
        take_over_move(session, cast.actor(session, cast.ict), NOW, site_id=site_id, seen=1)
    assert left.acts == ["watch.changed"]
    watch = watched(session)
    assert (watch.address, watch.moved_to, watch.read_at) == ("https://new.example/feed/", "", None)


@pytest.mark.parametrize("is_read", [pytest.param(True, id="read"), pytest.param(False, id="not read")])
def test_what_is_asked_for_during_a_look_is_looked_at_next(
    session: Session, cast: Cast, site: Site, is_read: bool
) -> None:
    look, site_id, teacher = looking(session), site.id, cast.actor(session, cast.teacher)
    session.rollback()
    asked = NOW + dt.timedelta(seconds=5)
    ask_for_look(session, teacher, asked, site_id=site_id)
    at = NOW + dt.timedelta(seconds=9)
    if is_read:
        take_items(session, at, look, [])
    else:
        put_off_look(session, at, look, Trouble("too_slow"))
    watch = watched(session)
    assert (watch.asked_at, watch.next_look_at, watch.leased_until) == (asked, asked, None)
    again = take_look(session, at, watch.id, LEASE)
    assert again is not None
    take_items(session, at, again, [])
    watch = watched(session)
    assert watch.asked_at is None
    assert watch.next_look_at is not None
    assert watch.next_look_at > at + HOUR / 2


def test_a_look_at_a_site_with_nothing_new_sends_one_statement_before_and_one_after(
    session: Session, site: Site
) -> None:
    watch_live_sites(session, NOW)
    number = watched(session).id
    with sent(session) as statements:
        look = take_look(session, NOW, number, LEASE)
        assert look is not None
        take_items(session, NOW, look, [])
    assert statements == ["UPDATE update_watches", "UPDATE update_watches"]


def test_a_look_at_a_site_with_news_writes_it_and_its_audit_row(session: Session, site: Site) -> None:
    look = looking(session)
    with sent(session) as statements:
        take_items(session, NOW, look, [POST])
    assert statements == [
        "UPDATE update_watches",
        "SELECT sites",
        "INSERT site_updates",
        # What came out is matched with what was approved (A.3.4).
        "SELECT site_updates",
        "SELECT standing_approvals",
        "INSERT content_matches",
        "SELECT audit_heads",
        "INSERT audit_rows",
        "INSERT audit_texts",
        "UPDATE audit_heads",
    ]


def test_a_look_at_once_is_asked_for_once(session: Session, cast: Cast, site: Site) -> None:
    take_items(session, NOW, looking(session), [POST])
    site_id, later = site.id, NOW + dt.timedelta(minutes=1)
    with leaving(session) as left:
        for _ in range(2):
            ask_for_look(session, cast.actor(session, cast.teacher), later, site_id=site_id)
    assert left.acts == ["watch.look_asked"]
    assert [due.id for due in due_now(session, later)] == [watched(session).id]


def test_another_schools_site_is_not_there(session: Session, cast: Cast, site: Site) -> None:
    watch_live_sites(session, NOW)
    site_id = site.id
    elm = make_school(session, "elm", name="Elm Primary")
    elsewhere = actor_of(session, elm, make_person(session, elm, Role.ICT_LEAD))
    for act in (
        lambda: ask_for_look(session, elsewhere, NOW, site_id=site_id),
        lambda: set_watch(session, elsewhere, NOW, site_id=site_id, seen=1, kind=WatchKind.HAND, address=""),
        lambda: say_updated(session, elsewhere, NOW, **said(site_id)),
    ):
        with pytest.raises(NotHere):
            act()
        session.rollback()
