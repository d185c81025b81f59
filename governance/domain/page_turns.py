"""When a site's page is looked at again: once a week in a minute of its own, sooner while something is in doubt (7.1).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.page_checks import FOR_GOOD, SAID_AFTER, Doubts, NotTold

WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
ASKED_AGAIN = (2 * HOUR, 10 * HOUR)
"""After the first and the second look that saw a fault, so that what is said has lasted for half a day."""
WAITS = (HOUR, 6 * HOUR, DAY, WEEK)
"""After so many looks in a row that could not tell."""


def next_page_look(watch_id: int, started: dt.datetime) -> dt.datetime:
    """Return when a page is looked at again that is fine: in about a week, in its own minute of the week."""
    own = dt.timedelta(seconds=watch_id * 7_919 * 60 % int(WEEK.total_seconds()))
    monday = (started - dt.timedelta(days=started.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = monday + own
    while moment < started + WEEK / 2:
        moment += WEEK
    return moment


def next_look_in_doubt(watch_id: int, doubts: Doubts, started: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when a page is looked at again after a look that could tell."""
    open_looks = [count for fault, count in doubts.looks.items() if fault not in doubts.settled]
    fewest = min(open_looks, default=0)
    if not open_looks:
        return next_page_look(watch_id, started)
    return now + (ASKED_AGAIN[fewest - 1] if fewest < SAID_AFTER else DAY)


def next_page_try(
    watch_id: int, why: NotTold, tries: int, now: dt.datetime, retry_after: dt.timedelta | None
) -> dt.datetime:
    """Return when a page is looked at again after ``tries`` looks in a row that could not tell, this one counted."""
    if why in FOR_GOOD:
        return next_page_look(watch_id, now)
    wait = WAITS[min(max(tries, 1), len(WAITS)) - 1]
    return now + max(wait, min(retry_after or dt.timedelta(), WEEK))
