"""Looks at a site's own page as a visitor would, without running anything on it (7.1, A.4.1, A.4.7).

Every request passes the same door as all others (``outside.py``): guarded addresses, an end, a largest size.  What the
answer means is decided in ``domain/page_checks.py``.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.comments.trouble import Trouble
from governance.domain.page_checks import PageSeen, is_same_page, links_to
from governance.domain.page_marks import mark_of
from governance.hosts.feed import trouble_of
from governance.hosts.markup import Markup, read_markup, text_of_page
from governance.hosts.outside import Answer, Bounds, Outside
from governance.hosts.protocol import HostFailed

BOUNDS = Bounds(seconds=20.0, most_bytes=4_000_000, redirects=5)
FEEDS = frozenset({"application/rss+xml", "application/atom+xml"})
_GONE = (404, 410)
_ACCEPT = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"}


def look_at_page(outside: Outside, address: str, rules_link: str = "", school_link: str = "") -> PageSeen:
    """Return what stands at ``address``; raises HostFailed where nothing does or it cannot be read.

    ``rules_link`` is asked for as well, unless it is the page itself; ``school_link`` only where the page does not link
    to it, because then the school's website may link to the page.
    """
    answer = _page(outside, address)
    found = _markup(answer)
    to_rules = bool(rules_link) and not is_same_page(address, rules_link)
    to_school = bool(school_link) and not links_to(school_link, found.links)
    return PageSeen(
        led_to=answer.url,
        mark=mark_of(_names(found)),
        links=frozenset(found.links),
        rules_answer=_answers(outside, rules_link) if to_rules else None,
        school_links_here=_links_here(outside, school_link, address) if to_school else None,
    )


def _page(outside: Outside, address: str) -> Answer:
    answer = outside.ask("GET", address, headers=_ACCEPT, bounds=BOUNDS)
    if answer.status == 200:
        return answer
    raise HostFailed(Trouble(_trouble(answer.status, answer.retry_after), str(answer.status)), answer.retry_after)


def _trouble(status: int, retry_after: dt.timedelta | None) -> str:
    if status in _GONE:
        return "page_gone"
    # A server that says when it is back is being looked after.
    return "rate_limited" if status == 503 and retry_after is not None else trouble_of(status)


def _markup(answer: Answer) -> Markup:
    return read_markup(text_of_page(answer.body, answer.headers.get("content-type", "")), answer.url)


def _names(found: Markup) -> dict[str, str]:
    """Return the names that a page gives itself."""
    feeds = [link.get("title", "") for link in found.heads if link.get("type", "").lower() in FEEDS]
    me = sorted(link["href"] for link in found.heads if "me" in link.get("rel", "").lower().split() and link["href"])
    return {
        "site_name": found.metas.get("og:site_name") or found.metas.get("application-name") or "",
        # WordPress says "Year 4 blog » Feed".
        "feed": next((title.partition("»")[0] for title in feeds if title.strip()), ""),
        "title": found.title,
        "me": me[0] if me else "",
    }


def _answers(outside: Outside, link: str) -> bool | None:
    """Return whether a page answers; None where that could not be told."""
    try:
        _page(outside, link)
    except HostFailed as failed:
        return False if failed.trouble.code in ("page_gone", "server_error", "not_reachable") else None
    return True


def _links_here(outside: Outside, school_link: str, address: str) -> bool | None:
    """Return whether the school's website links to a page; None where that could not be told."""
    try:
        found = _markup(_page(outside, school_link))
    except HostFailed:
        return None
    return links_to(address, found.links)
