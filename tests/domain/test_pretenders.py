"""Reports of sites that pretend to be the school's (7.1)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.grown_ups import DEFAULT_HELPLINES, DEFAULT_WORDS, tell_a_grown_up
from governance.domain.pretenders import address_digest, report_refusals

DAY = dt.date(2026, 11, 18)


@pytest.mark.parametrize(
    ("address", "words", "lately", "codes"),
    [
        pytest.param("oak-primary.example", "", 0, [], id="an address alone is enough"),
        pytest.param("anything at all", "", 0, [], id="an address that cannot be read is still a report"),
        pytest.param("oak-primary.example", "", 39, [], id="a class behind one address"),
        pytest.param("oak-primary.example", "", 40, ["too_many_reports"], id="more than a class within an hour"),
        pytest.param("  ", "", 0, ["address_blank"], id="no address"),
        pytest.param("x" * 2001, "y" * 2001, 0, ["address_too_long", "words_too_long"], id="everything too long"),
    ],
)
def test_what_may_be_reported(address: str, words: str, lately: int, codes: list[str]) -> None:
    assert [refusal.code for refusal in report_refusals(address, words, lately)] == codes


def test_a_digest_is_another_one_each_day_and_with_another_salt() -> None:
    digests = {
        address_digest("192.0.2.7", "salt", DAY),
        address_digest("192.0.2.7", "salt", DAY + dt.timedelta(days=1)),
        address_digest("192.0.2.7", "other", DAY),
        address_digest("192.0.2.8", "salt", DAY),
    }
    assert len(digests) == 4


def test_a_home_with_a_long_address_counts_as_one() -> None:
    assert address_digest("2001:db8:1:2::7", "s", DAY) == address_digest("2001:db8:1:2:ffff::1", "s", DAY)
    assert address_digest("2001:db8:1:2::7", "s", DAY) != address_digest("2001:db8:1:3::7", "s", DAY)
    assert address_digest("what is this", "s", DAY) == address_digest("", "s", DAY)


def test_999_and_childline_come_first_and_people_by_position() -> None:
    said = tell_a_grown_up("", ["Safeguarding lead", "Head", "Head", " "])
    assert [(line.number, line.dialled) for line in said.helplines] == [("999", "999"), ("0800 1111", "08001111")]
    assert said.words == DEFAULT_WORDS
    assert said.positions == ("Safeguarding lead", "Head")


def test_a_school_says_it_in_its_own_words() -> None:
    said = tell_a_grown_up("Find Miss at the yellow door.", [])
    assert said.words == "Find Miss at the yellow door."
    assert said.helplines == DEFAULT_HELPLINES
