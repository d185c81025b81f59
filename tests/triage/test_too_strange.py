"""What is said of comments that were made to be slow to read: the machine reads what it can, and tells the rest."""

from __future__ import annotations

import random
import string

import pytest

from governance.triage import Kind, NotChecked, Urgency, read

LIKENESS = NotChecked("likeness", "most of its words are in no dictionary")
DISGUISED = NotChecked("disguised words", "there are too many of them")
POLISH = (
    "Dzisiaj bylismy w zoo i widzielismy slonia oraz zyrafe. Moj brat bal sie lwa ale pani powiedziala ze lew jest "
    "bardzo stary i caly dzien spi pod drzewem. Potem zjedlismy kanapki na lawce i padal deszcz. "
)
SPELT = "we wentt to the zooo an i sor a eliphant wiv a realy bigg truk and my bruvver woz skard ov the lyon "


def gibberish(letters: str, words: int) -> str:
    chance = random.Random(7)
    return " ".join("".join(chance.choices(letters, k=6)) for _ in range(words))


def test_words_of_no_language_are_said_to_be_so_and_the_rules_read_on() -> None:
    reading = read(f"{gibberish(string.ascii_lowercase, 700)} my number is 07700 900123 you fucking idiot")
    assert LIKENESS in reading.not_checked
    assert {reason.urgency for reason in reading.reasons} >= {Urgency.NAMES_CHILD, Urgency.ABUSIVE}


def test_very_many_disguised_words_are_said_to_be_too_many() -> None:
    reading = read(f"fvck y0u {gibberish('a4e3i1$@!', 700)}")
    assert DISGUISED in reading.not_checked
    assert Kind.SWEARING in {reason.kind for reason in reading.reasons}


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param(POLISH, id="another language"),
        pytest.param(SPELT * 20, id="a child's own spelling, however long"),
        pytest.param(gibberish(string.ascii_lowercase, 40), id="a cat on the keyboard"),
        pytest.param(" ".join(f"£{number}" for number in range(150)), id="a long price list"),
    ],
)
def test_what_people_write_is_read_whole(comment: str) -> None:
    assert read(comment).not_checked == ()
