"""How many days and sessions a school year has, and how that is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.calendar_count import YearCount, count_in_words, count_of_year

# A council's year as it was published: 195 weekdays in term, of which five are INSET days.
YEAR = SchoolCalendar(
    terms=(
        Term("Autumn term", date(2026, 9, 1), date(2026, 12, 18)),
        Term("Spring term", date(2027, 1, 4), date(2027, 3, 25)),
        Term("Summer term", date(2027, 4, 12), date(2027, 7, 21)),
    ),
    closed=(
        Closed(ClosedKind.INSET, date(2026, 9, 1), date(2026, 9, 2)),
        Closed(ClosedKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30)),
        Closed(ClosedKind.HALF_TERM, date(2027, 2, 15), date(2027, 2, 19)),
        Closed(ClosedKind.HALF_TERM, date(2027, 5, 31), date(2027, 6, 4)),
        Closed(ClosedKind.INSET, date(2027, 7, 21), date(2027, 7, 21)),
    ),
    bank_holidays=frozenset({date(2027, 5, 3), date(2027, 5, 31)}),
)


def with_closed(*more: Closed) -> SchoolCalendar:
    return SchoolCalendar(YEAR.terms, (*YEAR.closed, *more), YEAR.bank_holidays)


# Autumn: 79 weekdays less two of INSET and five of half-term; spring: 59 less five; summer: 73 less five of half-term,
# May Day and one of INSET.
TAUGHT = 72 + 54 + 66


@pytest.mark.parametrize(
    ("calendar", "first_year", "count"),
    [
        pytest.param(YEAR, 2026, YearCount(TAUGHT, 3, 0), id="the year as published"),
        pytest.param(
            with_closed(Closed(ClosedKind.CLOSURE, date(2027, 1, 12), date(2027, 1, 13))),
            2026,
            YearCount(TAUGHT - 2, 3, 2),
            id="two snow days are lost",
        ),
        pytest.param(
            with_closed(Closed(ClosedKind.CLOSURE, date(2026, 10, 30), date(2026, 10, 31))),
            2026,
            YearCount(TAUGHT, 3, 0),
            id="a closure in half-term takes nothing away",
        ),
        pytest.param(YEAR, 2025, YearCount(0, 0, 0), id="a year without dates"),
    ],
)
def test_a_year_is_counted(calendar: SchoolCalendar, first_year: int, count: YearCount) -> None:
    assert count_of_year(calendar, first_year) == count


@pytest.mark.parametrize(
    ("count", "said"),
    [
        pytest.param(
            YearCount(190, 5, 0),
            (
                "190 pupil days, which is 380 sessions (mornings and afternoons).",
                "That is exactly the 190 days (380 sessions) that a school year asks for.",
                "5 INSET days more for staff only.",
            ),
            id="as many as asked for",
        ),
        pytest.param(
            YearCount(189, 0, 1),
            (
                "189 pupil days, which is 378 sessions (mornings and afternoons).",
                "That is 1 day fewer than the 190 days (380 sessions) that a school year asks for.",
                "1 day lost to closures, and not counted.",
            ),
            id="one short after a snow day",
        ),
        pytest.param(
            YearCount(192, 1, 0),
            (
                "192 pupil days, which is 384 sessions (mornings and afternoons).",
                "That is 2 days more than the 190 days (380 sessions) that a school year asks for.",
                "1 INSET day more for staff only.",
            ),
            id="two more",
        ),
    ],
)
def test_a_count_in_words(count: YearCount, said: tuple[str, ...]) -> None:
    assert count_in_words(count, 190) == said


@given(st.lists(st.tuples(st.integers(0, 330), st.integers(0, 10), st.sampled_from(ClosedKind)), max_size=6))
def test_what_closures_take_away_is_what_is_missing(spans: list[tuple[int, int, ClosedKind]]) -> None:
    """Counted day by day: taught and lost together are the days that no half-term and no INSET day takes."""
    start = date(2026, 8, 1)
    closed = [Closed(kind, start + timedelta(a), start + timedelta(a + n)) for a, n, kind in spans]
    taught = lost = 0
    for number in range(365):
        day = start + timedelta(number)
        if day.weekday() > 4 or not any(term.starts_on <= day <= term.ends_on for term in YEAR.terms):
            continue
        kinds = {span.kind for span in closed if span.starts_on <= day <= span.ends_on}
        taught += not kinds
        lost += kinds == {ClosedKind.CLOSURE}
    count = count_of_year(SchoolCalendar(YEAR.terms, tuple(closed)), 2026)
    assert (count.pupil_days, count.lost_days, count.sessions) == (taught, lost, 2 * taught)
