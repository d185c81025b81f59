"""Finds the words and phrases that are a reason to look: risk to a child, abuse, adverts, whereabouts (A.5.6).

Words for who people are (gay, black, Muslim, deaf) are never a reason alone.  A school's own words are looked for in
the same views.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice

from governance.triage.data_files import words as words_of_file
from governance.triage.joined import broken_words, crumbled_words
from governance.triage.lookalikes import folded
from governance.triage.normalise import LONGEST_WORD, Views
from governance.triage.phrases import AFTER, BEFORE, MOST_OF_ONE, SHORT, Phrase
from governance.triage.reading import KINDS, Kind, Reason, School, SchoolWord, Source, reason_of
from governance.triage.spelling import heard
from governance.triage.told import is_told
from governance.triage.vocabulary import BY_ANCHOR, LISTED, PHRASES, Exceptions, squeezed

_INSIDE = re.compile("|".join(sorted(map(re.escape, LISTED.inside), key=len, reverse=True)))
_STEM_LENGTHS = sorted({len(stem) for stem in LISTED.stems})
_BEGINNINGS = frozenset(entry[:2] for entry in (*LISTED.whole, *LISTED.stems))
"""How listed words begin: few words do, and only those are looked up."""
_NONE = Exceptions()
_BARE = words_of_file("bare_insults.txt")
AS_LETTERS = str.maketrans("@4310!|$57+89", "aaeioiissttbg")
SPELT_OUT = 3
"""A word of so few letters is not looked for behind digits and spaces: too much would be heard."""
FEW_STARTS = 24
"""Places at which a phrase may begin, up to which each is tried: asking which of them are near costs more."""
FEW_WORDS = 3
"""A comment of so few words is said to somebody."""


def listed_words(seen: Views, school: School) -> Iterator[Reason]:
    """The words that are a reason by themselves."""
    del school
    for word, places in seen.places.items():
        if word[:2] not in _BEGINNINGS:
            continue
        kind, entry = _listed(word)
        if kind is None:
            continue
        for at in map(seen.word_at, places):
            if not _is_excepted(seen, at, entry):
                yield reason_of(kind, *seen.span_of_words(at, at), Source.WORDS)
    for found in _INSIDE.finditer(seen.said):
        at = seen.word_at(found.start())
        if not _is_excepted(seen, at, found[0]):
            yield reason_of(LISTED.inside[found[0]], *seen.span_of_words(at, at), Source.WORDS)
    typed = seen.words.folded
    pieces = [*crumbled_words(typed), *((at, at + 1, word) for at, word in broken_words(typed))]
    for first, last, word in pieces:
        kind = _listed(word)[0] or LISTED.inside.get(word) or (Kind.INSULT if word in _BARE else None)
        if kind is not None:
            yield reason_of(kind, *seen.span_of_words(first, last), Source.WORDS)


def bare_insults(seen: Views, school: School) -> Iterator[Reason]:
    """A word such as "stupid" that is nearly the whole comment; in a sentence it may be said of a giant."""
    del school
    if len(seen.words) > FEW_WORDS:
        return
    for at, word in enumerate(seen.words.heard):
        if word in _BARE:
            yield reason_of(Kind.INSULT, *seen.span_of_words(at, at), Source.WORDS)


@lru_cache(maxsize=8_000)
def _listed(word: str) -> tuple[Kind | None, str]:
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in LISTED.whole:
            return LISTED.whole[form], form
    for length in _STEM_LENGTHS:
        if word[:length] in LISTED.stems:
            return LISTED.stems[word[:length]], word[:length]
    return None, word


def _is_excepted(seen: Views, at: int, entry: str) -> bool:
    unless = LISTED.exceptions.get(entry, _NONE)
    heard_as = seen.words.heard
    whole = heard_as[at]
    if unless.beginnings and whole.startswith(unless.beginnings):
        return True
    following = heard_as[at + 1] if at + 1 < len(heard_as) else ""
    leading = heard_as[at - 1] if at else ""
    return following in unless.after or leading in unless.before


def said_phrases(seen: Views, school: School) -> Iterator[Reason]:
    """What is a reason when it is said in a certain order."""
    del school
    said = frozenset(seen.places)
    stand = Standing(seen.places, said)
    for number in sorted({number for word in said & BY_ANCHOR.keys() for number in BY_ANCHOR[word]}):
        phrase = PHRASES[number]
        if phrase.in_short and len(seen.words) > SHORT:
            continue
        if any(map(said.isdisjoint, phrase.needs)):
            continue
        starts = stand.places(phrase.starts)
        if len(starts) > FEW_STARTS and phrase.needs:
            starts = _near(seen, starts, stand.places(phrase.rare), phrase.longest)
        for place in islice(_found(seen, phrase, starts), MOST_OF_ONE):
            yield reason_of(phrase.kind, *seen.span_of_words(*place), Source.WORDS)


class Standing:
    """Where any of some words stands in what is said: many phrases share words, and each set is looked up once."""

    def __init__(self, each: Mapping[str, list[int]], said: frozenset[str]) -> None:
        self._each = each
        self._said = said
        self._places: dict[frozenset[str], list[int]] = {}

    def places(self, words: frozenset[str]) -> list[int]:
        """Every place of any of the words, in order."""
        found = self._places.get(words)
        if found is None:
            each = [self._each[word] for word in words & self._said]
            found = each[0] if len(each) == 1 else sorted(chain.from_iterable(each))
            self._places[words] = found
        return found


def _near(seen: Views, starts: list[int], needed: list[int], longest: int) -> list[int]:
    """The places among ``starts`` from which one of the ``needed`` is at most ``longest`` words away."""
    found: list[int] = []
    done = 0
    words = seen.said_starts
    for at in needed:
        earliest = bisect_right(words, at) - 1 - longest
        first = bisect_left(starts, words[earliest], done) if earliest > 0 else done
        done = bisect_right(starts, at, first)
        found += starts[first:done]
    return found


def _found(seen: Views, phrase: Phrase, starts: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last word of a phrase, wherever it stands and nothing nearby makes it harmless."""
    nearby = phrase.harmless_nearby
    after = -1
    for at in starts:
        found = phrase.pattern.match(seen.said, at) if at > after else None
        if found is None or not found[0]:
            continue
        first, last = seen.word_at(found.start()), seen.word_at(found.end() - 2)
        start = seen.said_starts[max(0, first - BEFORE)]
        stop = seen.said_starts[min(len(seen.words) - 1, last + AFTER)] + LONGEST_WORD
        after = found.end() - 1
        if (nearby is None or not nearby.search(seen.said, start, stop)) and not is_told(
            seen, phrase.kind, first, last
        ):
            yield first, last


def school_words(seen: Views, school: School) -> Iterator[Reason]:
    """The school's own words, in the same views: whole words, how words begin, or phrases."""
    hidden = dict(_hidden_words(seen)) if school.words else {}
    for entry in school.words:
        excepted = {_plain(one) for one in entry.exceptions}
        for first, last in dict.fromkeys((*_places_said(seen, entry), *_places_hidden(hidden, entry))):
            if seen.folded[seen.words.starts[first] : seen.words.ends[last]] not in excepted:
                yield _of_school(seen, entry, first, last)


def _places_said(seen: Views, entry: SchoolWord) -> Iterator[tuple[int, int]]:
    typed = [heard(word) for word in re.findall(r"[^\W_]+", _plain(entry.text))]
    if not typed:
        return
    end = "" if entry.match == "stem" else " "
    pattern = re.compile("(?<![^ ])" + re.escape(" ".join(typed)) + end)
    for found in pattern.finditer(seen.said):
        yield seen.word_at(found.start()), seen.word_at(max(found.start(), found.end() - 2))


def _of_school(seen: Views, entry: SchoolWord, first: int, last: int) -> Reason:
    said = KINDS[Kind.SCHOOL_WORD]
    place = seen.span_of_words(first, last)
    return Reason(entry.urgency, Kind.SCHOOL_WORD, said.words, said.clause, *place, Source.WORDS)


def _hidden_words(seen: Views) -> Iterator[tuple[tuple[int, int], str]]:
    """What is written with digits for letters, long drawn or letter by letter, with its first and its last word."""
    letters: list[int] = []
    for at, (start, end) in enumerate(zip(seen.words.starts, seen.words.ends, strict=True)):
        typed = seen.folded[start:end]
        if len(typed) == 1:
            letters.append(at)
            continue
        yield from _spelt_out(seen, letters)
        letters = []
        plain = "".join(letter for letter in typed.translate(AS_LETTERS) if letter.isalpha())
        if plain != typed or squeezed(plain) != plain:
            yield (at, at), squeezed(plain)
    yield from _spelt_out(seen, letters)


def _spelt_out(seen: Views, letters: list[int]) -> Iterator[tuple[tuple[int, int], str]]:
    if len(letters) > SPELT_OUT:
        typed = "".join(seen.folded[seen.words.starts[at]] for at in letters)
        yield (letters[0], letters[-1]), squeezed(typed.translate(AS_LETTERS))


def _places_hidden(hidden: dict[tuple[int, int], str], entry: SchoolWord) -> Iterator[tuple[int, int]]:
    wanted = squeezed("".join(letter for letter in _plain(entry.text) if letter.isalnum()))
    if len(wanted) <= SPELT_OUT or entry.match == "phrase":
        return
    for place, word in hidden.items():
        if word == wanted or (entry.match == "stem" and word.startswith(wanted)):
            yield place


def _plain(text: str) -> str:
    return "".join(folded(letter) for letter in text).strip()
