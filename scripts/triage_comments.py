"""The comments that heads are learned and judged from: examples alone, misspelt, joined and buried, in folds.

A fold's comments are made of its own examples only, so that what is judged on a fold was never learned from, not even
as a part of another comment.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from governance.triage.pieces import Cut, cut
from governance.triage.stretches import RUN, stretches
from governance.triage.word_table import Floats, Numbers
from scripts.triage_examples import FRIENDLY, Example, buried, joined, misspelt, unmarked

FOLDS = 4
JOINED = 50
"""Comments of each fold that are several friendly ones after another."""
FRIENDLY_WEIGHTS = {"ordinary": 2.0, "hard": 2.0, "misspelt": 1.0, "joined": 0.15, "long": 0.2, "sentences": 1.0}
"""How much each stretch of friendly comments counts in learning: the many of long ones less than the one of a short."""


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
            return np.full(len(spans), FRIENDLY_WEIGHTS[self.what], dtype=np.float32)
        if self.what != "buried":
            return np.array([1.0 if self.what == "alone" else 0.6] + [0.0] * (len(spans) - 1), dtype=np.float32)
        held = np.minimum(spans[:, 1], self.mark[1]) - np.maximum(spans[:, 0], self.mark[0])
        enough = held >= min(self.mark[1] - self.mark[0], RUN * 2 // 3)
        enough[0] = False
        return np.where(enough, 0.6, 0.0).astype(np.float32)


def comments(lines: list[Example]) -> list[Comment]:
    """Every comment that is learned from, fold after fold."""
    found = [one for fold in range(FOLDS) for one in _of_fold([line for line in lines if fold_of(line) == fold], fold)]
    return [one for one in found if one.read.words]


def fold_of(line: Example) -> int:
    """The fold of an example, which other examples do not change."""
    return crc32(line.text.encode()) % FOLDS


def _of_fold(lines: list[Example], fold: int) -> list[Comment]:
    of: dict[str, list[str]] = {"ordinary": [], "hard": [], "long": []}
    for line in lines:
        of.setdefault(line.what, []).append(line.text)
    found = [Comment(cut(unmarked(text)), FRIENDLY, "long", fold) for text in of["long"]]
    for number in range(JOINED):
        chance = random.Random(f"{fold} {number}")
        found.append(Comment(cut(joined(of["ordinary"], of["hard"], chance)), FRIENDLY, "joined", fold))
    for line in lines:
        chance = random.Random(line.text)
        found.append(Comment(cut(line.text), line.column, line.what, fold))
        found.append(Comment(cut(misspelt(line.text, chance, 0.5)), line.column, "misspelt", fold))
        if line.column != FRIENDLY:
            text, before = buried(line.text, of["long"], chance)
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
    spans = [stretches(len(one.read.words), one.read.begins) for one in drawn]
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
