"""What leaves the product as a PDF holds what was put into it, in any European alphabet."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.web.pdf import Block, Heading, Paragraph, Table, pdf_bytes

NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
BLOCKS: tuple[Block, ...] = (
    Heading("What was seen"),
    Paragraph("“Łucja”, Ōtāne and Søren’s page – first line\nand the second."),
    Table(("When", "What"), (("18 November", "Rang 101"), ("19 November", "Nobody answered " * 40)), (1, 3)),
)


def made(blocks: tuple[Block, ...] = BLOCKS) -> bytes:
    return pdf_bytes("A pack", blocks, made_on=NOW)


def test_it_is_a_pdf_that_says_its_title_and_language() -> None:
    file = made()
    assert file.startswith(b"%PDF-1.")
    assert b"/Lang (en-GB)" in file


def test_the_same_blocks_of_the_same_moment_are_the_same_bytes() -> None:
    assert made() == made()


def test_other_words_are_other_bytes() -> None:
    assert made() != made((*BLOCKS, Paragraph("One more word.")))


def test_every_letter_has_its_shape(caplog: pytest.LogCaptureFixture) -> None:
    # The library warns, and draws an empty box, where the font lacks a letter.
    made()
    assert caplog.text == ""
    made((Paragraph("☃"),))
    assert "missing" in caplog.text


def test_a_long_table_goes_on_over_pages() -> None:
    rows = tuple((str(number), "A row that is long enough to be seen") for number in range(200))
    file = made((Table(("Number", "Row"), rows),))
    assert file.count(b"/Type /Page\n") > 3


def test_nothing_but_the_moment_given_stands_in_it() -> None:
    later = pdf_bytes("A pack", BLOCKS, made_on=NOW + dt.timedelta(days=1))
    assert b"D:20261118090000" in made()
    assert b"D:20261119090000" in later
