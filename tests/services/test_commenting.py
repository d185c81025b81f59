"""What becomes of commenting when a site pauses and goes on: the wish, its number, its day, and who did it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.trouble import Trouble
from governance.domain.words import SiteState
from governance.models import HostConnection, Site
from governance.services.closed_posts import note_post, posts_to_open, remember_post
from governance.services.closing import cancel_closing, start_closing
from governance.services.commenting import see_to_paused_sites, tick_off_commenting
from governance.services.commenting_looks import (
    Errand,
    due_errands,
    finish_errand,
    keep_errand,
    put_off_errand,
    take_errand,
)
from governance.services.host_connections import close_connection
from governance.services.policy import change_setting
from governance.services.refused import NotHere
from governance.services.sites import suspend_site
from tests.factories import NOW, make_site, start_writing
from tests.services.cast import Cast, audit_codes, live_site, make_cast
from tests.services.commenting import WHY, commenting, go_on, join_blog, pause, remembered, seen
from tests.services.connections import connect
from tests.services.left_behind import leaving
from tests.services.unchanged import refused, unchanged

LEASE = dt.timedelta(minutes=2)
LATER = NOW + dt.timedelta(minutes=5)
BY = dt.date(2026, 11, 20)
"""Two school days after the Wednesday on which tests happen."""


@pytest.fixture(name="cast")
def _cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture(name="site")
def _site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def taken(session: Session, site: Site, at: dt.datetime = LATER) -> Errand:
    session.rollback()
    errand = take_errand(session, at, commenting(session, site.id).id, LEASE)
    assert errand is not None
    return errand


def closed_by_us(session: Session, site: Site, *refs: str) -> Errand:
    """The worker's whole turn on a blog on which these posts took comments."""
    errand = taken(session, site)
    for ref in refs:
        kept = remember_post(session, LATER, errand, LEASE, ref, f"https://blog.example/{ref}", "Beans")
        assert kept is not None
        errand = kept
        note_post(session, LATER, errand, ref)
    finish_errand(session, LATER, errand, len(refs))
    return errand


def tick(session: Session, cast: Cast, site: Site, person: str = "teacher", at: dt.datetime = LATER) -> None:
    sequence = commenting(session, site.id).sequence
    session.rollback()
    actor = cast.actor(session, getattr(cast, person))
    session.rollback()
    tick_off_commenting(session, actor, at, site_id=site.id, sequence=sequence)


def test_without_a_connection_closing_is_a_task_with_a_day_and_people_are_told(
    session: Session, cast: Cast, site: Site
) -> None:
    with leaving(session) as left:
        pause(session, cast, site)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.sequence, row.do_by, row.due_at) == ("closed", "task", 1, BY, None)
    assert left.acts == ["commenting.left_to_people", "site.suspended"]
    told = [name for kind, name in left.told if kind == "commenting_to_close"]
    assert told == ["first teacher", "ict_lead"], "the site's administrator and the ICT lead"


def test_the_days_for_it_are_the_schools_own(session: Session, cast: Cast, site: Site) -> None:
    head = cast.actor(session, cast.head)
    session.rollback()
    change_setting(session, head, NOW, key="commenting_school_days", value=4, seen=0)
    pause(session, cast, site)
    assert commenting(session, site.id).do_by == dt.date(2026, 11, 24)


def test_a_connection_that_takes_decisions_is_asked_and_nobody_is_bothered(
    session: Session, cast: Cast, site: Site
) -> None:
    join_blog(session, cast, site)
    with leaving(session) as left:
        pause(session, cast, site)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.sequence, row.due_at, row.do_by) == ("closed", "waiting", 1, NOW, None)
    assert left.acts == ["site.suspended"]


def test_a_feed_can_only_be_read_so_it_is_a_task(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site, kind="feed", account="", secret=b"")
    pause(session, cast, site)
    assert commenting(session, site.id).delivery == "task"
    session.rollback()
    assert due_errands(session, LATER) == []


def test_a_site_that_may_not_be_suspended_leaves_no_wish(session: Session, cast: Cast, site: Site) -> None:
    actor, asked = cast.actor(session, cast.teacher), seen(session, site)
    session.rollback()
    with refused(session, "not_yours_to_do"):
        suspend_site(session, actor, NOW, reason=WHY, **asked)


def test_what_is_closed_for_the_pause_is_opened_after_it_and_nothing_else(
    session: Session, cast: Cast, site: Site
) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    closed_by_us(session, site, "posts/3", "posts/5")
    row = commenting(session, site.id)
    assert (row.delivery, row.says, row.confirmed_at) == ("confirmed", "closed", LATER)
    assert row.due_at == LATER + dt.timedelta(minutes=10), "new posts are looked for"
    go_on(session, cast, site, LATER)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.sequence, row.due_at) == ("open", "waiting", 2, LATER)
    errand = taken(session, site)
    assert posts_to_open(session, errand) == ["posts/3", "posts/5"]
    for ref in ("posts/3", "posts/5"):
        note_post(session, LATER, errand, ref)
    finish_errand(session, LATER, errand, 2)
    row = commenting(session, site.id)
    assert (row.delivery, row.says, row.due_at, row.confirmed_sequence) == ("confirmed", "open", None, 2)
    assert remembered(session, site.id) == []
    session.rollback()
    assert audit_codes(session).count("commenting.confirmed") == 2


def test_a_newer_wish_stops_the_older_at_the_next_post_and_wins(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    older = taken(session, site, NOW)
    kept = remember_post(session, NOW, older, LEASE, "posts/3", "", "")
    assert kept is not None
    go_on(session, cast, site, LATER)
    assert remember_post(session, NOW, kept, LEASE, "posts/5", "", "") is None
    assert keep_errand(session, NOW, kept, LEASE) is None
    finish_errand(session, NOW, kept, 1)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.says, row.leased_until) == ("open", "waiting", None, None)
    assert remembered(session, site.id) == ["posts/3"], "it may have been closed, so it is opened"
    assert posts_to_open(session, taken(session, site)) == ["posts/3"]


def test_two_workers_never_have_the_same_wish_and_a_dead_ones_lease_runs_out(
    session: Session, cast: Cast, site: Site
) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    first = taken(session, site, NOW)
    assert take_errand(session, NOW, first.commenting_id, LEASE) is None
    assert due_errands(session, NOW) == []
    after = NOW + LEASE
    second = taken(session, site, after)
    assert remember_post(session, after, first, LEASE, "posts/3", "", "") is None
    put_off_errand(session, after, first, Trouble("too_slow"))
    row = commenting(session, site.id)
    assert (row.trouble, row.tries, row.leased_until) == ("", 0, second.leased_until)


def test_a_host_that_is_down_is_a_visible_state_with_the_next_try_and_then_a_task_as_well(
    session: Session, cast: Cast, site: Site
) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    at, found = LATER, []
    for _ in range(5):
        put_off_errand(session, at, taken(session, site, at), Trouble("not_reachable"))
        row = commenting(session, site.id)
        assert row.due_at is not None
        found.append((row.delivery.value, row.trouble, int((row.due_at - at).total_seconds())))
        at = row.due_at
    assert found == [
        ("waiting", "not_reachable", 30),
        ("waiting", "not_reachable", 60),
        ("waiting", "not_reachable", 120),
        ("waiting", "not_reachable", 240),
        ("task", "not_reachable", 480),
    ]
    assert row.do_by == BY
    # When the host answers again it is done, and the task is over.
    finish_errand(session, at, taken(session, site, at), 0)
    assert commenting(session, site.id).delivery == "confirmed"


def test_the_hosts_own_word_about_when_to_come_back_is_followed(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    put_off_errand(session, LATER, taken(session, site), Trouble("rate_limited"), dt.timedelta(minutes=7))
    assert commenting(session, site.id).due_at == LATER + dt.timedelta(minutes=7)


def test_missing_power_is_a_task_at_once_and_looked_at_again(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    with leaving(session) as left:
        put_off_errand(session, LATER, taken(session, site), Trouble("cannot_close_commenting"))
    row = commenting(session, site.id)
    assert (row.delivery, row.do_by, row.due_at) == ("task", BY, LATER + dt.timedelta(minutes=10))
    assert left.acts == ["commenting.left_to_people"]
    # Asked once, however often it is looked at.
    with leaving(session) as left:
        put_off_errand(
            session, row.due_at or NOW, taken(session, site, row.due_at or NOW), Trouble("cannot_close_commenting")
        )
    assert (left.acts, left.told) == ([], [])


def test_a_tick_without_a_connection_counts(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    with leaving(session) as left:
        tick(session, cast, site)
    row = commenting(session, site.id)
    assert (row.delivery, row.says, row.done_by, row.confirmed_at) == ("confirmed", "closed", cast.teacher.id, LATER)
    assert left.acts == ["commenting.done_by_hand"]
    session.rollback()
    # The same tick twice is harmless.
    with unchanged(session):
        tick(session, cast, site)
    go_on(session, cast, site, LATER)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.do_by, row.done_by) == ("open", "task", BY, None)
    tick(session, cast, site, "ict")
    row = commenting(session, site.id)
    assert (row.delivery, row.says, row.by_hand) == ("confirmed", "open", False)


def test_what_nobody_closed_nobody_has_to_open(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    go_on(session, cast, site, LATER)
    row = commenting(session, site.id)
    assert (row.wanted, row.delivery, row.sequence) == ("open", "nothing_to_do", 2)


def test_a_tick_is_checked_where_the_product_can_look_and_taken_back_where_it_came_early(
    session: Session, cast: Cast, site: Site
) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    put_off_errand(session, LATER, taken(session, site), Trouble("cannot_close_commenting"))
    tick(session, cast, site)
    row = commenting(session, site.id)
    assert (row.delivery, row.due_at, row.done_by) == ("task", LATER, cast.teacher.id)
    with leaving(session) as left:
        put_off_errand(session, LATER, taken(session, site), Trouble("cannot_close_commenting"))
    row = commenting(session, site.id)
    assert (row.delivery, row.done_by, row.trouble) == ("task", None, "tick_came_early")
    assert left.acts == ["commenting.not_so"]
    tick(session, cast, site)
    finish_errand(session, LATER, taken(session, site), 0)
    row = commenting(session, site.id)
    assert (row.delivery, row.says, row.by_hand) == ("confirmed", "closed", True)
    go_on(session, cast, site, LATER)
    assert commenting(session, site.id).delivery == "task", "only who closed the posts knows which were open"


def test_a_host_that_cannot_be_looked_at_leaves_the_tick_alone(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    put_off_errand(session, LATER, taken(session, site), Trouble("cannot_close_commenting"))
    tick(session, cast, site)
    put_off_errand(session, LATER, taken(session, site), Trouble("not_reachable"))
    row = commenting(session, site.id)
    assert (row.delivery, row.done_by, row.trouble) == ("task", cast.teacher.id, "not_reachable")


def test_closed_by_hand_without_a_tick_is_seen_and_remembered(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    put_off_errand(session, LATER, taken(session, site), Trouble("cannot_close_commenting"))
    again = LATER + dt.timedelta(minutes=10)
    finish_errand(session, again, taken(session, site, again), 0)
    row = commenting(session, site.id)
    assert (row.delivery, row.by_hand) == ("confirmed", True)


@pytest.mark.parametrize(
    ("trouble", "delivery"),
    [
        pytest.param("cannot_close_commenting", "task", id="a new post was seen that we may not close"),
        pytest.param("not_reachable", "confirmed", id="a blog that is down says nothing about its posts"),
    ],
)
def test_while_it_is_paused_the_blog_is_looked_at_again(
    session: Session, cast: Cast, site: Site, trouble: str, delivery: str
) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    closed_by_us(session, site, "posts/3")
    again = LATER + dt.timedelta(minutes=10)
    errand = taken(session, site, again)
    assert errand.is_sweep is False
    put_off_errand(session, again, errand, Trouble(trouble))
    row = commenting(session, site.id)
    assert (row.delivery, row.trouble) == (delivery, trouble)


def test_a_new_post_closed_later_keeps_since_when_it_is_so(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    closed_by_us(session, site, "posts/3")
    again = LATER + dt.timedelta(minutes=10)
    with leaving(session) as left:
        finish_errand(session, again, taken(session, site, again), 0)
    assert left.acts == [], "nothing happened"
    row = commenting(session, site.id)
    assert (row.confirmed_at, row.said_at) == (LATER, again)
    tomorrow = NOW + dt.timedelta(days=1, minutes=6)
    assert taken(session, site, tomorrow).is_sweep is True


def test_a_blog_that_altered_a_post_is_not_touched_again(session: Session, cast: Cast, site: Site) -> None:
    join_blog(session, cast, site)
    pause(session, cast, site)
    errand = taken(session, site)
    kept = remember_post(session, LATER, errand, LEASE, "posts/3", "", "")
    assert kept is not None
    put_off_errand(session, LATER, kept, Trouble("post_text_changed", "https://blog.example/3"))
    row = commenting(session, site.id)
    assert (row.delivery, row.due_at, row.hands_off) == ("task", None, True)
    tick(session, cast, site)
    go_on(session, cast, site, LATER)
    row = commenting(session, site.id)
    assert (row.delivery, row.due_at) == ("task", None)


def test_a_blog_that_another_school_is_joined_to_as_well_is_said_to_be_shared(
    session: Session, cast: Cast, site: Site
) -> None:
    elm = make_cast(session, "elm")
    theirs = live_site(session, elm)
    join_blog(session, cast, site, "https://Blog.example/")
    pause(session, cast, site)
    assert taken(session, site, NOW).is_shared is False
    number = join_blog(session, elm, theirs, "https://blog.example")
    assert taken(session, site, NOW + LEASE).is_shared is True
    session.rollback()
    assert due_errands(session, NOW) == [], "the other school's site is not paused"
    start_writing(session)
    row = session.get_one(HostConnection, number)
    row.closed_at, row.secret = NOW, b""
    session.commit()
    assert taken(session, site, NOW + 2 * LEASE).is_shared is False


def test_an_errand_goes_by_its_own_sites_connection_only(session: Session, cast: Cast, site: Site) -> None:
    elm = make_cast(session, "elm")
    theirs = live_site(session, elm)
    join_blog(session, cast, site, "https://oak.example")
    join_blog(session, elm, theirs, "https://elm.example")
    pause(session, cast, site)
    pause(session, elm, theirs)
    assert taken(session, site).address == "https://oak.example"
    assert taken(session, theirs).address == "https://elm.example"


@pytest.mark.parametrize(
    ("person", "may"),
    [("teacher", True), ("second", True), ("ict", True), ("head", True), ("dsl", False), ("assistant", False)],
)
def test_who_may_tick_it_off(session: Session, cast: Cast, site: Site, person: str, may: bool) -> None:
    pause(session, cast, site)
    if may:
        tick(session, cast, site, person)
        assert commenting(session, site.id).delivery == "confirmed"
        return
    commenting(session, site.id)
    with refused(session, "not_yours_to_do"):
        tick(session, cast, site, person)


def test_an_old_page_ticks_nothing_off(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    actor = cast.actor(session, cast.teacher)
    session.rollback()
    with refused(session, "task_is_over"):
        tick_off_commenting(session, actor, LATER, site_id=site.id, sequence=0)


def test_another_schools_site_is_not_there(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    elm = make_cast(session, "elm")
    actor = elm.actor(session, elm.ict)
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        tick_off_commenting(session, actor, LATER, site_id=site.id, sequence=1)


def test_a_site_that_was_never_paused_has_no_task(session: Session, cast: Cast, site: Site) -> None:
    actor = cast.actor(session, cast.ict)
    number = site.id
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        tick_off_commenting(session, actor, LATER, site_id=number, sequence=1)


def test_when_the_connection_is_closed_what_waits_becomes_a_task(session: Session, cast: Cast, site: Site) -> None:
    number = join_blog(session, cast, site)
    pause(session, cast, site)
    actor = cast.actor(session, cast.ict)
    session.rollback()
    close_connection(session, actor, LATER, connection_id=number, seen=1)
    row = commenting(session, site.id)
    assert (row.delivery, row.do_by, row.due_at) == ("task", BY, None)


def test_when_a_connection_is_opened_the_product_tries_itself(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    connect(session, cast, session.get_one(Site, site.id))
    assert commenting(session, site.id).due_at == NOW
    session.rollback()
    assert len(due_errands(session, LATER)) == 1


def test_what_we_closed_and_can_open_no_more_is_a_task_that_a_tick_ends(
    session: Session, cast: Cast, site: Site
) -> None:
    number = join_blog(session, cast, site)
    pause(session, cast, site)
    closed_by_us(session, site, "posts/3")
    actor = cast.actor(session, cast.ict)
    session.rollback()
    close_connection(session, actor, LATER, connection_id=number, seen=1)
    go_on(session, cast, site, LATER)
    assert commenting(session, site.id).delivery == "task"
    assert remembered(session, site.id) == ["posts/3"]
    session.rollback()
    tick(session, cast, site)
    assert (commenting(session, site.id).delivery, remembered(session, site.id)) == ("confirmed", [])


def test_a_site_that_is_closed_from_a_pause_stays_closed_for_comments(session: Session, cast: Cast, site: Site) -> None:
    pause(session, cast, site)
    asked = seen(session, site)
    head = cast.actor(session, cast.head)
    session.rollback()
    start_closing(session, head, LATER, reason=WHY, **asked)
    assert (commenting(session, site.id).wanted, commenting(session, site.id).sequence) == ("closed", 1)
    asked = seen(session, site)
    cancel_closing(session, head, LATER, reason=WHY, **asked)
    session.rollback()
    assert session.get_one(Site, site.id, populate_existing=True).state is SiteState.SUSPENDED
    assert (commenting(session, site.id).wanted, commenting(session, site.id).sequence) == ("closed", 1)


def test_sites_that_were_paused_before_there_were_wishes_get_theirs(session: Session, cast: Cast, site: Site) -> None:
    start_writing(session)
    session.execute(sa.update(Site).where(Site.id == site.id).values(state=SiteState.SUSPENDED, suspended_at=NOW))
    session.commit()
    make_site(session, cast.school, cast.teacher)
    with leaving(session) as left:
        see_to_paused_sites(session, the_clock(cast.school.id), LATER)
    assert left.rows == {"commenting_on_hosts": 1}
    assert commenting(session, site.id).delivery == "task"
    session.rollback()
    with unchanged(session):
        see_to_paused_sites(session, the_clock(cast.school.id), LATER)
