"""The state table in the documentation says what the code says."""

from __future__ import annotations

from scripts.state_table import PAGE, page


def test_the_state_table_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "The lifecycle changed: run `python -m scripts.state_table`."


def test_the_state_table_says_a_row_as_the_design_does() -> None:
    assert (
        "| `close`: close this site | site `closing` | site `closed` | the ICT lead | "
        "A site is closed when every step of its exit plan is signed (A.1.6). |"
    ) in page().splitlines()
