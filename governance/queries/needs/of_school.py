"""Lines about the school itself: reports of pretending sites, a calendar that ends, mails that could not be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.calendar_checks import WEEKS_THAT_SHOULD_BE_KNOWN
from governance.queries.needs.facts import Facts
from governance.queries.needs.need import Need


def needs_of_school(facts: Facts, today: dt.date) -> Iterator[Need]:
    """Yield what waits for the actor about the school; the facts are there only for those whose they are."""
    for what in ("pretender", "unsent"):
        found = [fact for fact in facts.of(what) if fact.at is not None]
        if found:
            first = min(found, key=lambda fact: fact.at or dt.datetime.max.replace(tzinfo=dt.UTC))
            one = first.subject_id if len(found) == 1 else None
            yield Need(what, since=first.at, subject_id=one, count=len(found))
    for fact in facts.of("last_term"):
        yield from _calendar(fact.on, today)


def _calendar(last: dt.date | None, today: dt.date) -> Iterator[Need]:
    if last is None:
        yield Need("no_terms")
    elif last - today < dt.timedelta(weeks=WEEKS_THAT_SHOULD_BE_KNOWN):
        yield Need("terms_end", due=last)
