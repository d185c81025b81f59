"""Decisions on their way to a host: only the newest is pushed, read back and confirmed; nothing is ever lost."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.pushing import next_try
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Source
from governance.models import CommentDecision, Notice
from governance.services.comments.pushing import (
    Line,
    Push,
    bring_forward,
    lines_with_pushes,
    put_off_push,
    record_push,
    take_next_push,
)
from governance.services.comments.tasks import tick_off_task
from governance.services.comments.unconfirmed import tell_of_unconfirmed
from governance.services.refused import Refused
from tests.services.cast import audit_codes
from tests.services.comments.cast import LATER, Blog, arrive, decided, fresh, make_blog, on_host, one

LEASE = dt.timedelta(minutes=2)
SOON = LATER + dt.timedelta(seconds=10)


def line_of(session: Session) -> Line:
    (line,) = lines_with_pushes(session, SOON)
    return line


def waiting_push(session: Session, action: str = "remove", body: str = "I like your castle.") -> tuple[Blog, int, Push]:
    """A decision that was just taken, and is now on its way to the host."""
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(body=body))
    decided(session, blog, blog.cast.teacher, taken.comment_id, action)
    session.rollback()
    push = take_next_push(session, SOON, LEASE, line_of(session))
    assert push is not None
    return blog, taken.comment_id, push


def test_the_newest_wish_is_pushed_read_back_and_confirmed(session: Session) -> None:
    _, comment_id, push = waiting_push(session)
    assert (push.host_id, push.wanted, push.sequence, push.tries) == ("7", "removed", 1, 1)
    assert record_push(session, SOON, push, HostState.REMOVED) is True
    row = on_host(session, comment_id)
    assert (row.delivery, row.says, row.confirmed_at, row.due_at) == ("confirmed", "removed", SOON, None)


def test_what_is_under_way_is_taken_by_nobody_else_until_its_lease_ends(session: Session) -> None:
    waiting_push(session)
    assert lines_with_pushes(session, SOON) == []
    later = SOON + LEASE
    (line,) = lines_with_pushes(session, later)
    again = take_next_push(session, later, LEASE, line)
    assert again is not None
    assert again.tries == 2


def test_a_newer_wish_waits_for_the_older_one_under_way_and_wins(session: Session) -> None:
    blog, comment_id, older = waiting_push(session, "publish")
    decided(session, blog, blog.cast.teacher, comment_id, "undo", SOON)
    session.rollback()
    assert lines_with_pushes(session, SOON) == [], "two on their way at once could arrive in the wrong order"
    assert record_push(session, SOON, older, HostState.PUBLIC) is False
    row = on_host(session, comment_id)
    assert (row.wanted, row.sequence, row.confirmed_sequence, row.delivery) == ("held", 2, 0, "waiting")
    session.rollback()
    newer = take_next_push(session, SOON, LEASE, line_of(session))
    assert newer is not None
    assert (newer.wanted, newer.sequence) == ("held", 2)


def test_a_host_that_says_yes_and_does_nothing_is_asked_again(session: Session) -> None:
    _, comment_id, push = waiting_push(session)
    assert record_push(session, SOON, push, HostState.PUBLIC) is False
    row = on_host(session, comment_id)
    assert (row.delivery, row.trouble, row.due_at) == ("waiting", "did_not_do_it", SOON + dt.timedelta(seconds=30))


@pytest.mark.parametrize(
    ("action", "state"),
    [
        pytest.param("remove", "removed", id="deleted there is off the page, which was wished"),
        pytest.param("publish", "removed", id="deleted there is their decision, and ours has nothing left to show"),
    ],
)
def test_a_comment_that_the_host_has_no_more(session: Session, action: str, state: str) -> None:
    _, comment_id, push = waiting_push(session, action)
    record_push(session, SOON, push, HostState.GONE)
    comment, row = fresh(session, comment_id), on_host(session, comment_id)
    assert (comment.state, row.delivery, row.due_at, row.says) == (state, "gone", None, "gone")
    last = session.scalars(sa.select(CommentDecision).order_by(CommentDecision.number.desc())).first()
    assert last is not None
    assert (last.decider_id is None) is (action == "publish")


def test_a_host_in_trouble_is_a_visible_state_with_the_next_try(session: Session) -> None:
    _, comment_id, push = waiting_push(session)
    put_off_push(session, SOON, push, Trouble("rate_limited"), dt.timedelta(minutes=7))
    row = on_host(session, comment_id)
    assert (row.delivery, row.trouble, row.due_at) == ("waiting", "rate_limited", SOON + dt.timedelta(minutes=7))


def test_when_the_host_answers_again_nothing_waits_longer(session: Session) -> None:
    blog, comment_id, push = waiting_push(session)
    (other,) = arrive(session, blog, one("8"))
    decided(session, blog, blog.cast.second, other.comment_id, "publish")
    session.rollback()
    line = Line(blog.cast.school.id, blog.site.id, "wordpress", "", "", b"")
    second = take_next_push(session, SOON, LEASE, line)
    assert second is not None
    put_off_push(session, SOON, push, Trouble("not_reachable"), dt.timedelta(hours=1))
    put_off_push(session, SOON, second, Trouble("not_reachable"), dt.timedelta(hours=1))
    bring_forward(session, SOON, line)
    assert {on_host(session, number).due_at for number in (comment_id, other.comment_id)} == {SOON}


def test_a_late_failure_of_an_older_push_does_not_hold_the_newer_up(session: Session) -> None:
    blog, comment_id, older = waiting_push(session, "publish")
    decided(session, blog, blog.cast.teacher, comment_id, "undo", SOON)
    session.rollback()
    put_off_push(session, SOON, older, Trouble("too_slow"))
    row = on_host(session, comment_id)
    assert (row.due_at, row.leased_until, row.trouble) == (SOON, None, "")


@pytest.mark.parametrize(
    ("tries", "urgent", "seconds"),
    [
        pytest.param(1, False, 30, id="first in half a minute"),
        pytest.param(4, False, 240, id="then longer each time"),
        pytest.param(20, False, 1800, id="never longer than half an hour"),
        pytest.param(1, True, 5, id="urgent in five seconds"),
        pytest.param(20, True, 60, id="urgent never longer than a minute"),
    ],
)
def test_urgent_removals_are_tried_fastest(tries: int, urgent: bool, seconds: int) -> None:
    assert next_try(LATER, tries, urgent=urgent) == LATER + dt.timedelta(seconds=seconds)


def test_an_urgent_removal_that_does_not_happen_is_told_once(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "hide")
    session.rollback()
    late = LATER + dt.timedelta(minutes=5)
    assert tell_of_unconfirmed(session, late - dt.timedelta(seconds=1)) == 0
    assert tell_of_unconfirmed(session, late) == 1
    assert tell_of_unconfirmed(session, late) == 0
    told = session.scalars(sa.select(Notice).where(Notice.kind == "removal_not_confirmed")).all()
    assert {notice.person_id for notice in told} >= {blog.cast.ict.id}
    assert all("castle" not in notice.body for notice in told)
    assert audit_codes(session).count("comment.not_taken_off") == 1


def feed_task(session: Session) -> tuple[Blog, int]:
    blog = make_blog(session, connected=False)
    (taken,) = arrive(session, blog, one(state="public"), source=Source.FEED, pushed=False)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove")
    session.rollback()
    return blog, taken.comment_id


def test_a_tick_on_a_feeds_task_waits_for_the_feed_to_say_so(session: Session) -> None:
    blog, comment_id = feed_task(session)
    actor = blog.actor(session, blog.cast.second)
    session.rollback()
    tick_off_task(session, actor, SOON, comment_id=comment_id, sequence=1)
    row = on_host(session, comment_id)
    assert (row.delivery, row.done_by, row.done_at) == ("task", blog.cast.second.id, SOON)
    session.rollback()
    arrive(session, blog, one(state="removed"), source=Source.FEED, pushed=False, now=SOON)
    assert on_host(session, comment_id).delivery == "confirmed"


def test_a_tick_that_came_too_early_is_taken_back(session: Session) -> None:
    blog, comment_id = feed_task(session)
    actor = blog.actor(session, blog.cast.second)
    session.rollback()
    tick_off_task(session, actor, SOON, comment_id=comment_id, sequence=1)
    late = SOON + dt.timedelta(minutes=20)
    arrive(session, blog, one(state="public"), source=Source.FEED, pushed=False, now=late)
    row = on_host(session, comment_id)
    assert (row.delivery, row.done_at, row.trouble) == ("task", None, "did_not_do_it")


def test_a_tick_for_what_was_decided_anew_is_refused(session: Session) -> None:
    blog, comment_id = feed_task(session)
    decided(session, blog, blog.cast.teacher, comment_id, "undo", SOON)
    session.rollback()
    actor = blog.actor(session, blog.cast.second)
    session.rollback()
    with pytest.raises(Refused) as raised:
        tick_off_task(session, actor, SOON, comment_id=comment_id, sequence=1)
    assert raised.value.codes == ("task_is_over",)
