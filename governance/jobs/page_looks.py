"""One look at one site's own page, as a visitor makes it (7.1, A.4.1, A.4.7).

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

from governance.domain.page_checks import NotTold, PageFault, PageSeen, cannot_be_looked_at, of_trouble
from governance.hosts.outside import Outside
from governance.hosts.page import look_at_page
from governance.hosts.protocol import HostFailed
from governance.services.page_watches import PageLook, put_off_look, take_look, take_page, take_silence

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=3)
"""Longer than a page, its rules and the school's website together that still answer within their time."""


@dataclass(frozen=True)
class PageLooks:
    """What looks are made with: ``sessions`` opens a database session, ``outside`` is the one way out."""

    sessions: Callable[[], Session]
    outside: Outside
    clock: Callable[[], dt.datetime]

    def look_at(self, watch_id: int) -> bool:
        """Look at one page if it is due and nobody else does; return whether it was looked at."""
        with self.sessions() as session:
            look = take_look(session, self.clock(), watch_id, LEASE)
        if look is None:
            return False
        found, retry_after = self._ask(look)
        try:
            with self.sessions() as session:
                self._write_down(session, look, found, retry_after)
        except SQLAlchemyError:
            # The database says nothing about the page; the lease runs out and the next look tells.
            log.warning("A look at a page could not be written down; it is repeated.")
        return True

    def _ask(self, look: PageLook) -> tuple[PageSeen | PageFault | NotTold, dt.timedelta | None]:
        claimed = look.claimed
        why_not = cannot_be_looked_at(claimed.address, claimed.platform)
        if why_not is not None:
            return why_not, None
        try:
            return look_at_page(self.outside, claimed.address, claimed.rules_link, claimed.school_link), None
        except HostFailed as failed:
            return of_trouble(failed.trouble.code), failed.retry_after
        except Exception:
            log.exception("The page of watch %s could not be looked at.", look.watch_id)
            return NotTold.FAILED_HERE, None

    def _write_down(
        self,
        session: Session,
        look: PageLook,
        found: PageSeen | PageFault | NotTold,
        retry_after: dt.timedelta | None,
    ) -> None:
        now = self.clock()
        if isinstance(found, PageSeen):
            take_page(session, now, look, found)
        elif isinstance(found, PageFault):
            take_silence(session, now, look)
        else:
            put_off_look(session, now, look, found, retry_after)
