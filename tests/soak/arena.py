"""A database that several writers really share: rows are committed, every thread has its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.models import AuditHead, AuditRow
from governance.services.refused import Refused


@dataclass
class Outcome:
    """What one contestant came away with: an answer where it was done, or the codes and sentences of the refusal."""

    answer: object = None
    codes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    error: BaseException | None = field(default=None)

    @property
    def is_done(self) -> bool:
        return not self.codes and self.error is None


def at_once(engine: Engine, acts: Sequence[Callable[[Session], object]]) -> list[Outcome]:
    """Run the acts on a session each, let go at the same moment, and return how each of them ended."""
    gate = threading.Barrier(len(acts))
    outcomes = [Outcome() for _ in acts]

    def run(number: int) -> None:
        with Session(engine) as session:
            gate.wait(timeout=30)
            try:
                outcomes[number].answer = acts[number](session)
            except Refused as refused:
                outcomes[number].codes = refused.codes
                outcomes[number].sentences = tuple(refusal.sentence for refusal in refused.refusals)
            except BaseException as error:
                outcomes[number].error = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


@contextmanager
def engine_on(url: str) -> Iterator[Engine]:
    """An engine with room for every contestant."""
    engine = sa.create_engine(url, pool_size=12) if "postgresql" in url else sa.create_engine(url)
    yield engine
    engine.dispose()


def chain_is_whole(session: Session, chain: int) -> bool:
    """Every link follows the one before, none is missing or twice, and the head is the last of them."""
    session.rollback()
    links = session.execute(
        sa.select(AuditRow.sequence, AuditRow.previous_hash, AuditRow.hash)
        .where(AuditRow.chain == chain)
        .order_by(AuditRow.sequence)
    ).all()
    previous = "0" * 64
    for number, (sequence, before, own) in enumerate(links, start=1):
        if sequence != number or before != previous:
            return False
        previous = own
    head = session.execute(sa.select(AuditHead.sequence, AuditHead.hash).where(AuditHead.chain == chain)).one()
    return tuple(head) == (len(links), previous)
