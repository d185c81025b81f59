"""A school's policy: its defaults, what the school changed, and that each change is recorded."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import Role
from governance.models import AuditRow, PolicySetting, School
from governance.services.policy import change_setting, policy_of, school_and_policy
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, actor_of, make_person, make_school


@pytest.fixture(name="head")
def _head(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.HEAD))


def _rows(session: Session) -> tuple[int, int]:
    counts = [session.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (PolicySetting, AuditRow)]
    session.rollback()
    return counts[0] or 0, counts[1] or 0


def test_a_school_that_set_nothing_has_the_policy_s_own_numbers(session: Session, head: Actor) -> None:
    policy = policy_of(session, head.school_id or 0)
    assert (policy.administrators_at_least, policy.cover_days_at_launch, policy.second_approvers) == (2, 5, ())


def test_a_change_is_in_force_and_recorded(session: Session, head: Actor) -> None:
    change_setting(session, head, NOW, key="administrators_at_least", value=3, seen=0)
    change_setting(session, head, NOW, key="second_approvers", value=["governors"], seen=0)
    policy = policy_of(session, head.school_id or 0)
    assert (policy.administrators_at_least, policy.second_approvers) == (3, ("governors",))
    row = session.scalars(sa.select(AuditRow).order_by(AuditRow.sequence)).first()
    assert row is not None
    assert row.code == "policy.setting_changed"
    assert row.details == {"key": "administrators_at_least", "before": 2, "after": 3}


def test_another_school_keeps_its_own_policy(session: Session, head: Actor) -> None:
    change_setting(session, head, NOW, key="administrators_at_least", value=4, seen=0)
    elm: School = make_school(session, "elm")
    assert policy_of(session, elm.id).administrators_at_least == 2


def test_a_school_is_found_with_its_own_policy(session: Session, head: Actor) -> None:
    change_setting(session, head, NOW, key="administrators_at_least", value=4, seen=0)
    change_setting(session, head, NOW, key="second_approvers", value=["governors"], seen=0)
    make_school(session, "elm")

    def found(slug: str) -> tuple[str, int, tuple[str, ...]] | None:
        both = school_and_policy(session, slug)
        return (both[0].slug, both[1].administrators_at_least, both[1].second_approvers) if both else None

    assert found("oak") == ("oak", 4, ("governors",))
    assert found("elm") == ("elm", 2, ())
    assert found("ash") is None


def test_what_is_so_already_changes_nothing(session: Session, head: Actor) -> None:
    change_setting(session, head, NOW, key="administrators_at_least", value=2, seen=0)
    assert _rows(session) == (0, 0)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        pytest.param("administrators_at_least", 1, "setting_number_out_of_range", id="fewer than two people"),
        pytest.param("administrators_at_least", "3", "setting_number_out_of_range", id="a number as text"),
        pytest.param("training_required", 1, "setting_not_yes_or_no", id="a number for a switch"),
        pytest.param("identity_rule", "faces", "setting_choice_unknown", id="a choice that is not there"),
        pytest.param("roles_with_second_factor", ["head", "head"], "setting_list_repeats", id="one role twice"),
    ],
)
def test_a_value_that_cannot_stand_changes_nothing(
    session: Session, head: Actor, key: str, value: object, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        change_setting(session, head, NOW, key=key, value=value, seen=0)
    assert refused.value.codes == (code,)
    assert _rows(session) == (0, 0)


def test_a_setting_that_does_not_exist_is_not_here(session: Session, head: Actor) -> None:
    with pytest.raises(NotHere):
        change_setting(session, head, NOW, key="moderators_at_night", value=1, seen=0)


def test_a_stale_form_says_who_changed_it(session: Session, head: Actor) -> None:
    change_setting(session, head, NOW, key="amber_school_days", value=5, seen=0)
    with pytest.raises(Stale) as stale:
        change_setting(session, head, NOW, key="amber_school_days", value=7, seen=0)
    assert "head changed “Time to put an amber site right” from 10 to 5" in stale.value.refusals[0].sentence
    assert policy_of(session, head.school_id or 0).amber_school_days == 5
