"""On which day something that a site published counts as an update, if on any, and why (A.1.5, DESIGN 7).

A date in a feed is what somebody's program says.  An item counts on its own date when nothing contradicts it, and on
the day it was first seen where its date lies ahead or a look has already shown that it was not there then.  An item
that is dated long before it appeared is history that came back (a blog that moved, a feed that was mended) and counts
for nothing.  An item that was known already is an edit, and no update.
May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

GRACE = timedelta(days=1)
"""Feeds are kept ready by their hosts for a while: an item may be there for so long without being seen."""

BACK_DATED_AT_MOST = timedelta(days=14)
"""An item that is dated further back than this before it appeared is history, not news."""


class Why(StrEnum):
    """Why an item counts on the day that it counts on, or does not count."""

    ITS_DATE = "its_date"
    DATED_AHEAD = "dated_ahead"
    DATED_BACK = "dated_back"
    NO_DATE = "no_date"
    SAID_BY_HAND = "said_by_hand"
    HISTORY = "history"
    NO_DATE_AT_FIRST = "no_date_at_first"


@dataclass(frozen=True, slots=True)
class Counted:
    """The school's day on which an item counts, None where it does not, and why."""

    counts_on: date | None
    why: Why


def counted(said_at: datetime | None, first_seen_at: datetime, read_before: datetime | None, zone: ZoneInfo) -> Counted:
    """Decide about an item that is new to us.

    ``said_at`` is the date it carries, ``first_seen_at`` the look that found it, ``read_before`` the last look before
    that one which could be read, None at the first.  All of them carry their offset.
    """
    seen_on = first_seen_at.astimezone(zone).date()
    if said_at is None:
        # At the first look nobody can say since when it is there.
        return Counted(None, Why.NO_DATE_AT_FIRST) if read_before is None else Counted(seen_on, Why.NO_DATE)
    if said_at > first_seen_at:
        return Counted(seen_on, Why.DATED_AHEAD)
    if read_before is None or said_at >= read_before - GRACE:
        return Counted(said_at.astimezone(zone).date(), Why.ITS_DATE)
    if first_seen_at - said_at <= BACK_DATED_AT_MOST:
        return Counted(seen_on, Why.DATED_BACK)
    return Counted(None, Why.HISTORY)
