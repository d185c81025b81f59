"""What waits stands in somebody's queue, and what a host said before a decision reached it undoes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction, Source, Urgency
from governance.services.comments.arriving import take_in
from governance.services.comments.pushing import lines_with_pushes, record_push, take_next_push
from governance.services.comments.reading import reader_of
from governance.services.refused import Refused
from governance.services.transaction import use_case
from tests.services.comments.cast import NOW, fresh, on_host, one, open_kinds
from tests.soak.comment_walk import Walked, begin
from tests.soak.what_always_holds import everything_holds

SURNAME = "That is my sister Lena Whitlock in the picture"


@pytest.fixture
def walked(session: Session) -> Walked:
    return begin(session, "oak")


def test_what_the_host_removed_before_we_looked_has_no_open_reasons(walked: Walked) -> None:
    walked.do(lambda: walked.arrive(SURNAME, HostState.REMOVED))
    assert open_kinds(walked.session, walked.ids[0]) == []
    everything_holds(walked)


def test_a_report_cannot_be_handed_to_who_published_the_comment(walked: Walked) -> None:
    walked.do(lambda: walked.arrive("I like your castle.", HostState.HELD))
    walked.do(lambda: walked.decide(0, "teacher", CommentAction.PUBLISH, "second", 0))
    walked.do(lambda: walked.report(0, Urgency.NEW, 1))
    with pytest.raises(Refused) as refused:
        walked.decide(0, "second", CommentAction.HAND_ON, "teacher", 0)
    assert refused.value.codes == ("colleague_decided_it",)
    everything_holds(walked)


def test_a_report_that_only_its_decider_could_answer_comes_to_the_safeguarding_lead(walked: Walked) -> None:
    walked.do(lambda: walked.write_down("ict", "I like your castle.", on_site=False))
    walked.do(lambda: walked.decide(0, "ict", CommentAction.REOPEN, "second", 0))
    walked.do(lambda: walked.decide(0, "ict", CommentAction.PUBLISH, "second", 0))
    walked.do(lambda: walked.report(0, Urgency.NEW, 1))
    everything_holds(walked)
    walked.do(lambda: walked.decide(0, "dsl", CommentAction.KEEP, "second", 0))
    assert open_kinds(walked.session, walked.ids[0]) == []


def test_a_look_that_began_before_a_decision_reached_the_host_does_not_undo_it(walked: Walked) -> None:
    session = walked.session
    walked.do(lambda: walked.arrive("I like your castle.", HostState.HELD))
    walked.do(lambda: walked.decide(0, "teacher", CommentAction.PUBLISH, "second", 0))
    asked_at = walked.now
    pushed_at = asked_at + dt.timedelta(seconds=2)
    (line,) = lines_with_pushes(session, pushed_at)
    push = take_next_push(session, pushed_at, dt.timedelta(minutes=2), line)
    assert push is not None
    record_push(session, pushed_at, push, HostState.PUBLIC)
    with use_case(session, the_clock(walked.school_id), pushed_at) as record:
        held = [one("1", "I like your castle.", "held")]
        read = reader_of(session, walked.school_id)
        take_in(record, walked.blog.site, Source.WORDPRESS, held, read, pushed=True, asked_at=asked_at)
    assert fresh(session, walked.ids[0]).state == "published"
    assert on_host(session, walked.ids[0]).says == "public"


def test_what_is_held_again_on_arrival_is_wished_for_in_any_batch(walked: Walked) -> None:
    with use_case(walked.session, the_clock(walked.school_id), NOW) as record:
        arrivals = [one("1", SURNAME, "public"), one("2", SURNAME, "public")]
        read = reader_of(walked.session, walked.school_id)
        take_in(record, walked.blog.site, Source.WORDPRESS, arrivals, read, pushed=True)
    walked.session.rollback()


def test_what_was_deleted_on_the_blog_while_its_publication_was_under_way_is_not_shown_as_published(
    walked: Walked,
) -> None:
    walked.do(lambda: walked.arrive("I like your castle.", HostState.HELD))
    walked.do(lambda: walked.decide(0, "teacher", CommentAction.PUBLISH, "second", 0))
    walked.do(lambda: walked.change_on_host(0, None, HostState.GONE))
    walked.do(walked.look)
    walked.do(walked.push)
    assert fresh(walked.session, walked.ids[0]).state == "removed"
    known = on_host(walked.session, walked.ids[0])
    assert (known.delivery, known.wanted) == ("gone", None)
    assert open_kinds(walked.session, walked.ids[0]) == ["contradicted"]
    everything_holds(walked)


@pytest.mark.parametrize("looked", [False, True], ids=["before anybody saw it there", "after the product saw it there"])
def test_what_is_reopened_after_it_was_deleted_on_the_blog_does_not_wait_for_ever(walked: Walked, looked: bool) -> None:
    walked.do(lambda: walked.arrive("I like your castle.", HostState.HELD))
    walked.do(lambda: walked.decide(0, "teacher", CommentAction.REMOVE, "second", 0))
    walked.do(walked.push)
    walked.do(lambda: walked.change_on_host(0, None, HostState.GONE))
    if looked:
        walked.do(walked.look)
    walked.do(lambda: walked.decide(0, "teacher", CommentAction.REOPEN, "second", 0))
    assert fresh(walked.session, walked.ids[0]).state == "waiting"
    walked.do(walked.push)
    assert fresh(walked.session, walked.ids[0]).state == "removed"
    assert on_host(walked.session, walked.ids[0]).due_at is None
    everything_holds(walked)
