"""On which day something that a site published counts as an update, if on any, and why (A.1.5, DESIGN 7).

A date in a feed is what somebody's program says.  An item counts on its own date when nothing contradicts it, and on
the day it was first seen where its date lies ahead or a look has already shown that it was not there then.  An item
that is dated long before it appeared is history that came back (a blog that moved, a feed that was mended) and counts
for nothing.  An item that was known already is an edit, and no update.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from governance.domain.refusals import Refusal
from governance.domain.words import Capacity, SiteState

GRACE = timedelta(days=1)
"""Feeds are kept ready by their hosts for a while: an item may be there for so long without being seen."""

BACK_DATED_AT_MOST = timedelta(days=14)
"""An item that is dated further back than this before it appeared is history, not news."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a site published, as a feed or a host tells it.

    ``key`` tells it from every other one, also after an edit, in at most 64 characters.  ``said_at`` is the date that
    it carries.
    """

    key: str
    address: str = ""
    title: str = ""
    said_at: datetime | None = None


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


SAYERS = frozenset({Capacity.ICT_LEAD, Capacity.HEAD, Capacity.PROPOSER, Capacity.RESOURCING_OWNER})
"""Who may say by hand that something new was posted, beside those who hold a duty on the site or write for it."""
SAID_AT_MOST = timedelta(days=28)
"""How long afterwards a post can still be said by hand."""


def saying_refusals(
    site: SiteState | None, *, looks_after_it: bool, said_on: date, today: date, has_address: bool
) -> tuple[Refusal, ...]:
    """Return why somebody cannot say that something new was posted on ``said_on``."""
    found = []
    if not looks_after_it:
        sentence = "Only those who look after this site, the ICT lead or the head can say what was posted on it."
        found.append(Refusal("not_yours_to_do", sentence, "A.1.5"))
    if site is not SiteState.LIVE:
        found.append(Refusal("not_in_this_state", "Nothing is due on a site that is not live.", "A.1.5"))
    if said_on > today:
        found.append(Refusal("said_in_future", "Enter the day on which it was posted: today or before.", "A.1.5"))
    elif today - said_on > SAID_AT_MOST:
        sentence = "That is more than four weeks ago. What is over stays as it was."
        found.append(Refusal("said_too_late", sentence, "A.1.5"))
    if not has_address:
        sentence = "Enter the address of the new post, so that others can look at it."
        found.append(Refusal("no_address", sentence, "A.1.5"))
    return tuple(found)
