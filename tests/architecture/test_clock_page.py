"""The page about what runs by itself says what the code does."""

from __future__ import annotations

from scripts.clock_page import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "What runs by itself changed: run `python -m scripts.clock_page`."


def test_the_page_says_when_what_and_why() -> None:
    assert (
        "| each day from 00:20, school time | Ask the gate of every live site again | What stopped holding turns the "
        "site amber with a date; what holds again turns it green (A.5). |"
    ) in page().splitlines()
