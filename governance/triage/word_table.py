"""What a stretch of words means and how it is put, as numbers, without a model: the static table and turns of phrase.

The table (data/word_table.md) holds a direction of meaning for each piece; a stretch is the sum of its pieces, the
rare ones counting for more.  Turns of phrase are its words, pairs of words and groups of letters, which see through
children's spelling.  The table stays on disk as whole numbers; only the rows of a comment's own words are read.
May import numpy and its neighbours only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from governance.triage.pieces import Cut

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]

TABLE = Path(__file__).parent / "data" / "word_table.npy"
WIDTH = 256
KEPT = 100
"""Different words of a comment up to which each is looked up by itself, and kept; more are looked up together."""
TOGETHER = 128
"""Words whose meanings are summed up at once."""
TURNS = 1 << 15
"""How many numbers turns of phrase are spread over; two that fall on one number share what is learned of them."""


FEW = 4
"""A stretch of fewer words than this says less, whatever its words are."""


def says(stretches: Numbers) -> Floats:
    """How much each stretch can say by its length, at most one: (stretches, 1)."""
    words = np.minimum(stretches[:, 1:] - stretches[:, :1], FEW)
    return np.asarray(np.sqrt(words / FEW), dtype=np.float32)


@cache
def _table() -> tuple[npt.NDArray[np.int8], Floats]:
    """The rows of the pieces and the weight of each: the vocabulary begins with the most frequent words."""
    rows = np.load(TABLE, mmap_mode="r", allow_pickle=False)
    return rows, np.log1p(np.arange(len(rows))).astype(np.float32) / np.float32(1000.0)


@lru_cache(maxsize=4_000)
def _meaning(pieces: tuple[int, ...]) -> Floats:
    rows, weights = _table()
    numbers = list(pieces)
    found: Floats = weights[numbers] @ rows[numbers].astype(np.float32)
    return found


def _word_meanings(words: list[tuple[int, ...]]) -> Floats:
    """The sum of each word's pieces, each as much as it weighs: (words, WIDTH)."""
    if len(words) <= KEPT:
        return np.array([_meaning(pieces) for pieces in words])
    rows, weights = _table()
    found = np.empty((len(words), WIDTH), dtype=np.float32)
    by_length: dict[int, list[int]] = defaultdict(list)
    for at, pieces in enumerate(words):
        by_length[len(pieces)].append(at)
    for length, places in by_length.items():
        numbers = np.array([words[at] for at in places])
        if length == 1:
            found[places] = weights[numbers] * rows[numbers[:, 0]]
            continue
        summed = weights[numbers][:, None, :] @ rows[numbers].astype(np.float32)
        found[places] = summed[:, 0]
    return found


@lru_cache(maxsize=1)
def numbered(cut: Cut) -> tuple[tuple[str, ...], Numbers]:
    """The different words of a comment, and for each of its words which of them it is: (words,).

    What is asked of a word is asked once, however often it stands in the comment.  The last comment's are kept.
    """
    numbers = dict(zip(dict.fromkeys(cut.words), count(), strict=False))
    return tuple(numbers), np.fromiter(map(numbers.__getitem__, cut.words), dtype=np.intp, count=len(cut.words))


@lru_cache(maxsize=1)
def _running(cut: Cut) -> Floats:
    """The sums of the words' meanings up to each word: (words + 1, WIDTH).  The last comment's are kept."""
    running = np.zeros((len(cut.words) + 1, WIDTH), dtype=np.float32)
    if cut.words:
        each = _word_meanings(list(dict(zip(cut.words, cut.pieces, strict=True)).values()))
        np.take(each, numbered(cut)[1], axis=0, out=running[1:], mode="clip")
    # A running sum goes down one column after another.  As complex numbers two columns are one, and so many rows at a
    # time stay near the processor: each column is summed in the same order, in a third of the time.
    columns = running.view(np.complex64)
    for first in range(0, len(cut.words), TOGETHER):
        rows = columns[first : first + TOGETHER + 1]
        np.add.accumulate(rows, axis=0, out=rows)
    return running


def meanings(cut: Cut, stretches: Numbers) -> Floats:
    """The direction of each stretch's meaning, as long as the stretch says much: (stretches, WIDTH)."""
    running = _running(cut)
    found = running[stretches[:, 1]]
    found -= running[stretches[:, 0]]
    length = np.linalg.norm(found, axis=1, keepdims=True)
    found *= says(stretches)
    found /= np.maximum(length, 1e-6)
    return found


@lru_cache(maxsize=8_000)
def turns_of(word: str) -> tuple[int, ...]:
    """The numbers of a word and of its groups of three and four letters."""
    ringed = f"<{word}>"
    if ringed.isascii():
        letters = ringed.encode()
        found = {letters[at : at + size] for size in (3, 4) for at in range(len(letters) - size + 1)}
        return (crc32(letters) % TURNS, *[crc32(group) % TURNS for group in sorted(found)])
    groups = {ringed[at : at + size] for size in (3, 4) for at in range(len(ringed) - size + 1)}
    return (crc32(ringed.encode()) % TURNS, *(crc32(group.encode()) % TURNS for group in sorted(groups)))


def pair(first: str, second: str) -> int:
    """The number of two words that follow each other."""
    return crc32(f"{first} {second}".encode()) % TURNS


def pair_apart(first: str, second: str) -> int:
    """The number of two words with one word between them."""
    return crc32(f"{first} _ {second}".encode()) % TURNS


@lru_cache(maxsize=8_000)
def _in_pairs(word: str) -> tuple[bytes, int, int]:
    """A word as the second of a pair, and the numbers from which one goes on where it is the first of either kind."""
    letters = word.encode()
    begun = crc32(b" ", crc32(letters))
    return letters, begun, crc32(b"_ ", begun)


def pairs(words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The numbers of all pairs in a row of words: of those that follow each other, and of those with one between."""
    each = {word: _in_pairs(word) for word in set(words)}
    in_pairs = [each[word] for word in words]
    two = [crc32(letters, first[1]) for (letters, _, _), first in zip(in_pairs[1:], in_pairs, strict=False)]
    apart = [crc32(letters, first[2]) for (letters, _, _), first in zip(in_pairs[2:], in_pairs, strict=False)]
    return np.fromiter(two, dtype=np.intp) % TURNS, np.fromiter(apart, dtype=np.intp) % TURNS
