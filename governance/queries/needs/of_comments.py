"""Lines about comments that wait on somebody's sites: the same count as the queue's, because it is the same read."""

from __future__ import annotations

from collections.abc import Iterator

from governance.queries.comments.queue import Waiting
from governance.queries.needs.need import Need

FIRST = "comments_at_risk"
"""What stands before everything else, however long that has waited."""


def needs_of_comments(waiting: Waiting) -> Iterator[Need]:
    """Yield what the queue holds for the actor; what may put a child at risk has a line of its own."""
    if waiting.child_risk:
        yield Need(FIRST, since=waiting.oldest_risk, count=waiting.child_risk)
    others = waiting.count - waiting.child_risk
    if others:
        yield Need("comments", since=waiting.oldest, count=others)
