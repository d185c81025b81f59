"""Whether a page holds only what the product itself put there: its own elements, attributes, scripts and addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

NEVER = frozenset({"iframe", "object", "embed", "base", "math", "animate", "frame", "applet", "marquee"})
"""Elements that the product uses nowhere on these pages."""

LEADS = frozenset({"href", "src", "action", "formaction", "srcset", "poster", "data"})
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
OWN = re.compile(r"(/(?!/)|#|\?|$)")
ELSEWHERE = re.compile(r"https?://[^\s\\]+$")
"""Only a link may lead away from the product, and only to a page."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER:
            self.found.append(f"an element <{tag}>")
        if tag in ("script", "style"):
            self.scripts.append(dict(attrs).get("src") or "")
            self._in_script = not dict(attrs).get("src")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus"):
                self.found.append(f"an attribute {name} on <{tag}>")
            away = tag == "a" and name == "href" and ELSEWHERE.match(value or "")
            if name in LEADS and not OWN.match(value or "") and not away:
                self.found.append(f"{name} leads to {value!r}")
            if TURNS.search(value or ""):
                self.found.append(f"hidden characters in {name} of <{tag}>")

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)
            self._in_script = False
        elif TURNS.search(data):
            self.found.append(f"hidden characters in {data[:80]!r}")


def what_does_not_belong(page: str) -> list[str]:
    """Return everything on a page that a comment must have brought; empty where there is nothing."""
    return _read(page).found


def scripts_of(page: str) -> list[str]:
    """Return the scripts and styles of a page: where each is fetched from, or its text where it stands in the page."""
    return _read(page).scripts


@lru_cache(maxsize=1)
def _read(page: str) -> _Reader:
    """Both questions are asked of the same page, one after the other."""
    reader = _Reader()
    reader.feed(page)
    return reader
