"""Which rules read a comment, by the name that a moderator is told where one could not run, and how reasons are ordered.

Each check takes the comment's views and the school, and returns reasons; none of them decides anything (A.5).
May import the standard library and its neighbours only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from governance.triage.normalise import Views
from governance.triage.reading import URGENCIES, Reason, School

Check = Callable[[Views, School], Iterable[Reason]]

CHECKS: tuple[tuple[str, Check], ...] = ()
"""The checks, each with its name in plain words."""


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons without repeats, the most urgent first and then in the comment's own order."""
    unique = dict.fromkeys(reasons)
    return tuple(sorted(unique, key=lambda reason: (URGENCIES.index(reason.urgency), reason.start, reason.end)))
