"""What an import would do with each row, written out; and that an import after an import does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.calendar_checks import gaps_and_contradictions
from governance.domain.calendar_file.entries import Entry, RowKind, as_plain, from_plain
from governance.domain.calendar_file.plan import Outcome, plan_rows
from governance.domain.calendar_file.sheet import HEADINGS, calendar_rows, read_csv
from governance.domain.cells import csv_text

AUTUMN = Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18))
HALF_TERM = Closed(ClosedKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30))
KNOWN = SchoolCalendar((AUTUMN,), (HALF_TERM,), frozenset({date(2026, 12, 25), date(2027, 5, 3)}))


def row(words: str, first: str, last: str = "", kind: RowKind | None = None, line: int = 2) -> Entry:
    return Entry(line, words, date.fromisoformat(first), date.fromisoformat(last or first), kind)


SPRING = row("Spring term", "2027-01-04", "2027-03-25")


@pytest.mark.parametrize(
    ("entries", "outcomes", "codes"),
    [
        pytest.param([SPRING], ["new"], [], id="a term that is not known is new"),
        pytest.param(
            [row("Autumn", "2026-09-03", "2026-12-18", RowKind.TERM)],
            ["same"],
            [],
            id="one that is known is there already",
        ),
        pytest.param(
            [row("Michaelmas term", "2026-09-03", "2026-12-18")],
            ["contradicts"],
            ["term_has_another_name"],
            id="the same days under another name",
        ),
        pytest.param(
            [row("Autumn term", "2026-09-02", "2026-12-18")],
            ["contradicts"],
            ["terms_overlap"],
            id="other days of a known term",
        ),
        pytest.param(
            [row("Spring term", "2027-03-25", "2027-01-04")],
            ["not_understood"],
            ["row_not_read"],
            id="a term that ends before it starts",
        ),
        pytest.param(
            [SPRING, row("Term 3", "2027-02-22", "2027-04-01", line=3)],
            ["contradicts", "contradicts"],
            ["rows_overlap", "rows_overlap"],
            id="two terms of the file that overlap",
        ),
        pytest.param([SPRING, replace(SPRING, line=9)], ["new", "same"], ["row_twice"], id="the same row twice"),
        pytest.param(
            [row("Spring term", "2027-01-04", "2028-03-25")], ["new"], ["term_very_long"], id="a year that looks wrong"
        ),
        pytest.param([row("INSET", "2026-11-02")], ["new"], [], id="an INSET day in term"),
        pytest.param([row("INSET", "2027-01-01")], ["new"], [], id="an INSET day between terms"),
        pytest.param([row("Half term", "2026-10-26", "2026-10-30")], ["same"], [], id="a half-term that is known"),
        pytest.param(
            [row("Half term", "2026-10-19", "2026-10-30")],
            ["contradicts"],
            ["days_closed_otherwise"],
            id="a half-term of other days",
        ),
        pytest.param(
            [row("INSET", "2026-10-30")], ["contradicts"], ["days_closed_otherwise"], id="an INSET day in half-term"
        ),
        pytest.param(
            [row("Half term", "2027-02-15", "2027-02-19")],
            ["contradicts"],
            ["outside_any_term"],
            id="a half-term in no known term",
        ),
        pytest.param(
            [row("Half term", "2027-02-15", "2027-02-19", line=3), SPRING],
            ["new", "new"],
            [],
            id="a half-term in a term of the same file",
        ),
        pytest.param(
            [row("Half term", "2026-12-14", "2026-12-21")],
            ["contradicts"],
            ["outside_any_term"],
            id="a half-term that reaches past the end of term",
        ),
        pytest.param(
            [row("School closed", "2027-08-04")], ["contradicts"], ["outside_any_term"], id="a closure in August"
        ),
        pytest.param([row("INSET", "2026-11-07")], ["left_out"], ["only_a_weekend"], id="an INSET day on a Saturday"),
        pytest.param(
            [
                row("Term 3", "2027-01-04", "2027-02-12"),
                row("Half term", "2027-02-15", "2027-02-19", line=3),
                row("Term 4", "2027-02-22", "2027-03-25", line=4),
            ],
            ["new", "left_out", "new"],
            ["between_two_terms"],
            id="where every half is a term, half-term lies between two of them",
        ),
        pytest.param(
            [row("Bank holiday", "2026-12-25")], ["left_out"], ["bank_holiday_known"], id="bank holidays are known"
        ),
        pytest.param(
            [row("Bank holiday for the coronation", "2026-11-09")], ["new"], [], id="a bank holiday of a single year"
        ),
        pytest.param(
            [row("Christmas holidays", "2026-12-21", "2027-01-01")],
            ["left_out"],
            ["holiday_between_terms"],
            id="holidays between terms",
        ),
        pytest.param(
            [row("Sports day", "2026-11-20")], ["not_understood"], ["words_do_not_tell"], id="words that do not tell"
        ),
        pytest.param(
            [replace(row("INSET", "2026-11-20"), part_of_day="It lasts from 13:00 to 15:30, not the whole day.")],
            ["not_understood"],
            ["words_do_not_tell"],
            id="an INSET afternoon is no INSET day",
        ),
        pytest.param(
            [replace(row("INSET", "2026-11-20"), aside="The file says that this is cancelled.")],
            ["left_out"],
            ["row_does_not_count"],
            id="a cancelled event",
        ),
        pytest.param([Entry(2, "INSET", None, None)], ["not_understood"], ["row_not_read"], id="a row without a day"),
        pytest.param(
            [row("Autumn term", "1926-09-03", "1926-12-18")], ["not_understood"], ["row_not_read"], id="a wrong century"
        ),
    ],
)
def test_what_becomes_of_a_row(entries: list[Entry], outcomes: list[str], codes: list[str]) -> None:
    rows = plan_rows(entries, {}, KNOWN)
    assert [one.outcome.value for one in rows] == outcomes
    assert [reason.code for one in rows for reason in one.reasons] == codes


def test_a_bank_holiday_of_a_single_year_closes_the_school_under_its_words() -> None:
    (one,) = plan_rows([row("Bank holiday for the coronation", "2026-11-09")], {}, KNOWN)
    day = date(2026, 11, 9)
    assert one.adds == Closed(ClosedKind.CLOSURE, day, day, "Bank holiday for the coronation")


def test_a_first_and_a_last_day_make_a_term() -> None:
    entries = [
        row("Summer term ends", "2027-07-21", line=5),
        row("Spring Term 2027 begins", "2027-01-04", line=3),
        row("Term ends", "2027-03-25", line=4),
        row("Summer term begins", "2027-04-12", line=9),
    ]
    rows = plan_rows(entries, {}, KNOWN)
    assert [(one.lines, one.adds) for one in rows] == [
        ((3, 4), Term("Spring term", date(2027, 1, 4), date(2027, 3, 25))),
        ((9, 5), Term("Summer term", date(2027, 4, 12), date(2027, 7, 21))),
    ]


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        pytest.param([row("Spring term begins", "2027-01-04")], [2], id="a first day alone"),
        pytest.param([row("Spring term ends", "2027-03-25")], [2], id="a last day alone"),
        pytest.param(
            [row("Spring term begins", "2027-01-04"), row("Summer term ends", "2027-07-21", line=3)],
            [2, 3],
            id="the two ends of two terms",
        ),
        pytest.param(
            [row("Term begins", "2027-01-04"), row("Term begins", "2027-04-12", line=3)],
            [2, 3],
            id="two first days",
        ),
    ],
)
def test_an_end_without_the_other_is_not_guessed(entries: list[Entry], lines: list[int]) -> None:
    rows = plan_rows(entries, {}, KNOWN)
    assert [one.lines[0] for one in rows if one.outcome is Outcome.NOT_UNDERSTOOD] == lines
    assert {reason.code for one in rows for reason in one.reasons} == {"other_end_missing"}


def test_an_answer_says_what_words_do_not() -> None:
    entries = [row("Sports day", "2026-11-20"), row("Something", "2027-01-04", "2027-03-25", line=3)]
    rows = plan_rows(entries, {0: RowKind.INSET, 1: RowKind.TERM}, KNOWN)
    day = date(2026, 11, 20)
    assert [one.adds for one in rows] == [
        Closed(ClosedKind.INSET, day, day, "Sports day"),
        Term("Something", date(2027, 1, 4), date(2027, 3, 25)),
    ]
    (left, _) = plan_rows(entries, {0: RowKind.LEFT_OUT}, KNOWN)
    assert left.outcome is Outcome.LEFT_OUT


def test_an_answer_counts_only_where_it_was_asked() -> None:
    (one,) = plan_rows([row("INSET", "2026-11-20")], {0: RowKind.CLOSURE}, KNOWN)
    assert one.kind is RowKind.INSET
    (asked,) = plan_rows([row("Sports day", "2026-11-20")], {0: RowKind.BANK_HOLIDAY}, KNOWN)
    assert asked.outcome is Outcome.NOT_UNDERSTOOD


DAYS = st.integers(0, 400).map(lambda number: date(2026, 8, 1) + timedelta(number))
WORDS = st.sampled_from(
    (
        *("Autumn term", "Spring term begins", "Spring term ends", "Term ends", "Half term", "INSET", "School closed"),
        *("Bank holiday", "Sports day", "Christmas holidays", "Half term begins", "Half term ends", "=1+1", "Term 3"),
    )
)
ENTRIES = st.lists(
    st.builds(
        lambda line, words, first, lasts, kind: Entry(line, words, first, first + timedelta(lasts), kind),
        st.integers(2, 400),
        WORDS,
        DAYS,
        st.one_of(st.just(0), st.integers(-3, 120)),
        st.sampled_from([None, None, None, RowKind.TERM, RowKind.HALF_TERM, RowKind.INSET, RowKind.CLOSURE]),
    ),
    max_size=8,
)
ANSWERS = st.dictionaries(st.integers(0, 7), st.sampled_from(RowKind), max_size=4)


def imported(entries: list[Entry], answers: dict[int, RowKind], calendar: SchoolCalendar) -> SchoolCalendar:
    added = [one.adds for one in plan_rows(entries, answers, calendar) if one.outcome is Outcome.NEW]
    return replace(
        calendar,
        terms=(*calendar.terms, *(one for one in added if isinstance(one, Term))),
        closed=(*calendar.closed, *(one for one in added if isinstance(one, Closed))),
    )


def test_a_bank_holiday_of_one_year_closes_a_day_of_a_term_that_comes_with_it() -> None:
    summer, jubilee = row("Summer term", "2027-04-12", "2027-07-21"), row("Bank holiday", "2027-06-18")
    once = imported([summer, jubilee], {}, KNOWN)
    assert Closed(ClosedKind.CLOSURE, date(2027, 6, 18), date(2027, 6, 18), "Bank holiday") in once.closed
    assert imported([summer, jubilee], {}, once) == once


@given(ENTRIES, ANSWERS)
def test_an_import_after_an_import_is_one_import(entries: list[Entry], answers: dict[int, RowKind]) -> None:
    once = imported(entries, answers, KNOWN)
    assert imported(entries, answers, once) == once
    assert gaps_and_contradictions(once, date(2026, 11, 18)).refusals == ()


@given(ENTRIES, ANSWERS)
def test_a_calendar_that_is_exported_says_nothing_new_when_it_is_read(
    entries: list[Entry], answers: dict[int, RowKind]
) -> None:
    calendar = imported(entries, answers, KNOWN)
    read = read_csv(csv_text(HEADINGS, calendar_rows(calendar)).encode())
    assert read.faults == ()
    assert {one.outcome for one in plan_rows(read.entries, {}, calendar)} <= {Outcome.SAME}
    anew = imported(list(read.entries), {}, SchoolCalendar(bank_holidays=calendar.bank_holidays))
    assert set(anew.terms) == set(calendar.terms)


@given(ENTRIES)
def test_an_entry_is_kept_as_it_is(entries: list[Entry]) -> None:
    assert [from_plain(as_plain(one)) for one in entries] == entries
