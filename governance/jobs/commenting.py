"""Closes comments on the hosts of paused sites, and opens them afterwards exactly where they were open (DESIGN 5).

Post by post, with a short rest in between, under a lease that goes on with every post; at each of them the newest wish
is asked for, so that an older one stops.  A second round reads back what the first one did.
May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.domain.comments.connecting import REFUSED_POWER
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Commenting
from governance.hosts.protocol import Host, HostFailed, Post
from governance.jobs.hosts_of import HostOf
from governance.jobs.turns import ByTurns
from governance.services.closed_posts import forget_post, note_post, posts_to_open, remember_post
from governance.services.commenting_looks import (
    Errand,
    due_errands,
    finish_errand,
    keep_errand,
    put_off_errand,
    take_errand,
)

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=2)
"""Longer than the slowest host that still answers takes over two questions; each post begins it anew."""
LONGEST_TURN = dt.timedelta(seconds=45)
"""A long blog is gone on with in the next turn, so that no other waits for it."""
REST = 0.1
"""Seconds between two posts: a blog on a small server has visitors, too."""
AT_ONCE = 3
POWERLESS = "cannot_close_commenting"
"""Nothing was changed, because the account may not."""
POLL = 5.0
"""Seconds between two questions to the database; a wake-up does not wait for them."""


class Superseded(Exception):
    """A newer wish came, or another worker took over: nothing more is to be done."""


@dataclass
class ClosingComments(ByTurns):
    """What one worker closes and opens comments with.  ``rest`` waits for so many seconds."""

    sessions: Callable[[], Session]
    host_of: HostOf
    clock: Callable[[], dt.datetime]
    stopping: Callable[[], bool] = lambda: False
    rest: Callable[[float], object] | None = None

    thread_name: ClassVar[str] = "commenting"
    seconds_between: ClassVar[float] = POLL
    broke: ClassVar[str] = "Comments could not be closed or opened; it is tried again."

    def __post_init__(self) -> None:
        super().__init__()
        self._ended = threading.Event()
        self.rest = self.rest or self._ended.wait

    def finish(self, seconds: float) -> None:
        """Wait until the post in hand is done, for ``seconds`` at most."""
        self._ended.set()
        super().finish(seconds)

    def take_turn(self) -> bool:
        """See to what is due; there is never more than one turn takes."""
        self.see_to_due()
        return False

    def see_to_due(self) -> int:
        """See to every wish that is due; return how many hosts were asked."""
        with self.sessions() as session:
            due = due_errands(session, self.clock())
        if not due:
            return 0
        with ThreadPoolExecutor(min(AT_ONCE, len(due)), thread_name_prefix="commenting") as pool:
            return sum(pool.map(self.see_to, due))

    def see_to(self, commenting_id: int) -> bool:
        """See to one wish if it is due and nobody else does; return whether the host was asked."""
        with self.sessions() as session:
            errand = take_errand(session, self.clock(), commenting_id, LEASE)
        if errand is None:
            return False
        turn = _Turn(self, errand)
        try:
            turn.do()
        except Superseded:
            turn.let_go()
        except HostFailed as failed:
            turn.put_off(failed.trouble, failed.retry_after)
        except SQLAlchemyError:
            # The database says nothing about the host; the lease runs out and the next turn tells.
            log.warning("What became of comments on a host could not be written down; it is repeated.")
        except Exception:
            log.exception("Comments could not be closed or opened on a host.")
            turn.put_off(Trouble("failed_here"))
        return True


@dataclass
class _Turn:
    """One turn at one host; its lease moves on with every post."""

    at: ClosingComments
    errand: Errand
    changed: set[str] = field(default_factory=set)
    may: bool = False

    def __post_init__(self) -> None:
        self._began = self.at.clock()

    def do(self) -> None:
        """Bring every post to what is wished, as far as one turn goes, and write down what came of it."""
        is_all = self._close() if self.errand.wanted is Commenting.CLOSED else self._open()
        with self.at.sessions() as session:
            finish_errand(session, self.at.clock(), self.errand, len(self.changed), more=not is_all)

    def let_go(self) -> None:
        """End the lease, so that the newer wish does not wait for it."""
        with self.at.sessions() as session:
            finish_errand(session, self.at.clock(), self.errand, 0, more=True)

    def put_off(self, trouble: Trouble, retry_after: dt.timedelta | None = None) -> None:
        """Write down what went wrong."""
        with self.at.sessions() as session:
            put_off_errand(session, self.at.clock(), self.errand, trouble, retry_after)

    def _close(self) -> bool:
        if self.errand.is_shared:
            raise HostFailed(Trouble("blog_is_shared"))
        host = self.at.host_of(self.errand)
        before: set[str] = set()
        while True:
            for post in self._open_posts(host):
                if post.ref in before:
                    raise HostFailed(Trouble("commenting_not_changed", post.address))
                self._close_one(host, post)
                if self._is_over():
                    return False
            if not self.changed - before:
                return True
            if before:
                # Read back once already; what was published meanwhile said itself that it is closed.
                return True
            before = set(self.changed)

    def _open_posts(self, host: Host) -> list[Post]:
        """The public posts that take comments; all are read first, because closing one moves it in the list."""
        found: list[Post] = []
        after = ""
        while True:
            seen = host.posts(after, newest_only=not self.errand.is_sweep)
            found += [post for post in seen.posts if post.commenting is Commenting.OPEN]
            if not seen.next:
                return found
            after = seen.next
            self._keep()

    def _close_one(self, host: Host, post: Post) -> None:
        self._check(host)
        with self.at.sessions() as session:
            kept = remember_post(session, self.at.clock(), self.errand, LEASE, post.ref, post.address, post.title)
        try:
            self._bring(host, self._held(kept), post.ref)
        except HostFailed as failed:
            if failed.trouble.code == POWERLESS:
                with self.at.sessions() as session:
                    forget_post(session, self.errand, post.ref)
            raise

    def _open(self) -> bool:
        host = self.at.host_of(self.errand)
        with self.at.sessions() as session:
            refs = posts_to_open(session, self.errand)
        failed: HostFailed | None = None
        for ref in refs:
            self._check(host)
            self._keep()
            try:
                self._bring(host, self.errand, ref)
            except HostFailed as one:
                # A person may have opened the others; each is looked at.
                if one.trouble.code != POWERLESS:
                    raise
                failed = one
            if self._is_over():
                return False
        if failed is not None:
            raise failed
        return True

    def _bring(self, host: Host, errand: Errand, ref: str) -> None:
        says = host.set_commenting(ref, errand.wanted)
        if says not in (None, errand.wanted):
            raise HostFailed(Trouble("commenting_not_changed"))
        with self.at.sessions() as session:
            note_post(session, self.at.clock(), errand, ref)
        self.changed.add(ref)
        if self.at.rest is not None:
            self.at.rest(REST)

    def _check(self, host: Host) -> None:
        """Ask once a turn whether the account is as it should be: an administrator's is never used to change posts."""
        if self.may:
            return
        access = host.check()
        for trouble in (*access.troubles, *(one for one in access.warnings if one.code == REFUSED_POWER)):
            raise HostFailed(trouble)
        self.may = True

    def _keep(self) -> None:
        with self.at.sessions() as session:
            self._held(keep_errand(session, self.at.clock(), self.errand, LEASE))

    def _held(self, kept: Errand | None) -> Errand:
        if kept is None:
            raise Superseded
        self.errand = kept
        return kept

    def _is_over(self) -> bool:
        return self.at.stopping() or self.at.clock() - self._began > LONGEST_TURN
