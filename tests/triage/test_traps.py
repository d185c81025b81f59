"""No comment breaks the reading, and every reason points into the comment as it was received."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance import triage
from governance.triage import read
from governance.triage.normalise import views
from governance.triage.vocabulary import PHRASES
from tests.plugins.sizes import examples

NASTY = [
    "\ud800 f\udfffuck \ud83d", "\x00k\x00y\x00s", "\u202efuck\u202c", "a" + "\u0301" * 60_000, "fu\u0308\u0327ck" * 50,
    "-_-_" * 2_500, "a@" * 5_000, "0 " * 5_000, "my name is " * 900, "﷽" * 4_000, "ﷺ" * 4_000, "שלום " * 2_000,
    "", " ", "\n" * 10_000, "x" * 65_536, "k y s " * 1_500, "[a](b" * 2_000, "zero oh double " * 700, "İıſßŉǰ" * 500,
]  # fmt: skip


@pytest.mark.parametrize("comment", NASTY, ids=range(len(NASTY)))
def test_nothing_breaks_a_check(comment: str) -> None:
    said = read(comment)
    assert {failed.why for failed in said.not_checked} <= {"not installed"}
    assert all(0 <= reason.start < reason.end <= len(comment) for reason in said.reasons)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["f u c k", "07700 900123", "Jack Thompson", "ﷺ"]))))
def test_every_reason_points_into_the_comment(parts: list[str]) -> None:
    comment = " ".join(parts)
    said = read(comment)
    assert all(0 <= reason.start < reason.end <= len(comment) for reason in said.reasons)
    assert {failed.why for failed in said.not_checked} <= {"not installed"}


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=80))
def test_every_letter_of_the_folded_view_has_its_place(comment: str) -> None:
    seen = views(comment)
    assert len(seen.origin) == len(seen.folded)
    assert list(seen.origin) == sorted(seen.origin)
    assert all(0 <= at < len(comment) for at in seen.origin)


def test_what_stands_at_the_end_of_the_longest_comment_is_read() -> None:
    comment = "lovely " * 9_000 + "ring 07700 900123 you stupid idiot"
    assert {"phone", "insult"} <= {reason.kind for reason in read(comment).reasons}


def patterns() -> list[re.Pattern[str]]:
    modules = [
        importlib.import_module(f"governance.triage.{found.name}") for found in pkgutil.iter_modules(triage.__path__)
    ]
    own = [one for module in modules for one in vars(module).values() if isinstance(one, re.Pattern)]
    return [*own, *(phrase.pattern for phrase in PHRASES)]


def test_no_expression_repeats_a_repetition_without_bound() -> None:
    nested = re.compile(r"[+*]\)(?:[+*]|\{\d+,\})(?!\+)")
    assert [one.pattern for one in patterns() if nested.search(one.pattern)] == []
