"""Where in a text it is worth looking for something: around the rare marks and words that it cannot do without.

Most checks need a word of their own (a month, a network, a kind of street).  One quick pass finds those, and only the
text around them is read closely, so that what many checks cost together grows with what they have to look for.
May import the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

BEFORE, AFTER = 130, 220
"""Letters around an anchor that are read: more than the longest expression of the checks that look there."""


def starting(words: Iterable[str], end: str = "(?![a-z])") -> str:
    """An expression for words that stand by themselves, ``end`` behind each, that is quick to search with.

    It says the same as ``(?<![a-z])(?:one|two)(?![a-z])``, with the look behind after each word: an expression that
    begins with a letter passes by all other letters at once, one that begins with a look tries at each.
    """
    return "|".join(rf"{word}(?<![a-z]{word}){end}" for word in words)


def around(anchors: re.Pattern[str], text: str, before: int = BEFORE, after: int = AFTER) -> list[tuple[int, int]]:
    """The stretches of a text around its anchors, those that touch put together."""
    found: list[tuple[int, int]] = []
    first = reached = -1
    for anchor in anchors.finditer(text):
        start, end = anchor.span()
        if start - before > reached:
            if reached >= 0:
                found.append((first, reached))
            first = start - before if start > before else 0
        reached = end + after
    if reached >= 0:
        found.append((first, min(len(text), reached)))
    return found


def matches(patterns: Iterable[re.Pattern[str]], text: str, places: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What each expression finds in the stretches, expression after expression."""
    for pattern in patterns:
        for start, end in places:
            yield from pattern.finditer(text, start, end)
