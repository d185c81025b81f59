"""Makes one thing of a first and a last day that stand in rows of their own: "Autumn term begins", "Autumn term ends".

A first day goes with the next last day that has its name or none, and never across another first day.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.domain.calendar_file.meaning import same_name


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a span: the number of its row, the name in its words, and its day."""

    number: int
    name: str
    day: date


def pairs(begins: Iterable[Edge], ends: Iterable[Edge]) -> tuple[tuple[tuple[Edge, Edge], ...], tuple[Edge, ...]]:
    """The pairs, and the edges whose other end is not in the file."""
    firsts = sorted(begins, key=lambda edge: (edge.day, edge.number))
    lasts = sorted(ends, key=lambda edge: (edge.day, edge.number))
    found: list[tuple[Edge, Edge]] = []
    alone: list[Edge] = []
    for place, first in enumerate(firsts):
        until = firsts[place + 1].day if place + 1 < len(firsts) else date.max
        last = next((edge for edge in lasts if first.day <= edge.day < until and _go_together(first, edge)), None)
        if last is None:
            alone.append(first)
        else:
            lasts.remove(last)
            found.append((first, last))
    return tuple(found), (*alone, *lasts)


def _go_together(first: Edge, last: Edge) -> bool:
    return not first.name or not last.name or same_name(first.name, last.name)
