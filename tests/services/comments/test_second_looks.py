"""What the second look adds to a comment: once, and without taking a person's decision back for little."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Alarm, CommentRevision
from governance.services.comments.second_looks import record_second_look, to_read_again
from governance.triage import Kind, NotChecked, Reading, Source
from governance.triage.reading import reason_of
from tests.services.comments.cast import LATER, arrive, decided, fresh, make_blog, one, open_kinds

DISTRESS = Reading((reason_of(Kind.DISTRESS, 0, 6, Source.LIKENESS, "Reads like somebody in distress"),))
UNKIND = Reading((reason_of(Kind.UNKINDNESS, 0, 6, Source.LIKENESS),))


def look(session: Session, reading: Reading) -> None:
    (due,) = to_read_again(session, 10)
    record_second_look(session, LATER, due, reading)


def test_a_new_reason_moves_a_waiting_comment_forward_and_starts_the_alarm(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    session.rollback()
    look(session, DISTRESS)
    comment = fresh(session, taken.comment_id)
    assert (comment.urgency, open_kinds(session, comment.id)) == ("child_risk", ["distress"])
    assert session.scalars(sa.select(Alarm.comment_id)).all() == [comment.id]
    session.rollback()
    assert to_read_again(session, 10) == []


def test_a_comment_is_looked_at_a_second_time_once(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    session.rollback()
    (due,) = to_read_again(session, 10)
    record_second_look(session, LATER, due, DISTRESS)
    record_second_look(session, LATER, due, DISTRESS)
    assert open_kinds(session, taken.comment_id) == ["distress"]


@pytest.mark.parametrize(
    ("reading", "kinds"),
    [
        pytest.param(DISTRESS, ["distress"], id="what is a child's comes back after it was published"),
        pytest.param(UNKIND, [], id="for the rest a person's decision stands"),
    ],
)
def test_what_was_published_meanwhile(session: Session, reading: Reading, kinds: list[str]) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    session.rollback()
    look(session, reading)
    comment = fresh(session, taken.comment_id)
    assert (comment.state, open_kinds(session, comment.id)) == ("published", kinds)


def test_where_the_second_look_is_not_installed_the_comment_says_so(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one())
    session.rollback()
    look(session, Reading((), (NotChecked("second look", "not installed"),)))
    assert session.scalars(sa.select(CommentRevision.not_checked)).one() == {"second look": "not installed"}
