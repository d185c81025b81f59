"""A comment feed: a host that can only be read (DESIGN 6).

Decides what changed since the last look, when the host's "nothing new" is believed, and when a comment that no longer
stands in the feed is gone.  A feed holds the newest few comments that everybody can read, on a WordPress ten: what is
held back never stands in it, and a removal is a task for a person, which the next looks check.
May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NoReturn

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Commenting
from governance.hosts.feed_document import FeedDocument, read_document
from governance.hosts.feed_place import place_at
from governance.hosts.outside import Answer, Bounds, Outside
from governance.hosts.protocol import Ability, Access, Cursor, Fetched, HostFailed

BOUNDS = Bounds(seconds=20.0, most_bytes=4_000_000, redirects=3)
MOST_AT_ONCE = 300
NOT_MODIFIED = 304


class Feed:
    """The comment feed at ``address``, read through ``outside``.

    ``posted_at`` says of comments, by the feed's own ids, when they were written: only with it can ``read`` tell one
    that is gone from one that newer ones have pushed out.
    """

    abilities: frozenset[Ability] = frozenset()

    def __init__(self, outside: Outside, address: str, posted_at: Mapping[str, dt.datetime] | None = None) -> None:
        self._outside = outside
        self._address = address.strip()
        self._posted_at = posted_at or {}

    def fetch(self, cursor: Cursor) -> Fetched:
        """Return what is new, edited or gone since ``cursor``; what is gone has the state GONE and no words.

        A comment counts as gone when two looks in a row missed it where it would have to stand.
        """
        place = place_at(cursor)
        answer = self._ask(place.asked_with())
        if answer.status == NOT_MODIFIED:
            return Fetched((), place.believed_again().as_cursor())
        document = _document(answer)
        # The oldest first, so that a comment comes before those that answer it.
        news = [arrival for arrival in reversed(document.arrivals) if place.is_news(arrival)]
        given, later = news[:MOST_AT_ONCE], news[MOST_AT_ONCE:]
        reached = place.after(document, later, answer.headers)
        return Fetched((*place.vanished(document), *given), reached.as_cursor(), more=bool(later))

    def read(self, host_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """Return those of these comments that stand in the feed now; one that is missing from the answer is gone.

        Raises HostFailed with out_of_reach where one is missing from the feed and that proves nothing.
        """
        document = _document(self._ask({}))
        here = {arrival.host_id: arrival for arrival in document.arrivals}
        for host_id in host_ids:
            moment = self._posted_at.get(host_id)
            if host_id not in here and not (moment and document.reaches_back_to(moment)):
                raise HostFailed(Trouble("out_of_reach"))
        return {host_id: here[host_id] for host_id in host_ids if host_id in here}

    def push(self, host_id: str, wanted: HostState) -> NoReturn:
        """Refuse: a feed takes no decisions."""
        del host_id, wanted
        raise HostFailed(Trouble("read_only"))

    def posts(self, after: str = "", *, newest_only: bool = False) -> NoReturn:
        """Refuse: a feed does not tell which posts take comments."""
        del after, newest_only
        raise HostFailed(Trouble("read_only"))

    def set_commenting(self, ref: str, wanted: Commenting) -> NoReturn:
        """Refuse: a feed takes no wishes."""
        del ref, wanted
        raise HostFailed(Trouble("read_only"))

    def check(self) -> Access:
        """Return whether there is a feed of comments; whether its host holds them back cannot be seen from it."""
        try:
            answer = self._ask({})
            document = _document(answer)
        except HostFailed as failed:
            return Access(troubles=(failed.trouble,))
        if document.is_of_posts:
            return Access(troubles=(Trouble("feed_of_posts"),))
        facts = {"title": document.title[:300], "comments": str(len(document.arrivals))}
        if answer.moved_for_good:
            facts["address"] = answer.url
        return Access(facts=facts)

    def _ask(self, condition: Mapping[str, str]) -> Answer:
        headers = {"Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1", **condition}
        answer = self._outside.ask("GET", self._address, headers=headers, bounds=BOUNDS)
        if answer.status == 200 or (answer.status == NOT_MODIFIED and condition):
            return answer
        raise HostFailed(Trouble(trouble_of(answer.status), str(answer.status)), answer.retry_after)


def _document(answer: Answer) -> FeedDocument:
    return read_document(answer.body, answer.headers.get("content-type", ""), answer.url)


def trouble_of(status: int) -> str:
    """Return what is wrong where a feed is not given."""
    if status == 429:
        return "rate_limited"
    if status >= 500:
        return "server_error"
    if status in (401, 403, 405, 406, 451):
        return "blocked"
    if status in (404, 410):
        return "not_a_feed"
    return "moved" if status in (301, 302, 303, 307, 308) else "answer_not_understood"
