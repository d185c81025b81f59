"""Comments come in: once each, in every revision, waiting, and with what their host's own editors decided."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import CommentState, Source
from governance.models import Alarm, CommentDecision, CommentRevision
from tests.factories import NOW
from tests.services.cast import audit_codes
from tests.services.comments.cast import arrive, decided, fresh, make_blog, on_host, one, open_kinds

LATER = NOW + dt.timedelta(hours=1)


def test_a_comment_waits_with_a_date_until_which_it_is_kept(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    comment = fresh(session, taken.comment_id)
    assert (comment.state, comment.awaits_since, comment.urgency) == ("waiting", NOW, "new")
    assert comment.keep_until == dt.date(2027, 11, 18)
    assert (on_host(session, comment.id).says, on_host(session, comment.id).delivery) == ("held", "nothing_to_do")
    assert audit_codes(session)[-1] == "comments.arrived"


def test_the_same_again_changes_nothing_and_records_nothing(session: Session) -> None:
    blog = make_blog(session)
    (first,) = arrive(session, blog, one())
    before = audit_codes(session)
    (again,) = arrive(session, blog, one(), now=LATER)
    assert (again.comment_id, again.what) == (first.comment_id, "same")
    assert audit_codes(session) == before


def test_one_comment_twice_in_a_batch_is_one_comment(session: Session) -> None:
    blog = make_blog(session)
    first, second, third = arrive(session, blog, one(), one(), one("8"))
    assert (first.what, second.what, third.what) == ("new", "same", "new")
    assert first.comment_id == second.comment_id != third.comment_id


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param("a\x00b", "a␀b", id="a NUL stands as its picture"),
        pytest.param("half \ud83d a face", "half \ufffd a face", id="half a letter is said to be unknown"),
        pytest.param("<b>Great</b> & <script>", "<b>Great</b> & <script>", id="markup is kept as received"),
        pytest.param("\u202eevil", "\u202eevil", id="turned writing is kept as received"),
        pytest.param("", "", id="no words at all"),
    ],
)
def test_words_are_kept_as_received(session: Session, body: str, kept: str) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(body=body))
    assert session.scalars(sa.select(CommentRevision.body)).all() == [kept]
    assert arrive(session, blog, one(body=body))[0].what == "same"
    assert fresh(session, taken.comment_id).shown == 1


def test_an_edit_of_a_published_comment_is_off_the_page_until_somebody_looks(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(state="held"))
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    (edited,) = arrive(session, blog, one(body="I like your tower more.", state="public"), now=LATER)
    comment = fresh(session, taken.comment_id)
    assert (edited.what, comment.shown, comment.state) == ("edited", 2, "waiting")
    assert open_kinds(session, comment.id) == ["edited"]
    row = on_host(session, comment.id)
    assert (row.wanted, row.delivery, row.urgent) == ("held", "waiting", True)


def test_an_edit_of_a_removed_comment_stays_removed(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove")
    arrive(session, blog, one(body="I like your tower more.", state="removed"), now=LATER)
    comment = fresh(session, taken.comment_id)
    assert (comment.shown, comment.state, comment.awaits_since) == (2, "removed", None)


def test_what_was_public_before_anyone_looked_is_said_so(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(state="public"))
    comment = fresh(session, taken.comment_id)
    assert (taken.was_public, comment.state, comment.was_public, comment.awaits_since) == (True, "published", True, NOW)
    assert open_kinds(session, comment.id) == ["arrived_public"]


@pytest.mark.parametrize(
    ("body", "state", "waits"),
    [
        pytest.param("I like your castle.", "published", False, id="what was shown for years is left alone"),
        pytest.param("Ring me on 07700 900123.", "waiting", True, id="and held where the machine sees a child in it"),
    ],
)
def test_the_first_look_at_a_blog_does_not_flood_the_queue(
    session: Session, body: str, state: str, waits: bool
) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(state="public", body=body), first_look=True)
    comment = fresh(session, taken.comment_id)
    assert (comment.state, comment.awaits_since is not None) == (state, waits)


def test_what_was_public_and_the_hosts_own_filter_took_away_is_not_in_the_queue(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(state="removed"))
    comment = fresh(session, taken.comment_id)
    assert (comment.state, comment.awaits_since) == ("removed", None)


def test_a_decision_made_on_the_blog_is_taken_over_as_theirs(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    (changed,) = arrive(session, blog, one(state="public"), now=LATER)
    comment = fresh(session, taken.comment_id)
    assert (changed.what, comment.state, comment.published_by, comment.awaits_since) == (
        "changed",
        "published",
        None,
        None,
    )
    row = session.scalars(sa.select(CommentDecision)).one()
    assert (row.action, row.decider_id, row.decided_on_host) == ("publish", None, "somebody on the blog itself")
    assert on_host(session, comment.id).wanted is None
    assert "comment.decided_on_host" in audit_codes(session)


@pytest.mark.parametrize(
    ("ours", "done", "theirs", "state"),
    [
        pytest.param("remove", "removed", "public", "published", id="we removed it and they show it"),
        pytest.param("publish", "public", "held", "waiting", id="we show it and they hold it"),
        pytest.param("publish", "public", "gone", "removed", id="we show it and they deleted it"),
    ],
)
def test_a_contradiction_is_taken_over_and_shown(
    session: Session, ours: str, done: str, theirs: str, state: str
) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, ours)
    arrive(session, blog, one(state=done), now=LATER)
    assert on_host(session, taken.comment_id).delivery == "confirmed"
    session.rollback()
    arrive(session, blog, one(state=theirs), now=LATER + dt.timedelta(minutes=2))
    comment = fresh(session, taken.comment_id)
    assert (comment.state, open_kinds(session, comment.id)) == (state, ["contradicted"])
    assert comment.awaits_since is not None


def test_what_the_safeguarding_lead_has_goes_off_the_page_again(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "hide")
    arrive(session, blog, one(state="removed"), now=LATER)
    arrive(session, blog, one(state="public"), now=LATER + dt.timedelta(minutes=2))
    comment = fresh(session, taken.comment_id)
    row = on_host(session, comment.id)
    assert (comment.state, row.wanted, row.delivery, row.urgent) == ("hidden", "removed", "waiting", True)
    assert "comment.shown_again" in audit_codes(session)


def test_a_feed_takes_no_decision_so_a_removal_is_a_task(session: Session) -> None:
    blog = make_blog(session, connected=False)
    (taken,) = arrive(session, blog, one(state="public"), source=Source.FEED, pushed=False)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove")
    row = on_host(session, taken.comment_id)
    assert (row.wanted, row.delivery, row.due_at) == ("removed", "task", None)


def test_nothing_that_is_harmless_raises_an_alarm(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one())
    assert session.scalars(sa.select(Alarm)).all() == []


def test_what_may_hurt_and_was_shown_already_is_taken_off_the_page_as_it_comes(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(body="Meet me alone, dont tell your mum. Where do you live?", state="public"))
    assert fresh(session, taken.comment_id).state is CommentState.WAITING
    row = on_host(session, taken.comment_id)
    assert (row.wanted, row.sequence, row.delivery) == ("held", 1, "waiting")
