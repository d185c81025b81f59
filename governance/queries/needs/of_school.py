"""Lines about the school itself: reports of pretending sites, a calendar that ends, mails that could not be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.calendar import day_in_words
from governance.domain.calendar_checks import KNOWN_AHEAD
from governance.domain.refusals import Refusal
from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need

Silent = tuple[tuple[int, str], ...]
"""Sites by number and name."""


def needs_of_school(
    facts: Facts, today: dt.date, doubts: tuple[Refusal, ...] = (), silent: Silent = ()
) -> Iterator[Need]:
    """Yield what waits for the actor about the school; the facts are there only for those whose they are.

    ``doubts`` are what does not hold together in the calendar, where it is the actor who puts it right; ``silent`` are
    the sites that show no moderation, for the ICT lead.
    """
    for what in ("pretender", "unsent"):
        found = [fact for fact in facts.of(what) if fact.at is not None]
        if found:
            first = min(found, key=lambda fact: fact.at or dt.datetime.max.replace(tzinfo=dt.UTC))
            one = first.subject_id if len(found) == 1 else None
            yield Need(what, since=first.at, subject_id=one, count=len(found))
    for fact in facts.of("address_fails"):
        yield Need(
            "address_fails", person=fact.person or "", since=fact.at, subject_id=fact.subject_id, key=fact.key or ""
        )
    failing = [fact for fact in facts.of("page_check") if fact.at is not None]
    if failing:
        only = failing[0].site_id if len(failing) == 1 else None
        since = min(fact.at for fact in failing if fact.at is not None)
        yield Need("page_check", failing[0].label or "", since=since, site_id=only, count=len(failing))
    if silent:
        yield Need("no_moderation", silent[0][1], site_id=silent[0][0] if len(silent) == 1 else None, count=len(silent))
    for fact in facts.of("chairs"):
        if not fact.subject_id:
            yield Need("no_chair")
    for fact in facts.of("last_term"):
        yield from _calendar(fact.on, today)
    if doubts:
        yield Need("calendar_doubts", count=len(doubts), key=doubts[0].sentence)


def _calendar(last: dt.date | None, today: dt.date) -> Iterator[Need]:
    if last is None:
        yield Need("no_terms")
    elif last - today <= KNOWN_AHEAD:
        yield Need("terms_end", due=last, key=day_in_words(last))
