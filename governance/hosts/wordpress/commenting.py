"""Opens and closes the comments of single posts, and tells which posts take comments.

Decides what is counted: posts, pages and pictures that everybody can see.  The blog's own switch for new posts is an
administrator's, whom we do not connect as, so a new post is found at the next look.

WordPress writes a whole post anew at every change, and takes out of its text what the account could not have written:
for one without the right to "unfiltered HTML", such as somebody who moderates and nothing more, a class's films and
forms.  WordPress names that right beside each post; without it nothing is sent, and after each change the texts are
compared.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Commenting
from governance.hosts.protocol import HostFailed, Post, PostsSeen
from governance.hosts.wordpress.rest import BATCH, Item, Rest, is_id

KINDS = ("posts", "pages", "media")
MOST_PAGES = 200
"""So many pages of a hundred are read of each kind at most; a blog that goes on for ever is not followed."""

MAY_KEEP_THE_TEXT = frozenset({"wp:action-unfiltered-html", "https://api.w.org/action-unfiltered-html"})
TEXTS = ("title", "content", "excerpt", "caption", "description")
MAY_NOT = frozenset({"too_little_power"})


def posts_of(rest: Rest, after: str, *, newest_only: bool) -> PostsSeen:
    """Return one page of one kind, and the place of the next: "posts 2" is the second page of the posts."""
    kind, page = _place(after)
    items = rest.posts(kind, page)
    is_last = newest_only or len(items) < BATCH or page >= MOST_PAGES
    following = KINDS[KINDS.index(kind) + 1 :]
    place = (f"{following[0]} 1" if following else "") if is_last else f"{kind} {page + 1}"
    return PostsSeen(tuple(_post(kind, item) for item in items), place)


def bring_commenting_to(rest: Rest, ref: str, wanted: Commenting) -> Commenting | None:
    """Return what the post says after it was asked to be ``wanted``; None where the blog has it no more.

    Raises HostFailed with cannot_close_commenting, commenting_not_changed or post_text_changed besides what every call
    may raise.
    """
    kind, _, number = ref.partition("/")
    if kind not in KINDS or not is_id(number):
        return None
    try:
        before = rest.post(kind, number)
        if before is None or _says(kind, before) is wanted:
            return None if before is None else wanted
        if not MAY_KEEP_THE_TEXT & _mapping(before.get("_links")).keys():
            raise HostFailed(Trouble("cannot_close_commenting", "unfiltered_html"))
        after = rest.post(kind, number, {"comment_status": wanted.value})
    except HostFailed as failed:
        if failed.trouble.code in MAY_NOT:
            raise HostFailed(Trouble("cannot_close_commenting", failed.trouble.detail)) from failed
        raise
    if after is None:
        return None
    if _texts(after) != _texts(before):
        raise HostFailed(Trouble("post_text_changed", _link(after)))
    if _says(kind, after) is not wanted:
        raise HostFailed(Trouble("commenting_not_changed", _link(after)))
    return wanted


def _place(after: str) -> tuple[str, int]:
    kind, _, page = after.partition(" ")
    return (kind, int(page)) if kind in KINDS and page.isascii() and page.isdigit() else (KINDS[0], 1)


def _post(kind: str, item: Item) -> Post:
    title = _mapping(item.get("title")).get("rendered")
    words = html.unescape(re.sub(r"<[^>]*>", "", title)).strip() if isinstance(title, str) else ""
    return Post(f"{kind}/{item['id']}", _says(kind, item), _link(item), words)


def _says(kind: str, item: Item) -> Commenting:
    """What the blog says of a post; of pages and pictures that a theme lets take no comments, it says nothing."""
    said = item.get("comment_status")
    is_open = said == "open" or (said is None and kind == KINDS[0])
    return Commenting.OPEN if is_open else Commenting.CLOSED


def _texts(item: Item) -> list[object]:
    return [_mapping(item.get(name)).get("raw") for name in TEXTS]


def _link(item: Item) -> str:
    link = item.get("link")
    return link if isinstance(link, str) and re.match(r"https?://", link) else ""


def _mapping(value: object) -> Mapping[str, object]:
    # PHP writes an empty mapping as an empty list.
    return value if isinstance(value, Mapping) else {}
