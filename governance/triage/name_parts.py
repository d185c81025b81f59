"""The words that names are made of, and where they stand in a comment (A.5.2).

What they amount to is decided in ``names``.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import NamedTuple

from governance.triage.nearby import places_of
from governance.triage.normalise import Views

_POSSESSIVE = re.compile("'s")
PART = re.compile(r"[^\W\d_]++(?:['\-][^\W\d_]++)*+")


class Part(NamedTuple):
    """One word, where it stands in the folded text, and whether it begins with a capital."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The words that names are made of, in columns: few of them are ever looked at, and a row is made where one is."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    capitals: list[bool]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: int) -> Part:
        return Part(self.texts[at], self.starts[at], self.ends[at], self.capitals[at])


NO_PARTS = Parts([], [], [], [])
"""What a comment without a first name needs to have looked at."""


@lru_cache(maxsize=1)
def parts_of(seen: Views) -> Parts:
    """The words that names are made of, without a possessive s.  The last comment's are kept for the next check."""
    texts = _typed(seen).copy()
    starts = places_of(texts, seen.folded)
    ends = list(map(add, starts, map(len, texts)))
    for possessive in _POSSESSIVE.finditer(seen.folded):
        at = bisect_left(ends, possessive.end())
        if at < len(ends) and ends[at] == possessive.end():
            ends[at] -= 2
            texts[at] = seen.folded[starts[at] : ends[at]]
    began = map(seen.original.__getitem__, map(seen.origin.__getitem__, starts))
    return Parts(texts, starts, ends, list(map(str.isupper, began)))


@lru_cache(maxsize=1)
def _typed(seen: Views) -> list[str]:
    """The words of a comment that may be names, as they stand there."""
    return PART.findall(seen.folded)


@lru_cache(maxsize=1)
def spelt(seen: Views) -> frozenset[str]:
    """The different words of a comment that may be names, as they stand there."""
    return frozenset(_typed(seen))
