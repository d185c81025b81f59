"""What is wrong or missing in the term dates."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.calendar_checks import doubts_now, gaps_and_contradictions

TODAY = date(2026, 11, 2)
AUTUMN = Term("Autumn term", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Term("Spring term", date(2027, 1, 4), date(2027, 3, 25))


@pytest.mark.parametrize(
    ("calendar", "refusals", "warnings"),
    [
        pytest.param(SchoolCalendar((AUTUMN, SPRING)), [], [], id="two plain terms hold together"),
        pytest.param(SchoolCalendar(), [], ["no_term_dates"], id="no dates at all"),
        pytest.param(
            SchoolCalendar((Term("Autumn term", date(2026, 12, 18), date(2026, 9, 2)), SPRING)),
            ["term_ends_before_it_starts"],
            [],
            id="a term ends before it starts",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, Term("Spring term", date(2026, 12, 18), date(2027, 3, 25)))),
            ["terms_overlap"],
            [],
            id="two terms share one day",
        ),
        pytest.param(
            SchoolCalendar((Term(" ", AUTUMN.starts_on, AUTUMN.ends_on), SPRING)),
            ["term_without_name"],
            [],
            id="a term without a name",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, SPRING), (Closed(ClosedKind.HALF_TERM, date(2026, 12, 21), date(2026, 12, 24)),)),
            [],
            ["half_term_outside_a_term"],
            id="half-term in the Christmas holiday",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, SPRING), (Closed(ClosedKind.HALF_TERM, date(2026, 12, 14), date(2026, 12, 21)),)),
            [],
            ["half_term_outside_a_term"],
            id="half-term that reaches past the end of term",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, SPRING), (Closed(ClosedKind.INSET, date(2026, 11, 7), date(2026, 11, 7)),)),
            [],
            ["closed_on_a_weekend"],
            id="INSET on a Saturday",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, SPRING), (Closed(ClosedKind.CLOSURE, date(2026, 11, 6), date(2026, 11, 5)),)),
            ["closed_ends_before_it_starts"],
            [],
            id="a closure backwards",
        ),
        pytest.param(
            SchoolCalendar((Term("Summer term", date(2026, 4, 13), date(2026, 7, 20)),)),
            [],
            ["term_dates_have_ended"],
            id="every known term is over",
        ),
        pytest.param(
            SchoolCalendar((Term("Autumn term", date(2026, 9, 2), date(2026, 11, 30)),)),
            [],
            ["term_dates_end_soon"],
            id="no term dates after 30 November",
        ),
        pytest.param(
            SchoolCalendar((AUTUMN, Term("Summer term", date(2027, 4, 12), date(2027, 7, 20)))),
            [],
            ["term_perhaps_missing"],
            id="the spring term was forgotten",
        ),
        pytest.param(
            SchoolCalendar((Term("Autumn term", date(2026, 9, 2), date(2027, 12, 18)),)),
            [],
            ["term_very_long"],
            id="a term with the wrong year",
        ),
    ],
)
def test_findings(calendar: SchoolCalendar, refusals: list[str], warnings: list[str]) -> None:
    findings = gaps_and_contradictions(calendar, TODAY)
    assert [refusal.code for refusal in findings.refusals] == refusals
    assert [warning.code for warning in findings.warnings] == warnings


def test_every_overlap_is_named() -> None:
    terms = (
        Term("One", date(2026, 9, 1), date(2027, 1, 1)),
        Term("Two", date(2026, 10, 1), date(2026, 10, 20)),
        Term("Three", date(2026, 12, 1), date(2027, 2, 1)),
    )
    sentences = [refusal.sentence for refusal in gaps_and_contradictions(SchoolCalendar(terms), TODAY).refusals]
    assert sentences == [
        "One and Two overlap: Two starts on Thursday 1 October 2026, and One lasts until Friday 1 January 2027.",
        "One and Three overlap: Three starts on Tuesday 1 December 2026, and One lasts until Friday 1 January 2027.",
    ]


@pytest.mark.parametrize(
    ("today", "sentences"),
    [
        pytest.param(date(2027, 1, 23), [], id="sixty-one days before the last known day nothing is said"),
        pytest.param(
            date(2027, 1, 24),
            ["No term dates are known after Thursday 25 March 2027: nothing is due until they are entered."],
            id="from sixty days before on it is said",
        ),
        pytest.param(
            date(2027, 3, 26),
            ["No term dates are known after Thursday 25 March 2027: nothing is due until they are entered."],
            id="and the day after it still is",
        ),
    ],
)
def test_dates_that_run_out_are_said_in_time(today: date, sentences: list[str]) -> None:
    warnings = gaps_and_contradictions(SchoolCalendar((AUTUMN, SPRING)), today).warnings
    assert [warning.sentence for warning in warnings] == sentences


def test_doubts_are_of_this_school_year_and_leave_missing_dates_to_their_own_line() -> None:
    last_year = Closed(ClosedKind.HALF_TERM, date(2026, 5, 25), date(2026, 5, 29))
    wrong = Closed(ClosedKind.HALF_TERM, date(2026, 12, 21), date(2026, 12, 24))
    assert doubts_now(SchoolCalendar((AUTUMN,), (last_year,)), date(2026, 12, 1)) == ()
    found = doubts_now(SchoolCalendar((AUTUMN,), (last_year, wrong)), date(2026, 12, 1))
    assert [doubt.code for doubt in found] == ["half_term_outside_a_term"]
