"""Reads one document of a comment feed, RSS or Atom, into arrivals.

Decides what is a feed at all, which feed is of posts and not of comments, and where each entry's words, name, moment
and addresses stand.  The words stay as received: they are cleaned where they are shown, and nowhere before.
It opens nothing.  May import the domain and feedparser.
"""

from __future__ import annotations

import calendar
import codecs
import datetime as dt
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.parsers import expat

import feedparser

from governance.domain.comments.arrival import Arrival, HostState, keepable
from governance.domain.comments.trouble import Trouble
from governance.hosts.moments import believable
from governance.hosts.protocol import HostFailed

LONGEST_ID = 200
MOST_READ = 1_000
"""Entries of one document that are read; a feed of comments holds ten, or some hundred."""
MOST_UNTIDY = 200_000
"""Bytes of a feed that is not well-formed: the library's patience with such a one grows with the square of its size."""
PROLOGUE = 1_000
"""Bytes in which a page for people says that it is one."""
_OF_A_FEED = (b"<rss", b"<feed", b"<channel", b"netscape.com", b"purl.org/rss", b"w3.org/2005/atom")
_BY_NUMBER = re.compile(rb"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));", re.I)
_OF_POSTS = ("wfw_commentrss", "slash_comments", "thr_total", "comments")
"""What an entry carries that has comments of its own: it is a post."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed's comments in the order in which they stand there, the newest first as a rule."""

    title: str
    arrivals: tuple[Arrival, ...]
    is_of_posts: bool

    def reaches_back_to(self, moment: dt.datetime) -> bool:
        """Return whether a comment of ``moment`` would stand here, if its host still showed it.

        A feed holds the newest few.  Only one that is in the order of its dates, and ends before ``moment``, proves
        that what is missing is gone; in any other a comment can have been pushed out by newer ones.
        """
        dates = [arrival.posted_at for arrival in self.arrivals]
        known = [date for date in dates if date is not None]
        if not known or len(known) != len(dates):
            return False
        return known == sorted(known, reverse=True) and known[-1] < moment


def read_document(body: bytes, content_type: str, address: str) -> FeedDocument:
    """Return what a feed says; ``address`` is where it was found, for links that are relative.

    Raises HostFailed where it is no feed: an empty answer and a page for people are none.
    """
    found = parsed(body, content_type)
    entries = found.get("entries", [])[:MOST_READ]
    arrivals = {arrival.host_id: arrival for arrival in reversed([_arrival(entry, address) for entry in entries])}
    of_posts = any(entry.get(mark) for entry in entries for mark in _OF_POSTS)
    title = keepable(text_of(found.get("feed", {}).get("title")))
    return FeedDocument(title, tuple(reversed(arrivals.values())), of_posts)


def parsed(body: bytes, content_type: str) -> Mapping[str, Any]:
    """Return a feed as the library reads it; raises HostFailed where it is none."""
    if _is_page(body):
        raise HostFailed(Trouble("not_a_feed"))
    if len(body) > MOST_UNTIDY and not _is_well_formed(body):
        raise HostFailed(Trouble("too_large", "not_well_formed"))
    try:
        found = _by_the_library(body, content_type)
    except UnicodeEncodeError:
        found = _by_the_library(_without_half_letters(body), content_type)
    if not found.get("version"):
        raise HostFailed(Trouble("not_a_feed"))
    return found


def _by_the_library(body: bytes, content_type: str) -> Mapping[str, Any]:
    # A file, because the library would take some texts for an address or a path and open it.
    found: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return found


def _without_half_letters(body: bytes) -> bytes:
    """Mend a smiley that its program wrote as the numbers of two halves: no text holds one, and the library trips."""

    def whole(found: re.Match[bytes]) -> bytes:
        number = int(found[1], 16) if found[1] else int(found[2])
        return b"&#65533;" if 0xD800 <= number <= 0xDFFF else found[0]

    return _BY_NUMBER.sub(whole, body)


def _is_page(body: bytes) -> bool:
    """Whether this is a page for people, which takes the library as long as a feed to find out.

    A page that holds anything by which the library knows a feed is left to it.
    """
    begins = body[:PROLOGUE].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if not begins.startswith((b"<!doctype html", b"<html")):
        return False
    whole = body.lower()
    return not any(mark in whole for mark in _OF_A_FEED)


def _is_well_formed(body: bytes) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return True


def _arrival(entry: Mapping[str, Any], feed_address: str) -> Arrival:
    address = address_of(feed_address, entry.get("link"))
    answered = entry.get("thr_in-reply-to") or {}
    answered_address = address_of(feed_address, answered.get("href"))
    answers_a_comment = bool(urlsplit(answered_address).fragment)
    return Arrival(
        host_id=_host_id(entry, address),
        body=_words(entry),
        # A feed holds what everybody can read.
        host_state=HostState.PUBLIC,
        author_name=text_of(entry.get("author")),
        posted_at=moment_of(entry),
        address=address,
        post_address=urldefrag(address).url if answers_a_comment or not answered_address else answered_address,
        parent_host_id=_short(text_of(answered.get("ref"))) if answers_a_comment else "",
    )


def _words(entry: Mapping[str, Any]) -> str:
    """Return the whole text where the feed has it, else the summary, else what stands in the title."""
    whole = [text_of(part.get("value")) for part in entry.get("content") or ()]
    return next(filter(None, (*whole, text_of(entry.get("summary")), text_of(entry.get("title")))), "")


def _host_id(entry: Mapping[str, Any], address: str) -> str:
    """Return what tells this comment from every other one, also after an edit."""
    named = text_of(entry.get("id")) or address
    if named:
        return _short(named)
    said = "\x00".join((text_of(entry.get("author")), text_of(entry.get("published")), text_of(entry.get("title"))))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_ID else hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def moment_of(entry: Mapping[str, Any]) -> dt.datetime | None:
    """Return the moment that the feed says, in UTC.  It may lie in the future: nothing here goes by it alone."""
    # The library answers for a missing "updated" with "published" and warns; asked in this way it does neither.
    names = ("published_parsed", "updated_parsed")
    said = next(filter(None, [entry[name] for name in names if name in entry]), None)
    try:
        return believable(dt.datetime.fromtimestamp(calendar.timegm(said), dt.UTC)) if said else None
    except (ValueError, OverflowError, OSError):
        return None


def address_of(base: str, link: object) -> str:
    """Return a whole web address, or nothing where the link leads to none."""
    try:
        whole = urljoin(base, text_of(link))
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if link and parts.scheme in ("http", "https") and parts.netloc else ""


def text_of(value: object) -> str:
    """Return a text without the space around it; nothing where it is none."""
    return value.strip() if isinstance(value, str) else ""
