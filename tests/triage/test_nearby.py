"""Looking where it is worth looking finds what looking everywhere would find."""

from __future__ import annotations

import re

import pytest

from governance.triage.nearby import one_of, places_of


@pytest.mark.parametrize(
    ("choices", "text", "found"),
    [
        pytest.param(("one", "two"), "two ones", ["two", "one"], id="each begins with its own letter"),
        pytest.param(("ave", "avenue"), "avenue", ["ave"], id="the first of two that begin alike is taken"),
        pytest.param(("avenue", "ave"), "avenue ave", ["avenue", "ave"], id="the longer one where it comes first"),
        pytest.param(("b-?day", "birth"), "bday b-day birth", ["bday", "b-day", "birth"], id="what need not be there"),
        pytest.param((r"d\.? ?o", "door"), "d. o door", ["d. o", "do"], id="marks after the first letter"),
        pytest.param(("li(?:ve|v)", "line"), "live line", ["live", "line"], id="a choice inside a choice"),
    ],
)
def test_one_of_finds_what_its_choices_find(choices: tuple[str, ...], text: str, found: list[str]) -> None:
    assert re.findall(one_of(choices), text) == found


@pytest.mark.parametrize("choice", ["[ab]c", "a?b", "(?:x)", ""])
def test_a_choice_without_a_letter_of_its_own_is_refused(choice: str) -> None:
    with pytest.raises(ValueError, match="no letter of their own"):
        one_of((choice,))


def test_parts_are_found_again_in_their_places() -> None:
    assert places_of(["he", "the", "he", "Ωé"], "he... the (he) Ωé") == [0, 6, 11, 15]
