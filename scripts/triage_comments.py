"""The comments that heads are learned and judged from: examples alone, misspelt, joined and buried, in folds.

A fold's comments are made of its own examples only, so that what is judged on a fold was never learned from, not even
as a part of another comment.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from governance.triage.pieces import Cut, cut
from governance.triage.stretches import RUN, stretches
from governance.triage.word_table import Floats, Numbers
from scripts.triage_examples import FRIENDLY, Example, buried, joined, misspelt

FOLDS = 4
JOINED = 110
"""Long friendly comments of each fold."""


@dataclass(frozen=True)
class Comment:
    """A comment, its column, what was made of it, its fold, and the words of an example buried in it."""

    read: Cut
    column: int
    what: str
    fold: int
    mark: tuple[int, int] = (0, 0)

    def weights(self, spans: Numbers) -> Floats:
        """How much each stretch counts in learning; a stretch with too little of what is buried counts for nothing."""
        if self.column == FRIENDLY:
            return np.full(len(spans), 1.0 if self.what in ("ordinary", "hard") else 0.5, dtype=np.float32)
        if self.what != "buried":
            return np.array([1.0 if self.what == "alone" else 0.6] + [0.0] * (len(spans) - 1), dtype=np.float32)
        held = np.minimum(spans[:, 1], self.mark[1]) - np.maximum(spans[:, 0], self.mark[0])
        enough = held >= min(self.mark[1] - self.mark[0], RUN * 2 // 3)
        enough[0] = False
        return np.where(enough, 0.6, 0.0).astype(np.float32)


def comments(lines: list[Example], chance: random.Random) -> list[Comment]:
    """Every comment that is learned from, fold after fold."""
    order = list(lines)
    chance.shuffle(order)
    found = [one for fold in range(FOLDS) for one in _of_fold(order[fold::FOLDS], fold, chance)]
    return [one for one in found if one.read.words]


def _of_fold(lines: list[Example], fold: int, chance: random.Random) -> list[Comment]:
    hard = [line.text for line in lines if line.hard]
    ordinary = [line.text for line in lines if line.column == FRIENDLY and not line.hard]
    found = [Comment(cut(joined(ordinary, hard, chance)), FRIENDLY, "long", fold) for _ in range(JOINED)]
    for line in lines:
        friendly = "hard" if line.hard else "ordinary"
        what = friendly if line.column == FRIENDLY else "alone"
        found.append(Comment(cut(line.text), line.column, what, fold))
        found.append(Comment(cut(misspelt(line.text, chance, 0.5)), line.column, "misspelt", fold))
        if line.column != FRIENDLY:
            text, before = buried(line.text, ordinary + hard, chance)
            first = len(cut(before).words)
            mark = (first, first + len(cut(line.text).words))
            found.append(Comment(cut(text), line.column, "buried", fold, mark))
    return found


@dataclass(frozen=True)
class Stretches:
    """All stretches of many comments, one after another, and where those of each comment begin."""

    comments: list[Comment]
    spans: list[Numbers]
    begins: Numbers
    columns: Numbers
    weights: Floats
    folds: Numbers
    words: list[tuple[str, ...]]


def all_stretches(drawn: list[Comment]) -> Stretches:
    """The stretches of comments."""
    spans = [stretches(len(one.read.words)) for one in drawn]
    counts = [len(found) for found in spans]
    return Stretches(
        drawn,
        spans,
        np.cumsum([0, *counts[:-1]]),
        np.repeat([one.column for one in drawn], counts),
        np.concatenate([one.weights(found) for one, found in zip(drawn, spans, strict=True)]),
        np.repeat([one.fold for one in drawn], counts),
        [one.read.words[a:b] for one, found in zip(drawn, spans, strict=True) for a, b in found],
    )
