"""A typed reason has the shape of one, in any script (7.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.reasons import reason_refusals


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(None, ["reason_blank"], id="nothing sent"),
        pytest.param("", ["reason_blank"], id="blank"),
        pytest.param(" \t\r\n\u00a0", ["reason_blank"], id="spaces only"),
        pytest.param("\u200b\u200d\ufeff\u2060", ["reason_blank"], id="only characters nobody can see"),
        pytest.param("\u3164\u115f", ["reason_blank"], id="letters that show as nothing"),
        pytest.param("...!?", ["reason_without_words"], id="punctuation only"),
        pytest.param("12 345", ["reason_without_words"], id="numbers only"),
        pytest.param("👍👍", ["reason_without_words"], id="pictures only"),
        pytest.param("because", ["reason_one_word"], id="one word"),
        pytest.param("  Because. ", ["reason_one_word"], id="one word, dressed up"),
        pytest.param("self-evident", ["reason_one_word"], id="a hyphen does not make two words"),
        pytest.param("be\u200bcause", ["reason_one_word"], id="an invisible character does not make two words"),
        pytest.param("because because because", ["reason_repeats_one_word"], id="one word repeated"),
        pytest.param("Because, BECAUSE", ["reason_repeats_one_word"], id="in other capitals"),
        pytest.param("because-because", ["reason_repeats_one_word"], id="joined by hyphens"),
        pytest.param("ok because", [], id="two words will do: the person decides whether they are enough"),
        pytest.param("Не хватает модератора", [], id="Russian"),
        pytest.param("क्योंकि", ["reason_one_word"], id="one Hindi word, whose vowel signs are not breaks"),
        pytest.param("क्योंकि समय नहीं है", [], id="Hindi"),
        pytest.param("لأن الموقع مهم", [], id="Arabic"),
        pytest.param("因为这个班级需要一个博客", [], id="Chinese, without spaces"),
        pytest.param("因为因为因为", ["reason_repeats_one_word"], id="one Chinese word repeated"),
        pytest.param("因为", ["reason_one_word"], id="one Chinese word"),
        pytest.param("ok so " * 1000, ["reason_too_long"], id="over-long"),
        pytest.param(" " * 5000, ["reason_too_long", "reason_blank"], id="over-long and blank: both are said"),
    ],
)
def test_a_reason(text: str | None, codes: list[str]) -> None:
    assert [refusal.code for refusal in reason_refusals(text, "the reason")] == codes


def test_the_sentence_names_what_is_asked_for_and_carries_clause_and_page() -> None:
    (refusal,) = reason_refusals("no", "the reason for returning it", clause="7.2", page="purpose")
    assert refusal.sentence == "One word is not enough for the reason for returning it. Write a short sentence."
    assert (refusal.clause, refusal.page) == ("7.2", "purpose")


def test_a_brace_in_the_text_or_in_what_is_harmless() -> None:
    assert reason_refusals("{what}", "{the reason}")[0].code == "reason_one_word"


@given(st.text(max_size=60))
def test_any_text_is_answered_with_at_most_one_fault(text: str) -> None:
    assert len(reason_refusals(text, "the reason")) <= 1
