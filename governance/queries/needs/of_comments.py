"""Lines about comments that wait on somebody's sites, about concerns, and about what was decided of a comment since.

What waits in the queue is the same count as the queue's, because it is the same read.
"""

from __future__ import annotations

from collections.abc import Iterator

from governance.queries.comments.queue import Waiting
from governance.queries.needs.fact import FAR, Fact, Facts
from governance.queries.needs.need import Need

FIRST = ("concern", "comments_at_risk", "media_waiting", "media_reply_waits")
"""What stands before everything else, in this order, however long that has waited."""


def needs_of_comments(facts: Facts, waiting: Waiting | None) -> Iterator[Need]:
    """Yield concerns, what the queue holds for the actor, appeals, and what has to be done on a site by hand.

    What may put a child at risk has a line of its own.
    """
    for what, who in (("concern", "nobody"), ("my_concern", "me")):
        yield from _gathered(what, [fact for fact in facts.of("concern") if fact.key == who])
    if waiting and waiting.child_risk:
        yield Need("comments_at_risk", since=waiting.oldest_risk, count=waiting.child_risk)
    if waiting and waiting.count > waiting.child_risk:
        yield Need("comments", since=waiting.oldest, count=waiting.count - waiting.child_risk)
    yield from _gathered("appeal", facts.of("appeal"))
    for fact in facts.of("by_hand"):
        if fact.subject_id:
            yield Need("by_hand", since=fact.at, count=fact.subject_id)


def _gathered(what: str, facts: list[Fact]) -> Iterator[Need]:
    """Yield one line for all of them, which leads to the only one or to their list."""
    if facts:
        one = facts[0].subject_id if len(facts) == 1 else None
        yield Need(what, since=min(fact.at or FAR for fact in facts), subject_id=one, count=len(facts))
