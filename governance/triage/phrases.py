"""What is a reason when it is said in a certain order: the shape of a phrase, and how it is found (A.5).

A phrase is looked for only where its rare word stands in the comment and only at words that may begin it, and every
part of it is bounded, so that reading stays linear.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import NamedTuple

from governance.triage.data_files import lines
from governance.triage.reading import Kind

FILES = ("phrases.txt", "phrases_of_distress.txt", "phrases_of_unkindness.txt", "phrases_of_adverts.txt")
IN_SHORT = "phrases_in_short_comments.txt"
SHORT = 30
"""Words of a comment in which the looser phrases are looked for; in a longer one chance brings such words together."""
BEFORE, AFTER = 9, 12
"""How many words around a phrase are looked at for what makes it harmless."""
MOST_OF_ONE = 20
"""How often one phrase is pointed at in a comment."""
_GAP = "(?:[^ ]+ ){0,3}"
_ANY = "(?:[^ ]+ )"


@dataclass(frozen=True)
class Phrase:
    """One phrase: its kind, the rare words that lead to it, its shape, and words nearby that make it harmless.

    ``starts`` are the words with which it may begin, ``needs`` the words of which it has to have one each, and
    ``longest`` how many words it has at the most: all three only save looking where it cannot stand.
    """

    kind: Kind
    anchors: frozenset[str]
    starts: frozenset[str]
    needs: tuple[frozenset[str], ...]
    shape: str
    longest: int
    harmless: frozenset[str] = field(default_factory=frozenset)
    in_short: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, made when the phrase is first looked for; every part of it is bounded."""
        return re.compile(self.shape)

    @cached_property
    def rare(self) -> frozenset[str]:
        """Words of which it has to have one: those that lead to it where it cannot do without, or else the fewest."""
        return self.anchors if self.anchors in self.needs else min(self.needs, key=len, default=frozenset())

    @cached_property
    def harmless_nearby(self) -> re.Pattern[str] | None:
        """What makes the phrase harmless where it stands nearby."""
        if not self.harmless:
            return None
        either = "|".join(sorted(re.escape(word.replace("_", " ")) for word in self.harmless))
        return re.compile(rf"(?<![^ ])(?:{either})s?(?![^ ])")


def phrases() -> tuple[Phrase, ...]:
    """Every phrase of the data files."""
    # Many phrases share a slot: it is put together once, and its words are kept once.
    slot_of = cache(partial(_slot, _lists()))
    return tuple(phrase for name in (*FILES, IN_SHORT) for phrase in _phrases_of(name, slot_of))


def _lists() -> dict[str, str]:
    named: dict[str, str] = {}
    for name in FILES:
        for line in lines(name):
            if line.startswith("@"):
                title, _, members = line.partition("=")
                named[title.strip()] = "/".join(members.split())
    return named


def _phrases_of(name: str, slot_of: Callable[[str], _Slot]) -> Iterator[Phrase]:
    for line in lines(name):
        if not line.startswith("@"):
            kind, shape, *harmless = (part.strip() for part in line.split("|"))
            slots = [(slot, slot_of(slot.lstrip("!?="))) for slot in shape.split()]
            yield _phrase(Kind(kind), slots, frozenset(" ".join(harmless).split()), name == IN_SHORT)


def _phrase(kind: Kind, slots: list[tuple[str, _Slot]], harmless: frozenset[str], in_short: bool) -> Phrase:
    parts: list[str] = []
    anchors: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    needs: list[frozenset[str]] = []
    must, longest = False, 0
    for typed, slot in slots:
        if typed.startswith("!"):
            parts.append(f"(?!{slot.shape})")
            continue
        longest += slot.longest
        if typed == "..":
            parts.append(_GAP)
            continue
        optional = typed.startswith(("?", "=?"))
        if typed.startswith(("=", "?=")) and (not anchors or not (optional or must)):
            must, anchors = not optional, slot.firsts
        if not needs:
            starts = starts | slot.firsts if starts else slot.firsts
        if not optional and slot.shape != _ANY:
            needs.append(slot.firsts)
        parts.append(slot.shape + ("?" if optional else ""))
    return Phrase(kind, anchors, starts, tuple(needs), "".join(parts), longest, harmless, in_short)


class _Slot(NamedTuple):
    """What may stand in one place of a phrase: its shape, how it may begin, and how many words it has at the most."""

    shape: str
    firsts: frozenset[str]
    longest: int


def _slot(named: dict[str, str], typed: str) -> _Slot:
    if typed == "..":
        return _Slot(_GAP, frozenset(), 3)
    either = "/".join([named.get(one, one) for one in typed.split("/") if one])
    choices = either.replace("_", " ").replace("'", "").split("/")
    firsts = frozenset([choice.split(" ")[0] for choice in choices])
    return _Slot(_either(choices), firsts, max([choice.count(" ") + 1 for choice in choices]))


def _either(choices: list[str]) -> str:
    if "*" in choices:
        return _ANY
    longest_first = sorted(sorted(set(choices)), key=len, reverse=True)
    shapes = [choice if choice.isalpha() else re.escape(choice) for choice in longest_first]
    return "(?:" + "|".join([f"{shape} " for shape in shapes]) + ")"


def words_of(phrase: Phrase) -> frozenset[str]:
    """Every word that the phrase is made of, so that its spellings are heard."""
    return frozenset(re.findall(r"[^\W_]+", phrase.shape.replace("\\", "").replace("(?:", " ")))
