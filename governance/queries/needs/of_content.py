"""Lines about content: to decide on, to change, what rests on an agreement that ends, what came out unapproved (A.3.4).

What came out without approval is one line for each site.
"""

from __future__ import annotations

from collections.abc import Iterator

from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need


def needs_of_content(facts: Facts) -> Iterator[Need]:
    """Yield what waits for the actor; the facts are asked for only where they are theirs."""
    for what in ("content_waits", "content_returned"):
        for fact in facts.of(what):
            yield Need(what, fact.label or "", since=fact.at, site_id=fact.site_id, subject_id=fact.subject_id)
    for fact in facts.of("content_ends"):
        what, due = ("content_may_not_go_out", None) if fact.key == "gone" else ("content_ends", fact.on)
        yield Need(what, fact.label or "", due=due, site_id=fact.site_id, subject_id=fact.subject_id)
    for fact in facts.of("content_unapproved"):
        count = fact.other_id or 0
        posts = "1 post" if count == 1 else f"{count} posts"
        yield Need("content_unapproved", fact.label or "", site_id=fact.site_id, key=posts)
