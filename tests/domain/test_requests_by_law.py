"""By when a request for information is answered and a copy is sent (DOMAIN 3.6, 3.8)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.records.masking import Mask
from governance.domain.records.requests import copy_due_on, information_due

BANK_HOLIDAYS = frozenset(
    dt.date.fromisoformat(day)
    for day in (
        *("2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"),
        *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
    )
)
CALENDAR = SchoolCalendar(
    terms=(
        Term("Summer", dt.date(2026, 4, 13), dt.date(2026, 7, 21)),
        Term("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18)),
        Term("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
    ),
    closed=(
        Closed(ClosedKind.HALF_TERM, dt.date(2026, 5, 25), dt.date(2026, 5, 29)),
        Closed(ClosedKind.HALF_TERM, dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        Closed(ClosedKind.HALF_TERM, dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
    ),
    bank_holidays=BANK_HOLIDAYS,
)


def _days(received: str, calendar: SchoolCalendar = CALENDAR) -> tuple[str, str, str]:
    found = information_due(calendar, dt.date.fromisoformat(received), school_days=20, working_days=60)
    by_school = found.by_school_days.isoformat() if found.by_school_days else "not known"
    return by_school, found.by_working_days.isoformat(), found.due.isoformat()


@pytest.mark.parametrize(
    ("received", "by_school_days", "by_working_days", "due"),
    [
        pytest.param("2026-09-07", "2026-10-05", "2026-11-30", "2026-10-05", id="four weeks of term"),
        pytest.param("2026-10-12", "2026-11-16", "2027-01-07", "2026-11-16", id="half-term does not count"),
        pytest.param("2026-04-27", "2026-06-02", "2026-07-22", "2026-06-02", id="a bank holiday and a half-term"),
        pytest.param("2026-07-20", "2026-09-29", "2026-10-13", "2026-09-29", id="the summer holidays stretch it"),
        pytest.param("2026-11-14", "2026-12-11", "2027-02-10", "2026-12-11", id="a Saturday: Monday is the first day"),
        pytest.param("2026-12-18", "2027-01-29", "2027-03-17", "2027-01-29", id="the last day of term"),
    ],
)
def test_twenty_school_days_or_sixty_working_days(
    received: str, by_school_days: str, by_working_days: str, due: str
) -> None:
    assert _days(received) == (by_school_days, by_working_days, due)


def test_a_school_that_is_closed_for_months_answers_within_sixty_working_days() -> None:
    closed = SchoolCalendar(
        terms=CALENDAR.terms,
        closed=(Closed(ClosedKind.CLOSURE, dt.date(2026, 9, 3), dt.date(2026, 12, 18), "fire"),),
        bank_holidays=BANK_HOLIDAYS,
    )
    assert _days("2026-07-20", closed) == ("2027-01-28", "2026-10-13", "2026-10-13")


def test_without_terms_the_working_days_hold_and_that_is_said() -> None:
    found = information_due(
        SchoolCalendar(bank_holidays=BANK_HOLIDAYS), dt.date(2026, 9, 7), school_days=20, working_days=60
    )
    assert found.by_school_days is None
    assert found.due == dt.date(2026, 11, 30)
    assert found.said == (
        "The school’s term dates are not known far enough ahead to count 20 school days. 60 working days end on "
        "Monday 30 November 2026; that day holds until the terms are typed."
    )


def test_both_days_are_said() -> None:
    found = information_due(CALENDAR, dt.date(2026, 9, 7), school_days=20, working_days=60)
    assert found.said == (
        "20 school days end on Monday 5 October 2026. 60 working days end on Monday 30 November 2026. "
        "The first day comes sooner and holds."
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2026-09-07", "2026-10-07", id="the same day of the next month"),
        pytest.param("2026-10-31", "2026-11-30", id="a month without that day ends on its last"),
        pytest.param("2026-11-25", "2026-12-29", id="Christmas and the substitute day: the next working day"),
        pytest.param("2026-10-14", "2026-11-16", id="a Saturday: the Monday after it"),
    ],
)
def test_a_copy_is_due_in_a_month(received: str, due: str) -> None:
    assert copy_due_on(BANK_HOLIDAYS, dt.date.fromisoformat(received), 1) == dt.date.fromisoformat(due)


def test_other_people_are_masked_and_the_person_is_not() -> None:
    mask = Mask(["Jo Hill", "Sam Brook", "Sam Brook-Lee", "Al"], ["Jo Hill"])
    said = "Jo Hill told SAM BROOK and Sam Brook-Lee (sam@mail.example or 07700 900123). Samuel knows."
    assert mask.masked(said) == (
        "Jo Hill told [another person] and [another person] ([left out] or [left out]). Samuel knows."
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Ask Ms Brook.", "Ask Ms [another person].", id="a surname with its title"),
        pytest.param("Sam and Zoë played.", "[another person] and [another person] played.", id="first names"),
        pytest.param("It is ZOË’s.", "It is [another person]’s.", id="in capitals, and with what follows"),
        pytest.param("Brook, Sam", "[another person]", id="the surname first"),
        pytest.param("Sam\n  Brook", "[another person]", id="across a line"),
        pytest.param("down by the brook", "down by the brook", id="a word without a capital stays"),
        pytest.param("Jo went up the Hill.", "Jo went up the Hill.", id="their own name stays"),
        pytest.param("Ring (01632) 960123.", "Ring ([left out].", id="a number with its code in brackets"),
        pytest.param("Ring +44 (0)7700 900123.", "Ring [left out].", id="a number with the country’s code"),
        pytest.param("At 3 Low Road, MK9 3QA.", "At 3 Low Road, [left out].", id="a postcode"),
    ],
)
def test_others_are_masked_as_people_write_of_them(text: str, masked: str) -> None:
    assert Mask(["Jo Hill", "Sam Brook", "Zoë Lee", "Mrs Al Oak"], ["Jo Hill"]).masked(text) == masked
