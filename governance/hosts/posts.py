"""What a site has published: its feed of posts, RSS or Atom, or a WordPress asked without a password (A.1.5).

Decides what one post is, which feed is one of comments, and which of the feeds that a page names is its own.  What a
post's date is worth is decided in ``domain/updates.py``.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3

from governance.domain.comments.arrival import keepable
from governance.domain.comments.trouble import Trouble
from governance.domain.page_checks import is_within
from governance.domain.updates import Item
from governance.domain.watching import LONGEST_ADDRESS
from governance.hosts.feed import NOT_MODIFIED, trouble_of
from governance.hosts.feed_document import address_of, moment_of, parsed, text_of
from governance.hosts.markup import read_markup, text_of_page
from governance.hosts.moments import believable
from governance.hosts.outside import Answer, Bounds, Outside
from governance.hosts.protocol import HostFailed
from governance.hosts.wordpress.front import front_of, interface_of

BOUNDS = Bounds(seconds=20.0, most_bytes=4_000_000, redirects=3)
MOST_ITEMS = 100
LONGEST_TITLE = 300
MOST_READ = 3000
"""Letters of a title, markup and all, that are read at most."""
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_OF_COMMENTS = re.compile(r"\b(comments?|sylwadau)\b", re.I)
"""How a WordPress calls the feeds of its comments, in English and in Welsh."""
_NO_DATE = dt.datetime.max.replace(tzinfo=dt.UTC)
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.5, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found.  ``is_same`` says that the host answered "nothing new"; then there are no items.

    ``moved_to`` is where the address leads for good, if it does.
    """

    items: tuple[Item, ...] = ()
    etag: str = ""
    modified: str = ""
    is_same: bool = False
    moved_to: str = ""


def look_at_feed(outside: Outside, address: str, etag: str = "", modified: str = "") -> Looked:
    """Return the posts in the feed at ``address``, the newest first as a rule; raises HostFailed.

    ``etag`` and ``modified`` are those of the last look.
    """
    stamps = {"If-None-Match": etag, "If-Modified-Since": modified}
    condition = {name: stamp for name, stamp in stamps.items() if stamp}
    answer = outside.ask("GET", address, headers={"Accept": _ACCEPT, **condition}, bounds=BOUNDS)
    moved_to = answer.url if answer.moved_for_good else ""
    if answer.status == NOT_MODIFIED and condition:
        return Looked(etag=etag, modified=modified, is_same=True, moved_to=moved_to)
    _refuse(answer)
    items = items_of(answer.body, answer.headers.get("content-type", ""), answer.url)
    headers = answer.headers
    return Looked(items, headers.get("etag", "")[:300], headers.get("last-modified", "")[:100], moved_to=moved_to)


def items_of(body: bytes, content_type: str, address: str) -> tuple[Item, ...]:
    """Return the newest posts of a feed, each once; raises HostFailed where it is no feed, or one of comments."""
    entries = parsed(body, content_type).get("entries", [])
    if any(entry.get("thr_in-reply-to") or "#comment-" in text_of(entry.get("id")) for entry in entries):
        raise HostFailed(Trouble("feed_of_comments"))
    if len(entries) > MOST_ITEMS:
        # Some feeds list everything that was ever posted, the oldest first.
        entries = sorted(entries, key=lambda entry: moment_of(entry) or _NO_DATE, reverse=True)[:MOST_ITEMS]
    found: dict[str, Item] = {}
    for item in _items([_Read.of(entry, address) for entry in entries]):
        found.setdefault(item.key, item)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Read:
    """One entry of a feed: the id that it gives itself, its address, its title and its date."""

    named: str
    link: str
    title: str
    said_at: dt.datetime | None

    @classmethod
    def of(cls, entry: Mapping[str, Any], address: str) -> _Read:
        """Read one entry of the feed at ``address``."""
        return cls(
            text_of(entry.get("id")), _link(address, entry.get("link")), _plain(entry.get("title")), moment_of(entry)
        )


def _items(entries: Sequence[_Read]) -> Iterator[Item]:
    """The posts, each with what tells it from the others.

    Some programs give all their posts one id, or one address, and then that tells none of them from another.
    """
    by_id, by_link = defaultdict(set), defaultdict(set)
    for entry in entries:
        by_id[entry.named].add(entry)
        by_link[entry.link].add(entry)
    for entry in entries:
        own = entry.named if len(by_id[entry.named]) == 1 else ""
        link = entry.link if len(by_link[entry.link]) == 1 else ""
        key = _key(own or link or f"{entry.title}\x00{entry.said_at}")
        yield Item(key, entry.link, entry.title, entry.said_at)


def look_at_wordpress(outside: Outside, address: str) -> Looked:
    """Return the newest published posts of a WordPress, asked as anybody may ask; raises HostFailed."""
    params = {"per_page": "30", "_fields": "id,date_gmt,link,title", "orderby": "date"}
    answer = outside.ask("GET", interface_of(address, "wp/v2/posts"), params=params, bounds=BOUNDS)
    _refuse(answer)
    try:
        found = answer.json()
    except ValueError:
        raise HostFailed(Trouble("not_wordpress")) from None
    if not isinstance(found, list) or not all(isinstance(post, Mapping) and "id" in post for post in found):
        raise HostFailed(Trouble("not_wordpress"))
    front = front_of(answer.url)
    moved_to = front if answer.moved_for_good and front != front_of(address) else ""
    return Looked(tuple(_of_wordpress(address, post) for post in found), moved_to=moved_to)


def find_feed(outside: Outside, page: str) -> str:
    """Return the address of the feed of posts that a page names, or the page's own where it is a feed itself.

    Raises HostFailed with no_feed_found where there is none.
    """
    answer = outside.ask("GET", page, headers={"Accept": "text/html, */*;q=0.5"}, bounds=BOUNDS)
    _refuse(answer)
    try:
        items_of(answer.body, answer.headers.get("content-type", ""), answer.url)
    except HostFailed as failed:
        if failed.trouble.code not in ("not_a_feed", "too_large"):
            raise
    else:
        return answer.url
    named = read_markup(text_of_page(answer.body, answer.headers.get("content-type", "")), answer.url).heads
    feeds = [link for head in named if _is_feed_of_posts(head) and (link := _link(answer.url, head.get("href")))]
    if not feeds:
        raise HostFailed(Trouble("no_feed_found"))
    # The page of a class on the school's blog names the feed of the whole blog first, and then its own.
    return next((feed for feed in feeds if is_within(answer.url, feed)), feeds[0])


def _is_feed_of_posts(head: Mapping[str, str]) -> bool:
    kind = head.get("type", "").partition(";")[0].strip().lower()
    is_feed = kind in FEED_TYPES and "alternate" in head.get("rel", "").lower().split()
    return is_feed and not _OF_COMMENTS.search(f"{head.get('title')} {head.get('href')}")


def _refuse(answer: Answer) -> None:
    if answer.status != 200:
        raise HostFailed(Trouble(trouble_of(answer.status), str(answer.status)), answer.retry_after)


def _of_wordpress(address: str, post: Mapping[str, Any]) -> Item:
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, Mapping) else ""
    return Item(
        _key(f"post {post['id']}"), _link(address, post.get("link")), _plain(rendered), _moment(post.get("date_gmt"))
    )


def _link(base: str, link: object) -> str:
    return keepable(address_of(base, link))[:LONGEST_ADDRESS]


def _moment(said: object) -> dt.datetime | None:
    """WordPress says a post's moment in UTC and leaves the offset out."""
    try:
        return believable(dt.datetime.fromisoformat(str(said)).replace(tzinfo=dt.UTC))
    except ValueError:
        return None


def _plain(title: object) -> str:
    """Return a title as plain text: hosts send markup and entities in it.

    It is cut before it is cleaned, because cleaning takes the square of how deep its markup is nested.
    """
    text = keepable(text_of(title)[:MOST_READ])
    if text.isprintable() and "<" not in text and "&" not in text:
        # Most titles are as plain as they look.
        return " ".join(text.split())[:LONGEST_TITLE]
    if text.rfind("<") > text.rfind(">"):
        # The cut went through a tag.
        text = text[: text.rfind("<")]
    return " ".join(html.unescape(nh3.clean(text, tags=set())).split())[:LONGEST_TITLE]


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
