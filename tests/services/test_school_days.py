"""What a school's calendar is read as, from the database and from the nation's bank holidays."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance import models
from governance.db import begin_writing
from governance.domain.calendar import Closed, ClosedKind, Term, is_pupil_day, next_school_days
from governance.services.school_days import bank_holidays_of, calendar_of, calendars_of
from tests.factories import make_school


def test_the_typed_terms_and_closures_are_read(session: Session) -> None:
    school = make_school(session)
    elsewhere = make_school(session, "elm", name="Elm Primary")
    begin_writing(session)
    half_term = (dt.date(2026, 10, 26), dt.date(2026, 10, 30))
    for owner in (school, elsewhere):
        kind = "half_term" if owner is school else "closure"
        session.add(models.ClosedSpan(school_id=owner.id, kind=kind, starts_on=half_term[0], ends_on=half_term[1]))
    session.commit()
    known = calendar_of(session, school)
    assert known.terms == (
        Term("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18)),
        Term("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
    )
    assert known.closed == (Closed(ClosedKind.HALF_TERM, *half_term),)
    assert next_school_days(known, dt.date(2026, 12, 17), 4) == (
        dt.date(2026, 12, 17),
        dt.date(2026, 12, 18),
        dt.date(2027, 1, 4),
        dt.date(2027, 1, 5),
    )


@pytest.mark.parametrize(
    ("nation", "day", "is_open"),
    [
        pytest.param("scotland", dt.date(2026, 11, 30), False, id="Saint Andrew's Day is a bank holiday in Scotland"),
        pytest.param("england", dt.date(2026, 11, 30), True, id="and an ordinary Monday in England"),
        pytest.param("northern_ireland", dt.date(2027, 3, 17), False, id="Saint Patrick's Day in Northern Ireland"),
        pytest.param("wales", dt.date(2027, 3, 17), True, id="and an ordinary Wednesday in Wales"),
        pytest.param("scotland", dt.date(2027, 1, 4), False, id="a bank holiday moved from a weekend is one too"),
    ],
)
def test_bank_holidays_are_those_of_the_nation(session: Session, nation: str, day: dt.date, is_open: bool) -> None:
    school = make_school(session, nation=nation)
    assert is_pupil_day(calendar_of(session, school), day) is is_open


def test_a_school_without_dates_knows_nothing(session: Session) -> None:
    school = make_school(session)
    begin_writing(session)
    session.execute(sa.delete(models.Term))
    session.commit()
    known = calendar_of(session, school)
    assert (known.terms, known.closed, known.bank_holidays) == ((), (), frozenset())


EASTER_AND_MAY = ["3 April", "6 April", "4 May", "25 May"]


@pytest.mark.parametrize(
    ("nation", "days"),
    [
        pytest.param(
            "england", ["1 January", *EASTER_AND_MAY, "31 August", "25 December", "28 December"], id="England"
        ),
        pytest.param("wales", ["1 January", *EASTER_AND_MAY, "31 August", "25 December", "28 December"], id="Wales"),
        pytest.param(
            "scotland",
            [
                *("1 January", "2 January", "3 April", "4 May", "25 May", "15 June", "3 August", "30 November"),
                *("25 December", "28 December"),
            ],
            id="Scotland, with its day off for the World Cup and without Easter Monday",
        ),
        pytest.param(
            "northern_ireland",
            ["1 January", "17 March", *EASTER_AND_MAY, "13 July", "31 August", "25 December", "28 December"],
            id="Northern Ireland, with the Twelfth moved from a Sunday",
        ),
    ],
)
def test_the_weekdays_that_are_bank_holidays_in_2026(nation: str, days: list[str]) -> None:
    known = sorted(day for day in bank_holidays_of(nation, 2026) if day.weekday() < 5)
    assert [f"{day.day} {day:%B}" for day in known] == days


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern_ireland"])
@pytest.mark.parametrize(
    "day",
    [
        pytest.param(dt.date(2020, 5, 8), id="May Day moved for VE Day"),
        pytest.param(dt.date(2022, 6, 3), id="the Platinum Jubilee"),
        pytest.param(dt.date(2022, 9, 19), id="a state funeral"),
        pytest.param(dt.date(2023, 5, 8), id="a coronation"),
    ],
)
def test_holidays_of_a_single_year_are_known(nation: str, day: dt.date) -> None:
    assert day in bank_holidays_of(nation, day.year)


def test_several_schools_are_read_together_and_those_with_the_same_days_share_one_calendar(session: Session) -> None:
    oak, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    ash = make_school(session, "ash", name="Ash Primary", nation="scotland")
    found = calendars_of(session, {oak.id: "england", elm.id: "england", ash.id: "scotland"})
    assert found[oak.id] is found[elm.id]
    assert found[ash.id].terms == found[oak.id].terms
    saint_andrews = dt.date(2026, 11, 30)
    assert [saint_andrews in found[school.id].bank_holidays for school in (oak, ash)] == [False, True]
