"""What changed on a blog since a cursor, in a bounded number of questions.

Decides the order: new comments first, then what was left unread, then those that are known, again, to notice an edit, a
decision made on the blog and a deletion.  A trouble on the way keeps what was read before it; the cursor goes on from
there.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from governance.domain.comments.arrival import Arrival
from governance.hosts.protocol import Cursor, Fetched, HostFailed
from governance.hosts.wordpress.holding import holding_seen
from governance.hosts.wordpress.place import Gap, Place, place_at
from governance.hosts.wordpress.reading import AND_MAIL, FIELDS, arrival_of, gone
from governance.hosts.wordpress.rest import BATCH, Item, Rest, is_id

PAGES = 3
"""So many pages of a hundred new comments one fetch reads at most."""
AGAIN = 2 * BATCH
"""So many known comments one fetch reads again at most."""


def fetch_since(rest: Rest, cursor: Cursor) -> Fetched:
    """Return what is new or changed, the lowest number first, and the cursor for the next fetch."""
    reading = _Reading(rest, place_at(cursor))
    holds: bool | None = None
    reading.read_head()
    try:
        while reading.place.gaps and reading.pages_left:
            reading.read_gap()
        reading.read_again()
        holds = holding_seen(rest, reading.new)
    except HostFailed:
        # What was read before is kept; where that is nothing, the trouble is all there is to tell.
        if not reading.changed:
            raise
    reading.place.forget_the_oldest()
    arrivals = tuple(arrival for _, arrival in sorted(reading.changed.items()))
    return Fetched(arrivals, reading.place.as_cursor(), more=bool(reading.place.gaps), holds=holds)


def read_by_number(rest: Rest, host_ids: Sequence[str], **params: str) -> Mapping[str, Arrival]:
    """Return these comments as they are now; those that were deleted for good are missing."""
    wanted = list(dict.fromkeys(host_id for host_id in host_ids if is_id(host_id)))
    found: dict[str, Arrival] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for item in rest.comments(include=",".join(batch), _fields=FIELDS, **params):
            arrival = arrival_of(item)
            # A plug-in that ignores "include" answers with whatever is newest.
            if arrival.host_id in batch:
                found[arrival.host_id] = arrival
    return found


class _Reading:
    """One fetch: the place it goes on from, and what it found."""

    def __init__(self, rest: Rest, place: Place) -> None:
        self.place = place
        self.changed: dict[int, Arrival] = {}
        self.new: list[Item] = []
        self.pages_left = PAGES
        self._known = place.newest
        self._rest = rest
        self._read: set[int] = set()

    def read_head(self) -> None:
        """Read what is above the newest known; what does not fit on one page is a gap that is read next."""
        place, known = self.place, self.place.newest
        page = self._page(0)
        self._take(page, lambda number: number > known)
        # A blog that was restored from a copy counts from a lower number again: its next comment must not be missed.
        place.newest = max(page, default=0)
        if len(page) == BATCH and min(page) > known + 1:
            place.gaps.insert(0, Gap(known, min(page), len(page)))
        place.gaps = [gap for gap in place.gaps if gap.above < place.newest]

    def read_gap(self) -> None:
        """Read one page of the first gap.

        The list moves: comments that came in push it down and deletions pull it up.  A page that begins below the
        gap's edge may have skipped something, so it is asked for again from further up; nothing is ever taken for
        read that was not seen.
        """
        gap = self.place.gaps[0]
        start = max(gap.offset - 1, 0)
        page = self._page(start)
        if start and max(page, default=0) < gap.below:
            gap.offset = max(gap.offset - BATCH, 0)
            return
        self._take(page, lambda number: gap.above < number < gap.below)
        if len(page) < BATCH or min(page) <= gap.above + 1:
            self.place.gaps.pop(0)
            return
        gap.below = min(gap.below, *page)
        gap.offset = start + len(page)

    def read_again(self) -> None:
        """Read watched comments again, and say of those that the blog has no more that they are gone."""
        asked = self.place.to_read_again(AGAIN, but_not=self._read)
        now = read_by_number(self._rest, [str(number) for number in asked])
        for number in asked:
            arrival = now.get(str(number)) or gone(str(number))
            if self.place.saw(arrival):
                self.changed[number] = arrival

    def _page(self, offset: int) -> dict[int, Arrival]:
        self.pages_left -= 1
        items = self._rest.comments(orderby="id", order="desc", offset=str(offset), _fields=AND_MAIL, _embed="up")
        # On a first look nothing is new: somebody may have decided all of it before.
        self.new += [item for item in items if 0 < self._known < int(item["id"])]
        return {int(item["id"]): arrival_of(item) for item in items}

    def _take(self, page: Mapping[int, Arrival], is_wanted: Callable[[int], bool]) -> None:
        for number, arrival in page.items():
            if is_wanted(number) or number in self.place.marks:
                self._read.add(number)
                if self.place.saw(arrival):
                    self.changed[number] = arrival
