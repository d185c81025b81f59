"""Takes other people's names and addresses out of a text that goes to one person (DOMAIN 3.6).

It masks what the product knows: the names that it is given, whole or in part, and contact details by their shape.  A
part of a name is masked where it is written with a capital, so a child called Summer goes, and the word with a capital
too: a draft that says too little is mended by whoever reads it, one that names a child is not.  A nickname it cannot
know, so whoever sends the copy reads it first.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from governance.domain.personal_details import personal_details

ANOTHER = "[another person]"
LEFT_OUT = "[left out]"
_SHORTEST = 3
_NEVER = re.compile(r"(?!)")


class Mask:
    """Masks the names of everybody but the one whom a copy is for."""

    def __init__(self, others: Iterable[str], own: Iterable[str]) -> None:
        """Keep ``others`` without ``own``; longer names are sought first, so that a whole one goes before its part."""
        mine = {_plain(name).casefold() for name in own}
        known = {_plain(name) for name in others if len(name.strip()) >= _SHORTEST}
        names = {name for name in known if name.casefold() not in mine}
        own_parts = {part for name in mine for part in name.split()}
        parts = {part for name in names for part in _parts(name) if part.casefold() not in own_parts}
        self._whole = _shape((spelling for name in names for spelling in _spellings(name)), re.IGNORECASE)
        self._parts = _shape({*parts, *(part.upper() for part in parts)})

    def masked(self, text: str) -> str:
        """The text without the names and contacts of others."""
        plain = unicodedata.normalize("NFKC", text)
        for detail in personal_details(plain):
            plain = plain.replace(detail.text, LEFT_OUT)
        return self._parts.sub(ANOTHER, self._whole.sub(ANOTHER, plain))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _spellings(name: str) -> Iterator[str]:
    """A whole name, and the same as lists have it: the surname first."""
    yield name
    first, _, surname = name.rpartition(" ")
    if first:
        yield f"{surname}, {first}"


def _parts(name: str) -> Iterator[str]:
    """The parts of a name that say by themselves who is meant; initials and titles do not."""
    for part in name.split():
        if len(part) >= _SHORTEST and part[0].isupper() and part.rstrip(".") not in _TITLES:
            yield part


_TITLES = frozenset({"Mrs", "Miss", "Rev", "Sir", "Dame", "Lady", "Lord", "Prof", "Father", "Sister", "Brother"})


def _shape(names: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """What finds any of these names as whole words, however they are spaced; the longer ones first."""
    sought: Collection[str] = sorted(set(names), key=lambda name: (-len(name), name))
    if not sought:
        return _NEVER
    spaced = (r"\s+".join(re.escape(word) for word in name.split()) for name in sought)
    return re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in spaced), flags)
