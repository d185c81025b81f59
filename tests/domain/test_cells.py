"""No formula in a cell ever runs."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.cells import Cell, csv_text, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("Year 4 blog", "Year 4 blog", id="plain text stays"),
        pytest.param('=HYPERLINK("x")', '\'=HYPERLINK("x")', id="equals"),
        pytest.param("+44 20", "'+44 20", id="plus"),
        pytest.param("-2+3", "'-2+3", id="minus that is no number"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("@holbrook", "'@holbrook", id="a handle is text too"),
        pytest.param("  =1+1", "'  =1+1", id="behind spaces"),
        pytest.param("\t1", "'\t1", id="a tab in front"),
        pytest.param("\r=1", "'\r=1", id="a carriage return in front"),
        pytest.param("\n=1", "'\n=1", id="a line break in front"),
        pytest.param("＝1+1", "'＝1+1", id="full-width equals"),
        pytest.param("＋1", "'＋1", id="full-width plus"),
        pytest.param("－1", "'－1", id="full-width minus"),
        pytest.param("＠a", "'＠a", id="full-width at"),
        pytest.param("﹣1", "'﹣1", id="small minus"),
        pytest.param("−1", "'−1", id="a minus sign proper"),
        pytest.param("\u200b=1", "'\u200b=1", id="behind a character nobody sees"),
        pytest.param("\ufeff=1", "'\ufeff=1", id="behind a byte order mark"),
        pytest.param("\0=1", "'=1", id="behind a NUL, which goes"),
        pytest.param("-5", "-5", id="a typed number stays a number"),
        pytest.param("-5.25", "-5.25", id="a typed fraction too"),
        pytest.param("-5\n", "'-5\n", id="a number with a line break is text"),
        pytest.param("-٣", "'-٣", id="digits of another script are text"),
        pytest.param("5 - 3 = 2", "5 - 3 = 2", id="signs inside are harmless"),
        pytest.param(-5, "-5", id="our own number"),
        pytest.param(Decimal("-1.5"), "-1.5", id="our own fraction"),
        pytest.param(True, "yes", id="our own yes"),
        pytest.param(date(2026, 11, 27), "2026-11-27", id="our own date"),
        pytest.param(None, "", id="nothing"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_cell(value: Cell, cell: str) -> None:
    assert safe_cell(value) == cell


@given(st.text(max_size=20))
def test_no_text_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell == "" or cell[0] not in "=+@\t\r\n＝＋－＠"
    assert cell[:1] != "-" or float(cell) < 1
    assert cell.removeprefix("'") == text.replace("\0", "").removeprefix("'")


def test_a_file_keeps_its_cells_apart() -> None:
    text = csv_text(["=who", "what"], [["a,b;c", 'say "hi"\n=1'], [-5, None]])
    assert text.splitlines()[0] == '"\'=who","what"'
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["'=who", "what"],
        ["a,b;c", 'say "hi"\n=1'],
        ["-5", ""],
    ]
