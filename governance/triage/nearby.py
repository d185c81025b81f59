"""Where in a text it is worth looking for something: around the rare marks and words that it cannot do without.

Most checks need a word of their own (a month, a network, a kind of street).  One quick pass finds those, and only the
text around them is read closely, so that what many checks cost together grows with what they have to look for.
May import the standard library only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

BEFORE, AFTER = 130, 220
"""Letters around an anchor that are read: more than the longest expression of the checks that look there."""


def places_of(parts: Sequence[str], text: str) -> list[int]:
    """Where each of ``parts`` begins, which ``findall`` found in ``text`` with an expression that passes by nothing.

    Between two parts stands no letter with which a part may begin, so that each is the next of its kind; looking for it
    is quicker than asking the expression again.
    """
    found: list[int] = []
    at = 0
    find = text.find
    for part in parts:
        at = find(part, at)
        found.append(at)
        at += len(part)
    return found


_OWN_LETTER = re.compile(r"[a-z ,'@](?![?*+{|])")


def starting(words: Iterable[str], end: str = "(?![a-z])") -> str:
    """An expression for words that stand by themselves, ``end`` behind each, that is quick to search with.

    It says the same as ``(?<![a-z])(?:one|two)(?![a-z])``, with the look behind after each word: an expression that
    begins with a letter passes by all other letters at once, one that begins with a look tries at each.
    """
    return one_of(starts(words, end))


def starts(words: Iterable[str], end: str = "(?![a-z])") -> list[str]:
    """The parts of ``starting``, to be put together with others."""
    return [rf"{word}(?<![a-z]{word}){end}" for word in words]


def one_of(choices: Iterable[str]) -> str:
    """An expression for the first of ``choices`` that fits, each of which begins with a letter or mark of its own.

    It finds the same as ``one|two|three`` and is quicker to search with: at each letter of the text only those are
    tried that begin with it.  Their order counts only among those, and is kept there.
    """
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for choice in choices:
        begun[_first_of(choice)].append(choice)
    return "|".join(_with_one_beginning(first, rest) for first, rest in begun.items())


def _first_of(choice: str) -> str:
    """The letter with which every text that fits begins, as it is written; nothing where there is none."""
    return choice[:1] if _OWN_LETTER.match(choice) else ""


def _with_one_beginning(first: str, choices: list[str]) -> str:
    if not first:
        raise ValueError(f"{choices} begin with no letter of their own")
    if len(choices) == 1:
        return choices[0]
    rest = [choice[1:] for choice in choices]
    return f"{first}(?:{one_of(rest) if all(map(_first_of, rest)) else '|'.join(rest)})"


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
