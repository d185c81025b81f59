"""One look at one host: is the account as it should be, what changed since the last look, and what came of it.

Decides the order, and that a look ends after a while and goes on later, so that one long backlog keeps nobody waiting.
Everything is written down by services; a worker that dies in the middle leaves a lease that runs out and a cursor that
stands where the last page was taken in.  May not import Flask, queries or web.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.connecting import LOST, REFUSED_POWER
from governance.domain.comments.trouble import Trouble
from governance.hosts.protocol import Host, HostFailed
from governance.jobs.hosts_of import HostOf
from governance.services.comments.reading import Reader
from governance.services.host_arrivals import read_before, see_access, take_page
from governance.services.host_looks import Look, changed_holding, finish_look, put_off_look, take_look
from governance.services.rechecks import recheck_site

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=2)
"""Longer than the slowest host that still answers within its time takes over one page; each page begins it anew."""
LONGEST_LOOK = dt.timedelta(seconds=45)


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Looking:
    """What looks are made with.

    ``sessions`` opens a database session, ``reader_of`` returns what reads a school's comments.
    """

    sessions: Callable[[], Session]
    host_of: HostOf
    reader_of: Callable[[Session, int], Reader]
    clock: Callable[[], dt.datetime]
    stopping: Callable[[], bool] = _never

    def look_at(self, connection_id: int) -> bool:
        """Look at one host if it is due and nobody else does; return whether it was looked at."""
        with self.sessions() as session:
            look = take_look(session, self.clock(), connection_id, LEASE)
        if look is None:
            return False
        under_way = _UnderWay(self, look)
        try:
            under_way.do()
        except HostFailed as failed:
            under_way.put_off(failed.trouble, failed.retry_after)
        except SQLAlchemyError:
            # The database says nothing about the host; the lease runs out and the next look tells.
            log.warning("A look at a host could not be written down; it is repeated.")
            return True
        except Exception:
            log.exception("The host of connection %s could not be looked at.", connection_id)
            under_way.put_off(Trouble("failed_here"))
        self._recheck(look)
        return True

    def _recheck(self, look: Look) -> None:
        """Ask the site's gate again at once where something new was seen of whether its host holds comments."""
        with self.sessions() as session:
            if changed_holding(session, look):
                recheck_site(session, the_clock(look.school_id), self.clock(), look.site_id)


class _UnderWay:
    """One look while it is made; its lease and its place move on with every page."""

    def __init__(self, at: Looking, look: Look) -> None:
        self._at = at
        self._look = look

    def do(self) -> None:
        """Check the account where it is time to, take in what came, and write down that the host answered."""
        host = self._at.host_of(self._look)
        if self._look.to_check:
            self._check(host)
        try:
            more = self._take_pages(host)
        except HostFailed as failed:
            raise self._told_better(host, failed) from failed
        with self._at.sessions() as session:
            finish_look(session, self._at.clock(), self._look, more=more)

    def put_off(self, trouble: Trouble, retry_after: dt.timedelta | None = None) -> None:
        """Write down what went wrong."""
        with self._at.sessions() as session:
            put_off_look(session, self._at.clock(), self._look, trouble, retry_after)

    def _check(self, host: Host) -> None:
        access = host.check()
        too_much = tuple(one for one in access.warnings if one.code == REFUSED_POWER)
        for trouble in (*access.troubles, *too_much):
            raise HostFailed(trouble)
        with self._at.sessions() as session:
            see_access(
                session,
                self._at.clock(),
                self._look,
                account=access.account,
                address=access.facts.get("address", ""),
                warnings=[one.code for one in access.warnings],
                holds=access.holds,
            )

    def _told_better(self, host: Host, failed: HostFailed) -> HostFailed:
        """Return why the account is not taken any more, where its check knows it better than the list of comments."""
        if failed.trouble.code not in LOST or self._look.to_check:
            return failed
        troubles = host.check().troubles
        return HostFailed(troubles[0]) if troubles else failed

    def _take_pages(self, host: Host) -> bool:
        """Take page after page for as long as one look may; return whether the host has more to give."""
        began = self._at.clock()
        while True:
            asked_at = self._at.clock()
            fetched = host.fetch(self._look.cursor)
            with self._at.sessions() as session:
                read = self._at.reader_of(session, self._look.school_id)
                session.rollback()
                read = read_before(session, self._look, fetched.arrivals, read)
                held = take_page(
                    session,
                    self._at.clock(),
                    self._look,
                    fetched.arrivals,
                    fetched.cursor,
                    read,
                    LEASE,
                    asked_at=asked_at,
                    holds=fetched.holds,
                )
            # A host that says "more" and stays where it is would be asked without end.
            is_all = not fetched.more or fetched.cursor == self._look.cursor
            self._look = held or self._look
            if held is None or is_all:
                return False
            if self._at.stopping() or self._at.clock() - began > LONGEST_LOOK:
                return True
