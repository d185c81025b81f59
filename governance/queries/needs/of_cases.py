"""Lines about cases: pictures to take down, breaches, declarations, answers that did not come, accounts to look at.

A line about a breach, a concern or a declaration says that something waits, and nothing of it (9.1, 003-1, A.2.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.calendar import local_day
from governance.domain.registers.platform_accounts import due_again
from governance.queries.needs.fact import Fact, Facts
from governance.queries.needs.facts_of_cases import Cases
from governance.queries.needs.need import Need

ELSEWHERE = "what the school shows outside its sites"


def needs_of_cases(facts: Facts, today: dt.date, cases: Cases | None) -> Iterator[Need]:
    """Yield what waits for the actor; the facts are asked for only where they are theirs."""
    if cases is None:
        return
    for fact in facts.of("take_down"):
        what = "take_down" if fact.key == "mine" else "take_down_late"
        due = local_day(fact.at, cases.zone) if fact.at else None
        yield Need(what, fact.label or ELSEWHERE, due=due, count=fact.other_id or 0)
    for what in ("breach", "chase", "declaration"):
        for fact in facts.of(what):
            if fact.other_id:
                yield Need(what, since=fact.at, due=fact.on, subject_id=_only(fact), count=fact.other_id)
    yield from _accounts(facts.of("account"), today, cases.account_months)
    for fact in facts.of("copy_late"):
        if fact.other_id:
            yield Need("copy_due", due=fact.on, count=fact.other_id)
    received = [fact.on for fact in facts.of("information_open") if fact.on is not None]
    late = [due for due in cases.information_due_of(received) if due < today] if received else []
    if late:
        yield Need("information_due", due=min(late), count=len(late))


def _only(fact: Fact) -> int | None:
    return fact.subject_id if fact.other_id == 1 else None


def _accounts(found: list[Fact], today: dt.date, months: int) -> Iterator[Need]:
    """Yield one line for the accounts that are due to be looked at; one that nobody ever looked at is due at once."""
    days = [(fact, due_again(fact.on, months)) for fact in found]
    waiting = [(fact, due) for fact, due in days if due is None or due < today]
    if waiting:
        first = waiting[0][0]
        due = min((day for _, day in waiting if day is not None), default=None)
        one = first.subject_id if len(waiting) == 1 else None
        yield Need("account_check", first.label or "", due=due, subject_id=one, count=len(waiting))
