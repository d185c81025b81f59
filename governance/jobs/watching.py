"""One look at one site for something new: at its feed, at its WordPress, or first for the feed itself (A.1.5).

Everything is written down by services; a worker that dies in the middle leaves a lease that runs out.
May not import Flask, queries or web.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.domain.comments.trouble import Trouble
from governance.domain.watching import WatchKind
from governance.hosts.outside import Outside
from governance.hosts.posts import Looked, find_feed, look_at_feed, look_at_wordpress
from governance.hosts.protocol import HostFailed
from governance.services.update_watches import Look, put_off_look, take_look
from governance.services.updates import take_items

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=3)
"""Longer than the slowest page and feed together that still answer within their time."""


@dataclass(frozen=True)
class Watching:
    """What looks are made with: ``sessions`` opens a database session, ``outside`` is the one way out."""

    sessions: Callable[[], Session]
    outside: Outside
    clock: Callable[[], dt.datetime]

    def look_at(self, watch_id: int) -> bool:
        """Look at one site if it is due and nobody else does; return whether it was looked at."""
        with self.sessions() as session:
            look = take_look(session, self.clock(), watch_id, LEASE)
        if look is None:
            return False
        try:
            found_feed, looked = self._ask(look)
        except HostFailed as failed:
            self._put_off(look, failed.trouble, failed.retry_after)
        except Exception:
            log.exception("The site of watch %s could not be looked at.", watch_id)
            self._put_off(look, Trouble("failed_here"))
        else:
            self._take(look, found_feed, looked)
        return True

    def _ask(self, look: Look) -> tuple[str, Looked]:
        if look.kind is WatchKind.WORDPRESS:
            return "", look_at_wordpress(self.outside, look.address or look.page)
        found_feed = "" if look.address else find_feed(self.outside, look.page)
        return found_feed, look_at_feed(self.outside, look.address or found_feed, look.etag, look.modified)

    def _take(self, look: Look, found_feed: str, looked: Looked) -> None:
        try:
            with self.sessions() as session:
                take_items(
                    session,
                    self.clock(),
                    look,
                    looked.items,
                    etag=looked.etag,
                    modified=looked.modified,
                    found_feed=found_feed,
                    moved_to=looked.moved_to if looked.moved_to != (look.address or found_feed) else "",
                )
        except SQLAlchemyError:
            # The database says nothing about the site; the lease runs out and the next look tells.
            log.warning("A look for something new could not be written down; it is repeated.")

    def _put_off(self, look: Look, trouble: Trouble, retry_after: dt.timedelta | None = None) -> None:
        with self.sessions() as session:
            put_off_look(session, self.clock(), look, trouble, retry_after)
