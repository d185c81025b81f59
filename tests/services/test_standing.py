"""Authorisations of people who are no employees, and training."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import PersonKind, Role
from governance.models import AuditRow, Authorisation, Membership, School, Training
from governance.services.actors import is_authorised
from governance.services.refused import NotHere, Refused
from governance.services.standing import authorise_person, end_authorisation, record_training
from tests.factories import NOW, TODAY, actor_of, make_person, make_school

JULY = dt.date(2027, 7, 23)
REASON = "Runs the chess club for the school."


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


def _member(session: Session, school: School, kind: PersonKind) -> tuple[int, int]:
    person = make_person(session, school, kind=kind)
    found = session.execute(
        sa.select(Membership.id, Membership.person_id).where(Membership.person_id == person.id)
    ).one()
    session.rollback()
    return found[0], found[1]


def _counts(session: Session) -> list[int]:
    kinds = (Authorisation, Training, AuditRow)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def _authorise(session: Session, actor: Actor, member: int, **changes: object) -> int:
    asked = {"starts_on": TODAY, "ends_on": JULY, "reason": REASON} | changes
    return authorise_person(session, actor, NOW, membership_id=member, **asked)  # type: ignore[arg-type]


def test_a_volunteer_is_authorised_for_these_days_and_no_longer(session: Session, school: School, head: Actor) -> None:
    member, person = _member(session, school, PersonKind.VOLUNTEER)
    row = _authorise(session, head, member)
    school_id = head.school_id or 0
    assert is_authorised(session, school_id, person, JULY)
    assert not is_authorised(session, school_id, person, dt.date(2027, 7, 24))
    session.rollback()
    end_authorisation(session, head, NOW, authorisation_id=row, last_day=TODAY)
    assert not is_authorised(session, school_id, person, dt.date(2026, 11, 19))
    assert _counts(session) == [1, 0, 2]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"ends_on": dt.date(2026, 11, 1)}, "authorisation_ends_before_start", id="ends before it starts"),
        pytest.param({"ends_on": dt.date(2040, 1, 1)}, "authorisation_too_long", id="for ever"),
        pytest.param({"reason": ""}, "reason_blank", id="no reason"),
    ],
)
def test_what_cannot_be_authorised_changes_nothing(
    session: Session, school: School, head: Actor, changes: dict[str, object], code: str
) -> None:
    member, _ = _member(session, school, PersonKind.CONTRACTOR)
    with pytest.raises(Refused) as refused:
        _authorise(session, head, member, **changes)
    assert refused.value.codes == (code,)
    assert _counts(session) == [0, 0, 0]


def test_an_employee_needs_none(session: Session, school: School, head: Actor) -> None:
    member, _ = _member(session, school, PersonKind.EMPLOYEE)
    with pytest.raises(Refused) as refused:
        _authorise(session, head, member)
    assert refused.value.codes == ("authorisation_not_needed",)


def test_days_are_authorised_once_and_never_prolonged_by_ending(session: Session, school: School, head: Actor) -> None:
    member, _ = _member(session, school, PersonKind.CONTRACTOR)
    row = _authorise(session, head, member)
    with pytest.raises(Refused) as refused:
        _authorise(session, head, member, starts_on=JULY, ends_on=dt.date(2027, 8, 1))
    assert refused.value.codes == ("authorisation_overlaps",)
    with pytest.raises(Refused) as prolonged:
        end_authorisation(session, head, NOW, authorisation_id=row, last_day=dt.date(2027, 8, 1))
    assert prolonged.value.codes == ("authorisation_prolonged",)
    assert _counts(session) == [1, 0, 1]


def test_training_is_recorded_once(session: Session, school: School, head: Actor) -> None:
    member, _ = _member(session, school, PersonKind.EMPLOYEE)
    for _ in range(2):
        record_training(session, head, NOW, membership_id=member, topic="moderating", trained_on=TODAY, expires_on=None)
    assert _counts(session) == [0, 1, 1]


@pytest.mark.parametrize(
    ("topic", "trained_on", "expires_on", "code"),
    [
        pytest.param("juggling", TODAY, None, "training_topic_unknown", id="a topic that is not in the list"),
        pytest.param("moderating", dt.date(2026, 11, 19), None, "training_in_future", id="training still to come"),
        pytest.param("moderating", TODAY, dt.date(2026, 11, 1), "training_expires_before", id="out before it was held"),
    ],
)
def test_training_that_cannot_be_changes_nothing(
    session: Session,
    school: School,
    head: Actor,
    topic: str,
    trained_on: dt.date,
    expires_on: dt.date | None,
    code: str,
) -> None:
    member, _ = _member(session, school, PersonKind.EMPLOYEE)
    with pytest.raises(Refused) as refused:
        record_training(
            session, head, NOW, membership_id=member, topic=topic, trained_on=trained_on, expires_on=expires_on
        )
    assert refused.value.codes == (code,)
    assert _counts(session) == [0, 0, 0]


def test_another_school_s_member_is_not_here(session: Session, head: Actor) -> None:
    elm = make_school(session, "elm")
    member, _ = _member(session, elm, PersonKind.VOLUNTEER)
    with pytest.raises(NotHere):
        _authorise(session, head, member)
    with pytest.raises(NotHere):
        record_training(session, head, NOW, membership_id=member, topic="moderating", trained_on=TODAY, expires_on=None)
    assert _counts(session) == [0, 0, 0]
