"""A thread that takes a turn whenever it is woken, and every few seconds besides, until the worker stops.

What goes wrong in one turn is logged and does not end the thread: what was due stays due, and the next turn tries it.
May not import Flask or queries.
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


class ByTurns(ABC):
    """Whoever works by turns says what a turn is, how long it rests, and what the log says where one breaks."""

    thread_name: ClassVar[str]
    seconds_between: ClassVar[float]
    broke: ClassVar[str]
    stopping: Callable[[], bool]

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    @abstractmethod
    def take_turn(self) -> bool:
        """Do what is due; True says that there is more, and that the next turn need not wait."""

    def begin(self) -> None:
        """Work from a thread of its own from now on, so that nothing else of the worker waits for it."""
        self._thread = threading.Thread(target=self._run, name=self.thread_name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Ask whether something is due, and return at once."""
        self._woken.set()

    def finish(self, seconds: float) -> None:
        """Wait until what is under way has ended, for ``seconds`` at most."""
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self.stopping():
            try:
                if self.take_turn():
                    continue
            except SQLAlchemyError:
                # The worker itself says that the database cannot be used; here it is only asked again.
                log.debug("The database cannot be used now.")
            except Exception:
                log.exception(self.broke)
            self._woken.wait(self.seconds_between)
            self._woken.clear()
