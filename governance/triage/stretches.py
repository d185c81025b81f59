"""The stretches of a comment that are judged: the whole, every sentence, and of long sentences every run of nine words.

A cry for help inside a long friendly comment is lost in the whole and stands out in its own few words.  Words on both
sides of a full stop mean nothing together, so no run goes over one; where nobody put any, runs of nine words, four
words apart, stand for sentences.  No word is left out, and the number of stretches grows with the comment's length
alone.  May import numpy only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

RUN, STEP = 9, 4
"""Words in a run, and words from the beginning of one run to that of the next."""
LEAST, MOST = 5, 13
"""A sentence of fewer words is judged together with the next; one of more words is judged in runs."""


def stretches(words: int, begins: Sequence[int] = ()) -> npt.NDArray[np.intp]:
    """First word and one past the last word of each stretch, the whole comment first: (stretches, 2).

    ``begins`` are the words, but for the first, that begin a sentence.
    """
    if words == 0:
        return np.empty((0, 2), dtype=np.intp)
    found = [(0, words)]
    sentences = list(_sentences(words, begins))
    if len(sentences) > 1 or words > MOST:
        found += [run for first, end in sentences for run in _runs(first, end)]
    return np.array(found, dtype=np.intp)


def _sentences(words: int, begins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sentences, short ones joined to what follows, or at the end to what comes before."""
    first = 0
    for begin in begins:
        if begin - first >= LEAST and words - begin >= LEAST:
            yield first, begin
            first = begin
    yield first, words


def _runs(first: int, end: int) -> Iterator[tuple[int, int]]:
    if end - first <= MOST:
        yield first, end
        return
    for start in range(first, end - RUN, STEP):
        yield start, start + RUN
    yield end - RUN, end
