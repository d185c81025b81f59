"""The views in which a comment is read, each with its way back to the comment as it was received.

``folded`` has small plain letters and keeps marks and spaces; ``words`` are its words as a reader hears them
(children's spellings, digits for letters, long drawn and spaced letters seen through); ``said`` joins them by a space.
A view never changes what is kept or shown.  Cost is linear in the comment's length; what is not tried is said to be so.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple

from governance.triage.joined import LEAST_TOGETHER, run_together, runs_of_letters
from governance.triage.lookalikes import folded
from governance.triage.nearby import places_of
from governance.triage.spelling import SURE, heard

_NOT_PLAIN = re.compile(r"[^\n -~]")
_IS_PLAIN = re.compile(r"[\n -@\[-~]")
_SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}
_WORD = re.compile(r"[^\W_]++(?:'[^\W_]++)*+")
_ODD = re.compile(r"[a-z0-9@$!|£+*#^%&(<{~'_-]{2,40}")
_ODD_MARKS = frozenset("@$!|£+*#^%&(<{")
_BROKEN_BY = frozenset("_-.")
FEW_LETTERS = 12
"""Different letters that are no plain ones, up to which each is replaced by itself."""
MOST_DISGUISED = 200
"""Different words written with marks for letters that are tried as other words; a comment of more says nothing else."""
LONGEST_BROKEN = 14
LONGEST_WORD = 40
"""Letters of the longest word that is heard whole; what is longer is heard in overlapping pieces of this length."""


class Word(NamedTuple):
    """One word as heard and as folded, and where it stands in the folded text."""

    heard: str
    folded: str
    start: int
    end: int


_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a comment in columns: what each is heard as, how it is folded, and where it stands in the text."""

    heard: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.heard)

    def take(self, others: Words, first: int, end: int) -> None:
        """Takes over the others' words from ``first`` up to ``end``."""
        self.heard.extend(others.heard[first:end])
        self.folded.extend(others.folded[first:end])
        self.starts.extend(others.starts[first:end])
        self.ends.extend(others.ends[first:end])


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """One comment in its views; ``origin`` says for each letter of ``folded`` where it stood in the original.

    ``places`` tells for each word of ``said`` where it stands in it.  ``all_heard`` is false where so many words were
    written with marks for letters that the last of them were taken as they stand.
    """

    original: str
    folded: str
    origin: Sequence[int]
    words: Words
    said: str
    said_starts: tuple[int, ...]
    places: dict[str, list[int]]
    all_heard: bool = True

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of ``folded`` stands in the original, end exclusive."""
        return self.origin[start], self.origin[end - 1] + 1

    def word_at(self, position: int) -> int:
        """Which word stands at a position of ``said``."""
        return bisect_right(self.said_starts, position) - 1

    def word_near(self, position: int) -> int:
        """Which word stands at a position of ``folded``, or last before it; the first where none does."""
        return max(bisect_right(self.words.starts, position) - 1, 0)

    def span_of_words(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from ``first`` to ``last``, both included, stand in the original."""
        return self.span(self.words.starts[first], self.words.ends[last])

    def is_capital(self, position: int) -> bool:
        """Whether a letter of ``folded`` was a capital in the original."""
        return self.original[self.origin[position]].isupper()


def views(comment: str) -> Views:
    """The views of a comment as received; never fails on a text, however broken."""
    text, origin = _fold(comment)
    found, all_heard = _words(text)
    words = _joined(found)
    starts = [0, *accumulate([len(one) + 1 for one in words.heard])]
    said = " ".join([*words.heard, ""])
    return Views(comment, text, origin, words, said, tuple(starts[:-1]), _places(words.heard, starts), all_heard)


def _places(meant: Sequence[str], starts: Sequence[int]) -> dict[str, list[int]]:
    """Where each word of what is said stands in it; what is heard in one word may be two."""
    places: dict[str, list[int]] = defaultdict(list)
    for word, at in zip(meant, starts, strict=False):
        if " " not in word:
            places[word].append(at)
            continue
        for part in word.split(" "):
            places[part].append(at)
            at += len(part) + 1
    return dict(places)


def _joined(words: Words) -> Words:
    """The words with rows of single letters put together where they say something."""
    rows = list(runs_of_letters(words.folded))
    if not rows:
        return words
    found = Words([], [], [], [])
    at = 0
    for first, last, said in rows:
        found.take(words, at, first)
        found.take(Words([" ".join(said)], [""], [words.starts[first]], [words.ends[last]]), 0, 1)
        at = last + 1
    found.take(words, at, len(words))
    return found


def _fold(comment: str) -> tuple[str, Sequence[int]]:
    if not _NOT_PLAIN.search(comment):
        return comment.lower(), range(len(comment))
    meant = {letter: folded(letter) for letter in set(_NOT_PLAIN.findall(comment))}
    changed = {letter: plain for letter, plain in meant.items() if not plain == letter == letter.lower()}
    if len(changed) <= FEW_LETTERS and all(map(_IS_PLAIN.fullmatch, changed.values())):
        # Putting a few letters in the place of others is quicker than translating all of them.
        for letter, plain in changed.items():
            comment = comment.replace(letter, plain)
        return comment.lower(), range(len(comment))
    text = comment.translate(_SMALL | {ord(letter): plain for letter, plain in meant.items()})
    if all(len(plain) == 1 for plain in meant.values()):
        return text, range(len(comment))
    lengths = {letter: len(plain) for letter, plain in meant.items() if len(plain) != 1}
    return text, [at for at, letter in enumerate(comment) for _ in range(lengths.get(letter, 1))]


def _words(text: str) -> tuple[Words, bool]:
    """The words of a text, and whether every one that is written with marks for letters was tried as a word."""
    chunks = text.split()
    different = dict.fromkeys(chunks)
    disguised = [chunk for chunk in different if _is_disguised(chunk)]
    tried = len(chunks) if len(disguised) <= MOST_DISGUISED else chunks.index(disguised[MOST_DISGUISED])
    known = {chunk: _words_of(chunk) for chunk in (different if tried == len(chunks) else set(chunks[:tried]))}
    rows = list(map(known.__getitem__, chunks[:tried]))
    rows += [tuple(_plain_words(chunk)) if _is_disguised(chunk) else _words_of(chunk) for chunk in chunks[tried:]]
    words = list(chain.from_iterable(rows))
    before = [at for at, row in zip(_starts(chunks, text), rows, strict=True) for _ in row]
    return Words(
        [word.heard for word in words],
        [word.folded for word in words],
        [at + word.start for at, word in zip(before, words, strict=True)],
        [at + word.end for at, word in zip(before, words, strict=True)],
    ), tried == len(chunks)


def _is_disguised(chunk: str) -> bool:
    return not chunk.isalpha() and not _ODD_MARKS.isdisjoint(chunk)


def _starts(chunks: list[str], text: str) -> list[int]:
    """Where each of the stretches between spaces begins."""
    ends = list(accumulate(map(len, chunks)))
    bare = text.lstrip()
    if ends and len(bare.rstrip()) == ends[-1] + len(chunks) - 1:
        # There are no more spaces than stretches, so that one stands between any two of them.
        return list(map(add, [0, *ends], range(len(text) - len(bare), len(text))))[: len(chunks)]
    return places_of(chunks, text)


def _words_of(chunk: str) -> tuple[Word, ...]:
    """The words of a stretch without spaces, by their places in it; a short one is likely to come again."""
    return _short_chunk(chunk) if len(chunk) <= LONGEST_WORD else tuple(_words_in(chunk))


@lru_cache(maxsize=8_000)
def _short_chunk(chunk: str) -> tuple[Word, ...]:
    return (Word(_heard(chunk), chunk, 0, len(chunk)),) if chunk.isalpha() else tuple(_words_in(chunk))


def _words_in(chunk: str) -> list[Word]:
    """The words of a stretch without spaces that is not plain letters."""
    if not _ODD_MARKS.isdisjoint(chunk):
        return _odd_words(chunk)
    if len(chunk) <= LONGEST_BROKEN and not _BROKEN_BY.isdisjoint(chunk.strip("_-.")) and heard(chunk) in SURE:
        return [Word(heard(chunk), chunk, 0, len(chunk))]
    return _plain_words(chunk)


def _plain_words(chunk: str, start: int = 0) -> list[Word]:
    """The words of a stretch in which marks are no letters; it begins at ``start`` of a longer one."""
    words: list[Word] = []
    typed = _WORD.findall(chunk)
    for word, at in zip(typed, places_of(typed, chunk), strict=True):
        if len(word) <= LONGEST_WORD:
            # What a class of named fields does besides takes longer than all else here.
            words.append(_new(Word, (_heard(word), word, start + at, start + at + len(word))))
        else:
            words.extend(_pieces_of(word, start + at))
    return words


def _pieces_of(word: str, start: int) -> Iterator[Word]:
    """The overlapping pieces in which a very long word is heard."""
    for offset in range(0, len(word), LONGEST_WORD // 2):
        piece = word[offset : offset + LONGEST_WORD]
        if offset and len(piece) <= LONGEST_WORD // 2:
            break
        yield Word(_heard(piece), piece, start + offset, start + offset + len(piece))


def _odd_words(chunk: str) -> list[Word]:
    """Words written with marks for letters, such as "$tupid" or "f**k", where they are heard as a word that matters."""
    words: list[Word] = []
    at = 0
    for found in _ODD.finditer(chunk):
        meant = heard(found[0])
        if meant == found[0] or not found[0].strip("!'_-*"):
            continue
        words.extend(_plain_words(chunk[at : found.start()], at))
        words.append(Word(meant, found[0], *found.span()))
        at = found.end()
    words.extend(_plain_words(chunk[at:], at))
    return words


@lru_cache(maxsize=8_000)
def _heard(word: str) -> str:
    meant = heard(word)
    return " ".join(run_together(word)) or meant if meant == word and len(word) >= LEAST_TOGETHER else meant
