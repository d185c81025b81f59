"""The blogs of the simulated year: real pages and feeds on the loopback interface, as they stand on the year's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime

from tests.hosts.listener import Listener, answer, listening

POSTED_AT = dt.time(14, 10, tzinfo=dt.UTC)
SHOWN = 10


@dataclass
class Blog:
    """One blog: the days on which it published, and the spans of days on which its server fails."""

    name: str
    days: list[dt.date]
    broken: tuple[tuple[dt.date, dt.date], ...] = ()

    def answers(self, path: str, now: dt.datetime) -> bytes:
        """What the blog says at a moment, to the page's or the feed's address."""
        if any(first <= now.date() <= last for first, last in self.broken):
            return answer("500 Internal Server Error", b"The blog has a fault.", "Content-Type: text/plain")
        if path.endswith("/feed"):
            return answer("200 OK", self._feed(now), "Content-Type: application/rss+xml; charset=UTF-8")
        link = '<link rel="alternate" type="application/rss+xml" title="Posts" href="feed">'
        rules = '<a href="https://school.example/blog">House rules</a>'
        page = f"<!doctype html><html><head><title>{self.name}</title>{link}</head><body>{rules}</body></html>"
        return answer("200 OK", page.encode(), "Content-Type: text/html; charset=UTF-8")

    def _feed(self, now: dt.datetime) -> bytes:
        moments = [dt.datetime.combine(day, POSTED_AT) for day in self.days]
        items = "".join(
            f"<item><title>Our week {number}</title><link>https://blog.example/{self.name}/{number}/</link>"
            f'<guid isPermaLink="false">{self.name} {number}</guid><pubDate>{format_datetime(moment)}</pubDate></item>'
            for number, moment in [(number, moment) for number, moment in enumerate(moments, start=1) if moment <= now][
                -SHOWN:
            ][::-1]
        )
        head = f"<title>{self.name}</title>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@dataclass
class Blogs:
    """The server of all of them.  ``now`` is the simulated moment, which whoever runs the year moves on."""

    listener: Listener
    by_key: dict[str, Blog] = field(default_factory=dict)
    now: dt.datetime = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)

    def address(self, key: str) -> str:
        """The address of one blog's page."""
        return f"{self.listener.url}{key}/"

    def add(self, key: str, blog: Blog) -> str:
        """Begin to serve a blog; return its address."""
        self.by_key[key] = blog
        return self.address(key)

    def answers(self, request: bytes) -> bytes:
        """The answer to one request."""
        path = request.split(b" ", 2)[1].decode()
        blog = self.by_key.get(path.strip("/").split("/")[0])
        if blog is None:
            return answer("404 Not Found", b"No such blog.", "Content-Type: text/plain")
        return blog.answers(path, self.now)


@contextmanager
def serving_blogs() -> Iterator[Blogs]:
    """Serve blogs until the block ends."""
    known: list[Blogs] = []

    def says(request: bytes) -> Iterator[bytes]:
        if request:
            # A worker that is killed may have connected and said nothing.
            yield known[0].answers(request)

    with listening(says) as listener:
        known.append(Blogs(listener))
        yield known[0]
