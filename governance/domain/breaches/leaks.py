"""Personal details that got out: who was told when, and the decision with its reason (003-7, DOMAIN 3.6).

How many hours the school has is the policy's (``leak_hours``): no date of law stands in code.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

LONGEST_WORDS = 4000


def due_at(learned_at: dt.datetime, hours: int) -> dt.datetime:
    """Return the moment until which the regulator can be told in time, in UTC.

    Hours are counted, whatever the clocks at the school are set to in between.
    """
    return learned_at.astimezone(dt.UTC) + dt.timedelta(hours=hours)


def officer_told_refusals(learned_at: dt.datetime, told_at: dt.datetime, now: dt.datetime) -> tuple[Refusal, ...]:
    """Why this cannot be when the data protection officer was told."""
    if told_at > now:
        return (Refusal("told_in_future", "Enter when they were told: now or before.", "003-7", "told_on"),)
    if told_at < learned_at:
        return (Refusal("told_before_learned", "They cannot have been told before anybody knew.", "003-7", "told_on"),)
    return ()


def decision_refusals(reason: str, *, officer_told: bool) -> tuple[Refusal, ...]:
    """Why the decision whether to tell the regulator and the people cannot be written down."""
    found = list(reason_refusals(reason, "the reason", clause="003-7", page="reason", longest=LONGEST_WORDS))
    if not officer_told:
        sentence = "First write down when the data protection officer was told: they advise on this."
        found.append(Refusal("officer_not_told", sentence, "003-7"))
    return tuple(found)
