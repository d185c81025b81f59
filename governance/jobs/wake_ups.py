"""Wakes the worker when something was left for it, so that a mail goes within a second instead of within a minute.

Huey carries the wake-ups and nothing else: one that is lost costs a minute, because the worker's own sweep does what is
due in any case (docs/adr).  A request never waits for it: a thread of its own passes the word on.
May not import Flask's request, services or queries.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from flask import Flask, current_app, has_app_context
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session, SessionTransaction, object_session

from governance.config import Settings
from governance.db import Base
from governance.models import CommentingOnHost, HostConnection, Notice, UpdateWatch

log = logging.getLogger(__name__)

NAME = "governance"
LEFT = "something_left"


def wake_up_queue(settings: Settings, do_what_is_due: Callable[[], object]) -> tuple[Huey, Callable[[], object]]:
    """Return the queue of wake-ups, and the function that puts one into it.

    The worker passes what it does when woken; who only wakes passes anything.  Messages are signed, because the library
    reads them with pickle and whoever may write to the queue could else run what they like.
    """
    signed = SignedSerializer(secret=settings.secret_key, salt="wake-ups")
    queue: Huey
    if settings.redis_url:
        queue = RedisHuey(NAME, url=settings.redis_url, results=False, serializer=signed)
    else:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        file = settings.data_folder / "wake-ups.sqlite3"
        queue = SqliteHuey(NAME, filename=str(file), results=False, serializer=signed, timeout=10)

    @queue.task(name="wake_up")  # type: ignore[untyped-decorator]  # The library has no types.
    def wake_up() -> None:
        do_what_is_due()

    @queue.periodic_task(crontab(minute="*"), name="every_minute")  # type: ignore[untyped-decorator]  # As above.
    def every_minute() -> None:
        do_what_is_due()

    return queue, wake_up


class Waker:
    """Passes wake-ups on from a thread of its own; many at once become one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._process = 0
        self.passed_on = threading.Event()
        """Set once a wake-up stands in the queue, for who wants to wait for it."""

    def wake(self) -> None:
        """Ask for a wake-up and return at once."""
        self._asked.set()
        # A web server forks after it has made the application, and a thread does not come along.
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._process = os.getpid()
                    threading.Thread(target=self._pass_on, name="waker", daemon=True).start()

    def _pass_on(self) -> None:
        queue: Huey | None = None
        wake_up: Callable[[], object] = _nothing
        while True:
            self._asked.wait()
            self._asked.clear()
            try:
                if queue is None:
                    queue, wake_up = wake_up_queue(self._settings, _nothing)
                # One that still waits in the queue will be read after this commit, so it does for this one too.
                if queue.pending_count() == 0:
                    wake_up()
                self.passed_on.set()
            except Exception as error:
                log.warning("The worker could not be woken (%s); it looks by itself every minute.", error)


def _nothing() -> None:
    """Stand where the worker's own work stands in its process."""


def install(app: Flask, settings: Settings) -> None:
    """Let every commit of ``app`` that leaves a mail, or something to see to on a host, wake the worker."""
    app.extensions["waker"] = Waker(settings)


@event.listens_for(Notice, "after_insert")
@event.listens_for(HostConnection, "after_insert")
@event.listens_for(HostConnection, "after_update")
@event.listens_for(UpdateWatch, "after_update")
@event.listens_for(CommentingOnHost, "after_insert")
@event.listens_for(CommentingOnHost, "after_update")
def _mark(_: Mapper[Base], __: Connection, row: Base) -> None:
    session = object_session(row)
    if session is not None:
        session.info[LEFT] = True


@event.listens_for(Session, "after_commit")
def _wake_after_commit(session: Session) -> None:
    if session.info.pop(LEFT, False) and has_app_context():
        waker: Waker | None = current_app.extensions.get("waker")
        if waker is not None:
            waker.wake()


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _: SessionTransaction) -> None:
    session.info.pop(LEFT, None)
