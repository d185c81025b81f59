"""002-2: a starter who did not sign in time shows; staff talk about the policy, and questions are answered swiftly."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.reminders import Matter
from governance.domain.words import Role
from governance.models import Membership, PolicyQuestion, School
from governance.queries.policies import not_acknowledged
from governance.services.owed import owed_at
from governance.services.policy_texts import acknowledge_policy, current_policy_text, publish_policy_text
from governance.services.records.talk import answer_question, ask_about_policy, record_policy_discussion
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, start_writing

SIGNED = {"name": "A", "job_title": "Head", "signature": "A"}
WEEKS_AGO = dt.datetime(2026, 9, 7, 9, 0, tzinfo=dt.UTC)


def test_a_starter_without_acknowledgement_in_fourteen_days_shows(session: Session) -> None:
    school = make_school(session)
    head = actor_of(session, school, make_person(session, school, Role.HEAD))
    publish_policy_text(session, head, WEEKS_AGO, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    acknowledge_policy(session, head, WEEKS_AGO, number=1, **SIGNED)
    starter = make_person(session, school, Role.TEACHER, name="starter")
    start_writing(session)
    session.execute(
        sa.update(Membership).where(Membership.person_id == starter.id).values(starts_on=dt.date(2026, 11, 9))
    )
    session.commit()
    late = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
    # Monday 9 November and fourteen days are Monday 23 November.
    assert not any("who began here" in sentence for sentence in said(session, school, "002-2"))
    assert "1 person who began here did not sign the policy in time." in said(session, school, "002-2", now=late)
    here = session.get_one(School, school.id)
    text = current_policy_text(session, school.id)
    assert text is not None
    (waiting,) = not_acknowledged(session, text, dt.date(2026, 9, 7), 14, late.date())
    assert (waiting.name, waiting.is_starter, waiting.since, waiting.by, waiting.days(late.date())) == (
        "starter",
        True,
        dt.date(2026, 11, 9),
        dt.date(2026, 11, 23),
        15,
    )
    (owed,) = (one for one in owed_at(session, here, late) if one.matter is Matter.TO_ACKNOWLEDGE)
    assert (owed.label, owed.by) == ("starter", dt.date(2026, 11, 23))


def test_the_policy_is_talked_about_and_a_question_open_too_long_shows(session: Session) -> None:
    school = make_school(session)
    head = actor_of(session, school, make_person(session, school, Role.HEAD))
    teacher = actor_of(session, school, make_person(session, school, Role.LEADERSHIP))
    publish_policy_text(session, head, WEEKS_AGO, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    for actor in (head, teacher):
        acknowledge_policy(session, actor, WEEKS_AGO, number=1, **SIGNED)
    assert said(session, school, "002-2") == ["Staff talk about the policy by 7 March 2027."]
    record_policy_discussion(session, head, NOW, held_on=TODAY, points="We read section 3 together.", present=9)
    assert said(session, school, "002-2") == ["Staff talked about the policy on 18 November 2026."]
    assert stands(session, school, "002-2") is Standing.KEPT
    question = ask_about_policy(session, teacher, NOW, words="May we show names on a painting?")
    assert stands(session, school, "002-2") is Standing.DUE
    assert stands(session, school, "002-2", now=NOW + dt.timedelta(days=8)) is Standing.NOT_KEPT
    seen = session.scalars(sa.select(PolicyQuestion.revision)).one()
    session.rollback()
    answer_question(session, head, NOW, question_id=question, seen=seen, answer="No, cover them first.")
    assert stands(session, school, "002-2") is Standing.KEPT
