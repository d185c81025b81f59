"""Handing duties to a stand-in for some days: what it leaves, what is still needed, and who may not (A.1.5, A.5.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Duty, PersonKind, Role
from governance.models import AbsenceSpan, Appointment, Membership, Person, Site
from governance.services.appointments import answer_appointment, decide_appointment
from governance.services.handing_over import HandedOver, hand_over_duties
from governance.services.refused import NotHere
from tests.factories import NOW, make_person, make_school, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.left_behind import leaving
from tests.services.unchanged import refused, unchanged

FIRST, LAST = dt.date(2026, 11, 23), dt.date(2026, 11, 27)
BOTH = (Duty.ADMINISTRATOR, Duty.MODERATOR)


def scene(session: Session) -> tuple[Cast, Site]:
    """A live site: the teacher is its administrator and moderates it with the second teacher."""
    cast = make_cast(session)
    return cast, live_site(session, cast)


def given(site: Site, person: Person, to: Person, *duties: Duty, **changed: Any) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "stand_in_id": to.id,
        "starts_on": FIRST,
        "ends_on": LAST,
        "duties": [(site.id, duty) for duty in duties or (Duty.MODERATOR,)],
        **changed,
    }


def newest(session: Session) -> list[tuple[int, Duty, dt.date, dt.date | None]]:
    rows = session.scalars(sa.select(Appointment).where(Appointment.ends_on == LAST).order_by(Appointment.duty)).all()
    found = [(row.person_id, row.duty, row.starts_on, row.ends_on) for row in rows]
    session.rollback()
    return found


def test_each_duty_becomes_an_appointment_for_these_days_with_one_line_each_and_one_mail(session: Session) -> None:
    cast, site = scene(session)
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.assistant, *BOTH)
    label = site.name
    with leaving(session) as left:
        outcome = hand_over_duties(session, teacher, NOW, **asked)
    assert (left.rows, left.acts) == ({"appointments": 2}, ["appointment.named", "appointment.named"])
    assert left.told == [("duties_to_take", "assistant head")]
    assert [(one.site, one.duty, one.step.value) for one in outcome] == [
        (label, Duty.ADMINISTRATOR, "answer"),
        (label, Duty.MODERATOR, "answer"),
    ]
    assert newest(session) == [
        (cast.assistant.id, Duty.ADMINISTRATOR, FIRST, LAST),
        (cast.assistant.id, Duty.MODERATOR, FIRST, LAST),
    ]


def test_the_stand_in_says_yes_and_the_head_approves_as_for_any_duty(session: Session) -> None:
    cast, site = scene(session)
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.assistant)
    hand_over_duties(session, teacher, NOW, **asked)
    row = session.scalars(sa.select(Appointment).order_by(Appointment.id.desc())).first()
    assert row is not None
    number = row.id
    answer_appointment(session, cast.actor(session, cast.assistant), NOW, appointment_id=number, accepts=True)
    seen = session.get_one(Appointment, number).revision
    session.rollback()
    decide_appointment(session, cast.actor(session, cast.head), NOW, appointment_id=number, seen=seen, is_yes=True)
    (outcome,) = hand_over_duties(session, teacher, NOW, **asked)
    assert outcome.step.value == "nothing"


def test_where_the_stand_in_moderates_the_site_already_nothing_is_needed(session: Session) -> None:
    cast, site = scene(session)
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.second)
    expected: tuple[HandedOver, ...] = ()
    with unchanged(session):
        expected = hand_over_duties(session, teacher, NOW, **asked)
    assert [one.step.value for one in expected] == ["nothing"]


def test_the_same_again_changes_nothing_and_still_waits_for_the_answer(session: Session) -> None:
    cast, site = scene(session)
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.assistant)
    hand_over_duties(session, teacher, NOW, **asked)
    with unchanged(session):
        (outcome,) = hand_over_duties(session, teacher, NOW, **asked)
    assert outcome.step.value == "answer"


def test_who_takes_them_over_themselves_waits_for_the_head_at_once(session: Session) -> None:
    cast, site = scene(session)
    ict, asked = cast.actor(session, cast.ict), given(site, cast.teacher, cast.ict)
    with leaving(session) as left:
        (outcome,) = hand_over_duties(session, ict, NOW, **asked)
    assert (outcome.step.value, left.told) == ("approval", [("appointment_to_approve", "head")])


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        pytest.param({"duties": []}, ("nothing_chosen",), id="no duty chosen"),
        pytest.param({"starts_on": dt.date(2026, 11, 17)}, ("starts_in_past",), id="it begins in the past"),
        pytest.param({"ends_on": dt.date(2026, 11, 22)}, ("ends_before_start",), id="it ends before it starts"),
    ],
)
def test_days_and_duties_that_cannot_be(session: Session, changed: dict[str, Any], codes: tuple[str, ...]) -> None:
    cast, site = scene(session)
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.assistant, **changed)
    with refused(session, *codes):
        hand_over_duties(session, teacher, NOW, **asked)


def test_nobody_hands_over_to_the_same_person(session: Session) -> None:
    cast, site = scene(session)
    ict, asked = cast.actor(session, cast.ict), given(site, cast.teacher, cast.teacher)
    with refused(session, "stand_in_is_same"):
        hand_over_duties(session, ict, NOW, **asked)


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        pytest.param(LAST, LAST, True, id="away on the last of the days"),
        pytest.param(dt.date(2026, 11, 28), dt.date(2026, 11, 29), False, id="away on the weekend after"),
    ],
)
def test_nobody_hands_over_to_who_is_away_then(
    session: Session, first: dt.date, last: dt.date, is_refused: bool
) -> None:
    cast, site = scene(session)
    start_writing(session)
    session.add(
        AbsenceSpan(
            school_id=cast.school.id, person_id=cast.assistant.id, starts_on=first, ends_on=last,
            recorded_by=cast.assistant.id, recorded_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    teacher, asked = cast.actor(session, cast.teacher), given(site, cast.teacher, cast.assistant)
    if not is_refused:
        assert len(hand_over_duties(session, teacher, NOW, **asked)) == 1
        return
    with refused(session, "stand_in_away"):
        hand_over_duties(session, teacher, NOW, **asked)


def test_nobody_hands_over_to_who_may_not_act_for_the_school_or_leaves_before_the_end(session: Session) -> None:
    cast, site = scene(session)
    volunteer = make_person(session, cast.school, name="volunteer", kind=PersonKind.VOLUNTEER)
    leaver = make_person(session, cast.school, Role.TEACHER, name="leaver")
    start_writing(session)
    membership = session.scalars(sa.select(Membership).where(Membership.person_id == leaver.id)).one()
    membership.ends_on = dt.date(2026, 11, 25)
    session.commit()
    teacher = cast.actor(session, cast.teacher)
    for person, code in ((volunteer, "not_authorised"), (leaver, "stand_in_leaves")):
        asked = given(site, cast.teacher, person)
        with refused(session, code):
            hand_over_duties(session, teacher, NOW, **asked)


def test_only_the_person_and_those_who_may_name_people_hand_a_duty_over(session: Session) -> None:
    cast, site = scene(session)
    asked = given(site, cast.teacher, cast.assistant)
    with refused(session, "not_yours_to_do"):
        hand_over_duties(session, cast.actor(session, cast.second), NOW, **asked)
    asked = given(site, cast.second, cast.ict)
    assert len(hand_over_duties(session, cast.actor(session, cast.second), NOW, **asked)) == 1


def test_a_duty_that_the_person_does_not_hold_then_is_not_theirs_to_hand_over(session: Session) -> None:
    cast, site = scene(session)
    asked = given(site, cast.second, cast.assistant, Duty.ADMINISTRATOR)
    with refused(session, "duty_not_held"):
        hand_over_duties(session, cast.actor(session, cast.second), NOW, **asked)


def test_another_schools_people_and_sites_are_not_there(session: Session) -> None:
    cast, site = scene(session)
    elm = make_school(session, "elm")
    stranger = make_person(session, elm, Role.TEACHER, name="stranger")
    teacher = cast.actor(session, cast.teacher)
    for changed in ({"stand_in_id": stranger.id}, {"person_id": stranger.id}, {"duties": [(10_000, Duty.MODERATOR)]}):
        asked = given(site, cast.teacher, cast.assistant) | changed
        with unchanged(session), pytest.raises(NotHere):
            hand_over_duties(session, teacher, NOW, **asked)
