"""What is a reason when it is said in a certain order: the shape of a phrase, and how it is found (A.5).

A phrase is looked for only where its rare word stands in the comment and only at words that may begin it, and every
part of it is bounded, so that reading stays linear.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

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
    return tuple(phrase for name in (*FILES, IN_SHORT) for phrase in _phrases_of(name, _lists()))


def _lists() -> dict[str, str]:
    named: dict[str, str] = {}
    for name in FILES:
        for line in lines(name):
            if line.startswith("@"):
                title, _, members = line.partition("=")
                named[title.strip()] = "/".join(members.split())
    return named


def _phrases_of(name: str, named: dict[str, str]) -> Iterator[Phrase]:
    for line in lines(name):
        if not line.startswith("@"):
            kind, shape, *harmless = (part.strip() for part in line.split("|"))
            yield _phrase(Kind(kind), shape.split(), frozenset(" ".join(harmless).split()), named, name == IN_SHORT)


def _phrase(kind: Kind, slots: list[str], harmless: frozenset[str], named: dict[str, str], in_short: bool) -> Phrase:
    parts: list[str] = []
    anchors: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    needs: list[frozenset[str]] = []
    must, longest = False, 0
    for slot in slots:
        if slot.startswith("!"):
            parts.append(f"(?!{_either([choice for one in slot[1:].split('/') for choice in _choices(one, named)])})")
            continue
        bare = slot.lstrip("?=")
        marks = slot[: len(slot) - len(bare)]
        if bare == "..":
            parts.append(_GAP)
            longest += 3
            continue
        choices = [choice for one in bare.split("/") if one for choice in _choices(one, named)]
        firsts = frozenset(choice.split(" ")[0] for choice in choices)
        longest += max(choice.count(" ") + 1 for choice in choices)
        optional = "?" in marks
        if "=" in marks and (not anchors or not (optional or must)):
            must, anchors = not optional, firsts
        starts = starts if needs else starts | firsts
        if not optional and "*" not in choices:
            needs.append(firsts)
        parts.append(_either(choices) + ("?" if optional else ""))
    return Phrase(kind, anchors, starts, tuple(needs), "".join(parts), longest, harmless, in_short)


def _choices(one: str, named: dict[str, str]) -> list[str]:
    if one.startswith("@"):
        return [choice.replace("_", " ").replace("'", "") for choice in named[one].split("/")]
    return [one.replace("_", " ").replace("'", "")]


def _either(choices: list[str]) -> str:
    if "*" in choices:
        return _ANY
    longest_first = sorted(set(choices), key=lambda choice: (-len(choice), choice))
    return "(?:" + "|".join(re.escape(choice) + " " for choice in longest_first) + ")"


def words_of(phrase: Phrase) -> frozenset[str]:
    """Every word that the phrase is made of, so that its spellings are heard."""
    return frozenset(re.findall(r"[^\W_]+", phrase.shape.replace("\\", "").replace("(?:", " ")))
