"""The pieces into which a comment's words are cut for likeness, and where each word stands in the comment as received.

The vocabulary and the way of cutting are those of the sentence encoder that the word table was distilled from (see
data/word_table.md).  Only words are read: marks and spaces carry no likeness, nothing is padded and nothing is left
unread.  Cost is linear in the comment's length, broken encodings included.  May import the standard
library and its neighbours only.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import add
from pathlib import Path

from governance.triage.nearby import places_of
from governance.triage.vocabulary import SPELLINGS

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.txt"
UNKNOWN, BEGIN, END = 100, 101, 102
"""Numbers of the pieces that stand for what is in no vocabulary, for the beginning and for the end of a text."""

LONGEST = 32
"""Letters of the longest word that is cut whole; what is longer is no word and is read in stretches of this length."""

LEADING = 3
"""Letters by which the pieces that may follow are told, so that only their lengths are tried."""

STRANGE = 300
"""Different words in no vocabulary from which on a comment can be called strange."""

_WORD = re.compile(rf"[^\W_]{{1,{LONGEST}}}(?:['’][^\W_]{{1,8}})?")
_STOP = re.compile(r"[.!?…;\n]+")
_THRICE = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A comment as cut: per word its plain form, the numbers of its pieces and its place in the original.

    ``begins`` are the words, but for the first, that begin a sentence.  Two are the same only where they are one, so
    that what was worked out from a long one is found again at once.
    """

    words: tuple[str, ...]
    pieces: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[int, int], ...]
    begins: tuple[int, ...] = ()


@cache
def vocabulary() -> dict[str, int]:
    """The number of every piece; a piece inside a word begins with ``##``."""
    lines = VOCABULARY.read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@cache
def _longest() -> dict[str, int]:
    """How many letters the longest piece has that begins with these letters."""
    found: dict[str, int] = {}
    for piece in vocabulary():
        ahead = "##" if piece.startswith("##") and len(piece) > 2 else ""
        letters = len(piece) - len(ahead)
        leading = piece[: len(ahead) + LEADING]
        found[leading] = max(found.get(leading, 0), letters)
    return found


@lru_cache(maxsize=8_000)
def pieces_of(word: str) -> tuple[int, ...]:
    """The numbers of a plain word's pieces: the longest that fit, from the left, as the encoder learned them."""
    known = vocabulary()
    whole = known.get(word)
    if whole is not None:
        return (whole,)
    found: list[int] = []
    for part in word.replace("'", " ").split():
        found.extend(_cut(part, known))
    return tuple(found) or (UNKNOWN,)


def _cut(part: str, known: dict[str, int]) -> list[int]:
    found: list[int] = []
    longest = _longest()
    start, ahead = 0, ""
    while start < len(part):
        most = longest.get(ahead + part[start : start + LEADING], LEADING - 1)
        for end in range(min(len(part), start + most), start, -1):
            number = known.get(ahead + part[start:end])
            if number is not None:
                found.append(number)
                start, ahead = end, "##"
                break
        else:
            return [UNKNOWN]
    return found


@lru_cache(maxsize=1)
def _typed(comment: str) -> list[str]:
    """The words of a comment as they were typed; the last comment's are kept for the next check."""
    return _WORD.findall(comment)


@lru_cache(maxsize=1)
def is_strange(comment: str) -> bool:
    """Whether most words of a long comment are no words at all, so that nobody can tell by them what it means.

    A child's spelling, names and another language of a few hundred words stay far below that; a comment that was made
    to be slow to read does not.
    """
    # Small letters of plain text stand where the large ones stood, so that it is cut into words only once.
    typed = set(_typed(comment) if comment.isascii() else _WORD.findall(comment.lower()))
    if len(typed) < STRANGE:
        return False
    words = set(map(str.lower, typed))
    if len(words) < STRANGE:
        return False
    known = vocabulary()
    unknown = len(words.difference(known))
    return unknown >= STRANGE and unknown * 2 > len(words)


@lru_cache(maxsize=1)
def cut(comment: str) -> Cut:
    """Cuts a comment as received into words and pieces; never fails on a text, however broken.

    The last comment's is kept, since several checks read the same comment one after another.
    """
    typed = _typed(comment)
    starts = places_of(typed, comment)
    # Each word is asked for once, however often it stands in the comment.
    meant = {word: plain(word) for word in set(typed)}
    known = {word: pieces_of(said) for word, said in meant.items()}
    words, pieces = tuple(map(meant.__getitem__, typed)), tuple(map(known.__getitem__, typed))
    spans = tuple(zip(starts, map(add, starts, map(len, typed)), strict=True))
    return Cut(words, pieces, spans, tuple(_begins(comment, starts)))


def _begins(comment: str, starts: Sequence[int]) -> list[int]:
    """The words, but for the first, that follow the end of a sentence."""
    after = set(map(partial(bisect_left, starts), [stop.end() for stop in _STOP.finditer(comment)]))
    return sorted(after - {0, len(starts)})


def _twice(drawn: re.Match[str]) -> str:
    return drawn[1] * 2


@lru_cache(maxsize=8_000)
def plain(word: str) -> str:
    """A word in small letters, without accents and drawn-out letters, children's spelling as it is meant."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(mark for mark in apart if not unicodedata.combining(mark))
    typed = _THRICE.sub(_twice, word.lower())
    return SPELLINGS.get(typed.replace("'", ""), typed)
