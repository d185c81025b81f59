"""Talk about the policy: discussions, questions with their answers, and other formats (002-2, 000-6)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.records.words import Format
from governance.domain.words import Role
from governance.models import AuditRow, FormatRequest, PolicyDiscussion, PolicyQuestion, School
from governance.services.records.talk import (
    answer_question,
    ask_about_policy,
    ask_for_format,
    give_format,
    record_format_request,
    record_policy_discussion,
)
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, TODAY, actor_of, make_person, make_school

QUESTION = "May we show the names on a class painting?"
ANSWER = "No. Take the picture so that no name can be read."


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="teacher")
def _teacher(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.TEACHER))


@pytest.fixture(name="office")
def _office(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.OFFICE))


def _counts(session: Session) -> list[int]:
    kinds = (PolicyDiscussion, PolicyQuestion, FormatRequest, AuditRow)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def test_a_discussion_keeps_the_day_what_and_how_many(session: Session, head: Actor) -> None:
    record_policy_discussion(session, head, NOW, held_on=TODAY, points="We read section 3 together.", present=14)
    row = session.scalars(sa.select(PolicyDiscussion)).one()
    assert (row.held_on, row.points, row.present) == (TODAY, "We read section 3 together.", 14)
    assert _counts(session) == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("held_on", "points", "present", "code"),
    [
        pytest.param(dt.date(2026, 11, 19), "We read it together.", 3, "day_in_future", id="tomorrow"),
        pytest.param(TODAY, " ", 3, "reason_blank", id="nothing was talked about"),
        pytest.param(TODAY, "We read it together.", 0, "present_not_a_number", id="nobody was there"),
    ],
)
def test_what_was_no_discussion_is_not_kept(
    session: Session, head: Actor, held_on: dt.date, points: str, present: int, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        record_policy_discussion(session, head, NOW, held_on=held_on, points=points, present=present)
    assert refused.value.codes == (code,)
    assert _counts(session) == [0, 0, 0, 0]


def test_a_teacher_asks_and_the_head_answers(session: Session, head: Actor, teacher: Actor) -> None:
    question = ask_about_policy(session, teacher, NOW, words=QUESTION)
    for _ in range(2):
        answer_question(session, head, NOW, question_id=question, seen=1, answer=ANSWER)
    row = session.scalars(sa.select(PolicyQuestion)).one()
    assert (row.asked_by, row.asked_on, row.answered_by, row.answered_on) == (
        teacher.person_id,
        TODAY,
        head.person_id,
        TODAY,
    )
    assert (row.words, row.answer) == (QUESTION, ANSWER)
    assert _counts(session) == [0, 1, 0, 2]


def test_nobody_answers_their_own_question(session: Session, head: Actor) -> None:
    question = ask_about_policy(session, head, NOW, words=QUESTION)
    with pytest.raises(Refused) as refused:
        answer_question(session, head, NOW, question_id=question, seen=1, answer=ANSWER)
    assert refused.value.codes == ("own_question",)
    assert _counts(session) == [0, 1, 0, 1]


def test_a_teacher_answers_nobody_and_writes_no_discussion_down(session: Session, head: Actor, teacher: Actor) -> None:
    question = ask_about_policy(session, head, NOW, words=QUESTION)
    with pytest.raises(Refused) as refused:
        answer_question(session, teacher, NOW, question_id=question, seen=1, answer=ANSWER)
    assert refused.value.codes == ("not_yours_to_do",)
    with pytest.raises(Refused) as refused:
        record_policy_discussion(session, teacher, NOW, held_on=TODAY, points="We read it together.", present=2)
    assert refused.value.codes == ("not_yours_to_do",)
    assert _counts(session) == [0, 1, 0, 1]


def test_two_who_answer_at_once_do_not_overwrite_each_other(
    session: Session, school: School, head: Actor, teacher: Actor
) -> None:
    deputy = actor_of(session, school, make_person(session, school, Role.LEADERSHIP))
    question = ask_about_policy(session, teacher, NOW, words=QUESTION)
    answer_question(session, head, NOW, question_id=question, seen=1, answer=ANSWER)
    with pytest.raises(Stale):
        answer_question(session, deputy, NOW, question_id=question, seen=1, answer="Yes, if it is blurred.")
    assert session.scalars(sa.select(PolicyQuestion.answer)).one() == ANSWER


def test_a_format_is_asked_for_and_given(session: Session, office: Actor, teacher: Actor) -> None:
    ask_for_format(session, teacher, NOW, wanted=Format.LARGE_PRINT, details="24 points, please.")
    (row,) = session.scalars(sa.select(FormatRequest)).all()
    assert (row.for_whom, row.person_id, row.asked_on) == ("teacher", teacher.person_id, TODAY)
    request, seen = row.id, row.revision
    session.rollback()
    give_format(session, office, NOW, request_id=request, seen=seen, given_on=TODAY, note="On paper.")
    (row,) = session.scalars(sa.select(FormatRequest)).all()
    assert (row.given_on, row.given_by, row.given_note) == (TODAY, office.person_id, "On paper.")
    assert _counts(session) == [0, 0, 1, 2]


def test_a_format_cannot_be_given_before_it_was_asked_for(session: Session, office: Actor) -> None:
    yesterday, wanted = dt.date(2026, 11, 17), Format.LANGUAGE
    request = record_format_request(
        session, office, NOW, asked_on=TODAY, for_whom="A. Parent", person_id=None, wanted=wanted, details="Polish"
    )
    with pytest.raises(Refused) as refused:
        give_format(session, office, NOW, request_id=request, seen=1, given_on=yesterday, note="")
    assert refused.value.codes == ("day_before_it_was_asked",)
    assert _counts(session) == [0, 0, 1, 1]


def test_another_schools_rows_are_not_there(session: Session, teacher: Actor, head: Actor) -> None:
    question = ask_about_policy(session, teacher, NOW, words=QUESTION)
    request = ask_for_format(session, teacher, NOW, wanted=Format.AUDIO, details="")
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    with pytest.raises(NotHere):
        answer_question(session, stranger, NOW, question_id=question, seen=1, answer=ANSWER)
    with pytest.raises(NotHere):
        give_format(session, stranger, NOW, request_id=request, seen=1, given_on=TODAY, note="")
