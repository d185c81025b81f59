"""Saying when somebody is away: who may, what cannot be, and what stays (A.1.5, A.5.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.domain.words import Role
from governance.models import AbsenceSpan, AuditRow
from governance.services.absences import cancel_absence, change_absence, record_absence
from governance.services.absent import absences_of
from governance.services.refused import NotHere, Stale
from tests.factories import NOW, TODAY, let_act_for_head, make_person, make_school, start_writing
from tests.services.cast import Cast, audit_codes, make_cast
from tests.services.unchanged import refused, unchanged

THURSDAY, FRIDAY = dt.date(2026, 11, 19), dt.date(2026, 11, 20)
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(name="cast")
def _cast(session: Session) -> Cast:
    return make_cast(session)


def say_away(session: Session, cast: Cast, by: Any, who: Any, **days: Any) -> int:
    asked = {"starts_on": THURSDAY, "ends_on": FRIDAY} | days
    return record_absence(session, cast.actor(session, by), NOW, person_id=who.id, **asked)


def on_those_days(session: Session, cast: Cast) -> tuple[Absence, ...]:
    found = absences_of(session, cast.school.id, dt.date(2026, 11, 16), dt.date(2026, 11, 29))
    session.rollback()
    return found


def test_a_teacher_says_when_they_are_away_and_the_audit_keeps_dates_alone(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher, starts_midday=True)
    assert on_those_days(session, cast) == (Absence(cast.teacher.id, THURSDAY, FRIDAY, starts_midday=True),)
    row = session.scalars(sa.select(AuditRow)).one()
    assert (row.code, row.subject_kind, row.subject_id) == ("absence.recorded", "absence", number)
    assert row.details == {
        "person_id": cast.teacher.id,
        "starts_on": "2026-11-19",
        "ends_on": "2026-11-20",
        "starts_midday": True,
        "ends_midday": False,
    }


def test_the_ict_lead_the_head_and_who_acts_for_the_head_enter_it_for_others(session: Session, cast: Cast) -> None:
    let_act_for_head(session, cast.school, cast.assistant, cast.head)
    for by, day in ((cast.ict, 19), (cast.head, 20), (cast.assistant, 23)):
        on = dt.date(2026, 11, day)
        say_away(session, cast, by, cast.second, starts_on=on, ends_on=on)
    rows = session.scalars(sa.select(AbsenceSpan).order_by(AbsenceSpan.id)).all()
    assert [row.recorded_by for row in rows] == [cast.ict.id, cast.head.id, cast.assistant.id]


def test_the_same_absence_again_is_a_repeat(session: Session, cast: Cast) -> None:
    first = say_away(session, cast, cast.teacher, cast.teacher)
    with unchanged(session):
        assert say_away(session, cast, cast.ict, cast.teacher) == first


@pytest.mark.parametrize(
    ("days", "code"),
    [
        pytest.param({"ends_on": TODAY}, "absence_ends_before_start", id="ends before it starts"),
        pytest.param(
            {"ends_on": THURSDAY, "starts_midday": True, "ends_midday": True},
            "absence_misses_nothing",
            id="leaves and is back at midday of one day",
        ),
        pytest.param({"ends_on": dt.date(2028, 11, 20)}, "absence_too_long", id="longer than two years"),
        pytest.param(
            {"starts_on": dt.date(2028, 11, 20), "ends_on": dt.date(2028, 11, 20)},
            "absence_too_far_ahead",
            id="begins more than two years ahead",
        ),
        pytest.param(
            {"starts_on": dt.date(2026, 10, 20), "ends_on": dt.date(2026, 10, 20)},
            "absence_long_over",
            id="was over more than four weeks ago",
        ),
        pytest.param(
            {"starts_on": dt.date(2020, 8, 30), "ends_on": dt.date(2020, 8, 31)},
            "absence_long_over absence_not_here_then",
            id="before the person came to the school",
        ),
    ],
)
def test_what_cannot_be_entered_changes_nothing(session: Session, cast: Cast, days: dict[str, Any], code: str) -> None:
    with refused(session, *code.split()):
        say_away(session, cast, cast.teacher, cast.teacher, **days)


def test_four_weeks_after_it_was_over_it_can_still_be_entered(session: Session, cast: Cast) -> None:
    day = dt.date(2026, 10, 21)
    say_away(session, cast, cast.teacher, cast.teacher, starts_on=day, ends_on=day)
    assert audit_codes(session) == ["absence.recorded"]


def test_nobody_enters_an_absence_for_a_colleague(session: Session, cast: Cast) -> None:
    with refused(session, "absence_not_yours"):
        say_away(session, cast, cast.teacher, cast.second)


def test_what_overlaps_is_refused_and_named(session: Session, cast: Cast) -> None:
    say_away(session, cast, cast.teacher, cast.teacher, ends_midday=True)
    with refused(session, "absence_overlaps"):
        say_away(session, cast, cast.teacher, cast.teacher, starts_on=FRIDAY, ends_on=MONDAY)
    # They were to be back at midday, and leave at midday: the two share no half of a day.
    say_away(session, cast, cast.teacher, cast.teacher, starts_on=FRIDAY, ends_on=MONDAY, starts_midday=True)
    # Somebody else is away on the same days.
    say_away(session, cast, cast.second, cast.second)
    assert len(on_those_days(session, cast)) == 3


def test_an_absence_that_was_called_off_stands_in_nobodys_way(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    cancel_absence(session, cast.actor(session, cast.teacher), NOW, absence_id=number, seen=1)
    assert on_those_days(session, cast) == ()
    teacher = cast.actor(session, cast.teacher)
    with unchanged(session):
        cancel_absence(session, teacher, NOW, absence_id=number, seen=1)
    with refused(session, "absence_called_off"):
        change_absence(session, teacher, NOW, absence_id=number, seen=2, starts_on=THURSDAY, ends_on=FRIDAY)
    assert say_away(session, cast, cast.teacher, cast.teacher) != number
    assert audit_codes(session) == ["absence.recorded", "absence.cancelled", "absence.recorded"]


def test_who_is_back_sooner_changes_the_last_day(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    ict = cast.actor(session, cast.ict)
    days = {"starts_on": THURSDAY, "ends_on": THURSDAY}
    change_absence(session, ict, NOW, absence_id=number, seen=1, **days)
    assert on_those_days(session, cast) == (Absence(cast.teacher.id, THURSDAY, THURSDAY),)
    assert audit_codes(session) == ["absence.recorded", "absence.changed"]
    # What is so already is no change, whatever the form had seen.
    with unchanged(session):
        change_absence(session, ict, NOW, absence_id=number, seen=1, **days)


def test_a_form_that_saw_older_days_is_told_who_changed_them(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    teacher, ict = cast.actor(session, cast.teacher), cast.actor(session, cast.ict)
    change_absence(session, ict, NOW, absence_id=number, seen=1, starts_on=THURSDAY, ends_on=THURSDAY)
    with unchanged(session), pytest.raises(Stale) as stale:
        change_absence(session, teacher, NOW, absence_id=number, seen=1, starts_on=THURSDAY, ends_on=MONDAY)
    assert "ict_lead changed when first teacher is away" in str(stale.value.refusals[0].sentence)
    with unchanged(session), pytest.raises(Stale):
        cancel_absence(session, teacher, NOW, absence_id=number, seen=1)


def test_a_colleague_neither_changes_nor_calls_off(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    colleague = cast.actor(session, cast.second)
    with refused(session, "absence_not_yours"):
        cancel_absence(session, colleague, NOW, absence_id=number, seen=1)
    with refused(session, "absence_not_yours"):
        change_absence(session, colleague, NOW, absence_id=number, seen=1, starts_on=THURSDAY, ends_on=THURSDAY)


def test_what_was_over_long_ago_stays_as_it_was(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    later = NOW + dt.timedelta(days=31)
    actor = cast.actor(session, cast.teacher)
    with refused(session, "absence_long_over"):
        cancel_absence(session, actor, later, absence_id=number, seen=1)
    with refused(session, "absence_long_over"):
        change_absence(
            session, actor, later, absence_id=number, seen=1, starts_on=THURSDAY, ends_on=dt.date(2027, 1, 8)
        )


def test_a_change_onto_another_absence_is_refused(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    say_away(session, cast, cast.teacher, cast.teacher, starts_on=MONDAY, ends_on=MONDAY)
    actor = cast.actor(session, cast.teacher)
    with refused(session, "absence_overlaps"):
        change_absence(session, actor, NOW, absence_id=number, seen=1, starts_on=THURSDAY, ends_on=MONDAY)


def test_another_schools_people_and_absences_are_not_here(session: Session, cast: Cast) -> None:
    number = say_away(session, cast, cast.teacher, cast.teacher)
    elm = make_school(session, "elm", name="Elm Primary")
    theirs = make_person(session, elm, Role.ICT_LEAD, name="their lead")
    lead = Cast(elm, *[theirs] * 7).actor(session, theirs)
    with unchanged(session), pytest.raises(NotHere):
        record_absence(session, lead, NOW, person_id=cast.teacher.id, starts_on=THURSDAY, ends_on=FRIDAY)
    with unchanged(session), pytest.raises(NotHere):
        cancel_absence(session, lead, NOW, absence_id=number, seen=1)
    with unchanged(session), pytest.raises(NotHere):
        change_absence(session, lead, NOW, absence_id=number, seen=1, starts_on=FRIDAY, ends_on=FRIDAY)
    assert absences_of(session, elm.id, THURSDAY, FRIDAY) == ()


def test_the_read_takes_what_shares_a_day_with_the_span(session: Session, cast: Cast) -> None:
    start_writing(session)
    spans = [(9, 15), (9, 16), (20, 30), (29, 30), (30, 30)]
    session.add_all(
        AbsenceSpan(
            school_id=cast.school.id,
            person_id=cast.teacher.id,
            starts_on=dt.date(2026, 11, first),
            ends_on=dt.date(2026, 11, last),
            recorded_by=cast.teacher.id,
            recorded_at=NOW,
        )
        for first, last in spans
    )
    session.commit()
    assert [(one.starts_on.day, one.ends_on.day) for one in on_those_days(session, cast)] == [
        (9, 16),
        (20, 30),
        (29, 30),
    ]
