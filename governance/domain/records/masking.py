"""Takes other people's names and addresses out of a text that goes to one person (DOMAIN 3.6).

It masks what the product knows: full names that it is given, e-mail addresses and telephone numbers.  A nickname it
cannot know, so whoever sends the copy reads it first.  May import the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ANOTHER = "[another person]"
LEFT_OUT = "[left out]"
_CONTACTS = re.compile(
    r"[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}|(?<!\d)(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\d)", re.IGNORECASE
)
_SHORTEST = 3


class Mask:
    """Masks the names of everybody but the one whom a copy is for."""

    def __init__(self, others: Iterable[str], own: Iterable[str]) -> None:
        """Keep ``others`` without ``own``; longer names are sought first, so that a whole one goes before its part."""
        mine = {name.strip().casefold() for name in own}
        names = {name.strip() for name in others if len(name.strip()) >= _SHORTEST}
        sought = sorted((name for name in names if name.casefold() not in mine), key=len, reverse=True)
        self._shape = re.compile(
            "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sought) or r"(?!)", re.IGNORECASE
        )

    def masked(self, text: str) -> str:
        """The text without the names and contacts of others."""
        return _CONTACTS.sub(LEFT_OUT, self._shape.sub(ANOTHER, text))
