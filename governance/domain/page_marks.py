"""What tells whose page a page is: the names that it gives itself, kept as one short text (7.1).

A page is somebody else's when everything by which it was known has changed.  A new look or a new headline changes one
name and leaves the others; a renamed blog changes them all, and then a person says that it is still ours.
May import the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

KINDS = ("site_name", "feed", "title", "me")
"""What a mark is made of, what lasts longest first: the page's name of its site, its feed's, its title, "me" links."""
LONGEST_NAME = 60
LONGEST_MARK = 300
_PARTS = re.compile(r"\s[-–—|·•»«:]+\s|\s*[|»«]\s*")


def mark_of(names: Mapping[str, str]) -> str:
    """Return the mark of a page by the names that it gives itself; "" where it gives none."""
    lines = [f"{kind}: {name}" for kind in KINDS if (name := _short(names.get(kind, "")))]
    return "\n".join(lines)[:LONGEST_MARK]


def is_same_owner(known: str, seen: str) -> bool | None:
    """Return whether two marks are of one page's owner; None where nothing can be compared."""
    before, now = _names(known), _names(seen)
    common = [kind for kind in KINDS if kind in before and kind in now]
    if not common:
        return None
    return any(_is_same(kind, before[kind], now[kind]) for kind in common)


def name_in(mark: str) -> str:
    """Return the name by which people would know the page; "" where it has none."""
    names = _names(mark)
    return next((names[kind] for kind in ("site_name", "feed", "title") if kind in names), "")


def _is_same(kind: str, before: str, now: str) -> bool:
    if kind != "title":
        return before.casefold() == now.casefold()
    # A title is often a headline and the blog's name: what stays is the name.
    return not _parts(before).isdisjoint(_parts(now))


def _parts(title: str) -> set[str]:
    return {part.strip().casefold() for part in _PARTS.split(title) if part.strip()}


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME].strip()


def _names(mark: str) -> dict[str, str]:
    pairs = (line.partition(": ") for line in mark.splitlines())
    return {kind: name for kind, _, name in pairs if kind in KINDS and name}
