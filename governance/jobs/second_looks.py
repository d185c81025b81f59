"""Looks at every comment a second time, from a thread of its own: slower than the first look, and it sees more (A.5.6).

May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.services.comments.reading import Reader
from governance.services.comments.second_looks import record_second_look, to_read_again

log = logging.getLogger(__name__)

AT_ONCE = 50
"""So many comments are read between two questions to the database."""
POLL = 2.0
"""Seconds between two questions to the database while nothing is new."""


class SecondLooks:
    """Reads again what came, until it is told to stop.  ``reader_of`` returns what reads a school's comments twice."""

    def __init__(
        self,
        sessions: Callable[[], Session],
        reader_of: Callable[[Session, int], Reader],
        clock: Callable[[], dt.datetime],
        stopping: Callable[[], bool],
    ) -> None:
        self._sessions = sessions
        self._reader_of = reader_of
        self._clock = clock
        self._stopping = stopping
        self._rest = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Read from a thread of its own from now on."""
        self._thread = threading.Thread(target=self._run, name="second looks", daemon=True)
        self._thread.start()

    def finish(self, seconds: float) -> None:
        """Wait until the comment in hand is read, for ``seconds`` at most."""
        self._rest.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def read_due(self) -> int:
        """Read again what nobody has; return how many there were."""
        with self._sessions() as session:
            due = to_read_again(session, AT_ONCE)
        readers: dict[int, Reader] = {}
        for one in due:
            if self._stopping():
                break
            if one.school_id not in readers:
                with self._sessions() as session:
                    readers[one.school_id] = self._reader_of(session, one.school_id)
            reading = readers[one.school_id](one.body)
            with self._sessions() as session:
                record_second_look(session, self._clock(), one, reading)
        return len(due)

    def _run(self) -> None:
        while not self._stopping():
            try:
                if self.read_due() == AT_ONCE:
                    continue
            except SQLAlchemyError:
                # The worker itself says that the database cannot be used; here it is only asked again.
                log.debug("The database cannot be used now.")
            except Exception:
                log.exception("A comment could not be looked at a second time; it is tried again.")
            self._rest.wait(POLL)
