"""What the triage must find in comments that were not used in building it, and what it must leave alone (A.5).

The batches were written apart from the rules and examples and are read by nobody who changes those.  A figure that
falls is mended in the triage, in words of its own, and never by looking up which comment was missed.
"""

from __future__ import annotations

import pytest

from scripts.triage_figures import (
    ROWS,
    Row,
    first_look_runs,
    second_look_runs,
    share_held,
    share_right,
    vocabulary_held,
)
from tests.plugins.did_not_run import did_not_run
from tests.triage.batches import URGENCY_OF, batch, vocabulary, written

BY_BATCHES = {row.batches: row for row in ROWS}

FOUND = [
    # Which batches, the least share that both looks find, and the least that the first look finds alone.
    pytest.param(("severe_like",), 0.85, 0.85, id="severe, in words as anybody would write them"),
    pytest.param(("severe_other",), 0.60, 0.45, id="severe, in other words"),
    pytest.param(("distress_like",), 0.85, 0.85, id="distress, in words as anybody would write them"),
    pytest.param(("distress_other",), 0.60, 0.45, id="distress, in other words"),
    pytest.param(("abuse_like",), 0.85, 0.85, id="abusive, in words as anybody would write them"),
    pytest.param(("abuse_other",), 0.60, 0.45, id="abusive, in other words"),
    pytest.param(("buried_like",), 0.40, 0.25, id="distress or abuse inside a friendly comment, in plain words"),
    pytest.param(
        ("buried_other", "buried_other_2"), 0.40, 0.25, id="distress or abuse inside a friendly comment, in other words"
    ),
    pytest.param(("evasion_like",), 0.80, 0.80, id="evasion, the usual disguises"),
    pytest.param(("evasion_other",), 0.60, 0.60, id="evasion, other disguises"),
    pytest.param(("personal_like",), 0.85, 0.85, id="personal data, as anybody would write it"),
    pytest.param(("personal_other",), 0.75, 0.75, id="personal data, in other words"),
    pytest.param(("spam_like",), 0.85, 0.85, id="spam and adverts, as anybody would write them"),
    pytest.param(("spam_other",), 0.85, 0.85, id="spam and adverts, in other words"),
]

LEFT_ALONE = [
    # Which batches, and the most of them that may be held for nothing by either look.
    pytest.param(("ordinary",), 0.02, id="ordinary comments are not held for nothing"),
    pytest.param(("hard",), 0.12, id="history, games, places, identity and books are not held for nothing"),
    pytest.param(("long_friendly", "long_friendly_2"), 0.12, id="long friendly comments are not held for nothing"),
]

LEAST_WRITTEN = {"ordinary": 200, "hard": 150, "long_friendly": 60, "buried_like": 40, "buried_other": 40}


@pytest.fixture
def first() -> str:
    """The name of the first look, where all of it runs."""
    if not first_look_runs():
        did_not_run("the triage's likeness (its packages are not installed)")
    return "first look"


@pytest.fixture
def both() -> str:
    """The name of both looks together, where the second is installed."""
    if not second_look_runs():
        did_not_run("the triage's second look (its packages are not installed)")
    return "both looks"


def row_of(*batches: str) -> Row:
    """The row of the table that measures ``batches``."""
    return BY_BATCHES[batches]


@pytest.mark.parametrize(("batches", "least", "_first"), FOUND)
def test_both_looks_find_what_is_good(both: str, batches: tuple[str, ...], least: float, _first: float) -> None:
    assert share_held(row_of(*batches), both) >= least


@pytest.mark.parametrize(("batches", "_both", "least"), FOUND)
def test_the_first_look_alone_finds_enough(first: str, batches: tuple[str, ...], _both: float, least: float) -> None:
    assert share_held(row_of(*batches), first) >= least


@pytest.mark.parametrize(("batches", "most"), LEFT_ALONE)
def test_both_looks_leave_the_harmless_alone(both: str, batches: tuple[str, ...], most: float) -> None:
    # The encoder reckons in whole numbers, which processors round each in their own way: a comment that stands just
    # beside the line may fall on either side of it, so one is forgiven.  docs/triage.md has the figure as it was taken.
    forgiven = 1 / sum(len(batch(name)) for name in batches)
    assert share_held(row_of(*batches), both) <= most + forgiven


@pytest.mark.parametrize(("batches", "most"), LEFT_ALONE)
def test_the_first_look_leaves_the_harmless_alone(first: str, batches: tuple[str, ...], most: float) -> None:
    assert share_held(row_of(*batches), first) <= most


def test_the_first_look_leaves_words_of_lessons_and_names_of_places_alone(first: str) -> None:
    assert len(vocabulary_held(first)) <= 0.02 * len(vocabulary())


def test_the_reason_of_both_looks_names_the_right_class(both: str) -> None:
    assert share_right(both) >= 0.9


def test_the_reason_of_the_first_look_names_the_right_class(first: str) -> None:
    assert share_right(first) >= 0.9


@pytest.mark.parametrize("name", [name for row in ROWS for name in row.batches])
def test_a_batch_is_large_enough_and_every_comment_is_labelled(name: str) -> None:
    comments = written(name)
    assert len({comment.text for comment in comments}) >= LEAST_WRITTEN.get(name, 60)
    assert {comment.label for comment in comments} <= set(URGENCY_OF)
    assert all(comment.voice for comment in comments)


@pytest.mark.parametrize("name", [name for row in ROWS for name in row.batches])
def test_few_comments_are_left_out_because_the_heads_learned_from_them(name: str) -> None:
    """A batch that has become examples is held back no more: it needs to be written anew."""
    assert len(batch(name)) >= 0.9 * len(written(name))
