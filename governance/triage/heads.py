"""The heads: how much each stretch of a comment reads like each class of the examples, and which stretches count.

Heads are learned from governance/triage/examples by ``make triage`` and shipped as plain arrays; a loaded file can run
nothing.  A head's number is never shown to anybody: only whether it is over the line that its false alarms allow.
May import numpy and its neighbours only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from governance.triage.pieces import Cut
from governance.triage.reading import Kind, Reason, Source, reason_of
from governance.triage.word_table import FEW, Floats, Numbers, numbered, pairs, turns_of

DATA = Path(__file__).parent / "data"
CLASSES = (Kind.DISTRESS, Kind.HARM_AT_HOME, Kind.GROOMING, Kind.THREAT, Kind.UNKINDNESS)
"""The classes in the order of the heads' columns; one more column, the last, is for what is friendly."""

WORDS = {
    Kind.DISTRESS: "Reads like somebody in distress",
    Kind.HARM_AT_HOME: "Reads like somebody who is being harmed",
    Kind.GROOMING: "Reads like somebody seeking a child's trust, a meeting or a picture",
    Kind.THREAT: "Reads like a threat",
    Kind.UNKINDNESS: "Reads like unkindness to somebody",
}
MOST_REASONS = 4
"""A long hostile comment is marked in its worst places, not all over."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What was learned: weights of meaning (width, 6), of turns of phrase (TURNS, 6), a start (6), and the line.

    Where there are ``units``, weights of meaning for each and where each starts (width + 1, units), the weights of
    meaning are those of the units (units, 6).
    ``line`` is that of a comment of one stretch; for longer ones ``rise`` is added, times the logarithm of their
    stretches.  ``few`` is that of comments of fewer than FEW words, which are much alike whatever they mean.
    """

    meaning: Floats
    turns: Floats
    start: Floats
    line: float
    rise: float
    few: float
    examples: str
    units: Floats | None = None

    def by_meaning(self, meanings: Floats) -> Floats:
        """What the meanings of stretches say, turns of phrase apart: (stretches, 6)."""
        if self.units is not None:
            meanings = np.maximum(meanings @ self.units[:-1] + self.units[-1], 0)
        return np.asarray(meanings @ self.meaning + self.start, dtype=np.float32)

    def line_over(self, words: int, stretches: int) -> float:
        """The line of a comment: the more stretches it has, the sooner one of them is far out by chance."""
        return self.few if words < FEW else self.line + self.rise * log(stretches)


def load(name: str) -> Heads:
    """The heads of a file in data; raises where the file is missing or is not one."""
    with np.load(DATA / name, allow_pickle=False) as kept:
        turns = kept["turns"].astype(np.float32)
        line, rise, few = (float(kept[name]) for name in ("line", "rise", "few"))
        units = kept.get("units")
        return Heads(kept["meaning"], turns, kept["start"], line, rise, few, str(kept["examples"]), units)


def turns_scores(cut: Cut, spans: Numbers, heads: Heads) -> Floats:
    """What the turns of phrase of each stretch say: (stretches, 6)."""
    different, order = numbered(cut)
    each = list(map(turns_of, different))
    numbers = np.fromiter(chain.from_iterable(each), dtype=np.intp)
    starts = np.cumsum([0, *map(len, each)])[:-1]
    weights = heads.turns
    single = np.add.reduceat(weights[numbers], starts, axis=0)[order]
    two, apart = (weights[found] for found in pairs(cut.words))
    first, end = spans[:, 0], spans[:, 1]
    total = _sums((single, two, apart), first, end)
    return np.asarray(total / np.sqrt(np.maximum(end - first, FEW), dtype=np.float32)[:, None], dtype=np.float32)


def _sums(rows: Sequence[Floats], first: Numbers, end: Numbers) -> Floats:
    """The sums of each stretch's words, of its pairs and of its pairs with a word between, all three together.

    ``rows`` are what these say, by the word that they begin with: of pairs there are one and two fewer than of words.
    """
    width = len(CLASSES) + 1
    running = np.zeros((len(rows[0]) + 1, width * len(rows)), dtype=np.float64)
    for missing, said in enumerate(rows):
        running[1 : len(said) + 1, missing * width : (missing + 1) * width] = said
    np.cumsum(running, axis=0, out=running)
    sums = [
        running[np.maximum(end - missing, first), missing * width : (missing + 1) * width]
        - running[first, missing * width : (missing + 1) * width]
        for missing in range(len(rows))
    ]
    return sums[0].astype(np.float32) + sums[1].astype(np.float32) + sums[2].astype(np.float32)


def over_friendly(scores: Floats) -> Floats:
    """How far each stretch reads like any class rather than like something friendly: (stretches,)."""
    top = scores[:, :-1].max(axis=1)
    together = top + np.log(np.exp(scores[:, :-1] - top[:, None]).sum(axis=1))
    return np.asarray(together - scores[:, -1], dtype=np.float32)


def reasons_of(spans: Sequence[tuple[int, int]], stretches: Numbers, scores: Floats, line: float) -> tuple[Reason, ...]:
    """A reason for each place whose stretch is over the line, the worst first, none inside another.

    ``spans`` are the words' places in the comment as received; where only the whole comment is over the line, the mark
    is on the run that reads worst.
    """
    lean = over_friendly(scores)
    if lean.max(initial=-np.inf) < line:
        return ()
    runs = np.arange(1, len(stretches)) if len(stretches) > 1 else np.arange(1)
    order = runs[np.argsort(-lean[runs], kind="stable")]
    chosen: list[int] = []
    for run in order:
        apart = all(
            stretches[run, 0] >= stretches[other, 1] or stretches[run, 1] <= stretches[other, 0] for other in chosen
        )
        if apart and (lean[run] >= line or not chosen):
            chosen.append(int(run))
        if len(chosen) == MOST_REASONS or (chosen and lean[run] < line):
            break
    whole = scores[0] if lean[0] >= line else None
    return tuple(dict.fromkeys(_reason(spans, stretches[run], scores[run], whole) for run in chosen))


def _reason(
    spans: Sequence[tuple[int, int]], stretch: npt.NDArray[np.intp], scores: Floats, whole: Floats | None
) -> Reason:
    told = scores[:-1] if whole is None else np.maximum(scores[:-1], whole[:-1])
    kind = CLASSES[int(np.argmax(told))]
    first, last = int(stretch[0]), int(stretch[1]) - 1
    return reason_of(kind, spans[first][0], spans[last][1], Source.LIKENESS, WORDS[kind])
