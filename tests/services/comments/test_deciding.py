"""Deciding a comment: one decision at a time, with its row, its audit, its flags and what the host has to do."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import CommentClaim, CommentDecision, CommentNote, Concern, HouseRule
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, make_person
from tests.services.cast import audit_codes
from tests.services.comments.cast import LATER, arrive, decided, fresh, make_blog, on_host, one
from tests.services.unchanged import unchanged


def test_a_harmless_comment_is_published(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    comment = fresh(session, taken.comment_id)
    assert (comment.state, comment.awaits_since, comment.published_by) == ("published", None, blog.cast.teacher.id)
    row = on_host(session, comment.id)
    assert (row.wanted, row.sequence, row.delivery, row.due_at) == ("public", 1, "waiting", LATER)
    assert audit_codes(session)[-1] == "comment.published"


def test_a_removal_keeps_the_rule_as_it_read_that_day(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.second, taken.comment_id, "remove", note="We spoke with them.")
    row = session.scalars(sa.select(CommentDecision)).one()
    assert (row.rule_number, row.rule_text, row.note, row.decider_id) == (
        1,
        "Be kind.",
        "We spoke with them.",
        blog.cast.second.id,
    )
    assert on_host(session, taken.comment_id).wanted == "removed"


@pytest.mark.parametrize(
    ("who", "action", "more", "error", "codes"),
    [
        pytest.param(
            "teacher", "remove", {"rule_id": 999_999_999}, Refused, ["no_rule_chosen"], id="a rule that is not ours"
        ),
        pytest.param("teacher", "keep", {}, Refused, ["not_in_this_state", "nothing_to_answer"], id="nothing to keep"),
        pytest.param(
            "teacher", "undo", {}, Refused, ["not_yours_to_do", "not_in_this_state", "nothing_to_undo"], id="x"
        ),
        pytest.param("teacher", "release", {}, Refused, ["not_yours_to_do", "not_in_this_state"], id="only the DSL"),
        pytest.param(
            "teacher", "hand_on", {"to_person": 999_999_999}, Refused, ["colleague_may_not_look"], id="a stranger"
        ),
        pytest.param("assistant", "publish", {}, NotHere, [], id="who does not look after the site does not see it"),
        pytest.param("ict", "publish", {}, NotHere, [], id="the ICT lead leaves a moderated site to its people"),
    ],
)
def test_a_decision_is_refused(
    session: Session, who: str, action: str, more: dict[str, int], error: type[Exception], codes: list[str]
) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    seen = fresh(session, taken.comment_id).revision
    person = getattr(blog.cast, who)
    with unchanged(session), pytest.raises(error) as raised:
        decided(session, blog, person, taken.comment_id, action, seen=seen, **more)
    if isinstance(raised.value, Refused):
        assert list(raised.value.codes) == codes


def test_another_schools_comment_is_not_here(session: Session) -> None:
    blog = make_blog(session)
    other = make_blog(session, "elm")
    (taken,) = arrive(session, other, one())
    seen = fresh(session, taken.comment_id).revision
    with unchanged(session), pytest.raises(NotHere):
        decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", seen=seen)


def test_the_second_of_two_is_told_who_decided_what(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    seen = fresh(session, taken.comment_id).revision
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", seen=seen)
    with unchanged(session), pytest.raises(Stale) as raised:
        decided(session, blog, blog.cast.second, taken.comment_id, "remove", seen=seen)
    assert raised.value.codes == ("stale",)
    assert "first teacher published a comment on" in raised.value.refusals[0].sentence


def test_two_who_decide_alike_are_both_right(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    seen = fresh(session, taken.comment_id).revision
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", seen=seen)
    before = audit_codes(session)
    again = decided(session, blog, blog.cast.second, taken.comment_id, "publish", seen=seen)
    assert (again.repeat, again.number) == (True, 1)
    assert audit_codes(session) == before


@pytest.mark.parametrize("first", ["publish", "remove"])
def test_what_is_undone_waits_again_and_is_never_published_by_it(session: Session, first: str) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, first)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "undo", LATER + dt.timedelta(minutes=15))
    comment = fresh(session, taken.comment_id)
    row = on_host(session, comment.id)
    assert (comment.state, comment.awaits_since, row.wanted, row.sequence) == ("waiting", NOW, "held", 2)
    assert audit_codes(session)[-1] == "comment.undone"


def test_after_fifteen_minutes_a_decision_is_reopened_instead(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    late = LATER + dt.timedelta(minutes=15, seconds=1)
    with pytest.raises(Refused) as raised:
        decided(session, blog, blog.cast.teacher, taken.comment_id, "undo", late)
    assert raised.value.codes == ("undo_too_late",)
    decided(session, blog, blog.cast.second, taken.comment_id, "reopen", late)
    assert fresh(session, taken.comment_id).state == "waiting"


def test_hiding_passes_it_on_and_only_the_safeguarding_lead_releases_it(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(body="I am frightened."))
    found = decided(session, blog, blog.cast.teacher, taken.comment_id, "hide", note="It worries me.")
    concern = session.get_one(Concern, found.concern_id)
    assert (concern.about, concern.words, concern.opinion, concern.hidden_at) == (
        "child",
        "I am frightened.",
        "It worries me.",
        LATER,
    )
    comment = fresh(session, taken.comment_id)
    assert (comment.state, comment.awaits_since) == ("hidden", None)
    with pytest.raises(Refused) as raised:
        decided(session, blog, blog.cast.teacher, taken.comment_id, "undo")
    assert "with_safeguarding" in raised.value.codes
    decided(session, blog, blog.cast.dsl, taken.comment_id, "release")
    assert fresh(session, taken.comment_id).state == "waiting"


def test_asking_keeps_it_open_and_puts_the_question_where_both_read_it(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "ask", to_person=blog.cast.second.id, note="All right?")
    note = session.scalars(sa.select(CommentNote)).one()
    assert (note.written_by, note.asked_of, note.words) == (blog.cast.teacher.id, blog.cast.second.id, "All right?")
    assert fresh(session, taken.comment_id).awaits_since == NOW


def test_a_decision_ends_the_claim(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    session.rollback()
    session.connection(execution_options={"writes": True})
    session.add(
        CommentClaim(
            school_id=blog.cast.school.id,
            comment_id=taken.comment_id,
            person_id=blog.cast.second.id,
            claimed_at=NOW,
            until=NOW + dt.timedelta(minutes=10),
        )
    )
    session.commit()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    assert session.scalars(sa.select(CommentClaim)).all() == []


def test_the_ict_lead_looks_after_a_site_that_nobody_moderates(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    session.rollback()
    session.connection(execution_options={"writes": True})
    blog.site.state = "closed"
    blog.site.closed_at = NOW
    session.commit()
    decided(session, blog, blog.cast.ict, taken.comment_id, "publish")
    assert fresh(session, taken.comment_id).state == "published"


def test_a_newcomer_sees_nothing(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    newcomer = make_person(session, blog.cast.school, name="newcomer")
    session.commit()
    with pytest.raises(NotHere):
        decided(session, blog, newcomer, taken.comment_id, "publish")


def test_the_rule_of_another_school_is_none_of_ours(session: Session) -> None:
    blog = make_blog(session)
    make_blog(session, "elm")
    (taken,) = arrive(session, blog, one())
    theirs = session.scalars(sa.select(HouseRule.id).order_by(HouseRule.id.desc()).limit(1)).one()
    with pytest.raises(Refused) as raised:
        decided(session, blog, blog.cast.teacher, taken.comment_id, "remove", rule_id=theirs)
    assert raised.value.codes == ("no_rule_chosen",)
