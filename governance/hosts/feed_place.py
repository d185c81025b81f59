"""Where the last look at a feed ended: what stood in it, and the stamps with which "nothing new" is asked.

Decides when a comment is new or edited, and when one that stands there no more is gone.  It asks nothing.
May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.feed_document import FeedDocument
from governance.hosts.protocol import Cursor

BELIEVED = 4
"""How many times in a row a host's "nothing new" is believed.

Its stamp does not always move when an older comment is approved or removed (a WordPress takes it from the newest one),
so that whoever trusted it for ever would never see that.
"""
MISSED = 2
"""How many looks have to miss a comment before it is gone; between two caches of one host, one look proves nothing."""
WATCHED = 200
"""So many comments that stand in the feed no more are watched: a removal of others can bring them back."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One comment as it stood there: a digest of what it said, when it was written, and how many looks missed it."""

    digest: str
    posted_at: dt.datetime | None
    missed: int = 0


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """What a look goes on from.  ``believed`` counts the answers "nothing new" in a row."""

    etag: str = ""
    modified: str = ""
    believed: int = 0
    seen: Mapping[str, Seen] = field(default_factory=dict)

    def asked_with(self) -> dict[str, str]:
        """Return the condition to ask with; none where the whole feed has to be looked at."""
        if self.believed >= BELIEVED or any(0 < one.missed < MISSED for one in self.seen.values()):
            return {}
        stamps = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: stamp for name, stamp in stamps.items() if stamp}

    def believed_again(self) -> Self:
        """Return the place after one more "nothing new"."""
        return replace(self, believed=self.believed + 1)

    def is_news(self, arrival: Arrival) -> bool:
        """Return whether the comment is new, edited, or back after it was gone."""
        known = self.seen.get(arrival.host_id)
        return known is None or known.digest != _mark(arrival) or known.missed >= MISSED

    def vanished(self, document: FeedDocument) -> list[Arrival]:
        """Return the comments of which this look proves that they are gone."""
        return [
            Arrival(host_id=host_id, body="", host_state=HostState.GONE)
            for host_id, one in self._missing(document).items()
            if one.missed >= MISSED > self.seen[host_id].missed
        ]

    def after(self, document: FeedDocument, later: Collection[Arrival], headers: Mapping[str, str]) -> Self:
        """Return the place after a look; ``later`` is what did not fit into it and is news to the next one."""
        put_off = {arrival.host_id for arrival in later}
        here = {
            arrival.host_id: Seen(_mark(arrival), arrival.posted_at)
            for arrival in document.arrivals
            if arrival.host_id not in put_off
        }
        watched = dict(list(self._missing(document).items())[:WATCHED])
        return replace(
            self,
            # While something is left, the next look has to see the whole feed again.
            etag="" if put_off else headers.get("etag", "")[:500],
            modified="" if put_off else headers.get("last-modified", "")[:100],
            believed=0,
            seen={**here, **watched},
        )

    def _missing(self, document: FeedDocument) -> dict[str, Seen]:
        """Return what stood there before and does not now, each with this look counted where it would have to stand."""
        here = {arrival.host_id for arrival in document.arrivals}
        return {
            host_id: _missed(one) if one.posted_at and document.reaches_back_to(one.posted_at) else one
            for host_id, one in self.seen.items()
            if host_id not in here
        }

    def as_cursor(self) -> Cursor:
        """Return the place as JSON."""
        seen = {
            host_id: [one.digest, one.posted_at.isoformat() if one.posted_at else "", one.missed]
            for host_id, one in self.seen.items()
        }
        return {"etag": self.etag, "modified": self.modified, "believed": self.believed, "seen": seen}


def place_at(cursor: Cursor) -> FeedPlace:
    """Return the place that a cursor says; an empty one is the beginning."""
    found: dict[str, Any] = cursor.get("seen", {})
    seen = {
        host_id: Seen(digest, dt.datetime.fromisoformat(posted_at) if posted_at else None, missed)
        for host_id, (digest, posted_at, missed) in found.items()
    }
    return FeedPlace(cursor.get("etag", ""), cursor.get("modified", ""), cursor.get("believed", 0), seen)


def _missed(one: Seen) -> Seen:
    return replace(one, missed=min(one.missed + 1, MISSED))


def _mark(arrival: Arrival) -> str:
    return arrival.digest[:16]
