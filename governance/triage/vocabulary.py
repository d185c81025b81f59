"""The words that the reading looks for: by themselves, as a word's beginning, inside a word, or in a phrase.

Made once from the data files.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from governance.triage.data_files import lines
from governance.triage.data_files import words as words_of_file
from governance.triage.phrases import phrases, words_of
from governance.triage.reading import Kind

ORDINARY = words_of_file("ordinary_words.txt")
PHRASES = phrases()
STRONG = tuple(sorted(words_of_file("strong_words.txt")))
"""Words that people mask, space out and break in two; these are put together again."""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What makes a word no hit: words that follow it, that stand before it, or how a longer word begins."""

    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The words of the data file, by how they are matched, each with its kind."""

    whole: dict[str, Kind]
    stems: dict[str, Kind]
    inside: dict[str, Kind]
    exceptions: dict[str, Exceptions]


def _listed() -> Listed:
    listed = Listed({}, {}, {}, {})
    for line in lines("words.txt"):
        said, _, unless = line.partition("!")
        first, *rest = said.split()
        if first == "word-exceptions":
            listed.exceptions[rest[0]] = _exceptions(unless.split())
            continue
        matched, table = rest[0], {"word": listed.whole, "stem": listed.stems, "inside": listed.inside}
        for word in rest[1:]:
            table[matched][word.replace("_", "")] = Kind(first)
            if unless.split():
                listed.exceptions.setdefault(word, _exceptions(unless.split()))
    return listed


def _exceptions(typed: list[str]) -> Exceptions:
    return Exceptions(
        frozenset(word[:-1] for word in typed if word.endswith("_")),
        frozenset(word[1:] for word in typed if word.startswith("_")),
        tuple(word for word in typed if "_" not in word),
    )


LISTED = _listed()


def _spellings() -> dict[str, str]:
    heard: dict[str, str] = {}
    for line in lines("spellings.txt"):
        meant, _, typed = line.partition("=")
        for spelling in typed.split():
            if "_" not in spelling and spelling not in LISTED.whole:
                heard.setdefault(spelling, meant.strip())
    return heard


SPELLINGS = _spellings()
KNOWN = frozenset(
    {*LISTED.whole, *LISTED.stems, *LISTED.inside, *STRONG}.union(*(words_of(phrase) for phrase in PHRASES))
)
"""Every word that a check looks for."""

_RUN = re.compile(r"(.)\1+")


def squeezed(word: str) -> str:
    """A word with every letter that is said twice or more written once."""
    return _RUN.sub(_once, word)


def _once(run: re.Match[str]) -> str:
    return run[1]


SQUEEZED = {squeezed(word): word for word in sorted({*KNOWN, *SPELLINGS}, key=lambda word: (word not in KNOWN, word))}
SQUEEZED |= {squeezed(word): word for word in {*LISTED.whole, *LISTED.inside, *STRONG} if len(word) > 3}


def _masked() -> dict[str, tuple[str, int]]:
    """What a word looks like with some letters hidden behind one star, and how many letters are hidden."""
    found: dict[str, tuple[str, int]] = {}
    for word in sorted(STRONG, key=len, reverse=True):
        for start, end in combinations(range(len(word) + 1), 2):
            hidden = end - start
            if start == 0 and (hidden > 1 or word not in {"fuck", "bitch", "cunt", "nigger"}):
                continue
            if end == len(word) and start == 1 and word not in {"fuck", "shit", "cunt", "bitch"}:
                continue
            if len(word) - hidden >= 1 and not (end == len(word) and hidden == 1):
                found.setdefault(f"{word[:start]}*{word[end:]}", (word, hidden))
        for first, second in combinations(range(1, len(word)), 2):
            if second - first > 1:
                found.setdefault(f"{word[:first]}*{word[first + 1 : second]}*{word[second + 1 :]}", (word, 2))
    return found


MASKED = _masked()


def _broken() -> dict[tuple[str, str], str]:
    """The two halves of a strong word, where at least one of them is no word: "fu ck", but not "s hit"."""
    short = words_of_file("short_words.txt")
    halves: dict[tuple[str, str], str] = {}
    for word in STRONG:
        for cut in range(1, len(word)):
            left, right = word[:cut], word[cut:]
            ordinary = [part in ORDINARY or part in short or part in STRONG for part in (left, right)]
            if not all(ordinary) and not (len(left) == 1 and ordinary[1]) and not (len(right) == 1 and ordinary[0]):
                halves[left, right] = word
    return halves


BROKEN = _broken()


def _by_anchor() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(PHRASES):
        for anchor in phrase.anchors:
            found[anchor].append(number)
    return {anchor: tuple(numbers) for anchor, numbers in found.items()}


BY_ANCHOR = _by_anchor()
