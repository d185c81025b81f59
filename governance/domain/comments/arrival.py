"""What a host says of a comment, in the product's own words: the same shape whatever the host is.

Decides nothing; hosts make these, services take them in.  May import the standard library only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, fields, replace
from enum import StrEnum


class HostState(StrEnum):
    """What the host does with a comment: keeps it for a look, shows it, keeps it off the page, or has it no more."""

    HELD = "held"
    PUBLIC = "public"
    REMOVED = "removed"
    GONE = "gone"


HOST_STATE_WORDS = {
    HostState.HELD: "waiting on the blog, not shown",
    HostState.PUBLIC: "shown on the blog",
    HostState.REMOVED: "taken off the blog",
    HostState.GONE: "deleted on the blog",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """One comment as its host gave it.

    ``body`` is the text as received, markup and all; ``author_ref`` is the host's own id of the author where the host
    vouches for it, and empty where the name was only typed (names and dates can be forged).  ``posted_at`` is in UTC,
    None where the host does not say.  ``address`` leads to the comment and ``post_address`` to what it comments on.
    ``parent_host_id`` is the comment that it answers, empty for none.  ``kind`` is "comment" or "pingback".
    """

    host_id: str
    body: str
    host_state: HostState
    author_name: str = ""
    author_ref: str = ""
    posted_at: dt.datetime | None = None
    address: str = ""
    post_address: str = ""
    post_title: str = ""
    parent_host_id: str = ""
    kind: str = "comment"

    @property
    def digest(self) -> str:
        """A digest of what a reader would see; another one means that the comment was edited on its host."""
        seen = "\x00".join((self.author_name, self.body))
        return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def as_kept(arrival: Arrival) -> Arrival:
    """Return the arrival as a database can keep it: a NUL as its picture, half a letter as the sign for one unknown.

    Nothing else is altered; everything that reads the words reads these, so that places in them stay right.
    """
    texts = {one.name: getattr(arrival, one.name) for one in fields(arrival)}
    kept = {name: keepable(text) for name, text in texts.items() if type(text) is str}
    changed = {name: text for name, text in kept.items() if text != texts[name]}
    return replace(arrival, **changed) if changed else arrival  # type: ignore[arg-type]  # Texts replace texts only.


def keepable(text: str) -> str:
    """Return a text as a database can keep it."""
    if "\x00" in text:
        text = text.replace("\x00", "\u2400")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def words_of_what_was_shown(*, unseen: bool, pushed: bool) -> str:
    """Return what is said of a comment that was shown before anybody looked.

    ``unseen``: nobody is there to look, so it comes off the page.  ``pushed``: the host takes decisions, so that nobody
    has to do it by hand.
    """
    if not unseen:
        return "It was shown to everybody before anybody here had looked"
    shown = "It was shown to everybody while nobody was there to look"
    if pushed:
        return f"{shown}, so we take it off the page until you decide"
    return f"{shown}, so somebody has to take it off the page by hand until you decide"
