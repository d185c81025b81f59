"""When a decision that the host has not taken yet is tried again, and when people are told (DESIGN 6).

Nothing is ever given up: a wish stays until the host says so or a newer wish takes its place.  What is urgent is tried
fastest.  May import the standard library only.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
FIRST_URGENT_WAIT = timedelta(seconds=5)
LONGEST_URGENT_WAIT = timedelta(minutes=1)
LONGEST_TOLD_WAIT = timedelta(hours=6)
"""The longest that a host's own word about when to come back is believed."""


def next_try(now: datetime, tries: int, *, urgent: bool, told: timedelta | None = None) -> datetime:
    """Return when to try again after ``tries`` in vain (one or more), or when the host said to come back."""
    if told is not None:
        return now + min(max(told, FIRST_URGENT_WAIT), LONGEST_TOLD_WAIT)
    first, longest = (FIRST_URGENT_WAIT, LONGEST_URGENT_WAIT) if urgent else (FIRST_WAIT, LONGEST_WAIT)
    doublings: int = 2 ** min(tries - 1, 16)
    return now + min(first * doublings, longest)


def is_alarming(now: datetime, wished_at: datetime, minutes: int) -> bool:
    """Return whether an urgent removal has been waiting for its host for so long that the ICT lead is told."""
    return now - wished_at >= timedelta(minutes=minutes)
