"""Measures looks at feeds beside the bare client and parser doing the same requests (DESIGN 12: at most 1.5 times).

The product's side is the whole look of the worker: the lease, the request through the guard, the parse, what is new
with its audit row, and when to look again.  The bare side is one ``httpx2`` client and ``feedparser`` with the same
settings, which keeps nothing.  The server is a process of its own on the loopback interface, so that processor time
counts the looks alone.
"""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import feedparser
import httpx2
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.hosts.outside import AGENT, Outside
from governance.jobs.watching import Watching
from governance.models import UpdateWatch
from scripts.bench_measure import Budget
from tests.factories import NOW

ANSWERS = ("same", "new", "broken")
"""Nothing new (304), a feed whose newest post is new at every look, a page for people or half a feed."""
LOOKS = 20
"""So many looks in a round."""
AT_MOST = {"same": 4.0, "new": 2.0, "broken": 2.5}
ETAG = '"1"'


@contextmanager
def blogs() -> Iterator[int]:
    """Start the server that answers for every feed, and lend its port."""
    command = [sys.executable, "-m", "scripts.bench_feed_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())


def feed_budgets(engine: Engine, port: int) -> Iterator[Budget]:
    """The looks at a third of the feeds for each answer, and at all of them in turn."""
    watches = {answer: _watch(engine, port, answer, place) for place, answer in enumerate(ANSWERS)}
    with Outside({("127.0.0.1", port)}) as outside, _client() as client:
        watching = Watching(lambda: Session(engine), outside, lambda: NOW)
        ids = {answer: itertools.cycle(watches[answer]) for answer in ANSWERS}

        def looks(*answers: str) -> Callable[[], object]:
            def piece() -> None:
                for answer in answers:
                    assert watching.look_at(next(ids[answer]))

            return piece

        def fetches(*answers: str) -> Callable[[], object]:
            def least() -> None:
                for answer in answers:
                    fetch(client, address(port, answer), ETAG if answer == "same" else "")

            return least

        size = max(1, min(LOOKS, len(watches["new"]) // 6))
        rounds = max(1, len(watches["new"]) // size // 2)
        # Each feed is looked at once, as in one hour, because its news are new once only.
        for answer in ANSWERS:
            chosen = (answer,) * size
            what = f"looks at feeds, {answer} (our own) / bare fetch and parse"
            yield Budget(what, AT_MOST[answer], looks(*chosen), fetches(*chosen), rounds)
        mixed = ANSWERS * size
        yield Budget("looks at feeds, a third each / bare fetch and parse", 1.5, looks(*mixed), fetches(*mixed), rounds)


def fetch(client: httpx2.Client, url: str, etag: str) -> None:
    """Do what the least program that follows a feed does."""
    answer = client.get(url, headers={"If-None-Match": etag} if etag else {})
    if answer.status_code == 200:
        feedparser.parse(
            io.BytesIO(answer.content),
            response_headers={"content-type": answer.headers["content-type"]},
            sanitize_html=False,
            resolve_relative_uris=False,
        )


def address(port: int, answer: str) -> str:
    """Return the address of a feed that answers so."""
    return f"http://127.0.0.1:{port}/{answer}/feed/"


def _client() -> httpx2.Client:
    return httpx2.Client(trust_env=False, headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"})


def _watch(engine: Engine, port: int, answer: str, place: int) -> list[int]:
    """Let every third site be watched at a feed that answers so, all of them due now; return the watches."""
    with Session(engine) as session:
        begin_writing(session)
        due = {"kind": "feed", "next_look_at": NOW, "leased_until": None, "etag": ETAG if answer == "same" else ""}
        ids = session.scalars(
            sa.update(UpdateWatch)
            .where(UpdateWatch.id % len(ANSWERS) == place)
            .values(address=address(port, answer), **due)
            .returning(UpdateWatch.id)
        ).all()
        session.commit()
    return sorted(ids)
