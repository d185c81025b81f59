"""The worker: sends what waits and does what is due, when it is woken and every minute in any case.

It keeps nothing in memory that matters: killed at any moment, the next one goes on from the database.
May not import Flask's request or queries.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence

from huey.consumer import Consumer
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.config import Settings
from governance.hosts.outside import Outside
from governance.jobs import lifeline
from governance.jobs.clock import Periodic, run_periodic
from governance.jobs.commenting import ClosingComments
from governance.jobs.hosts_of import hosts_of
from governance.jobs.looking import Looking
from governance.jobs.mail import Post, post_of
from governance.jobs.outbox import Outbox
from governance.jobs.page_looks import PageLooks
from governance.jobs.periodic import PERIODIC
from governance.jobs.pulling import Pulling
from governance.jobs.pushing import Pushing
from governance.jobs.second_looks import SecondLooks
from governance.jobs.wake_ups import wake_up_queue
from governance.jobs.watching import Watching
from governance.services import page_watches, update_watches
from governance.services.comments.reading import Reader, reader_of
from governance.triage import read_again

log = logging.getLogger(__name__)

LONGEST_POLL = 1.0
"""Seconds between two looks at the queue of wake-ups while nothing happens."""
WATCHING_PLACES = 4
"""So many sites are looked at together for something new; comments have places of their own and do not wait."""
PAGE_PLACES = 2
"""So many sites' own pages are looked at together; nobody waits for them."""
PATIENCE = 4
"""Seconds that a mail under way has to be finished once the worker was told to stop."""


class Worker:
    """Does what is due.  ``clock`` says the moment in UTC."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        clock: Callable[[], dt.datetime],
        post: Post | None = None,
        tasks: Sequence[Periodic] = PERIODIC,
    ) -> None:
        self._engine = engine
        self._sessions = lambda: Session(engine)
        self._clock = clock
        self._tasks = tasks
        self._stop = threading.Event()
        # A wake-up and the sweep may come together where an installation runs several threads.
        self._one_at_a_time = threading.Lock()
        self.pulling = _pulling(self._sessions, settings, clock, self._stop.is_set)
        self.watching = _watching(self._sessions, settings, clock)
        self.pages = _pages(self._sessions, settings, clock)
        self.pushing = Pushing(self._sessions, hosts_of(settings), clock, stopping=self._stop.is_set)
        self.commenting = ClosingComments(self._sessions, hosts_of(settings), clock, self._stop.is_set)
        self.second_looks = _second_looks(self._sessions, settings, clock, self._stop.is_set)
        self._outbox = Outbox(
            self._sessions, post or post_of(settings), settings, clock, stopping=lambda: self._stop.is_set()
        )

    def stop(self) -> None:
        """Begin nothing new."""
        self._stop.set()
        self.pulling.stop()
        self.watching.stop()
        self.pages.stop()

    def do_what_is_due(self) -> None:
        """Send what waits, then do what the clock asks for, then send what that has left.

        Hosts are looked at meanwhile by threads of their own.
        """
        self.pulling.wake()
        self.watching.wake()
        self.pages.wake()
        self.pushing.wake()
        self.commenting.wake()
        with self._one_at_a_time:
            try:
                self._outbox.send_due()
                if run_periodic(self._sessions, self._clock(), self._tasks, self._stop.is_set):
                    self._outbox.send_due()
            except SQLAlchemyError as error:
                log.warning("The database cannot be used now (%s); the worker looks again.", type(error).__name__)
                # What was open may lead to a database that is gone for good.
                self._engine.dispose()


def _pulling(
    sessions: Callable[[], Session],
    settings: Settings,
    clock: Callable[[], dt.datetime],
    stopping: Callable[[], bool],
) -> Pulling:
    def reader(session: Session, school_id: int) -> Reader:
        return reader_of(session, school_id, settings.sealing_keys)

    return Pulling(sessions, Looking(sessions, hosts_of(settings), reader, clock, stopping), clock)


def _watching(sessions: Callable[[], Session], settings: Settings, clock: Callable[[], dt.datetime]) -> Pulling:
    looks = Watching(sessions, Outside(settings.hosts_allowed), clock)
    return Pulling(sessions, looks, clock, WATCHING_PLACES, update_watches.due_now)


def _pages(sessions: Callable[[], Session], settings: Settings, clock: Callable[[], dt.datetime]) -> Pulling:
    looks = PageLooks(sessions, Outside(settings.hosts_allowed), clock)
    return Pulling(sessions, looks, clock, PAGE_PLACES, page_watches.due_now)


def _second_looks(
    sessions: Callable[[], Session],
    settings: Settings,
    clock: Callable[[], dt.datetime],
    stopping: Callable[[], bool],
) -> SecondLooks:
    def reader(session: Session, school_id: int) -> Reader:
        return reader_of(session, school_id, settings.sealing_keys, read_again)

    return SecondLooks(sessions, reader, clock, stopping)


class _StoppingConsumer(Consumer):  # type: ignore[misc]  # The library has no types.
    """Huey's consumer, which tells the worker that it is stopping before it waits for it."""

    def __init__(self, worker: Worker, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._told = worker

    def stop(self, graceful: bool = False) -> None:
        self._told.stop()
        super().stop(graceful)


def run(engine: Engine, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
    """Run the worker until TERM or INT; a mail under way is finished if that takes no more than a few seconds."""
    worker = Worker(engine, settings, clock)
    queue, _ = wake_up_queue(settings, worker.do_what_is_due)
    consumer = _StoppingConsumer(
        worker,
        queue,
        workers=1,
        periodic=True,
        max_delay=LONGEST_POLL,
        graceful_signal="TERM",
        shutdown_timeout=PATIENCE,
    )
    lifeline.hold()
    worker.pulling.begin()
    worker.watching.begin()
    worker.pages.begin()
    worker.pushing.begin()
    worker.commenting.begin()
    worker.second_looks.begin()
    consumer.run()
    worker.second_looks.finish(PATIENCE)
    worker.commenting.finish(PATIENCE)
    worker.pushing.finish(PATIENCE)
    worker.pages.finish(PATIENCE)
    worker.watching.finish(PATIENCE)
    worker.pulling.finish(PATIENCE)
