"""What the words of councils and schools mean, and which words are left to people."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar_file.entries import RowKind
from governance.domain.calendar_file.meaning import meaning_of, same_name, term_name


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Autumn Term 2026 begins", RowKind.TERM_BEGINS, "Autumn term"),
        ("Start of Spring term", RowKind.TERM_BEGINS, "Spring term"),
        ("First day of term", RowKind.TERM_BEGINS, ""),
        ("Autumn term first half starts", RowKind.TERM_BEGINS, "Autumn term, first half"),
        ("Term 3 begins", RowKind.TERM_BEGINS, "Term 3"),
        ("Summer Term opens for pupils", RowKind.TERM_BEGINS, "Summer term"),
        ("Autumn term ends", RowKind.TERM_ENDS, "Autumn term"),
        ("Autumn 1 ends", RowKind.TERM_ENDS, "Autumn term 1"),
        ("End of term", RowKind.TERM_ENDS, ""),
        ("School breaks up for Christmas", RowKind.TERM_ENDS, ""),
        ("Last day of term before Christmas holidays", RowKind.TERM_ENDS, ""),
        ("Summer term finishes (all schools)", RowKind.TERM_ENDS, "Summer term"),
        ("Spring Term: 4 January - 25 March", RowKind.TERM, "Spring term"),
        ("Autumn Term 2026/27", RowKind.TERM, "Autumn term"),
        ("Term 3", RowKind.TERM, "Term 3"),
        ("Half term", RowKind.HALF_TERM, ""),
        ("October Half-Term Holiday (schools closed)", RowKind.HALF_TERM, ""),
        ("HALFTERM", RowKind.HALF_TERM, ""),
        ("Mid-term break", RowKind.HALF_TERM, ""),
        ("October holiday", RowKind.HALF_TERM, ""),
        ("Half term begins", RowKind.HALF_TERM_BEGINS, ""),
        ("Half term ends", RowKind.HALF_TERM_ENDS, ""),
        ("INSET", RowKind.INSET, ""),
        ("Inset day 3 - safeguarding", RowKind.INSET, ""),
        ("Staff training day", RowKind.INSET, ""),
        ("In-service day", RowKind.INSET, ""),
        ("School development day", RowKind.INSET, ""),
        ("School closed - polling day", RowKind.CLOSURE, ""),
        ("Occasional day", RowKind.CLOSURE, ""),
        ("Bank holiday", RowKind.BANK_HOLIDAY, ""),
        ("Early May Bank Holiday (school closed)", RowKind.BANK_HOLIDAY, ""),
        ("Good Friday", RowKind.BANK_HOLIDAY, ""),
        ("New Year’s Day", RowKind.BANK_HOLIDAY, ""),
        ("Christmas holidays", RowKind.HOLIDAY, ""),
        ("Easter break", RowKind.HOLIDAY, ""),
        pytest.param("Half-term disco", None, "", id="a disco is no half-term"),
        pytest.param("Half-term club (Year 4)", None, "", id="nor is a club"),
        pytest.param("Last day before half term", None, "", id="the day before is not its last day"),
        pytest.param("School closes for half-term", None, "", id="nor is the day on which school closes for it"),
        pytest.param("Pupils return after half term", None, "", id="nor the day after"),
        pytest.param("Autumn term begins for Year 7", None, "", id="the first day of some is not everybody's"),
        pytest.param("Spring term begins and autumn term ends", None, "", id="two things at once"),
        pytest.param("Summer fair", None, "", id="a season is no term"),
        pytest.param("Year 6 SATs", None, "", id="an event of its own"),
        pytest.param("Term dates", None, "", id="a heading"),
        pytest.param("", None, "", id="no words"),
    ],
)
def test_what_words_mean(words: str, kind: RowKind | None, name: str) -> None:
    meaning = meaning_of(words)
    assert (meaning.kind, meaning.name) == (kind, name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Autumn", "Autumn term", True),
        ("AUTUMN TERM 2026", "Autumn term", True),
        ("Term 1", "Term 2", False),
        ("Autumn term", "Michaelmas term", False),
        ("Autumn term, first half", "Autumn term, second half", False),
    ],
)
def test_names_that_say_the_same(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("words", "first", "name"),
    [
        ("", date(2026, 8, 17), "Autumn term"),
        ("", date(2027, 1, 4), "Spring term"),
        ("", date(2027, 4, 12), "Summer term"),
        ("Lent term", date(2027, 1, 4), "Lent term"),
    ],
)
def test_a_term_without_a_name_is_called_after_its_season(words: str, first: date, name: str) -> None:
    assert term_name(words, first) == name
