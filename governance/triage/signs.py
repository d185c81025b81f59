"""Which signs of an advert stand where in a comment: a price, an offer, an invitation, a promise (A.5.4).

No sign is a reason alone: a bake sale has prices and a story has a merchant.  What the signs amount to together is
decided in ``adverts``.  Each word that may begin a sign is looked at once, so that reading stays linear.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from governance.triage.data_files import lines
from governance.triage.normalise import Views

FILE = "signs_of_adverts.txt"
PRICE = "price"
AGAINST = frozenset({"school", "schoolwork", "past"})
"""The signs that speak against an advert; none of them is marked."""
_PRICE = re.compile(
    r"[£$€0-9](?:(?<=[£$€]) ?\d|(?<=[0-9])(?: ?(?:quid|pounds?|p|pence|euros|dollars|bucks|k)\b| ?%| per ?cent))"
)
"""It begins with what a price begins with, since an expression that begins with a choice is tried at every letter."""


class Sign(NamedTuple):
    """A sign in its place: its number among ``signs``, and its first and last word in the comment."""

    number: int
    first: int
    last: int


class Signs(NamedTuple):
    """What is looked for: the names of the signs, which sign a row of words gives, and how rows begin."""

    names: tuple[str, ...]
    given_by: dict[str, int]
    beginnings: dict[str, re.Pattern[str]]


@cache
def signs() -> Signs:
    """Every sign of the data file, and the price, which is a sign by its shape."""
    names: list[str] = []
    given_by: dict[str, int] = {}
    rows: dict[str, list[str]] = defaultdict(list)
    for line in lines(FILE):
        name, *typed = line.split()
        names.append(name)
        for row in typed:
            said = row.replace("'", "").replace("_", " ") + " "
            if given_by.setdefault(said, len(names) - 1) == len(names) - 1:
                rows[said.partition(" ")[0]].append(said)
    beginnings = {
        # The longest row comes first, so that "free delivery" is not read as "free".
        word: re.compile("|".join(re.escape(row) for row in sorted(begun, key=lambda row: (-len(row), row))))
        for word, begun in rows.items()
    }
    return Signs((*names, PRICE), given_by, beginnings)


def signs_in(seen: Views) -> Iterator[Sign]:
    """Every sign in a comment, in no order."""
    known, starts = signs(), seen.said_starts
    for word, places in seen.places.items():
        pattern = known.beginnings.get(word)
        if pattern is None:
            continue
        for at in places:
            found = pattern.match(seen.said, at)
            if found:
                first = bisect_right(starts, at) - 1
                yield Sign(known.given_by[found[0]], first, bisect_right(starts, found.end() - 2, first) - 1)
    for found in _PRICE.finditer(seen.folded):
        at = seen.word_near(found.end() - 1)
        yield Sign(len(known.names) - 1, at, at)
