"""What a stretch of words means and how it is put, as numbers, without a model: the static table and turns of phrase.

The table (data/word_table.md) holds a direction of meaning for each piece; a stretch is the sum of its pieces, the
rare ones counting for more.  Turns of phrase are its words, pairs of words and groups of letters, which see through
children's spelling.  The table stays on disk as whole numbers; only the rows of a comment's own words are read.
May import numpy and its neighbours only.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from governance.triage.pieces import Cut

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]

TABLE = Path(__file__).parent / "data" / "word_table.npy"
WIDTH = 256
TURNS = 1 << 15
"""How many numbers turns of phrase are spread over; two that fall on one number share what is learned of them."""


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


def meanings(cut: Cut, stretches: Numbers) -> Floats:
    """The direction of each stretch's meaning, of length one: (stretches, WIDTH)."""
    running = np.zeros((len(cut.pieces) + 1, WIDTH), dtype=np.float32)
    np.cumsum([_meaning(pieces) for pieces in cut.pieces], axis=0, out=running[1:])
    found = running[stretches[:, 1]] - running[stretches[:, 0]]
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(length, 1e-6), dtype=np.float32)


@lru_cache(maxsize=20_000)
def turns_of(word: str) -> tuple[int, ...]:
    """The numbers of a word and of its groups of three and four letters."""
    ringed = f"<{word}>"
    groups = {ringed[at : at + size] for size in (3, 4) for at in range(len(ringed) - size + 1)}
    return (crc32(ringed.encode()) % TURNS, *(crc32(group.encode()) % TURNS for group in sorted(groups)))


def pair(first: str, second: str) -> int:
    """The number of two words that follow each other."""
    return crc32(f"{first} {second}".encode()) % TURNS


def pair_apart(first: str, second: str) -> int:
    """The number of two words with one word between them."""
    return crc32(f"{first} _ {second}".encode()) % TURNS
