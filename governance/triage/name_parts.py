"""The words that names are made of, and where they stand in a comment (A.5.2).

What they amount to is decided in ``names``.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from governance.triage.nearby import places_of
from governance.triage.normalise import Views

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
    original, origin, folded_text = seen.original, seen.origin, seen.folded
    typed = _typed(seen)
    starts = places_of(typed, folded_text)
    texts, ends = [], []
    for text, start in zip(typed, starts, strict=True):
        end = start + len(text)
        if text[-1] == "s" and folded_text.startswith("'s", end - 2):
            end -= 2
            text = folded_text[start:end]
        texts.append(text)
        ends.append(end)
    return Parts(texts, starts, ends, [original[origin[start]].isupper() for start in starts])


@lru_cache(maxsize=1)
def _typed(seen: Views) -> list[str]:
    """The words of a comment that may be names, as they stand there."""
    return PART.findall(seen.folded)


@lru_cache(maxsize=1)
def spelt(seen: Views) -> frozenset[str]:
    """The different words of a comment that may be names, as they stand there."""
    return frozenset(_typed(seen))
