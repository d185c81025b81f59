"""Sends what waits in the outbox: take one mail under a lease, hand it over, write down what came of it.

A mail is repeated only where the server's answer was never seen, and then with the same Message-ID, by which a mailbox
knows it for the same.  May not import Flask's request or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from governance.config import Settings
from governance.jobs.mail import Never, Post, ServerAway, Undelivered, compose
from governance.services.outbox import Letter, give_up, put_off, record_sent, set_aside_if_too_late, take_next

LEASE = dt.timedelta(minutes=10)
"""Longer than the slowest server that still answers within its time can take over one mail."""


def _never() -> bool:
    return False


@dataclass
class Outbox:
    """What one worker sends from.  ``sessions`` opens a database session, ``clock`` says the moment in UTC."""

    sessions: Callable[[], Session]
    post: Post
    settings: Settings
    clock: Callable[[], dt.datetime]
    lease: dt.timedelta = LEASE
    stopping: Callable[[], bool] = _never
    accepted: list[Letter] = field(default_factory=list, init=False)
    """Mails that the server took while the database was away: written down first thing when it is back."""

    def send_due(self) -> int:
        """Try every mail that is due, one after the other; return how many were accepted.

        Stops early when the server cannot be used, so that a long outbox does not spend its tries on it.
        """
        while self.accepted:
            self._record(self.accepted[0])
            self.accepted.pop(0)
        count = 0
        while not self.stopping():
            with self.sessions() as session:
                letter = take_next(session, self.clock(), self.lease)
                if letter is not None and set_aside_if_too_late(session, self.clock(), letter):
                    continue
            if letter is None:
                break
            try:
                self.post.send(compose(letter, self.settings), letter.to_address)
            except Never as problem:
                with self.sessions() as session:
                    give_up(session, self.clock(), letter, str(problem))
            except Undelivered as problem:
                with self.sessions() as session:
                    put_off(session, self.clock(), letter, str(problem))
                if isinstance(problem, ServerAway):
                    break
            else:
                count += 1
                self._write_down(letter)
        return count

    def _write_down(self, letter: Letter) -> None:
        try:
            self._record(letter)
        except SQLAlchemyError:
            self.accepted.append(letter)
            raise

    def _record(self, letter: Letter) -> None:
        with self.sessions() as session:
            record_sent(session, self.clock(), letter)
