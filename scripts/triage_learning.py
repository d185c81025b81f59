"""How heads are learned: a softmax over meanings and turns of phrase by gradient, and the line that alarms allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from governance.triage.heads import CLASSES
from governance.triage.word_table import TURNS, Floats, Numbers, pair, pair_apart, turns_of

COLUMNS = len(CLASSES) + 1
Parts = tuple[Floats, Floats, Floats]
"""Heads in the making: weights of meaning, of turns of phrase, and the start."""

LIMITS = {"ordinary": 0.015, "hard": 0.06, "long": 0.06}
"""The most false alarms on comments that were not learned from."""


@dataclass(frozen=True)
class Turns:
    """The turns of phrase of many texts: their numbers one after another, where each text begins, and its weight."""

    numbers: Numbers
    starts: Numbers
    weights: Floats


def turns(texts: Sequence[tuple[str, ...]]) -> Turns:
    """The turns of phrase of texts, each given as its words."""
    numbers: list[int] = []
    starts: list[int] = []
    for words in texts:
        starts.append(len(numbers))
        for word in words:
            numbers.extend(turns_of(word))
        numbers.extend(map(pair, words, words[1:]))
        numbers.extend(map(pair_apart, words, words[2:]))
    lengths = np.array([len(words) for words in texts], dtype=np.float32)
    return Turns(np.array(numbers), np.array(starts), 1 / np.sqrt(lengths))


def scores_of(parts: Parts, dense: Floats, sparse: Turns | None) -> Floats:
    """How texts read to heads: (texts, COLUMNS)."""
    scores = dense @ parts[0] + parts[2]
    if sparse:
        scores += np.add.reduceat(parts[1][sparse.numbers], sparse.starts, axis=0) * sparse.weights[:, None]
    return np.asarray(scores, dtype=np.float32)


def learn(
    dense: Floats,
    sparse: Turns | None,
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
        np.zeros((TURNS if sparse else 0, COLUMNS), dtype=np.float32),
        np.zeros(COLUMNS, dtype=np.float32),
    )
    near = [np.zeros_like(part) for part in parts]
    far = [np.zeros_like(part) for part in parts]
    for step in range(1, int(rounds) + 1):
        scores = scores_of(parts, dense, sparse)
        chance = np.exp(scores - scores.max(axis=1, keepdims=True))
        wrong = (chance / chance.sum(axis=1, keepdims=True) - aim) * share
        by_turns = _turns_slope(wrong, sparse) + keep_turns * parts[1] if sparse else parts[1]
        slopes = (dense.T @ wrong + keep * parts[0], by_turns, wrong.sum(axis=0))
        rate = 0.06 * (1 + np.cos(np.pi * step / (rounds + 1)))
        for at, slope in enumerate(slopes):
            near[at] += 0.1 * (slope - near[at])
            far[at] += 0.01 * (slope * slope - far[at])
            parts[at][...] -= rate * (near[at] / (1 - 0.9**step)) / (np.sqrt(far[at] / (1 - 0.99**step)) + 1e-7)
    return parts


def _turns_slope(wrong: Floats, sparse: Turns) -> Floats:
    """How the error of each text falls back on its turns of phrase: (TURNS, COLUMNS)."""
    lengths = np.diff(np.append(sparse.starts, len(sparse.numbers)))
    spread = np.repeat(wrong * sparse.weights[:, None], lengths, axis=0)
    return np.stack([np.bincount(sparse.numbers, spread[:, at], TURNS) for at in range(COLUMNS)], axis=1)


def line_of(alarms: dict[str, list[float]], limits: dict[str, float]) -> float:
    """The lowest line at which no group of friendly comments has more false alarms than its limit."""
    found = []
    for group, leans in alarms.items():
        ranked = np.sort(np.array(leans))[::-1]
        found.append(float(ranked[int(limits[group] * len(ranked))]))
    return max(found) + 1e-3
