"""Dates as they are printed on policies, and where they are blank, unclear or contradict each other (002-5)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar import SchoolCalendar, Term
from governance.domain.said_dates import Kind, flags_of, said_date

NONE = SchoolCalendar(terms=(), closed=(), bank_holidays=frozenset())
TYPED = SchoolCalendar(
    terms=(Term("Spring term", date(2025, 1, 6), date(2025, 4, 4)),), closed=(), bank_holidays=frozenset()
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Spring 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("Autumn term 2024", date(2024, 9, 1), date(2024, 12, 31)),
        ("summer 2026", date(2026, 4, 1), date(2026, 7, 31)),
        ("September 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("July 2018", date(2018, 7, 1), date(2018, 7, 31)),
        ("1st March 2025", date(2025, 3, 1), date(2025, 3, 1)),
        ("29 February 2024", date(2024, 2, 29), date(2024, 2, 29)),
        ("01/09/2024", date(2024, 9, 1), date(2024, 9, 1)),
        ("2025-03-01", date(2025, 3, 1), date(2025, 3, 1)),
        ("Autumn 2024/25", date(2024, 9, 1), date(2024, 12, 31)),
        ("Spring Term 2024/25", date(2025, 1, 1), date(2025, 3, 31)),
        ("Summer 2024-2025", date(2025, 4, 1), date(2025, 7, 31)),
        ("Spring 1999/00", date(2000, 1, 1), date(2000, 3, 31)),
        ("Sept 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("Sep. 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("3 Jan 2025", date(2025, 1, 3), date(2025, 1, 3)),
        ("1st of September 2024", date(2024, 9, 1), date(2024, 9, 1)),
    ],
)
def test_a_date_is_understood(text: str, first: date, last: date) -> None:
    said = said_date(text, NONE)
    assert (said.kind, said.first, said.last) == (Kind.DATED, first, last)


def test_a_term_has_the_days_of_the_school_s_calendar_where_it_knows_them() -> None:
    said = said_date("Spring 2025", TYPED)
    assert (said.first, said.last) == (date(2025, 1, 6), date(2025, 4, 4))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        ("..... / ..... / .....", Kind.BLANK),
        ("As required", Kind.WHEN_NEEDED),
        ("soon", Kind.UNCLEAR),
        ("31 February 2025", Kind.UNCLEAR),
        ("Michaelmas 2025", Kind.UNCLEAR),
        ("Spring 2024/27", Kind.UNCLEAR),
        ("Spring 0000", Kind.UNCLEAR),
        ("September 0000", Kind.UNCLEAR),
        ("Marching 2025", Kind.UNCLEAR),
    ],
)
def test_what_names_no_day(text: str, kind: Kind) -> None:
    assert said_date(text, NONE).kind is kind


@pytest.mark.parametrize(
    ("title", "approved", "review", "codes"),
    [
        pytest.param("Policy", "1 July 2026", "1 July 2027", [], id="nothing to look at"),
        pytest.param(
            "Policy September 2024", "Spring 2024", "Spring 2027", ["title_clashes"], id="title and approval contradict"
        ),
        pytest.param("Policy", "1 July 2026", "", ["review_blank"], id="a blank review"),
        pytest.param("Policy", "", "July 2027", ["approval_blank"], id="a blank approval"),
        pytest.param("Policy", "Summer 2026", "Spring 2026", ["review_before_approval"], id="reviewed before approved"),
        pytest.param("Policy", "July 2018", "As required", ["no_date_for_a_year"], id="as required, for over a year"),
        pytest.param("Policy", "July 2018", "Spring 2026", ["review_passed"], id="a review that has passed"),
        pytest.param("Policy", "soon", "later", ["approval_unclear", "review_unclear"], id="nobody can read them"),
    ],
)
def test_what_somebody_should_look_at(title: str, approved: str, review: str, codes: list[str]) -> None:
    since = date(2018, 7, 31) if approved == "July 2018" else date(2026, 7, 1)
    found = flags_of(title, approved, review, calendar=NONE, today=date(2026, 11, 18), since=since)
    assert [flag.code for flag in found] == codes
