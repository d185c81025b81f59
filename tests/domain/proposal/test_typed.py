"""What somebody typed becomes an answer in its stored shape, or stays as it was typed; nothing raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.domain.proposal.completeness import page_refusals
from governance.domain.proposal.form import Page
from governance.domain.proposal.questions import FORM, page_with
from governance.domain.proposal.spoken import answer_words
from governance.domain.proposal.typed import date_parts, read_page
from tests.domain.proposal.samples import FACTS
from tests.plugins.sizes import examples


def read(page_key: str, typed: dict[str, list[str]]) -> dict[str, Any]:
    page = page_with(page_key)
    assert page is not None
    return read_page(page, typed)


def test_lines_of_text_keep_their_breaks_and_lose_the_space_around_them() -> None:
    typed = {"organisations_note": ["  a note \r\n\r\nand more  \n"]}
    assert read("organisations", typed)["organisations_note"] == "a note\n\nand more"


def test_a_line_of_text_stays_on_one_line() -> None:
    assert read("name", {"name": ["Year 3\r\nblog "], "address": ["\tblogs.school.example "]}) == {
        "name": "Year 3 blog",
        "address": "blogs.school.example",
    }


@pytest.mark.parametrize(
    ("parts", "stored"),
    [
        pytest.param(("27", "11", "2026"), "2026-11-27", id="a date"),
        pytest.param(("7", "1", "2027"), "2027-01-07", id="single digits"),
        pytest.param((" 07 ", "01", "2027"), "2027-01-07", id="spaces and noughts"),
        pytest.param(("31", "2", "2027"), "31/2/2027", id="a day that does not exist is kept as typed"),
        pytest.param(("1", "1", "27"), "1/1/27", id="a year of two digits is kept as typed"),
        pytest.param(("first", "", ""), "first//", id="words are kept as typed"),
        pytest.param(("", "", ""), None, id="nothing typed is nothing"),
        pytest.param(("1/2", "3", "2027"), "1 2/3/2027", id="a slash in a box does not move into the next box"),
    ],
)
def test_a_date_is_kept_as_a_day_or_as_typed(parts: tuple[str, str, str], stored: str | None) -> None:
    day, month, year = parts
    answers = read("lasting", {"starts_on-day": [day], "starts_on-month": [month], "starts_on-year": [year]})
    assert answers == {"starts_on": stored, "ends_on": None}


@pytest.mark.parametrize(
    ("stored", "parts"),
    [
        ("2026-11-27", ("27", "11", "2026")),
        ("31/2/2027", ("31", "2", "2027")),
        ("first//", ("first", "", "")),
        (None, ("", "", "")),
        (27, ("", "", "")),
    ],
)
def test_a_date_goes_back_into_its_three_boxes(stored: object, parts: tuple[str, str, str]) -> None:
    assert date_parts(stored) == parts


def test_missing_boxes_read_as_empty() -> None:
    assert read("lasting", {"starts_on-day": ["27"]}) == {"starts_on": "27//", "ends_on": None}


def test_people_are_numbers_in_the_order_they_were_named_and_empty_choices_are_nobody() -> None:
    assert read("administrators", {"administrators": ["2", "", "1", "2"]}) == {"administrators": [2, 1, 2]}
    assert read("administrators", {"administrators": ["head"]}) == {"administrators": ["head"]}
    assert read("resourcing", {"resourcing_owner": ["3"]}) == {"resourcing_owner": 3}
    assert read("resourcing", {}) == {"resourcing_owner": None}


def test_hours_are_read_with_point_or_comma() -> None:
    typed = {"hours-person": ["1", "2", "3", "4"], "hours-hours": ["1", "0,5", "none", ""]}
    assert read("hours", typed) == {
        "hours": [{"person": 1, "hours": 1}, {"person": 2, "hours": 0.5}, {"person": 3, "hours": "none"}]
    }


def test_measures_keep_half_filled_rows_and_drop_empty_ones() -> None:
    typed = {
        "measures-measure": ["Children who wrote", "", "Families"],
        "measures-target": ["All", "", ""],
        "measures-day": ["26", "", ""],
        "measures-month": ["3", ""],
        "measures-year": ["2027"],
    }
    assert read("measures", typed) == {
        "measures": [
            {"measure": "Children who wrote", "target": "All", "review_on": "2027-03-26"},
            {"measure": "Families", "target": "", "review_on": None},
        ]
    }


def test_a_matrix_keeps_what_is_ticked_in_the_order_of_the_form() -> None:
    typed = {
        "contributors-staff": ["images", "text"],
        "contributors-pupils": ["comments"],
        "contributors-nobody": ["x"],
    }
    assert read("contributors", typed) == {"contributors": {"pupils": ["comments"], "staff": ["text", "images"]}}


def test_risks_and_exit_steps_keep_their_rows() -> None:
    assert read("risks", {"risks-grooming-controls": ["No private messages."], "risks-grooming-rating": ["low"]}) == {
        "risks": {"grooming": {"controls": "No private messages.", "rating": "low"}}
    }
    typed = {
        "exit_steps-images-what": ["Taken down"],
        "exit_steps-images-who": ["3"],
        "exit_steps-images-final": ["yes"],
    }
    assert read("exit", typed) == {"exit_steps": {"images": {"what": "Taken down", "who": 3, "final": True}}}


def test_the_checklist_keeps_the_version_that_was_shown() -> None:
    assert read("guidance", {"guidance": ["pictures", "report_link"], "guidance-version": ["2026-09"]}) == {
        "guidance": {"version": "2026-09", "ticked": ["report_link", "pictures"]}
    }
    assert read("guidance", {"guidance-version": ["2026-09"]}) == {"guidance": None}


def test_organisations_and_people_shown_read_row_by_row() -> None:
    assert read("organisations", {"organisations-name": ["Library", ""], "organisations-part": ["reads", "both"]}) == {
        "organisations": [{"name": "Library", "part": "reads"}],
        "organisations_note": "",
    }
    typed = {"shown_people-person": ["1"], "shown_people-shown_as": ["Ms Hill"], "shown_people-position": ["Teacher"]}
    assert read("shown", typed) == {"shown_people": [{"person": 1, "shown_as": "Ms Hill", "position": "Teacher"}]}


def test_far_too_many_rows_are_cut_to_one_more_than_allowed_and_refused() -> None:
    page = page_with("measures")
    assert page is not None
    answers = read_page(page, {"measures-measure": ["Children who wrote"] * 5000})
    assert len(answers["measures"]) == 11
    assert "too_many_rows" in [refusal.code for refusal in page_refusals(page, answers, FACTS)]


_HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "9" * 400, "١٢", "²", "nan", "1e9", "\x00", "\u202e", "\ud800", "'; --", "<b>", "x" * 5000]
    ),
)
_SUFFIXES = ["", "-day", "-month", "-year", "-person", "-hours", "-position", "-name", "-part", "-measure", "-target",
             "-version", "-staff", "-pupils", "-grooming-controls", "-grooming-rating", "-images-what", "-images-who",
             "-images-final"]  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(data=st.data(), page=st.sampled_from(FORM))
def test_whatever_arrives_is_read_judged_and_shown_without_an_error(data: st.DataObject, page: Page) -> None:
    names = [question.key + suffix for question in page.questions for suffix in _SUFFIXES]
    typed = data.draw(st.dictionaries(st.sampled_from(names), st.lists(_HOSTILE, max_size=4), min_size=1, max_size=6))
    answers = read_page(page, typed)
    for refusal in page_refusals(page, answers, FACTS):
        assert refusal.page == page.key
        assert refusal.clause
    for question in page.questions:
        assert isinstance(answer_words(question, answers[question.key], FACTS), str)
