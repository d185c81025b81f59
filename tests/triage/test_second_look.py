"""The second look reads as the first does, in one pass over the comment, and says so where it was left out."""

from __future__ import annotations

import importlib.util
import os

import pytest

from governance.triage import NOT_INSTALLED, Kind, NotChecked, read_again, second_look
from governance.triage.pieces import cut

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
def test_no_word_of_a_long_comment_is_left_unread() -> None:
    read = cut("word " * 700)
    assert (second_look.states(read) != 0).any(axis=1).all()


@here
def test_what_stands_beside_a_part_does_not_change_it() -> None:
    alone = second_look.states(cut("we liked the farm"))
    beside = second_look.states(cut("we liked the farm"))
    assert (alone == beside).all()


def test_where_it_was_left_out_the_reading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "find_spec", lambda name: None)
    assert importlib.util.find_spec("governance.triage") is not None
    assert read_again("what a lovely play").not_checked == (NotChecked("second look", NOT_INSTALLED),)
