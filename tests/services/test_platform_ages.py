"""The table of minimum ages: copied in at a school's creation, then the school's own to correct."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.platforms import Floor, Standing
from governance.domain.words import Role
from governance.domain.year_groups import Nation
from governance.models import AuditRow, PlatformAge
from governance.services.platform_ages import TypedRow, copy_default_rows, platform_rows_of, save_platform_age
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, TODAY, actor_of, make_person, make_school

ROW = TypedRow("padlet", Floor.AGE, 13, Nation.WALES, None, None, "Padlet's terms", TODAY)


@pytest.fixture(name="lead")
def _lead(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def _counts(session: Session) -> tuple[int, int]:
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (PlatformAge, AuditRow)]
    session.rollback()
    return found[0] or 0, found[1] or 0


def test_a_new_school_starts_from_the_common_rows(session: Session, lead: Actor) -> None:
    copy_default_rows(session, lead.school_id or 0)
    session.flush()
    rows = platform_rows_of(session, lead.school_id or 0)
    instagram = [(row.floor, row.age, row.standing) for row in rows if row.platform == "instagram"]
    assert instagram == [(Floor.AGE, 13, Standing.READ), (Floor.AGE, 16, Standing.ANNOUNCED)]
    session.rollback()


def test_a_row_is_added_and_recorded(session: Session, lead: Actor) -> None:
    save_platform_age(session, lead, NOW, typed=ROW)
    (row,) = platform_rows_of(session, lead.school_id or 0)
    assert (row.platform, row.age, row.nation, row.checked_on) == ("padlet", 13, Nation.WALES, TODAY)
    act = session.scalar(sa.select(AuditRow))
    assert act is not None
    assert (act.code, act.details) == ("platform_age.changed", {"platform": "padlet", "rule": "age", "age": 13})


def test_the_same_row_saved_again_changes_nothing(session: Session, lead: Actor) -> None:
    row_id = save_platform_age(session, lead, NOW, typed=ROW)
    save_platform_age(session, lead, NOW, typed=ROW, row_id=row_id, seen=1)
    assert _counts(session) == (1, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"platform": "myspace"}, "platform_unknown", id="a platform that is not in the list"),
        pytest.param({"age": None}, "platform_age_missing", id="an age rule without an age"),
        pytest.param({"floor": Floor.UNKNOWN}, "platform_age_without_rule", id="unknown, and yet an age"),
        pytest.param({"age": 0}, "platform_age_out_of_range", id="no age at all"),
        pytest.param({"age": 99}, "platform_age_out_of_range", id="an age that no pupil has"),
        pytest.param({"source": "  "}, "platform_source_missing", id="nobody says where it was read"),
        pytest.param(
            {"from_on": dt.date(2027, 1, 2), "to_on": dt.date(2027, 1, 1)},
            "platform_dates_reversed",
            id="the last day before the first",
        ),
        pytest.param({"checked_on": dt.date(2026, 11, 19)}, "platform_checked_in_future", id="checked tomorrow"),
    ],
)
def test_a_row_that_cannot_stand_changes_nothing(
    session: Session, lead: Actor, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        save_platform_age(session, lead, NOW, typed=dataclasses.replace(ROW, **change))
    assert refused.value.codes == (code,)
    assert _counts(session) == (0, 0)


def test_another_school_s_row_is_not_here(session: Session, lead: Actor) -> None:
    row_id = save_platform_age(session, lead, NOW, typed=ROW)
    elm = make_school(session, "elm")
    other = actor_of(session, elm, make_person(session, elm, Role.ICT_LEAD))
    with pytest.raises(NotHere):
        save_platform_age(session, other, NOW, typed=dataclasses.replace(ROW, age=5), row_id=row_id, seen=1)
    assert _counts(session) == (1, 1)


def test_a_stale_row_is_refused(session: Session, lead: Actor) -> None:
    row_id = save_platform_age(session, lead, NOW, typed=ROW)
    save_platform_age(session, lead, NOW, typed=dataclasses.replace(ROW, age=14), row_id=row_id, seen=1)
    with pytest.raises(Stale):
        save_platform_age(session, lead, NOW, typed=dataclasses.replace(ROW, age=15), row_id=row_id, seen=1)
    assert _counts(session) == (1, 2)
