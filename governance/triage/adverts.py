"""Whether a comment, or a stretch of a long one, is an advert: all its signs weighed together (A.5.4).

The signs (a price, an offer, an invitation to get in touch, a promise) are counted, those of school life speak against
it, and what the words mean as a whole weighs in.  The weights are learned from examples/adverts.txt by ``make triage``
and shipped as plain numbers.  Nothing is an advert without a sign that can be pointed at.
May import numpy and its neighbours only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from governance.triage.normalise import Views
from governance.triage.pieces import cut, is_strange
from governance.triage.reading import Kind, Reason, Source, reason_of
from governance.triage.signs import AGAINST, Sign, signs, signs_in
from governance.triage.word_table import WIDTH, Floats, Numbers, meanings

DATA = Path(__file__).parent / "data" / "adverts.npz"
STRETCH, STEP = 36, 12
"""Words of a stretch of a long comment, and words from the beginning of one to that of the next."""
COUNTED = 2
"""How often one sign counts: a long price list is no more of an advert than two prices."""


MOST_BY_MEANING = 3.0
"""What meaning may add to the signs: where these fall short by more, it is not looked up and nothing is an advert."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a weight for each sign, for each direction of meaning, a start, and the lines.

    ``long_line`` is that of a comment of several stretches: in a long one chance brings signs together.
    """

    signs: Floats
    meaning: Floats
    start: float
    line: float
    long_line: float
    examples: str


@cache
def shipped() -> Weights:
    """The weights that are shipped; raises where the file is missing or was learned for other signs."""
    with np.load(DATA, allow_pickle=False) as kept:
        if tuple(kept["names"]) != signs().names:
            raise ValueError("the signs of adverts changed: run `make triage`")
        start, line, long_line = (float(kept[name]) for name in ("start", "line", "long_line"))
        return Weights(kept["signs"], kept["meaning"], start, line, long_line, str(kept["examples"]))


def stretches(words: int) -> Numbers:
    """First word and one past the last of each stretch that is judged: the whole, where it is short."""
    if words <= STRETCH:
        return np.array([[0, words]], dtype=np.intp)
    firsts = np.append(np.arange(0, words - STRETCH, STEP, dtype=np.intp), words - STRETCH)
    return np.stack([firsts, firsts + STRETCH], axis=1)


def counts(found: Sequence[Sign], spans: Numbers, words: int) -> Floats:
    """How often each sign begins in each stretch, ``COUNTED`` at the most: (stretches, signs)."""
    running = np.zeros((words + 1, len(signs().names)), dtype=np.float32)
    np.add.at(running, ([sign.first + 1 for sign in found], [sign.number for sign in found]), 1)
    np.cumsum(running, axis=0, out=running)
    return np.asarray(np.minimum(running[spans[:, 1]] - running[spans[:, 0]], COUNTED), dtype=np.float32)


def meaning_of(seen: Views, spans: Numbers) -> Floats:
    """What each stretch means to the word table, nothing where most words are none: (stretches, width)."""
    if is_strange(seen.original):
        return np.zeros((len(spans), WIDTH), dtype=np.float32)
    read = cut(seen.original)
    if not read.words:
        return np.zeros((len(spans), WIDTH), dtype=np.float32)
    # The table's words are cut at other marks than the rules' words: a stretch is found again by its place.
    places = [seen.span_of_words(first, end - 1) for first, end in spans.tolist()]
    found = [(bisect_left(read.spans, (start, 0)), bisect_left(read.spans, (end, 0))) for start, end in places]
    return meanings(read, np.array([(first, max(first, end)) for first, end in found], dtype=np.intp))


def adverts(seen: Views) -> tuple[Reason, ...]:
    """The stretches of a comment that are adverts, each marked from its first sign to its last; possibly none."""
    found = sorted(signs_in(seen), key=lambda sign: sign.first)
    telling = [sign for sign in found if signs().names[sign.number] not in AGAINST]
    if not telling:
        return ()
    weights = shipped()
    spans = stretches(len(seen.words))
    line = weights.line if len(spans) == 1 else weights.long_line
    scores = counts(found, spans, len(seen.words)) @ weights.signs + weights.start
    close = np.flatnonzero(scores > line - MOST_BY_MEANING)
    if not len(close):
        return ()
    scores = scores[close] + meaning_of(seen, spans[close]) @ weights.meaning
    over = [(int(spans[at, 0]), int(spans[at, 1])) for at, score in zip(close, scores, strict=True) if score > line]
    return tuple(_marked(seen, telling, over))


def _marked(seen: Views, telling: Sequence[Sign], over: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    """A reason for each place, where stretches that overlap are one."""
    starts = [sign.first for sign in telling]
    for first, end in _together(over):
        inside = telling[bisect_left(starts, first) : bisect_left(starts, end)]
        if inside:
            last = max(sign.last for sign in inside)
            yield reason_of(Kind.ADVERT, *seen.span_of_words(inside[0].first, last), Source.WORDS)


def _together(over: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, end in over:
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found
