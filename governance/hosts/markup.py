"""Reads from a web page what a look needs: its links and the names that it gives itself.  Nothing is run or fetched.

A page is somebody else's text, and may be made to keep a reader busy for hours (a hundred thousand elements inside each
other, tags without an end).  So it is read in one pass from left to right, with a longest tag and a largest number of
them, and no tree is built.  May import the standard library only.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

LONGEST_TAG = 4_000
MOST_TAGS = 20_000
MOST_ATTRIBUTES = 40
MOST_UNENDED = 100
"""Tags that do not end: a page with more of them is made to be slow to read, and reading it stops there."""
MOST_LINKS = 3_000
LONGEST_LINK = 2_000
LONGEST_TITLE = 2_000

_WANTED = re.compile(
    r"<(?:!--|(a|area|base|link|meta|title|script|style|textarea|template|svg)(?=[\s/>]))", re.I | re.A
)
_REST_OF_TAG = re.compile(r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
# Only what pages are written in: among the other names that Python knows are some that take hours to read.
_CHARSET = re.compile(r"charset=[\"']?(utf-?8|utf-?16|us-ascii|latin-?1|iso-8859-1?\d|windows-125\d)\b", re.I | re.A)
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I | re.A)
    for name in ("title", "script", "style", "textarea", "template", "svg")
}


@dataclass(slots=True)
class Markup:
    """What stands in a page.  ``links`` are whole addresses; ``metas`` have names in small letters."""

    title: str = ""
    links: set[str] = field(default_factory=set)
    metas: dict[str, str] = field(default_factory=dict)
    heads: list[dict[str, str]] = field(default_factory=list)


def read_markup(text: str, address: str) -> Markup:
    """Return what stands in a page that was read at ``address``."""
    found, base, position, unended = Markup(), address, 0, 0
    for _ in range(MOST_TAGS):
        tag = _WANTED.search(text, position)
        if tag is None:
            break
        name = (tag[1] or "").lower()
        if not name:
            end = text.find("-->", tag.end())
            if end < 0:
                break
            position = end + 3
            continue
        rest = _REST_OF_TAG.match(text, tag.end(), tag.end() + LONGEST_TAG)
        if rest is None:
            unended, position = unended + 1, tag.end()
            if unended > MOST_UNENDED:
                break
            continue
        attributes, position = _attributes(rest[0]), rest.end()
        if name in _ENDS:
            content, position = _inside(text, position, name)
            if name == "title" and not found.title:
                found.title = html.unescape(content[:LONGEST_TITLE])
        elif name == "base":
            base = _joined(address, attributes.get("href", "")) or base
        else:
            _take(found, base, name, attributes)
    return found


def text_of_page(body: bytes, content_type: str) -> str:
    """Return a page as text, in the characters that its answer names; what cannot be read is marked, never raised."""
    named = _CHARSET.search(content_type)
    # A page in letters of two bytes that says nothing about them is full of NULs, which no database takes.
    return body.decode(named[1] if named else "utf-8", "replace").replace("\x00", "\ufffd")


def _take(found: Markup, base: str, name: str, attributes: dict[str, str]) -> None:
    if name == "meta":
        key = (attributes.get("property") or attributes.get("name") or "").lower()
        found.metas.setdefault(key, attributes.get("content", ""))
        return
    link = _joined(base, attributes.get("href", ""))
    if name == "link":
        found.heads.append({**attributes, "href": link})
    elif link.startswith(("http://", "https://")) and len(link) <= LONGEST_LINK and len(found.links) < MOST_LINKS:
        found.links.add(link)


def _attributes(rest_of_tag: str) -> dict[str, str]:
    """Return the attributes of a tag; of one that is there twice, the first counts."""
    found: dict[str, str] = {}
    for pair in islice(_ATTRIBUTE.finditer(rest_of_tag), MOST_ATTRIBUTES):
        found.setdefault(pair[1].lower(), html.unescape(pair[2] or pair[3] or pair[4] or ""))
    return found


def _inside(text: str, start: int, name: str) -> tuple[str, int]:
    """Return what stands inside an element that holds no links of the page, and where it ends."""
    end = _ENDS[name].search(text, start)
    return (text[start:], len(text)) if end is None else (text[start : end.start()], end.end())


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""
