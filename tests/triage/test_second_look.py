"""The second look reads as the first does, in one pass over the comment, and says so where it was left out."""

from __future__ import annotations

import importlib.util
import os

import numpy as np
import pytest

from governance.triage import NOT_INSTALLED, Kind, NotChecked, read_again, second_look
from governance.triage.pieces import cut
from governance.triage.stretches import RUN, STEP, stretches

# An unattended check has everything there, so that a missing package is a failure and not a test left out.
here = pytest.mark.skipif(
    not second_look.is_installed() and not os.environ.get("CI"), reason="the second look was left out"
)


@here
@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        pytest.param(
            "i just want everything to stop for ever, i am finished with living", Kind.DISTRESS, id="distress"
        ),
        pytest.param("when my father drinks he beats us", Kind.HARM_AT_HOME, id="harm at home"),
        pytest.param("let's keep our chats between us, your mum needn't know", Kind.GROOMING, id="grooming"),
        pytest.param("i am going to hurt you badly tomorrow, i will bring a knife", Kind.THREAT, id="threat"),
    ],
)
def test_what_puts_a_child_at_risk_is_told_by_its_class(comment: str, kind: Kind) -> None:
    assert kind in {reason.kind for reason in second_look.second_look(comment)}


@here
@pytest.mark.parametrize(
    "comment", ["", "\ud800\udfff", "\x00", "字" * 500, "x" * 5_000, "Well done, what a lovely play"]
)
def test_harmless_and_broken_texts_are_left_alone(comment: str) -> None:
    assert second_look.second_look(comment) == ()


@here
def test_every_word_of_a_part_is_read() -> None:
    read = cut("word " * 90)
    assert (second_look.states(read, [(0, 90)]) != 0).any(axis=1).all()


@here
@pytest.mark.parametrize("at", [0, 60, 119])
def test_a_cry_is_found_anywhere_in_ten_thousand_letters(at: int) -> None:
    friendly = ["We loved the farm, the lambs were sweet and the picnic by the pond was fun. "] * 120
    friendly.insert(at, "My dad hits me and I am scared to go home. ")
    assert Kind.HARM_AT_HOME in {reason.kind for reason in second_look.second_look("".join(friendly))}


@here
def test_what_the_encoder_reads_of_a_long_comment_is_bounded() -> None:
    read = cut("1 a " * 5_000)
    spans = stretches(len(read.words))
    seen = (second_look.meanings(read, spans, np.zeros(len(spans), dtype=np.float32)) != 0).any(axis=1)
    assert seen[1:].sum() * STEP <= second_look.MOST * (second_look.HELD + 2 * RUN)


@here
def test_what_stands_beside_a_part_does_not_change_it() -> None:
    read = cut("we liked the farm " * 2)
    both = second_look.states(read, [(0, 4), (4, 8)])
    assert np.allclose(both[:4], both[4:], atol=1e-4)


def test_where_it_was_left_out_the_reading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "find_spec", lambda name: None)
    assert importlib.util.find_spec("governance.triage") is not None
    assert read_again("what a lovely play").not_checked == (NotChecked("second look", NOT_INSTALLED),)
