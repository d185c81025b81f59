"""Acting for the head: by whom, for whom, from when to when."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head
from governance.domain.words import PersonKind, Role
from governance.models import AuditRow, Delegation, Notice, School
from governance.services.actors import load_actor
from governance.services.delegations import end_delegation, grant_delegation
from governance.services.refused import NotHere, Refused
from tests.factories import NOW, TODAY, actor_of, let_act_for_head, make_person, make_school

FRIDAY = dt.date(2026, 11, 20)
REASON = "The head is at a conference."


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="deputy")
def _deputy(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.LEADERSHIP))


def _grant(session: Session, actor: Actor, person_id: int | None, **changes: object) -> int:
    asked = {"starts_on": TODAY, "ends_on": FRIDAY, "reason": REASON, "outside": False} | changes
    return grant_delegation(session, actor, NOW, person_id=person_id or 0, **asked)  # type: ignore[arg-type]


def _counts(session: Session) -> list[int]:
    kinds = (Delegation, Notice, AuditRow)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def test_who_is_asked_acts_for_the_head_on_these_days(
    session: Session, school: School, head: Actor, deputy: Actor
) -> None:
    _grant(session, head, deputy.person_id)
    assert _counts(session) == [1, 1, 1]
    for day, acts in ((18, True), (20, True), (21, False)):
        then = load_actor(session, school, deputy.person_id or 0, dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC))
        assert then is not None
        assert acts_as_head(then) is acts


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"starts_on": dt.date(2026, 11, 17)}, "delegation_starts_in_past", id="from yesterday"),
        pytest.param({"ends_on": dt.date(2026, 11, 17)}, "delegation_ends_before_start", id="ends before it starts"),
        pytest.param({"ends_on": dt.date(2028, 1, 1)}, "delegation_too_long", id="longer than a year"),
        pytest.param({"reason": "Away"}, "reason_one_word", id="one word is no reason"),
        pytest.param({"outside": True}, "delegation_not_outside", id="an employee is no outside authoriser"),
    ],
)
def test_what_cannot_be_delegated_changes_nothing(
    session: Session, head: Actor, deputy: Actor, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        _grant(session, head, deputy.person_id, **changes)
    assert refused.value.codes == (code,)
    assert _counts(session) == [0, 0, 0]


def test_nobody_delegates_to_themselves(session: Session, head: Actor) -> None:
    with pytest.raises(Refused) as refused:
        _grant(session, head, head.person_id)
    assert refused.value.codes == ("delegation_to_oneself", "delegation_to_the_head")
    assert _counts(session) == [0, 0, 0]


def test_who_acts_for_the_head_does_not_pass_it_on(session: Session, school: School, head: Actor) -> None:
    deputy = make_person(session, school, Role.LEADERSHIP)
    let_act_for_head(session, school, deputy, granted_by=make_person(session, school, Role.HEAD, name="second head"))
    other = actor_of(session, school, make_person(session, school, Role.TEACHER))
    with pytest.raises(Refused) as refused:
        _grant(
            session,
            actor_of(session, school, deputy),
            other.person_id,
            starts_on=dt.date(2026, 12, 1),
            ends_on=dt.date(2026, 12, 2),
        )
    assert refused.value.codes == ("delegation_not_yours",)


def test_two_do_not_act_inside_the_school_on_one_day(
    session: Session, school: School, head: Actor, deputy: Actor
) -> None:
    other = actor_of(session, school, make_person(session, school, Role.TEACHER))
    _grant(session, head, deputy.person_id)
    with pytest.raises(Refused) as refused:
        _grant(session, head, other.person_id, starts_on=FRIDAY, ends_on=dt.date(2026, 11, 27))
    assert refused.value.codes == ("delegation_overlaps",)
    assert _counts(session) == [1, 1, 1]


def test_the_chair_names_somebody_when_the_head_is_away_and_an_outside_authoriser_stands_beside(
    session: Session, school: School, head: Actor, deputy: Actor
) -> None:
    chair = make_person(session, school, Role.CHAIR_OF_GOVERNORS, kind=PersonKind.GOVERNOR)
    as_chair = actor_of(session, school, chair)
    _grant(session, as_chair, deputy.person_id)
    _grant(session, head, as_chair.person_id, outside=True)
    assert _counts(session)[0] == 2


def test_it_ends_early_once(session: Session, school: School, head: Actor, deputy: Actor) -> None:
    row = _grant(session, head, deputy.person_id)
    end_delegation(session, deputy, NOW, delegation_id=row)
    end_delegation(session, head, NOW, delegation_id=row)
    assert _counts(session) == [1, 1, 2]
    now = load_actor(session, school, deputy.person_id or 0, NOW)
    assert now is not None
    assert not acts_as_head(now)


def test_somebody_of_another_school_is_not_here(session: Session, head: Actor, deputy: Actor) -> None:
    elm = make_school(session, "elm")
    other_head = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    with pytest.raises(NotHere):
        _grant(session, head, other_head.person_id)
    row = _grant(session, head, deputy.person_id)
    with pytest.raises(NotHere):
        end_delegation(session, other_head, NOW, delegation_id=row)
    assert _counts(session) == [1, 1, 1]
