"""Year groups of the four nations and the age that every pupil of one has reached on 1 September (DOMAIN 3.1).

A year group's *youngest age* is the age of its youngest pupil on 1 September; pupils who turn a year older during the
school year make every year group mixed in between.  Pupils taught outside their year group break the inference, so a
school can state the youngest age instead (``ages.StatedAge``).
May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Nation(StrEnum):
    """Where the school is; the year groups' names and the cut-off dates follow it."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


NATION_NAMES = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


@dataclass(frozen=True, slots=True)
class YearGroup:
    """One year group; ``youngest_age`` in whole years on 1 September."""

    key: str
    name: str
    youngest_age: int


def _years(prefix: str, name: str, first: int, last: int, youngest_of_first: int) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(f"{prefix}{number}", f"{name}{number}", youngest_of_first + number - first)
        for number in range(first, last + 1)
    )


_NURSERY = YearGroup("nursery", "Nursery", 3)
_RECEPTION = YearGroup("reception", "Reception", 4)

# England's table was read from a source.  The other three are general knowledge (cut-offs: Wales 31 August, Scotland
# the end of February, Northern Ireland 1 July), which is why SOURCED does not hold them.
YEAR_GROUPS: dict[Nation, tuple[YearGroup, ...]] = {
    Nation.ENGLAND: (_NURSERY, _RECEPTION, *_years("y", "Year ", 1, 13, 5)),
    Nation.WALES: (_NURSERY, _RECEPTION, *_years("y", "Year ", 1, 13, 5)),
    Nation.SCOTLAND: (_NURSERY, *_years("p", "P", 1, 7, 4), *_years("s", "S", 1, 6, 11)),
    Nation.NORTHERN_IRELAND: (_NURSERY, *_years("p", "P", 1, 7, 4), *_years("y", "Year ", 8, 14, 11)),
}
SOURCED = frozenset({Nation.ENGLAND})


def year_group(nation: Nation, key: str) -> YearGroup | None:
    """The year group of a nation by its key ("y4", "reception", "p7", "s2"), or None."""
    return next((group for group in YEAR_GROUPS[nation] if group.key == key.strip().lower()), None)


def youngest_of(nation: Nation, keys: Iterable[str]) -> YearGroup | None:
    """The lowest year group of a site, which decides for a mixed-age club; None when any is unknown or none given."""
    groups = [year_group(nation, key) for key in keys]
    known = [group for group in groups if group is not None]
    if not known or len(known) < len(groups):
        return None
    return min(known, key=lambda group: group.youngest_age)
