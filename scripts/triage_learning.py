"""How heads are learned: a softmax over meanings and turns of phrase by gradient, and the line that alarms allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from governance.triage.heads import CLASSES
from governance.triage.word_table import FEW, TURNS, Floats, Numbers, pair, pair_apart, turns_of

COLUMNS = len(CLASSES) + 1
Parts = tuple[Floats, Floats, Floats]
"""Heads in the making: weights of meaning, of turns of phrase, and the start."""


@dataclass(frozen=True)
class Turns:
    """The turns of phrase of many texts, each word and pair of words written down once.

    ``numbers`` are those of the words and pairs, one after another, and ``begins`` where those of each begin; ``said``
    are the words and pairs of the texts, and ``starts`` where those of each text begin; ``weights`` are the texts'.
    """

    numbers: Numbers
    begins: Numbers
    said: Numbers
    starts: Numbers
    weights: Floats


def turns(texts: Sequence[tuple[str, ...]]) -> Turns:
    """The turns of phrase of texts, each given as its words."""
    known: dict[tuple[str, ...], int] = {}
    said: list[int] = []
    starts: list[int] = []
    for words in texts:
        starts.append(len(said))
        of_text = [(word,) for word in words]
        of_text += pairwise(words)
        of_text += [(first, "_", second) for first, second in zip(words, words[2:], strict=False)]
        said += [known.setdefault(turn, len(known)) for turn in of_text]
    numbers = [_numbers_of(turn) for turn in known]
    begins = np.cumsum([0, *map(len, numbers[:-1])])
    lengths = np.array([max(len(words), FEW) for words in texts], dtype=np.float32)
    return Turns(np.concatenate(numbers), begins, np.array(said), np.array(starts), 1 / np.sqrt(lengths))


def _numbers_of(turn: tuple[str, ...]) -> tuple[int, ...]:
    if len(turn) == 1:
        return turns_of(turn[0])
    return (pair(*turn) if len(turn) == 2 else pair_apart(turn[0], turn[2]),)


def scores_of(parts: Parts, dense: Floats, sparse: Turns) -> Floats:
    """How texts read to heads: (texts, COLUMNS)."""
    scores = dense @ parts[0] + parts[2]
    told = np.add.reduceat(parts[1][sparse.numbers], sparse.begins, axis=0)
    scores += np.add.reduceat(told[sparse.said], sparse.starts, axis=0) * sparse.weights[:, None]
    return np.asarray(scores, dtype=np.float32)


def learn(
    dense: Floats,
    sparse: Turns,
    columns: Numbers,
    weights: Floats,
    *,
    rounds: float,
    keep: float,
    keep_turns: float,
) -> Parts:
    """Weights of meaning, of turns of phrase and the start, by ``rounds`` steps of Adam on all examples at once."""
    aim = np.eye(COLUMNS, dtype=np.float32)[columns]
    share = (weights / weights.sum())[:, None]
    parts = (
        np.zeros((dense.shape[1], COLUMNS), dtype=np.float32),
        np.zeros((TURNS, COLUMNS), dtype=np.float32),
        np.zeros(COLUMNS, dtype=np.float32),
    )
    near = [np.zeros_like(part) for part in parts]
    far = [np.zeros_like(part) for part in parts]
    for step in range(1, int(rounds) + 1):
        scores = scores_of(parts, dense, sparse)
        chance = np.exp(scores - scores.max(axis=1, keepdims=True))
        wrong = (chance / chance.sum(axis=1, keepdims=True) - aim) * share
        by_turns = _turns_slope(wrong, sparse) + keep_turns * parts[1]
        slopes = (dense.T @ wrong + keep * parts[0], by_turns, wrong.sum(axis=0))
        rate = 0.06 * (1 + np.cos(np.pi * step / (rounds + 1)))
        for at, slope in enumerate(slopes):
            near[at] += 0.1 * (slope - near[at])
            far[at] += 0.01 * (slope * slope - far[at])
            parts[at][...] -= rate * (near[at] / (1 - 0.9**step)) / (np.sqrt(far[at] / (1 - 0.99**step)) + 1e-7)
    return parts


def _turns_slope(wrong: Floats, sparse: Turns) -> Floats:
    """How the error of each text falls back on its turns of phrase: (TURNS, COLUMNS)."""
    of_text = _repeated(wrong * sparse.weights[:, None], sparse.starts, len(sparse.said))
    told = _gathered(sparse.said, of_text, len(sparse.begins))
    return _gathered(sparse.numbers, _repeated(told, sparse.begins, len(sparse.numbers)), TURNS)


def _repeated(rows: Floats, starts: Numbers, total: int) -> Floats:
    return np.repeat(rows, np.diff(np.append(starts, total)), axis=0)


def _gathered(numbers: Numbers, rows: Floats, count: int) -> Floats:
    return np.stack([np.bincount(numbers, rows[:, at], count) for at in range(COLUMNS)], axis=1)


@dataclass(frozen=True)
class Alarms:
    """How far the worst stretch of each of some friendly comments leans, and the logarithm of its stretches."""

    leans: Floats
    sizes: Floats

    def over(self, line: float, rise: float) -> float:
        """The share of the comments that is over a line."""
        return float((self.leans >= line + rise * self.sizes).mean())


def line_of(alarms: dict[str, Alarms], limits: dict[str, float]) -> tuple[float, float, float]:
    """The lowest line at which no group of short comments has more false alarms than its limit, its rise, and ``few``.

    The line rises with the stretches of a comment as far as the long ones need it, and no further: a cry for help
    inside a long comment has to rise over it too.
    """
    line = rise = 0.0
    for rise in np.arange(0.0, 3.0, 0.05):
        line = max(_lowest(alarms[what], float(rise), limits[what]) for what in ("ordinary", "hard"))
        if all(alarms[what].over(line, float(rise)) <= limits["long"] for what in ("long", "joined")):
            break
    return line, float(rise), _lowest(alarms["few"], 0.0, limits["few"])


def _lowest(alarms: Alarms, rise: float, limit: float) -> float:
    ranked = np.sort(alarms.leans - rise * alarms.sizes)[::-1]
    return float(ranked[int(limit * len(ranked))]) + 1e-3
