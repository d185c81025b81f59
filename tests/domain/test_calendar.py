"""The school's days: what is a pupil day, a staff day and a school day (A.1.5, A.5; DOMAIN 3.3 and 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.calendar import (
    Closed,
    ClosedKind,
    SchoolCalendar,
    Term,
    Week,
    day_in_words,
    is_pupil_day,
    is_school_day,
    is_staff_day,
    local_day,
    next_school_days,
    pupil_days,
    school_days_after,
    week_of,
    weeks_from,
    why_closed,
)

AUTUMN = Term("Autumn term", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Term("Spring term", date(2027, 1, 4), date(2027, 3, 25))
CALENDAR = SchoolCalendar(
    terms=(AUTUMN, SPRING),
    closed=(
        Closed(ClosedKind.INSET, date(2026, 9, 1), date(2026, 9, 1)),
        Closed(ClosedKind.INSET, date(2026, 9, 2), date(2026, 9, 2), "first aid"),
        Closed(ClosedKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30)),
        Closed(ClosedKind.CLOSURE, date(2027, 1, 12), date(2027, 1, 13), "snow"),
    ),
    bank_holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 1)}),
)


@pytest.mark.parametrize(
    ("day", "pupils", "staff"),
    [
        pytest.param(date(2026, 9, 3), True, True, id="a Thursday in term: everybody is in"),
        pytest.param(date(2026, 9, 2), False, True, id="an INSET day in term: staff only"),
        pytest.param(date(2026, 9, 1), False, True, id="an INSET day before term: staff only"),
        pytest.param(date(2026, 9, 5), False, False, id="a Saturday in term: nobody"),
        pytest.param(date(2026, 10, 28), False, False, id="half-term: nobody"),
        pytest.param(date(2027, 1, 12), False, False, id="a snow day: nobody"),
        pytest.param(date(2027, 3, 1), False, False, id="a bank holiday in term: nobody"),
        pytest.param(date(2026, 12, 18), True, True, id="the last day of term counts"),
        pytest.param(date(2026, 12, 21), False, False, id="the Monday after term: nobody"),
        pytest.param(date(2028, 6, 1), False, False, id="beyond the known dates: nobody"),
    ],
)
def test_who_is_in(day: date, pupils: bool, staff: bool) -> None:
    assert is_pupil_day(CALENDAR, day) is pupils
    assert is_staff_day(CALENDAR, day) is staff
    assert is_school_day(CALENDAR, day) is pupils


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 9, 3), None),
        (date(2026, 9, 2), "It is an INSET day: staff are in, pupils are not (first aid)."),
        (date(2026, 9, 5), "It is the weekend."),
        (date(2026, 10, 28), "It is half-term."),
        (date(2027, 1, 12), "The school is closed that day (snow)."),
        (date(2027, 3, 1), "It is a bank holiday."),
        (date(2026, 12, 21), "It is the holiday between Autumn term and Spring term."),
        (date(2027, 4, 5), "No term dates are known after Thursday 25 March 2027."),
        (date(2026, 8, 3), "No term dates are known before Wednesday 2 September 2026."),
    ],
)
def test_why_the_school_is_closed_in_words(day: date, sentence: str | None) -> None:
    assert why_closed(CALENDAR, day) == sentence


def test_a_calendar_without_terms_says_so() -> None:
    assert why_closed(SchoolCalendar(), date(2026, 9, 3)) == "No term dates are known yet."
    assert next_school_days(SchoolCalendar(), date(2026, 9, 3), 5) == ()
    assert school_days_after(SchoolCalendar(), date(2026, 9, 3), 1) is None


def test_the_next_five_school_days_step_over_half_term_and_weekends() -> None:
    assert next_school_days(CALENDAR, date(2026, 10, 22), 5) == (
        date(2026, 10, 22),
        date(2026, 10, 23),
        date(2026, 11, 2),
        date(2026, 11, 3),
        date(2026, 11, 4),
    )


def test_fewer_days_come_back_when_the_dates_run_out() -> None:
    assert next_school_days(CALENDAR, date(2027, 3, 24), 5) == (date(2027, 3, 24), date(2027, 3, 25))
    assert school_days_after(CALENDAR, date(2027, 3, 24), 2) is None


def test_a_clock_of_ten_school_days_does_not_count_its_first_day_nor_the_snow() -> None:
    assert school_days_after(CALENDAR, date(2027, 1, 8), 10) == date(2027, 1, 26)
    assert school_days_after(CALENDAR, date(2027, 1, 8), 0) == date(2027, 1, 8)
    assert school_days_after(CALENDAR, date.max, 1) is None


def test_weeks_run_from_monday_to_sunday() -> None:
    week = week_of(date(2026, 11, 29))
    assert (week.monday, week.sunday) == (date(2026, 11, 23), date(2026, 11, 29))
    assert week_of(date(2026, 11, 30)) == Week(date(2026, 11, 30))
    assert weeks_from(date(2026, 11, 29), date(2026, 11, 30)) == (Week(date(2026, 11, 23)), Week(date(2026, 11, 30)))
    assert weeks_from(date(2026, 11, 30), date(2026, 11, 29)) == ()


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        pytest.param(
            datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1), id="a minute before midnight in summer"
        ),
        pytest.param(datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2), id="midnight in summer is 23:00 UTC"),
        pytest.param(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1), id="in winter the two agree"),
    ],
)
def test_today_is_the_schools_own(instant: datetime, day: date) -> None:
    assert local_day(instant, ZoneInfo("Europe/London")) == day


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        local_day(datetime(2026, 7, 1, 12, 0), ZoneInfo("Europe/London"))  # noqa: DTZ001 - a naive one is the point


def test_a_date_reads_as_people_say_it() -> None:
    assert day_in_words(date(2026, 11, 27)) == "Friday 27 November 2026"


SOME_DAY = st.dates(date(2026, 9, 1), date(2027, 1, 31))
SPANS = st.tuples(SOME_DAY, st.integers(-2, 30)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
CALENDARS = st.builds(
    SchoolCalendar,
    terms=st.lists(SPANS.map(lambda span: Term("Term", *span)), max_size=3).map(tuple),
    closed=st.lists(st.builds(lambda k, s: Closed(k, *s), st.sampled_from(ClosedKind), SPANS), max_size=3).map(tuple),
    bank_holidays=st.frozensets(SOME_DAY, max_size=3),
)


def _pupils_by_hand(calendar: SchoolCalendar, day: date) -> bool:
    in_term = False
    for term in calendar.terms:
        step = term.starts_on
        while step <= term.ends_on:
            in_term = in_term or step == day
            step += timedelta(days=1)
    for span in calendar.closed:
        step = span.starts_on
        while step <= span.ends_on:
            if step == day:
                return False
            step += timedelta(days=1)
    return in_term and day not in calendar.bank_holidays and day.strftime("%w") not in "06"


@given(CALENDARS, SOME_DAY)
def test_a_pupil_day_is_what_ticking_off_a_wall_calendar_gives(calendar: SchoolCalendar, day: date) -> None:
    assert is_pupil_day(calendar, day) == _pupils_by_hand(calendar, day)
    assert (why_closed(calendar, day) is None) == is_pupil_day(calendar, day)
    assert is_staff_day(calendar, day) or not is_pupil_day(calendar, day)


@given(CALENDARS, SOME_DAY, st.integers(0, 8))
def test_counting_forward_is_the_beginning_of_all_that_follows(calendar: SchoolCalendar, day: date, n: int) -> None:
    everything = pupil_days(calendar, day, date(2027, 12, 31))
    assert next_school_days(calendar, day, n) == everything[:n]
    after = [each for each in everything if each > day]
    expected = day if n == 0 else (after[n - 1] if len(after) >= n else None)
    assert school_days_after(calendar, day, n) == expected
