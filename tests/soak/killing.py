"""People who work with a product while its processes are killed, and what has to be whole afterwards."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.demo.people import DOMAIN, PASSWORD
from governance.queries.audit_chain import stray_texts, verdicts
from tests.soak.product import Product
from tests.soak.visitor import Answer, NoAnswer, Visitor

PARTS = ("web server", "request", "worker")
LONGEST_DELAY = 0.12
"""Seconds within which a kill comes after a form was sent off: before, while and after it is answered."""


@dataclass
class Killing:
    """People at work on a product of which something is killed now and then, until ``kills`` were done."""

    product: Product
    chance: random.Random
    kills: int
    often: float = 0.7
    people: dict[str, Visitor] = field(default_factory=dict)
    answered: int = 0
    repeated: int = 0

    @property
    def is_over(self) -> bool:
        return len(self.product.killed) >= self.kills

    def sign_in(self, *keys: str) -> None:
        """Sign people in through the form."""
        for key in keys:
            visitor = self.people[key] = Visitor(self.product.port)
            typed = {"email": f"{key.replace('_', '.')}@{DOMAIN}", "password": PASSWORD}
            assert visitor.fill("/login", typed).is_done

    def do(self, send: Callable[[], Answer]) -> Answer:
        """Send a form, kill something meanwhile, and send it again until there is an answer."""
        if not self.is_over and self.chance.random() < self.often:
            part, delay = self.chance.choice(PARTS), self.chance.uniform(0, LONGEST_DELAY)
            killer = threading.Timer(delay, self.product.kill, [part])
            killer.start()
            try:
                answer = self._sent(send)
            finally:
                killer.join()
            self.product.wait_until_whole()
        else:
            answer = self._sent(send)
        while answer is None:
            self.repeated += 1
            answer = self._sent(send)
        assert answer.status < 500, answer.page
        assert answer.is_done, f"{answer.status}: {answer.page}"
        self.answered += 1
        return answer

    def _sent(self, send: Callable[[], Answer]) -> Answer | None:
        try:
            return send()
        except NoAnswer:
            self.product.wait_until_whole()
            return None


def is_whole(session: Session) -> None:
    """The database itself is whole, every chain verifies, and no text stands without its row."""
    if session.get_bind().dialect.name == "sqlite":
        assert session.execute(sa.text("PRAGMA integrity_check")).all() == [("ok",)]
        assert session.execute(sa.text("PRAGMA foreign_key_check")).all() == []
    broken = [verdict for verdict in verdicts(session) if verdict.fault is not None]
    assert broken == []
    assert stray_texts(session) == 0
