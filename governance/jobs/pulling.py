"""Looks at every host whose turn has come, each from a thread of its own, while the worker does its other work.

Decides how many hosts are looked at together, and that sites on one machine wait for each other: a school's forty blogs
on one server must not knock all at once.  A host that hangs holds one of the places until its time is over and nobody
else's.  Several workers may pull beside each other: the lease on the connection decides who looks.
May not import Flask, queries or web.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.services import host_looks

log = logging.getLogger(__name__)

PLACES = 6
"""So many hosts are looked at together."""
POLL = 2.0
"""Seconds between two questions to the database whose turn has come; a wake-up does not wait for them."""


class Due(Protocol):
    """What is to be looked at, and the machine that it leads to."""

    @property
    def id(self) -> int: ...
    @property
    def host(self) -> str: ...


class Looks(Protocol):
    """What makes one look."""

    def look_at(self, due_id: int, /) -> bool: ...


DueNow = Callable[[Session, dt.datetime], Sequence[Due]]


class Pulling:
    """Looks at hosts until it is told to stop.

    ``looking`` makes one look, ``due_now`` says whose turn has come: the comments of a site's host, unless told else.
    """

    def __init__(
        self,
        sessions: Callable[[], Session],
        looking: Looks,
        clock: Callable[[], dt.datetime],
        places: int = PLACES,
        due_now: DueNow = host_looks.due_now,
    ) -> None:
        self._sessions = sessions
        self._looking = looking
        self._due_now = due_now
        self._clock = clock
        self._places = places
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Thread] = {}
        self._woken = threading.Event()
        self._stop = threading.Event()

    def wake(self) -> None:
        """Ask for a look at what is due, and return at once."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no new look."""
        self._stop.set()
        self._woken.set()

    def begin(self) -> None:
        """Pull from a thread of its own from now on."""
        threading.Thread(target=self._run, name="pulling", daemon=True).start()

    def finish(self, seconds: float) -> None:
        """Wait until the looks under way have ended, for ``seconds`` each at most."""
        with self._lock:
            under_way = list(self._busy.values())
        for thread in under_way:
            thread.join(seconds)

    def start_due(self) -> int:
        """Start a look at each host that is due, as far as there is a place; return how many were started."""
        with self._lock:
            free = self._places - len(self._busy)
        if free <= 0 or self._stop.is_set():
            return 0
        with self._sessions() as session:
            due = self._due_now(session, self._clock())
        started = 0
        for one in due:
            if started == free:
                break
            started += self._start(one)
        return started

    def _start(self, due: Due) -> bool:
        thread = threading.Thread(target=self._look, args=(due,), name=f"look at {due.host}", daemon=True)
        with self._lock:
            if due.host in self._busy:
                return False
            self._busy[due.host] = thread
        thread.start()
        return True

    def _look(self, due: Due) -> None:
        try:
            self._looking.look_at(due.id)
        except SQLAlchemyError:
            log.warning("A look at a host could not be written down; it is repeated.")
        except Exception:
            log.exception("%s (%s) could not be looked at.", due.host, due.id)
        else:
            # Another site on this machine may have waited for its turn.
            self._woken.set()
        finally:
            with self._lock:
                self._busy.pop(due.host, None)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.start_due()
            except SQLAlchemyError:
                # The worker itself says that the database cannot be used; here it is only asked again.
                log.debug("The database cannot be used now.")
            self._woken.wait(POLL)
            self._woken.clear()
