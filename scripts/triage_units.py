"""How the heads of the second look are learned: one layer of units between what the encoder makes and the classes.

Meanings that share no direction may belong to one class, such as wishing to be gone and hiding one's arms; units tell
them apart where plain weights cannot.  Some units are left out at each step, so that none is relied on alone.
Everything is drawn from one seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from governance.triage.word_table import Floats, Numbers
from scripts.triage_learning import COLUMNS

UNITS = 64
ROUNDS, TOGETHER = 12, 1024
"""How often every example is learned from, and how many at once."""
LEFT_OUT = np.float32(0.3)
KEEP = np.float32(1e-3)
"""How hard weights are kept small, chosen on what the folds were not learned from."""
RATE = 0.004


@dataclass(frozen=True)
class Units:
    """Weights of meaning for each unit, where the units start, their weights for each class, and where these start."""

    hidden: Floats
    hidden_start: Floats
    meaning: Floats
    start: Floats

    @property
    def parts(self) -> tuple[Floats, Floats, Floats, Floats]:
        """All of them, in the order in which slopes are worked out."""
        return self.hidden, self.hidden_start, self.meaning, self.start


def scores_of_units(units: Units, dense: Floats) -> Floats:
    """How texts read to heads with units: (texts, COLUMNS)."""
    lit = np.maximum(dense @ units.hidden + units.hidden_start, 0)
    return np.asarray(lit @ units.meaning + units.start, dtype=np.float32)


def learn_units(dense: Floats, columns: Numbers, weights: Floats) -> Units:
    """Units learned by ``ROUNDS`` rounds of Adam over the examples in a drawn order, ever more slowly."""
    chance = np.random.default_rng(1)
    width = dense.shape[1]
    units = Units(
        chance.normal(0, 3 / np.sqrt(width), (width, UNITS)).astype(np.float32),
        np.zeros(UNITS, dtype=np.float32),
        chance.normal(0, 0.1, (UNITS, COLUMNS)).astype(np.float32),
        np.zeros(COLUMNS, dtype=np.float32),
    )
    aim = np.eye(COLUMNS, dtype=np.float32)[columns]
    near = [np.zeros_like(part) for part in units.parts]
    far = [np.zeros_like(part) for part in units.parts]
    steps = len(dense) // TOGETHER
    for step in range(1, ROUNDS * steps + 1):
        at = (step - 1) % steps * TOGETHER
        if at == 0:
            order = chance.permutation(len(dense))
        rows = order[at : at + TOGETHER]
        stays = (chance.random((TOGETHER, UNITS), dtype=np.float32) > LEFT_OUT) / (1 - LEFT_OUT)
        slopes = _slopes(units, dense[rows], aim[rows], weights[rows], stays.astype(np.float32))
        rate = np.float32(RATE * 0.5 * (1 + np.cos(np.pi * step / (ROUNDS * steps + 1))))
        for number, (part, slope) in enumerate(zip(units.parts, slopes, strict=True)):
            near[number] += 0.1 * (slope - near[number])
            far[number] += 0.001 * (slope * slope - far[number])
            change = near[number] / (1 - 0.9**step) / (np.sqrt(far[number] / (1 - 0.999**step)) + 1e-8)
            part -= rate * (change + KEEP * part if part.ndim == 2 else change)
    return units


def _slopes(
    units: Units, dense: Floats, aim: Floats, weights: Floats, stays: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """How the error of some examples falls back on each part of the heads."""
    lit = np.maximum(dense @ units.hidden + units.hidden_start, 0) * stays
    scores = lit @ units.meaning + units.start
    chance = np.exp(scores - scores.max(axis=1, keepdims=True))
    wrong = (chance / chance.sum(axis=1, keepdims=True) - aim) * (weights / weights.sum())[:, None]
    back = (wrong @ units.meaning.T) * stays * (lit > 0)
    return dense.T @ back, back.sum(axis=0), lit.T @ wrong, wrong.sum(axis=0)
