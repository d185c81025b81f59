"""How far the reading of a blog has come: what is new, what is still unread further down, and what is watched.

WordPress has no "modified" and compares dates in the blog's local time, so nothing goes by dates: comments are read by
their numbers, from the highest down to the highest that is known, and those that are known are read again.  A stretch
that was not read to its end (a first look at an old blog, or a busy day) is remembered as a gap and read later.
Pure; may import the standard library and the domain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.protocol import Cursor

WATCHED = 500
"""So many comments are read again by and by: first those that wait on the blog, then the newest."""


@dataclass(slots=True)
class Gap:
    """Comments with ``above`` < number < ``below`` are unread; ``offset`` is about where they begin in the list."""

    above: int
    below: int
    offset: int


@dataclass(slots=True)
class Place:
    """``newest`` is the highest number that was seen; ``marks`` what each watched comment looked like when last read.

    ``turn`` is the highest number of the watched that was read again in the last round.
    """

    newest: int = 0
    gaps: list[Gap] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)
    turn: int = 0

    def saw(self, arrival: Arrival) -> bool:
        """Remember how a comment looks; True where it looks other than it did, or was not watched."""
        number = int(arrival.host_id)
        if arrival.host_state is HostState.GONE:
            return self.marks.pop(number, None) is not None
        mark = mark_of(arrival)
        changed = self.marks.get(number) != mark
        self.marks[number] = mark
        return changed

    def to_read_again(self, most: int, but_not: Iterable[int]) -> list[int]:
        """Return the numbers of watched comments whose turn it is, and move the turn on.

        Half of them are the newest, every time; the other half goes round all the others.
        """
        skipped = set(but_not)
        numbers = sorted((number for number in self.marks if number not in skipped), reverse=True)
        chosen = numbers[: most // 2]
        others = numbers[most // 2 :]
        ahead = [number for number in others if number < self.turn] or others
        rest = ahead[: most - len(chosen)]
        self.turn = rest[-1] if rest else 0
        return chosen + rest

    def forget_the_oldest(self) -> None:
        """Keep the watch within its size; those that wait on the blog are the last to be let go."""
        ranked = sorted(self.marks, key=lambda number: (self.marks[number].startswith("h"), number), reverse=True)
        for number in ranked[WATCHED:]:
            del self.marks[number]

    def as_cursor(self) -> Cursor:
        """Return the place as JSON."""
        return {
            "newest": self.newest,
            "gaps": [[gap.above, gap.below, gap.offset] for gap in self.gaps],
            "marks": {str(number): mark for number, mark in self.marks.items()},
            "turn": self.turn,
        }


def place_at(cursor: Mapping[str, Any]) -> Place:
    """Return the place that a cursor stands for; the beginning where it is empty."""
    return Place(
        newest=int(cursor.get("newest", 0)),
        gaps=[Gap(*map(int, gap)) for gap in cursor.get("gaps", ())],
        marks={int(number): str(mark) for number, mark in dict(cursor.get("marks", {})).items()},
        turn=int(cursor.get("turn", 0)),
    )


def mark_of(arrival: Arrival) -> str:
    """Return a short mark that changes with the state, the author's name or the words; "h" begins one that is held."""
    seen = f"{arrival.host_state}\x00{arrival.digest}".encode()
    return ("h" if arrival.host_state is HostState.HELD else "-") + hashlib.sha256(seen).hexdigest()[:10]
