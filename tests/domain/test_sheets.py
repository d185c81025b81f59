"""An uploaded sheet is read whatever program saved it, or refused with the line's number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.sheets import Column, Sheet, read_sheet

COLUMNS = (Column("name", ("Name", "Full name"), required=True), Column("email", ("E-mail address", "Email")))
EXPECTED = [(2, {"name": "Zoë", "email": "z@school.example"})]


def _rows(sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.cells)) for row in sheet.rows]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Name,Email\nZoë,z@school.example\n".encode(), id="UTF-8"),
        pytest.param("Name,Email\r\nZoë,z@school.example\r\n".encode("utf-8-sig"), id="UTF-8 with its mark"),
        pytest.param("Name;Email\nZoë;z@school.example\n".encode("cp1252"), id="the old Windows alphabet, semicolons"),
        pytest.param("Name\tEmail\nZoë\tz@school.example\n".encode("utf-16"), id="Unicode text with tabs"),
        pytest.param("Name\tEmail\nZoë\tz@school.example\n".encode("utf-16-le"), id="two bytes a letter, no mark"),
        pytest.param("Name,Email\nZoë,z@school.example\n".encode("utf-16-be"), id="the other way round, no mark"),
        pytest.param("FULL NAME,e mail address\nZoë,z@school.example".encode(), id="headings matched loosely"),
        pytest.param("Name,Email,,\nZoë,z@school.example,,,\n,,,\n".encode(), id="empty cells and lines at the edges"),
        pytest.param("Email|Name\nz@school.example| Zoë \n".encode(), id="other order, bars, spaces"),
        pytest.param("Name,Email\rZoë,z@school.example\r".encode(), id="lines ended by carriage returns alone"),
    ],
)
def test_the_same_row_however_it_was_saved(data: bytes) -> None:
    sheet = read_sheet(data, COLUMNS)
    assert sheet.refusals == ()
    assert _rows(sheet) == EXPECTED


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        pytest.param(b"", ["file_empty"], id="an empty file"),
        pytest.param(b"\xef\xbb\xbf", ["file_empty"], id="only a mark"),
        pytest.param(b" \r\n\r\n", ["file_empty"], id="only empty lines"),
        pytest.param(b"Name,Email\n", ["file_without_rows"], id="only headings"),
        pytest.param(b"PK\x03\x04xxxx", ["file_not_text"], id="a workbook"),
        pytest.param(b"Name\nA\0nn\n", ["file_not_text"], id="a NUL in the text"),
        pytest.param(b"Name\n\x81\x8d\n", ["file_not_text"], id="bytes of no alphabet"),
        pytest.param(b"\xff\xfeN", ["file_not_text"], id="half a letter"),
        pytest.param(b"x" * 3_000_000, ["file_too_large"], id="too large"),
        pytest.param(b"Who,Email\nAnn,a@b\n", ["column_missing"], id="a needed column is missing"),
        pytest.param(b"Name,Full name\nAnn,Ann\n", ["column_twice"], id="one column twice"),
        pytest.param(b'Name,Email\n"Ann,a@b\nBob,b@b\n', ["line_quotes_broken"], id="a quotation mark never closed"),
        pytest.param(b'"Name,Email\nAnn,a@b\n', ["line_quotes_broken"], id="a quotation mark open in the headings"),
        pytest.param(b"Name,Email\nAnn,a@b,more\n", ["line_too_many_cells"], id="more cells than headings"),
        pytest.param(b"Name\nA\x07n\n", ["line_control_characters"], id="a bell in a name"),
        pytest.param(b"Name\n" + b"x" * 4_001, ["line_cell_too_long"], id="a very long cell"),
        pytest.param(b"Name\n" + b"x" * 200_000, ["line_quotes_broken"], id="a cell longer than can be read"),
        pytest.param(b"Name\n" + b"x\n" * 5_001, ["too_many_rows"], id="too many lines"),
    ],
)
def test_refusals(data: bytes, codes: list[str]) -> None:
    assert [refusal.code for refusal in read_sheet(data, COLUMNS).refusals] == codes


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    data = b'Name,Email\n"Ann\nMarie",a@b\nBob,b@b,x\n\nCy,c@b\n'
    sheet = read_sheet(data, COLUMNS)
    assert [row.line for row in sheet.rows] == [2, 6]
    assert [refusal.sentence for refusal in sheet.refusals] == [
        "Line 4 has more cells than there are headings. Is a comma missing its quotation marks?"
    ]


def test_the_separator_line_of_a_spreadsheet_program_is_understood() -> None:
    sheet = read_sheet("sep=;\nName;Email\nZoë;z@school.example\n".encode(), COLUMNS)
    assert _rows(sheet) == [(3, {"name": "Zoë", "email": "z@school.example"})]


def test_headings_that_mean_nothing_to_us_are_named() -> None:
    sheet = read_sheet(b"Name,Shoe size\nAnn,4\n", COLUMNS)
    assert sheet.unknown_headings == ("Shoe size",)
    assert _rows(sheet) == [(2, {"name": "Ann"})]


@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda text: ("Name,Email\n" + text).encode("utf-8", "replace"))
)
def test_any_file_is_answered_and_every_row_has_the_known_keys(data: bytes) -> None:
    sheet = read_sheet(data, COLUMNS)
    assert sheet.rows or sheet.refusals
    assert all(set(row.cells) <= {"name", "email"} for row in sheet.rows)
