"""Words that were taken apart or run together to slip past a reader: "k y s", "fu ck", "killyourself".

May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, repeat

from governance.triage.vocabulary import BROKEN, KNOWN, ORDINARY, SPELLINGS, STRONG

LONGEST_RUN = 60
"""Single letters in a row that are put together at once; longer rows are taken in overlapping pieces."""
LEAST_TOGETHER = 6
"""Letters of the shortest word that is parted."""
LONGEST_PART = 14
"""Letters of the longest word that a row of letters is parted into."""
_SEED = re.compile(
    r"kill|die|hate|hang|fuck|shit|bitch|cunt|kys|stab|stupid|idiot|ugly|yourself|myself|secret|send|nude|porn"
)
_SHORT = frozenset(["kys", "kms", "fck", "wtf"])
_SINGLE = frozenset(["a", "i", "u", "r"])
_LONG_STRONG = tuple(
    word for word in (*STRONG, "killyourself", "killmyself", "stupid", "idiot", "secret") if len(word) > 3
)
_STRONG_ONE = re.compile("|".join(sorted(_LONG_STRONG, key=len, reverse=True)))
_SIZES = {1: "1", 2: "2"}
_FIRST_HALVES = frozenset(first for first, _ in BROKEN)
_SHORT_PIECES = re.compile(r"[12]{3,}")
_SINGLE_LETTERS = re.compile(r"1{3,}")
_LETTERS = str.maketrans("@4310!|$57+8", "aaeioiisstt" + "b")


def runs_of_letters(words: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Rows of three single letters and more that make words: the row's first and last word, and what it says."""
    for row in _SINGLE_LETTERS.finditer(_sizes(words)):
        at, last = row.span()
        while last - at >= 3:
            end = min(last, at + LONGEST_RUN)
            said = _said_by("".join(words[at:end]).translate(_LETTERS))
            if said:
                yield at, end - 1, said
            at = end if end - at < LONGEST_RUN else end - LONGEST_RUN // 2


def _sizes(words: Sequence[str]) -> str:
    """A sign for each word: how many letters it has, where they are one or two."""
    return "".join(map(_SIZES.get, map(len, words), repeat(".")))


def crumbled_words(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Strong words in three pieces and more, none longer than two letters: "fu c k"."""
    for row in _SHORT_PIECES.finditer(_sizes(words)):
        if row[0].count("1") < 2:
            continue
        pieces = words[row.start() : row.end()]
        owners = [row.start() + number for number, piece in enumerate(pieces) for _ in piece]
        for found in _STRONG_ONE.finditer("".join(pieces)):
            first, last = owners[found.start()], owners[found.end() - 1]
            if last - first >= 2:
                yield first, last, found[0]


def broken_words(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Strong words written in two parts, by the place of their first part."""
    if _FIRST_HALVES.isdisjoint(words):
        return
    for at, halves in enumerate(pairwise(words)):
        if halves in BROKEN:
            yield at, BROKEN[halves]


@lru_cache(maxsize=2_000)
def _said_by(letters: str) -> list[str]:
    if letters in _SHORT:
        return [letters]
    whole = parted(letters)
    if whole:
        return whole
    inside = [word for word in _LONG_STRONG if word in letters]
    short = [word for word in _SHORT if letters.startswith(word) or letters.endswith(word)]
    return inside[:1] or short[:1]


@lru_cache(maxsize=5_000)
def run_together(word: str) -> tuple[str, ...]:
    """The words that were written as one, such as "killyourself"; empty where the whole is a word or makes none."""
    if len(word) < LEAST_TOGETHER or word in ORDINARY or word in KNOWN or not _SEED.search(word):
        return ()
    return tuple(parted(word))


def parted(letters: str) -> list[str]:
    """A row of letters as words that the reading looks for, longest first; empty where some letters are left over."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    reached = [0]
    for end in range(1, len(letters) + 1):
        if end - reached[-1] > LONGEST_PART:
            # No word is so long: from here on some letters are left over whatever follows.
            return []
        for start in reached:
            if end - start > LONGEST_PART or (end - start == 1 and letters[start] not in _SINGLE):
                continue
            before, piece = best[start], letters[start:end]
            if before is not None and (piece in KNOWN or piece in SPELLINGS):
                here = [*before, SPELLINGS.get(piece, piece)]
                known = best[end]
                if known is None or len(here) < len(known):
                    best[end] = here
        if best[end] is not None:
            reached.append(end)
    found = best[len(letters)] or []
    return found if len(found) < len(letters) / 2 and len(found) < 9 else []
