"""Brings decisions to the hosts: take the newest wish under a lease, push it, read it back, write down what came of it.

Each host is pushed to from a thread of its own, so that a slow one keeps nobody else waiting; a host in trouble is left
alone until its next try.  May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.trouble import Trouble
from governance.hosts.protocol import Host, HostFailed
from governance.jobs.turns import ByTurns
from governance.services.comments.pushing import (
    Line,
    Push,
    bring_forward,
    lines_with_pushes,
    put_off_push,
    record_push,
    take_next_push,
)
from governance.services.comments.unconfirmed import tell_of_unconfirmed

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=2)
"""Longer than the slowest host that still answers within its deadline can take over one push and its reading back."""
AT_ONCE = 4
"""So many hosts are pushed to at once."""


def _never() -> bool:
    return False


POLL = 1.0
"""Seconds between two questions to the database whether a decision is due; a wake-up does not wait for them."""


@dataclass
class Pushing(ByTurns):
    """What one worker pushes with.  ``sessions`` opens a database session, ``host_on`` a host by how it is reached."""

    sessions: Callable[[], Session]
    host_on: Callable[[Line], Host]
    clock: Callable[[], dt.datetime]
    lease: dt.timedelta = LEASE
    stopping: Callable[[], bool] = _never

    thread_name: ClassVar[str] = "pushing"
    seconds_between: ClassVar[float] = POLL
    broke: ClassVar[str] = "Decisions could not be brought to their hosts; it is tried again."

    def __post_init__(self) -> None:
        super().__init__()

    def take_turn(self) -> bool:
        """Push what is due, and tell of what is not confirmed."""
        self.push_due()
        with self.sessions() as session:
            tell_of_unconfirmed(session, self.clock())
        return False

    def push_due(self) -> int:
        """Push every wish that is due; return how many were confirmed."""
        with self.sessions() as session:
            lines = lines_with_pushes(session, self.clock())
        if not lines:
            return 0
        with ThreadPoolExecutor(min(AT_ONCE, len(lines)), thread_name_prefix="pushing") as pool:
            return sum(pool.map(self._push_line, lines))

    def _push_line(self, line: Line) -> int:
        """Push what is due for one host; the first trouble ends it, so that one that is down costs one try."""
        confirmed = 0
        host: Host | None = None
        brought_forward = False
        while not self.stopping():
            with self.sessions() as session:
                push = take_next_push(session, self.clock(), self.lease, line)
            if push is None:
                break
            try:
                host = host or self.host_on(line)
                arrival = host.push(push.host_id, push.wanted)
            except HostFailed as failed:
                self._put_off(push, failed.trouble, failed.retry_after)
                break
            except Exception:
                # Whatever a host's answer breaks, the wish stays and its lease ends; the log says where to look.
                log.exception("A decision could not be brought to its host.")
                self._put_off(push, Trouble("answer_not_understood"), None)
                break
            with self.sessions() as session:
                says = HostState.GONE if arrival is None else arrival.host_state
                confirmed += record_push(session, self.clock(), push, says)
            if push.tries > 1 and not brought_forward:
                brought_forward = True
                with self.sessions() as session:
                    bring_forward(session, self.clock(), line)
        return confirmed

    def _put_off(self, push: Push, trouble: Trouble, told: dt.timedelta | None) -> None:
        with self.sessions() as session:
            put_off_push(session, self.clock(), push, trouble, told)
