"""Looks at hosts as rows: one worker at a time, nothing lost and nothing twice, and who is told of what (A.5)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.trouble import Trouble
from governance.domain.words import SiteState
from governance.models import Comment, HostConnection, Notice, Site
from governance.services.comments.reading import reader_of
from governance.services.host_arrivals import read_before, see_access, take_page
from governance.services.host_connections import ask_for_look, close_connection
from governance.services.host_looks import Look, due_now, finish_look, put_off_look, take_look
from governance.services.rechecks import recheck_site
from tests.factories import NOW, make_site
from tests.services.cast import Cast, live_site, make_cast
from tests.services.connections import KEYS, LEASE, PASSWORD, connect, taken_look
from tests.services.left_behind import leaving

MINUTE = dt.timedelta(minutes=1)


def comment(number: int, state: HostState = HostState.HELD, words: str = "What a lovely picture") -> Arrival:
    return Arrival(host_id=str(number), body=words, host_state=state, author_name="Sam")


def page(
    session: Session,
    look: Look,
    *arrivals: Arrival,
    cursor: str = "1",
    at: dt.datetime = NOW,
    holds: bool | None = None,
) -> Look | None:
    read = read_before(session, look, arrivals, reader_of(session, look.school_id))
    session.rollback()
    return take_page(session, at, look, arrivals, {"place": cursor}, read, LEASE, asked_at=at, holds=holds)


def row_of(session: Session, number: int) -> HostConnection:
    row = session.get_one(HostConnection, number, populate_existing=True)
    session.rollback()
    session.refresh(row)
    return row


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def connected(session: Session, cast: Cast) -> int:
    return connect(session, cast, live_site(session, cast)).id


def test_one_worker_looks_and_a_dead_ones_lease_runs_out(session: Session, connected: int) -> None:
    assert [one.host for one in due_now(session, NOW)] == ["blogs.example"]
    taken_look(session, connected)
    assert take_look(session, NOW + MINUTE, connected, LEASE) is None
    assert due_now(session, NOW + MINUTE) == []
    assert take_look(session, NOW + 2 * MINUTE, connected, LEASE) is not None


def test_a_look_shows_no_secret(session: Session, connected: int) -> None:
    look = taken_look(session, connected)
    assert look.secret not in (b"", PASSWORD.encode())
    assert repr(look.secret) not in repr(look)


def test_what_came_and_where_the_next_look_begins_stand_together(session: Session, connected: int) -> None:
    look = taken_look(session, connected)
    with leaving(session) as left:
        held = page(session, look, comment(1), comment(2))
    assert held is not None
    assert left.rows["comments"] == 2
    assert left.acts == ["comments.arrived"]
    assert row_of(session, connected).cursor == {"place": "1"}
    with leaving(session) as left:
        assert page(session, held, comment(1), comment(2), cursor="2") is not None
    assert (left.rows, left.acts) == ({}, [])
    assert row_of(session, connected).cursor == {"place": "2"}


def test_a_worker_that_lost_its_lease_takes_nothing_in(session: Session, connected: int) -> None:
    late = taken_look(session, connected)
    taken_look(session, connected, NOW + 3 * MINUTE)
    with leaving(session) as left:
        assert page(session, late, comment(1), at=NOW + 3 * MINUTE) is None
        finish_look(session, NOW + 3 * MINUTE, late)
        put_off_look(session, NOW + 3 * MINUTE, late, Trouble("signed_out"))
        see_access(session, NOW, late, account="x", address="", warnings=(), holds=True)
    assert (left.rows, left.acts, left.told) == ({}, [], [])
    row = row_of(session, connected)
    assert (row.cursor, row.trouble, row.reached_at, row.holds) == ({}, "", None, None)


def test_a_closed_connection_takes_nothing_in(session: Session, cast: Cast, connected: int) -> None:
    look = taken_look(session, connected)
    close_connection(session, cast.actor(session, cast.ict), NOW, connection_id=connected, seen=1)
    with leaving(session) as left:
        assert page(session, look, comment(1)) is None
        finish_look(session, NOW, look)
    assert (left.rows, left.acts) == ({}, [])
    assert row_of(session, connected).next_look_at is None


def test_a_running_site_is_asked_again_within_two_minutes(session: Session, cast: Cast, connected: int) -> None:
    found = make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None, name="Old blog")
    seldom = connect(session, cast, found, address="https://old.example").id
    for number, most in ((connected, 2), (seldom, 10)):
        look = taken_look(session, number)
        finish_look(session, NOW + dt.timedelta(seconds=5), look)
        row = row_of(session, number)
        assert row.next_look_at is not None
        assert NOW + MINUTE < row.next_look_at <= NOW + most * MINUTE
        assert (row.leased_until, row.asked_at, row.trouble) == (None, None, "")


def test_what_was_asked_for_during_a_look_is_looked_at_next(session: Session, cast: Cast, connected: int) -> None:
    first = taken_look(session, connected)
    finish_look(session, NOW, first)
    look = taken_look(session, connected, NOW + 2 * MINUTE)
    later = NOW + 2 * MINUTE + dt.timedelta(seconds=5)
    ask_for_look(session, cast.actor(session, cast.ict), later, connection_id=connected)
    finish_look(session, later, look)
    row = row_of(session, connected)
    assert (row.asked_at, row.next_look_at) == (later, later)


def test_a_lost_password_is_told_within_one_look_and_once(session: Session, connected: int) -> None:
    """The account's loss of power is shown within one poll (complaint 23)."""
    with leaving(session) as left:
        put_off_look(session, NOW, taken_look(session, connected), Trouble("signed_out", "rest_not_logged_in"))
    assert (left.acts, left.told) == (["connection.failing"], [("host_fails", "ict_lead")])
    row = row_of(session, connected)
    assert (row.trouble, row.tries, row.failing_since) == ("signed_out", 1, NOW)
    assert row.next_look_at == NOW + 15 * MINUTE
    again = NOW + 15 * MINUTE
    with leaving(session) as left:
        put_off_look(session, again, taken_look(session, connected, again), Trouble("signed_out"))
    assert (left.acts, left.told) == ([], [])
    assert row_of(session, connected).failing_since == NOW
    with leaving(session) as left:
        finish_look(session, again, taken_look(session, connected, again + 15 * MINUTE))
    assert (left.acts, left.told) == (["connection.works_again"], [])
    row = row_of(session, connected)
    assert (row.trouble, row.tries, row.failing_since) == ("", 0, None)


def test_a_host_that_is_down_is_told_of_when_it_lasts(session: Session, connected: int) -> None:
    told: list[tuple[str, str]] = []
    waits = []
    at = NOW
    for _ in range(6):
        with leaving(session) as left:
            put_off_look(session, at, taken_look(session, connected, at), Trouble("not_reachable"))
        told += left.told
        due = row_of(session, connected).next_look_at
        assert due is not None
        waits.append(int((due - at).total_seconds()) // 60)
        at = due
    assert waits == [1, 2, 4, 8, 15, 15]
    assert told == [("host_fails", "ict_lead")]


def test_a_host_that_says_when_to_come_back_is_believed_within_reason(session: Session, connected: int) -> None:
    hour = dt.timedelta(hours=1)
    for said, waits in ((hour, hour), (dt.timedelta(seconds=5), 2 * MINUTE), (100 * hour, 12 * hour)):
        at = row_of(session, connected).next_look_at
        assert at is not None
        put_off_look(session, at, taken_look(session, connected, at), Trouble("rate_limited"), said)
        assert row_of(session, connected).next_look_at == at + waits


def test_without_an_ict_lead_the_head_is_told(session: Session, cast: Cast, connected: int) -> None:
    from governance.models import Membership, RoleHeld

    session.rollback()
    held = session.scalars(
        sa.select(RoleHeld)
        .join(Membership, Membership.id == RoleHeld.membership_id)
        .where(Membership.person_id == cast.ict.id)
    ).one()
    session.delete(held)
    session.commit()
    with leaving(session) as left:
        put_off_look(session, NOW, taken_look(session, connected), Trouble("too_little_power"))
    assert left.told == [("host_fails", "head")]
    mail = session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert mail is not None
    assert mail.link.endswith("/connection")
    assert PASSWORD not in mail.body


def first_look(session: Session, connected: int) -> None:
    look = taken_look(session, connected)
    held = page(session, look, comment(1, HostState.PUBLIC), comment(2))
    assert held is not None
    finish_look(session, NOW, held)


@pytest.mark.parametrize("holds", [True, False, None])
def test_what_a_page_shows_of_how_the_blog_is_set_is_kept_with_its_moment(
    session: Session, connected: int, holds: bool | None
) -> None:
    look = taken_look(session, connected)
    with leaving(session) as left:
        page(session, look, comment(1), holds=holds)
    row = row_of(session, connected)
    assert (row.holds, row.holds_seen_at) == (holds, None if holds is None else NOW)
    assert ("connection.holding_seen" in left.acts) is (holds is not None)


def test_a_check_keeps_the_blogs_own_name_for_itself_but_never_another_machine(
    session: Session, connected: int
) -> None:
    look = taken_look(session, connected)
    for said, kept in (
        ("https://blogs.example/year-3/?rest_route=/", "https://blogs.example/year-3/?rest_route=/"),
        ("https://elsewhere.example", "https://blogs.example/year-3/?rest_route=/"),
    ):
        see_access(session, NOW, look, account="Moderation", address=said, warnings=["more_than_moderate"], holds=None)
        row = row_of(session, connected)
        assert (row.address, row.account, row.warnings) == (kept, "Moderation", ["more_than_moderate"])
        assert row.checked_at == NOW


def test_a_comment_that_arrives_public_turns_a_pupil_site_amber_until_one_waits_again(
    session: Session, cast: Cast, connected: int
) -> None:
    first_look(session, connected)
    site_id = row_of(session, connected).site_id
    clock = the_clock(cast.school.id)
    for minutes, state, amber in ((2, HostState.PUBLIC, ["comments_held"]), (6, HostState.HELD, [])):
        at = NOW + minutes * MINUTE
        look = taken_look(session, connected, at)
        held = page(session, look, comment(20 + minutes, state), at=at, holds=state is HostState.HELD)
        assert held is not None
        finish_look(session, at, held)
        recheck_site(session, clock, at, site_id)
        site = session.get_one(Site, site_id, populate_existing=True)
        assert site.amber_why == amber
        session.rollback()


def test_a_password_never_leaves_the_row(session: Session, cast: Cast, connected: int) -> None:
    first_look(session, connected)
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 2
    session.rollback()
    for table in HostConnection.metadata.sorted_tables:
        shown = repr(session.execute(sa.select(table)).all())
        assert PASSWORD not in shown, table.name
        assert KEYS[0] not in shown, table.name
