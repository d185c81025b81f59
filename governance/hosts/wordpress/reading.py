"""What a comment of WordPress is in the product's own words.

Decides which state a status stands for, and whom the blog vouches for: anybody who has any account may sign as anybody
and on any date, so the name and the date are only what was typed, and only ``author`` is the blog's own word.
``date_gmt`` is in UTC and carries no zone; ``date`` is in the blog's local time, an hour of which autumn repeats, and
is never read.
May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urldefrag, urlsplit

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.moments import believable
from governance.hosts.wordpress.rest import Item

STATES = {
    "approved": HostState.PUBLIC,
    "hold": HostState.HELD,
    "spam": HostState.REMOVED,
    "trash": HostState.REMOVED,
    "post-trashed": HostState.REMOVED,
}
"""``post-trashed`` is said of the comments of a post that lies in the trash: nobody sees them."""

FIELDS = "id,parent,author,author_name,date_gmt,content,link,status,type,_links,_embedded"
"""What is asked for when comments are read: never the writer's network address or mail address."""

AND_MAIL = f"{FIELDS},author_email"
"""The same and the mail address, which tells whether the writer is known to the blog, and is not kept."""

MARKUP = re.compile(r"<[^>]*>")


def arrival_of(item: Item) -> Arrival:
    """Return a comment as WordPress gave it.  A status that nobody knows counts as held: it is not on the page."""
    author = item.get("author")
    link = _address(item.get("link"))
    post = _post(item)
    return Arrival(
        host_id=str(item.get("id")),
        body=_raw(item),
        host_state=state_of(item),
        author_name=html.unescape(_text(item.get("author_name"))),
        author_ref=str(author) if isinstance(author, int) and author > 0 else "",
        posted_at=_moment(item.get("date_gmt")),
        address=link,
        post_address=_address(post.get("link")) or urldefrag(link).url,
        post_title=_title(post),
        parent_host_id=str(item.get("parent") or ""),
        kind="pingback" if item.get("type") in ("pingback", "trackback") else "comment",
    )


def gone(host_id: str) -> Arrival:
    """Return what is left of a comment that was deleted for good: its number, without words."""
    return Arrival(host_id=host_id, body="", host_state=HostState.GONE)


def state_of(item: Item) -> HostState:
    """Return what the blog does with the comment."""
    return STATES.get(_text(item.get("status")), HostState.HELD)


def words_of(item: Item) -> str:
    """Return the comment's text as it is stored, markup and all."""
    return _raw(item)


def _raw(item: Item) -> str:
    content = item.get("content")
    return _text(content.get("raw")) if isinstance(content, Mapping) else ""


def _post(item: Item) -> Item:
    embedded = item.get("_embedded")
    above = embedded.get("up") if isinstance(embedded, Mapping) else None
    first = above[0] if isinstance(above, list) and above else None
    return first if isinstance(first, Mapping) else {}


def _title(post: Item) -> str:
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, Mapping) else ""
    return html.unescape(MARKUP.sub("", _text(rendered))).strip()


def _moment(value: object) -> dt.datetime | None:
    try:
        return believable(dt.datetime.fromisoformat(_text(value)).replace(tzinfo=dt.UTC))
    except ValueError:
        return None


def _address(value: object) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
