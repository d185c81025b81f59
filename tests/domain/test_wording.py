"""What changed, word by word, and the digest that freezes a version."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain import wording
from governance.domain.wording import (
    AnswerChange,
    Change,
    Segment,
    answer_differences,
    answer_text,
    canonical_json,
    content_hash,
    word_difference,
)

SAME, ADDED, REMOVED = Change.SAME, Change.ADDED, Change.REMOVED


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("", "", [], id="nothing and nothing"),
        pytest.param("A blog.", "A blog.", [(SAME, "A blog.")], id="no change"),
        pytest.param("", "A blog.", [(ADDED, "A blog.")], id="written for the first time"),
        pytest.param("A blog.", "", [(REMOVED, "A blog.")], id="taken out"),
        pytest.param(
            "Year 4 write about rivers.",
            "Year 5 write about rivers.",
            [(SAME, "Year "), (REMOVED, "4"), (ADDED, "5"), (SAME, " write about rivers.")],
            id="one word",
        ),
        pytest.param(
            "Year 4 write", "Year 4 write daily", [(SAME, "Year 4 write"), (ADDED, " daily")], id="a word at the end"
        ),
        pytest.param("the pupils'", "the pupils’", [(SAME, "the pupils"), (REMOVED, "'"), (ADDED, "’")], id="a sign"),
        pytest.param(
            "One.\n\nTwo.\n\nThree.",
            "One.\n\nThree.",
            [(SAME, "One.\n\n"), (REMOVED, "Two.\n\n"), (SAME, "Three.")],
            id="a paragraph",
        ),
        pytest.param(
            "alpha beta",
            "gamma delta",
            [(REMOVED, "alpha beta"), (ADDED, "gamma delta")],
            id="unlike texts are not matched gap by gap",
        ),
    ],
)
def test_difference(old: str, new: str, expected: list[tuple[Change, str]]) -> None:
    assert [(segment.change, segment.text) for segment in word_difference(old, new)] == expected


def _holds(old: str, new: str) -> None:
    segments = word_difference(old, new)
    assert "".join(s.text for s in segments if s.change is not ADDED) == old
    assert "".join(s.text for s in segments if s.change is not REMOVED) == new
    assert all(s.text for s in segments)
    kinds = [s.change for s in segments]
    assert all(one != two for one, two in pairwise(kinds))
    assert (ADDED, REMOVED) not in list(pairwise(kinds))


TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(["a", "b", "the ", "\n", "\n\n", ". ", " ", "é", "\r"])).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_nothing_is_lost(old: str, new: str) -> None:
    _holds(old, new)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_lost_in_twenty_thousand_words(seed: int) -> None:
    chance = Random(seed)
    words = ["the", "school", "blog", "is", "a", "place.", "where", "we\n", "write"]
    old = [chance.choice(words) for _ in range(20_000)]
    new = ["changed" if chance.random() < 0.01 else word for word in old]
    _holds(" ".join(old), " ".join(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a b " * 10_000, "b a " * 10_000, id="the same two words for ever"),
        pytest.param("x\n" * 20_000, "y\nx\n" * 10_000, id="the same line for ever"),
        pytest.param("." * 100_000, "!" + "." * 100_000, id="a hundred thousand full stops"),
    ],
)
def test_texts_made_to_be_slow_stay_within_the_work_allowed(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    works: list[int] = []

    class Counting(wording.SequenceMatcher):
        def __init__(self, junk: object, one: list[str], two: list[str], autojunk: bool) -> None:
            works.append(len(one) * len(two))
            super().__init__(junk, one, two, autojunk)

    monkeypatch.setattr(wording, "SequenceMatcher", Counting)
    _holds(old, new)
    assert sum(works) <= wording.MOST_WORK


def test_one_changed_word_in_a_long_text_shows_as_one_word() -> None:
    text = "We write about rivers. They are long and wet.\n" * 2_000
    new = text[:40_000] + "canals " + text[40_000:]
    changed = [s for s in word_difference(text, new) if s.change is not SAME]
    assert sum(len(s.text) for s in changed) < 40


def test_the_differences_of_two_sets_of_answers() -> None:
    old = {"purpose": "To write.", "hours": 2, "pupils": True, "groups": ["Year 4"], "gone": "x"}
    new = {"groups": ["Year 4", "Year 5"], "purpose": "To write.", "hours": 2, "pupils": False, "fresh": "y"}
    assert answer_differences(old, new) == (
        AnswerChange("groups", SAME, (Segment(SAME, "Year 4"), Segment(ADDED, "\nYear 5"))),
        AnswerChange("pupils", SAME, (Segment(REMOVED, "Yes"), Segment(ADDED, "No"))),
        AnswerChange("fresh", ADDED, (Segment(ADDED, "y"),)),
        AnswerChange("gone", REMOVED, (Segment(REMOVED, "x"),)),
    )


def test_answers_as_text() -> None:
    assert answer_text({"who": "Year 4", "what": ["text", "images"], "none": None}) == (
        "who: Year 4\nwhat: text\nimages\nnone: "
    )


def test_the_hash_is_the_one_worked_out_by_hand_and_the_order_of_keys_plays_no_part() -> None:
    # printf '{"a":["x",1],"b":"caf\u00e9"}' | sha256sum
    by_hand = "294656eb04779f0c79ecce28a027eb81c8076bec057743f29e0f2b34b13950c9"
    assert content_hash({"b": "café", "a": ["x", 1]}) == by_hand
    assert content_hash({"a": ["x", 1], "b": "café"}) == by_hand
    assert content_hash({"a": [1, "x"], "b": "café"}) != by_hand


def test_values_that_only_look_equal_have_different_hashes() -> None:
    hashes = {content_hash({"a": value}) for value in (1, "1", True, "true", None, "", [], {})}
    assert len(hashes) == 8


def test_any_text_can_be_hashed_even_half_a_character() -> None:
    assert canonical_json("\ud800") == '"\\ud800"'
    assert len(content_hash({"a": "\ud800"})) == 64
