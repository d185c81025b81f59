"""Looks at every comment a second time, from a thread of its own: slower than the first look, and it sees more (A.5.6).

May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from sqlalchemy.orm import Session

from governance.jobs.turns import ByTurns
from governance.services.comments.reading import Reader
from governance.services.comments.second_looks import record_second_look, to_read_again

AT_ONCE = 50
"""So many comments are read between two questions to the database."""
POLL = 2.0
"""Seconds between two questions to the database while nothing is new."""


class SecondLooks(ByTurns):
    """Reads again what came, until it is told to stop.  ``reader_of`` returns what reads a school's comments twice."""

    thread_name: ClassVar[str] = "second looks"
    seconds_between: ClassVar[float] = POLL
    broke: ClassVar[str] = "A comment could not be looked at a second time; it is tried again."

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
        self.stopping = stopping
        super().__init__()

    def take_turn(self) -> bool:
        """Read what is due; where that is as much as is read at once, there is more."""
        return self.read_due() == AT_ONCE

    def read_due(self) -> int:
        """Read again what nobody has; return how many there were."""
        with self._sessions() as session:
            due = to_read_again(session, AT_ONCE)
        readers: dict[int, Reader] = {}
        for one in due:
            if self.stopping():
                break
            if one.school_id not in readers:
                with self._sessions() as session:
                    readers[one.school_id] = self._reader_of(session, one.school_id)
            reading = readers[one.school_id](one.body)
            with self._sessions() as session:
                record_second_look(session, self._clock(), one, reading)
        return len(due)
