"""What is shipped for the triage belongs together: examples, the heads learned from them, the table and its recipe."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from governance.triage import heads, pieces, word_table
from scripts.triage_examples import EXAMPLES, digest, examples, lines

RECIPE = (heads.DATA / "word_table.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["heads.npz", "second_heads.npz"])
def test_shipped_heads_were_learned_from_these_examples(name: str) -> None:
    assert heads.load(name).examples == digest(), "the examples changed: run `make triage`"


@pytest.mark.parametrize("path", [word_table.TABLE, pieces.VOCABULARY], ids=["table", "vocabulary"])
def test_the_recipe_names_the_checksum_of_what_is_shipped(path: Path) -> None:
    assert hashlib.sha256(path.read_bytes()).hexdigest() in RECIPE


def test_the_table_has_a_row_of_256_for_each_piece() -> None:
    table = np.load(word_table.TABLE, mmap_mode="r", allow_pickle=False)
    assert (table.shape, str(table.dtype), len(pieces.vocabulary())) == ((30_522, 256), "int8", 30_522)


def test_heads_are_plain_numbers_that_can_run_nothing() -> None:
    for name in ("heads.npz", "second_heads.npz"):
        with np.load(heads.DATA / name, allow_pickle=False) as kept:
            assert {kept[part].dtype.kind for part in kept.files} <= {"f", "U"}


@pytest.mark.parametrize("kind", [*map(str, heads.CLASSES), "friendly_ordinary", "friendly_hard", "friendly_sentences"])
def test_every_class_has_more_than_two_hundred_examples_and_none_twice(kind: str) -> None:
    found = [line.casefold() for line in lines(EXAMPLES / f"{kind}.txt")]
    assert len(found) > 200
    assert len(found) == len(set(found))


def test_friendly_comments_as_long_as_families_write_them_are_among_the_examples() -> None:
    """Short friendly ones put together do not read like them, and held one long comment in four for nothing."""
    found = lines(EXAMPLES / "friendly_long.txt")
    assert len(found) >= 300
    assert sum(len(line.split()) >= 60 for line in found) >= 240


def test_units_between_meanings_and_classes_are_lit_or_dark() -> None:
    """A unit that is not lit says nothing, whatever its weights are."""
    units = np.array([[1.0, -1.0], [0.5, 0.0]], dtype=np.float32)
    weights = np.array([[2.0] * 6, [5.0] * 6], dtype=np.float32)
    of_two = heads.Heads(weights, np.zeros((0, 6), np.float32), np.ones(6, np.float32), 0.0, 0.0, 0.0, "", units)
    assert of_two.by_meaning(np.array([[1.0], [-2.0]], dtype=np.float32))[:, 0].tolist() == [4.0, 11.0]


def test_the_line_of_a_comment_rises_with_its_stretches_and_never_falls() -> None:
    for name in ("heads.npz", "second_heads.npz"):
        shipped = heads.load(name)
        assert shipped.line_over(9, 1) == pytest.approx(shipped.line)
        assert shipped.line_over(200, 30) >= shipped.line_over(20, 2) >= shipped.line_over(9, 1)
        assert shipped.line_over(2, 1) == shipped.few >= shipped.line


def test_no_example_is_both_friendly_and_not() -> None:
    columns: dict[str, set[int]] = {}
    for example in examples():
        columns.setdefault(example.text.casefold(), set()).add(example.column)
    assert [text for text, found in columns.items() if len(found) > 1] == []
