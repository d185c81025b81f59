"""A school year as a picture: what each day is, and why days in a row are closed."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.calendar_year import DayKind, Stretch, day_kind, months_of_year, school_year_of

CALENDAR = SchoolCalendar(
    terms=(
        Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18)),
        Term("Spring term", date(2027, 1, 4), date(2027, 3, 25)),
    ),
    closed=(
        Closed(ClosedKind.HALF_TERM, date(2026, 10, 19), date(2026, 10, 30)),
        Closed(ClosedKind.INSET, date(2026, 11, 2), date(2026, 11, 2)),
        Closed(ClosedKind.CLOSURE, date(2026, 11, 20), date(2026, 11, 20), "snow"),
    ),
    bank_holidays=frozenset({date(2026, 12, 25)}),
)
NAMES = {date(2026, 12, 25): "Christmas Day"}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param(date(2026, 11, 18), DayKind.SCHOOL, id="a weekday of a term"),
        pytest.param(date(2026, 10, 24), DayKind.WEEKEND, id="a Saturday in half-term is a weekend"),
        pytest.param(date(2026, 10, 26), DayKind.HALF_TERM, id="half-term"),
        pytest.param(date(2026, 11, 2), DayKind.INSET, id="INSET"),
        pytest.param(date(2026, 11, 20), DayKind.CLOSURE, id="closure"),
        pytest.param(date(2026, 12, 25), DayKind.BANK_HOLIDAY, id="bank holiday"),
        pytest.param(date(2026, 12, 24), DayKind.HOLIDAY, id="between two terms"),
    ],
)
def test_each_day_is_one_kind(day: date, kind: DayKind) -> None:
    assert day_kind(CALENDAR, day) is kind


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 4), 2026)],
)
def test_a_school_year_begins_in_august(day: date, year: int) -> None:
    assert school_year_of(day) == year


def test_a_year_has_twelve_months_of_whole_weeks() -> None:
    months = months_of_year(CALENDAR, 2026, NAMES)
    assert [months[0].name, months[4].name, months[5].name, months[11].name] == [
        "August 2026",
        "December 2026",
        "January 2027",
        "July 2027",
    ]
    november = months[3]
    assert [[one.day.day if one else 0 for one in week] for week in november.weeks] == [
        [0, 0, 0, 0, 0, 0, 1],
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15],
        [16, 17, 18, 19, 20, 21, 22],
        [23, 24, 25, 26, 27, 28, 29],
        [30, 0, 0, 0, 0, 0, 0],
    ]


def test_days_in_a_row_are_said_together() -> None:
    months = months_of_year(CALENDAR, 2026, NAMES)
    assert months[2].closed == (Stretch(date(2026, 10, 19), date(2026, 10, 30), "It is half-term."),)
    assert months[3].closed == (
        Stretch(date(2026, 11, 2), date(2026, 11, 2), "It is an INSET day: staff are in, pupils are not."),
        Stretch(date(2026, 11, 20), date(2026, 11, 20), "The school is closed that day (snow)."),
    )
    holiday = "It is the holiday between Autumn term and Spring term."
    assert months[4].closed == (
        Stretch(date(2026, 12, 21), date(2026, 12, 24), holiday),
        Stretch(date(2026, 12, 25), date(2026, 12, 25), "It is a bank holiday: Christmas Day."),
        Stretch(date(2026, 12, 28), date(2026, 12, 31), holiday),
    )
