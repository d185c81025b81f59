"""Versions of the policy's text, and who acknowledged the current one."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE, MONITORING
from governance.domain.words import Role
from governance.models import Acknowledgement, AuditRow, Notice, PolicyText, School
from governance.services.policy_texts import acknowledge_policy, publish_policy_text
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, TODAY, actor_of, make_person, make_school


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="teacher")
def _teacher(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.TEACHER))


def _publish(session: Session, head: Actor, *, text: str = FIRST_TEXT, seen: int = 0) -> int:
    return publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=text, seen=seen)


def _counts(session: Session) -> list[int]:
    kinds = (PolicyText, Acknowledgement, AuditRow)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def test_the_first_text_names_the_monitoring() -> None:
    assert MONITORING in FIRST_TEXT
    assert "without saying so beforehand" in MONITORING
    assert "private" in MONITORING


def test_staff_are_told_and_acknowledge_with_name_job_title_and_date(
    session: Session, head: Actor, teacher: Actor
) -> None:
    assert _publish(session, head) == 1
    assert session.scalars(sa.select(Notice.person_id)).all() == [teacher.person_id]
    session.rollback()
    for _ in range(2):
        acknowledge_policy(
            session, teacher, NOW, number=1, name=" A. Teacher ", job_title="Year 4 teacher", signature="A. Teacher"
        )
    row = session.scalars(sa.select(Acknowledgement)).one()
    assert (row.name, row.job_title, row.acknowledged_on) == ("A. Teacher", "Year 4 teacher", TODAY)
    assert _counts(session) == [1, 1, 2]


def test_the_day_is_the_school_s_own(session: Session, head: Actor, teacher: Actor) -> None:
    _publish(session, head)
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    acknowledge_policy(session, teacher, late, number=1, name="A. Teacher", job_title="Teacher", signature="A. Teacher")
    assert session.scalars(sa.select(Acknowledgement.acknowledged_on)).all() == [dt.date(2026, 7, 1)]


def test_a_new_version_is_due_again_and_the_old_one_no_longer_taken(
    session: Session, head: Actor, teacher: Actor
) -> None:
    _publish(session, head)
    assert _publish(session, head, text=FIRST_TEXT + "\n10. One more rule.", seen=1) == 2
    with pytest.raises(Stale):
        acknowledge_policy(
            session, teacher, NOW, number=1, name="A. Teacher", job_title="Teacher", signature="A. Teacher"
        )
    assert _counts(session) == [2, 0, 2]


def test_the_same_text_again_is_no_new_version(session: Session, head: Actor) -> None:
    _publish(session, head)
    assert _publish(session, head) == 1
    assert _counts(session) == [1, 0, 1]


def test_two_who_publish_at_once_do_not_overwrite_each_other(session: Session, head: Actor) -> None:
    _publish(session, head)
    with pytest.raises(Stale):
        _publish(session, head, text=FIRST_TEXT + "\nAnother line.")
    assert _counts(session) == [1, 0, 1]


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        pytest.param("", FIRST_TEXT, ("policy_title_missing",), id="no title"),
        pytest.param("Policy", "Be good.", ("policy_text_too_short",), id="two words"),
        pytest.param("P" * 201, "x" * 60_001, ("policy_title_too_long", "policy_text_too_long"), id="far too long"),
    ],
)
def test_a_text_that_is_none_changes_nothing(
    session: Session, head: Actor, title: str, text: str, codes: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        publish_policy_text(session, head, NOW, title=title, text=text, seen=0)
    assert refused.value.codes == codes
    assert _counts(session) == [0, 0, 0]


def test_an_acknowledgement_needs_name_job_title_and_signature(session: Session, head: Actor, teacher: Actor) -> None:
    _publish(session, head)
    with pytest.raises(Refused) as refused:
        acknowledge_policy(session, teacher, NOW, number=1, name=" ", job_title="...", signature="")
    assert refused.value.codes == (
        "acknowledged_name_missing",
        "acknowledged_job_title_missing",
        "acknowledged_signature_missing",
    )
    with pytest.raises(NotHere):
        acknowledge_policy(
            session, teacher, NOW, number=7, name="A. Teacher", job_title="Teacher", signature="A. Teacher"
        )
    assert _counts(session) == [1, 0, 1]
