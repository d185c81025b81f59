"""Requests for information and for copies, and that a copy never shows whether there is a concern (DOMAIN 3.6, 3.8)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concerns import About
from governance.domain.words import Role
from governance.models import AuditRow, InformationRequest, School, SubjectRequest
from governance.queries.records.by_name import FIRST_NAME_ALONE, SIGNED
from governance.queries.records.copies import copy_for
from governance.services.concerns import record_concern
from governance.services.policy import policy_of
from governance.services.records.copies import record_copy_prepared, record_copy_sent, record_subject_request
from governance.services.records.information import (
    answer_information_request,
    counting_calendar,
    due_of_request,
    record_information_request,
)
from governance.services.refused import NotHere, Refused
from tests.factories import NOW, TODAY, actor_of, make_person, make_school
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one
from tests.services.images_cast import Pictures

ASKED = "How many blogs does the school have?"


@pytest.fixture(name="blog")
def _blog(session: Session) -> Blog:
    return make_blog(session)


@pytest.fixture(name="dpo")
def _dpo(session: Session, blog: Blog) -> Actor:
    return actor_of(session, blog.cast.school, make_person(session, blog.cast.school, Role.DPO, name="D. Officer"))


def _counts(session: Session) -> list[int]:
    kinds = (InformationRequest, SubjectRequest, AuditRow)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def _ask(session: Session, actor: Actor, comment_id: int | None = None) -> int:
    return record_information_request(
        session, actor, NOW, asked=ASKED, asked_by="A. Parent", contact="", received_on=TODAY, comment_id=comment_id
    )


def test_a_comment_becomes_a_request_once_and_its_due_day_is_on_the_schools_calendar(
    session: Session, blog: Blog, dpo: Actor
) -> None:
    (taken,) = arrive(session, blog, one("7", ASKED, author_name="A. Parent"))
    session.rollback()
    teacher = blog.actor(session, blog.cast.teacher)
    session.rollback()
    request = _ask(session, teacher, taken.comment_id)
    assert _ask(session, teacher, taken.comment_id) == request
    row = session.scalars(sa.select(InformationRequest)).one()
    assert (row.asked, row.comment_id, row.received_on) == (ASKED, taken.comment_id, TODAY)
    school = session.get_one(School, blog.cast.school.id)
    calendar = counting_calendar(session, school, [row.received_on])
    due = due_of_request(calendar, policy_of(session, school.id), row.received_on)
    assert (due.by_school_days, due.by_working_days, due.due) == (
        dt.date(2026, 12, 16),
        dt.date(2027, 2, 15),
        dt.date(2026, 12, 16),
    )


def test_what_the_safeguarding_lead_has_is_not_there_to_be_turned_into_a_request(session: Session, blog: Blog) -> None:
    (taken,) = arrive(session, blog, one("7", "where do you live?"))
    session.rollback()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "hide", now=NOW)
    teacher = blog.actor(session, blog.cast.teacher)
    before = _counts(session)
    with pytest.raises(NotHere):
        _ask(session, teacher, taken.comment_id)
    assert _counts(session) == before


def test_whoever_does_not_look_after_the_site_turns_nothing_into_a_request(session: Session, blog: Blog) -> None:
    (taken,) = arrive(session, blog, one("7", ASKED))
    stranger = actor_of(session, blog.cast.school, make_person(session, blog.cast.school, Role.TEACHER))
    before = _counts(session)
    with pytest.raises(NotHere):
        _ask(session, stranger, taken.comment_id)
    with pytest.raises(Refused) as refused:
        _ask(session, stranger)
    assert refused.value.codes == ("not_yours_to_do",)
    assert _counts(session) == before


def test_a_request_is_answered_on_a_day_not_before_it_came(session: Session, dpo: Actor) -> None:
    request = _ask(session, dpo)
    with pytest.raises(Refused) as refused:
        answer_information_request(
            session, dpo, NOW, request_id=request, seen=1, answered_on=dt.date(2026, 11, 17), answer="There are two."
        )
    assert refused.value.codes == ("day_before_it_was_asked",)
    answer_information_request(
        session, dpo, NOW, request_id=request, seen=1, answered_on=TODAY, answer="There are two."
    )
    assert session.scalars(sa.select(InformationRequest.answered_on)).one() == TODAY


def _copy_asked(session: Session, dpo: Actor, name: str, person_id: int | None = None) -> int:
    return record_subject_request(
        session, dpo, NOW, about_name=name, about_person=person_id, asked_by="", received_on=TODAY, note=""
    )


def _copy(session: Session, blog: Blog, request: int) -> str:
    row = session.get_one(SubjectRequest, request)
    found = repr(copy_for(session, session.get_one(School, blog.cast.school.id), row))
    session.rollback()
    return found


def test_a_copy_is_due_in_a_month_and_what_was_done_is_kept(session: Session, blog: Blog, dpo: Actor) -> None:
    request = _copy_asked(session, dpo, "first teacher", blog.cast.teacher.id)
    assert session.scalars(sa.select(SubjectRequest.due_on)).one() == dt.date(2026, 12, 18)
    record_copy_prepared(session, dpo, NOW, request_id=request, file_format="pdf")
    record_copy_sent(session, dpo, NOW, request_id=request, seen=1, sent_on=TODAY, note="By post.")
    codes = session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id.desc()).limit(3)).all()
    assert codes == ["subject_access.sent", "subject_access.prepared", "subject_access.asked"]


def test_a_copy_holds_what_is_known_of_a_member_of_staff(session: Session, blog: Blog, dpo: Actor) -> None:
    request = _copy_asked(session, dpo, "first teacher", blog.cast.teacher.id)
    found = _copy(session, blog, request)
    for part in ("Sign-in", "At the school", "Duties on sites", "Training", "Signed the policy"):
        assert part in found
    assert "head" not in [line for line in found.split("'") if line == "head"]


def test_the_copy_does_not_change_when_there_is_a_concern(session: Session, blog: Blog, dpo: Actor) -> None:
    """Concerns are left out, and the copy does not reveal whether any exist."""
    (kept, hidden) = arrive(
        session,
        blog,
        one("1", "Well done Year 4", author_name="Ava"),
        one("2", "where do you live?", author_name="Ava"),
    )
    session.rollback()
    decided(session, blog, blog.cast.teacher, kept.comment_id, "publish", now=NOW)
    session.rollback()
    of_ava = _copy_asked(session, dpo, "Ava")
    of_staff = _copy_asked(session, dpo, "first teacher", blog.cast.teacher.id)
    staff_before = _copy(session, blog, of_staff)
    decided(session, blog, blog.cast.teacher, hidden.comment_id, "hide", now=NOW)
    teacher = blog.actor(session, blog.cast.teacher)
    session.rollback()
    record_concern(session, teacher, NOW, about=About.CHILD, about_person=None, facts="A comment asks for an address.")
    session.rollback()
    assert _copy(session, blog, of_staff) == staff_before
    of_her = _copy(session, blog, of_ava)
    assert "Well done Year 4" in of_her
    assert "where do you live" not in of_her


def test_a_name_is_found_however_it_is_written_and_by_the_first_name_apart(
    session: Session, blog: Blog, dpo: Actor
) -> None:
    written = ("Élodie Marsh", "ÉLODIE  MARSH", "Élodie", "E\u0301lodie marsh", "Élodie Brook")
    arrive(session, blog, *(one(str(n), f"Number {n}.", author_name=name) for n, name in enumerate(written)))
    session.rollback()
    row = session.get_one(SubjectRequest, _copy_asked(session, dpo, "élodie marsh"))
    parts = {part.title: part for part in copy_for(session, session.get_one(School, blog.cast.school.id), row)}
    assert [line[-1] for line in parts[SIGNED].lines] == ["Number 0.", "Number 1.", "Number 3."]
    assert [line[-1] for line in parts[FIRST_NAME_ALONE].lines] == ["Number 2."]


def test_a_copy_says_where_somebody_is_shown_and_names_nobody_else(session: Session) -> None:
    pictures = Pictures(session)
    ada, ben = pictures.person("Ada Marsh"), pictures.person("Ben Brook")
    pictures.consent(ada)
    pictures.consent(ben)
    pictures.use(pictures.image(ada, ben))
    officer = actor_of(session, pictures.school, make_person(session, pictures.school, Role.DPO))
    row = session.get_one(SubjectRequest, _copy_asked(session, officer, "ADA MARSH"))
    found = repr(copy_for(session, session.get_one(School, pictures.school_id), row))
    assert "Running at the sports day" in found
    assert "https://oak.example/year-4/sports" in found
    assert "Ben" not in found


def test_only_the_head_and_the_dpo_prepare_a_copy(session: Session, blog: Blog, dpo: Actor) -> None:
    request = _copy_asked(session, dpo, "Ava")
    office = actor_of(session, blog.cast.school, make_person(session, blog.cast.school, Role.OFFICE))
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        record_copy_prepared(session, office, NOW, request_id=request, file_format="pdf")
    assert refused.value.codes == ("not_yours_to_do",)
    assert _counts(session) == before


def test_another_schools_request_is_not_there(session: Session, dpo: Actor) -> None:
    request = _copy_asked(session, dpo, "Ava")
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.DPO))
    with pytest.raises(NotHere):
        record_copy_prepared(session, stranger, NOW, request_id=request, file_format="pdf")
