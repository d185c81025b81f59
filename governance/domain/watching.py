"""How often a site is looked at for something new, and when that fails, when it is tried again (A.1.5, DESIGN 7).

Each site is looked at once an hour, in a minute of the hour that is its own, so that a trust's thousands are spread.
May import the standard library only.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from urllib.parse import urlsplit

from governance.domain.refusals import Refusal

HOUR = dt.timedelta(hours=1)
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (10, 30, 60, 180, 360))
LONGEST_WAIT = dt.timedelta(days=1)
"""The longest that a host's own word about when to come back is followed."""
SHOWN_AFTER = 3
"""Failures in a row after which a site counts as not checked: one that hiccups is asked again before anybody hears."""
LONGEST_ADDRESS = 2000


class WatchKind(StrEnum):
    """How something new on a site is noticed."""

    FEED = "feed"
    WORDPRESS = "wordpress"
    HAND = "hand"


def next_look(watch_id: int, started: dt.datetime) -> dt.datetime:
    """Return when a site that could be read is looked at again: in about an hour, in its own minute."""
    own = watch_id * 2_311 % 3_600
    hour = started.replace(minute=0, second=0, microsecond=0)
    moment = hour + dt.timedelta(seconds=own)
    while moment < started + HOUR / 2:
        moment += HOUR
    return moment


def next_try(tries: int, now: dt.datetime, retry_after: dt.timedelta | None) -> dt.datetime:
    """Return when a site is looked at again that could not be read ``tries`` times in a row, this one counted."""
    wait = WAITS[min(max(tries, 1), len(WAITS)) - 1]
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_WAIT))
    return now + wait


def watch_refusals(kind: str, address: str) -> tuple[Refusal, ...]:
    """Return why a site cannot be watched like this; a feed without an address is looked for on the site's page."""
    if kind not in set(WatchKind):
        return (Refusal("kind_unknown", "Choose how something new is noticed.", "A.1.5"),)
    if kind == WatchKind.HAND or not address:
        return ()
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    if not is_whole or len(address) > LONGEST_ADDRESS:
        sentence = "Enter the whole address of the feed, such as https://blogs.example.org/year-4/feed/"
        return (Refusal("bad_address", sentence, "A.1.5"),)
    return ()
