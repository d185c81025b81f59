"""One use case = one transaction = at least one audit row.

Decides how a use case begins, how its acts are recorded and chained, and that all of it stands or none.  The chain's
head is locked last, just before the commit, so that writers wait for each other as briefly as possible (DESIGN 8).
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from governance.db import Base, begin_writing, is_alone
from governance.domain.access import Actor
from governance.domain.acts import check_act
from governance.domain.chain import FIRST_HASH, row_hash, text_digest
from governance.models import NO_SCHOOL, AuditHead, AuditRow, AuditText

# Every act ends with these, so they are put together once and sent without the unit of work.
_ROWS, _TEXTS, _HEADS = (Base.metadata.tables[kind.__tablename__] for kind in (AuditRow, AuditText, AuditHead))
_OF_CHAIN = _HEADS.c.chain == sa.bindparam("of_chain")
_LOCK_HEAD = sa.select(_HEADS.c.sequence, _HEADS.c.hash).where(_OF_CHAIN).with_for_update()
_MOVE_HEAD = sa.update(_HEADS).where(_OF_CHAIN)
_INSERT_ROW = sa.insert(_ROWS).returning(_ROWS.c.id)
_INSERT_TEXTS = sa.insert(_TEXTS)


class NothingRecorded(Exception):
    """A use case changed something without an audit row; it is rolled back."""


class Record:
    """Collects the acts of one use case; they are chained when it ends."""

    def __init__(self, session: Session, actor: Actor, now: dt.datetime) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.rows: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.is_repeat = False
        self.is_book_keeping = False

    @cached_property
    def connection(self) -> sa.Connection:
        """The connection of this transaction, for statements that need no unit of work."""
        return self.session.connection()

    def repeat(self) -> None:
        """Say that what was asked for is so already: nothing is changed and nothing is recorded."""
        self.is_repeat = True

    def keep_books(self) -> None:
        """Say that what changed is the product's own book-keeping (a lease, a next try): it stands without a line.

        An act that is recorded all the same is chained as always.
        """
        self.is_book_keeping = True

    def act(
        self,
        code: str,
        subject_kind: str,
        subject_id: int | None,
        *,
        site_id: int | None = None,
        school_id: int | None = None,
        from_state: str | None = None,
        to_state: str | None = None,
        corrects: int | None = None,
        texts: dict[str, str] | None = None,
        **details: Any,
    ) -> None:
        """Record one act; raises UnknownAct where it does not carry what its code declares.

        ``details`` are ids, codes and numbers; ``texts`` is free text.  The chain is the actor's school's unless
        ``school_id`` says another.
        """
        texts = texts or {}
        check_act(code, details, texts)
        details = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in details.items()}
        chain = school_id or self.actor.school_id or NO_SCHOOL
        row = {
            "chain": chain,
            "at": self.now,
            "actor_id": self.actor.person_id,
            "actor_name": self.actor.name,
            "actor_role": self.actor.role_in_words,
            "code": code,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "site_id": subject_id if subject_kind == "site" else site_id,
            "from_state": from_state,
            "to_state": to_state,
            "details": details,
            "corrects": corrects,
            "request_id": self.actor.request_id,
        }
        self.rows.append((row, texts))


@contextmanager
def use_case(session: Session, actor: Actor, now: dt.datetime) -> Iterator[Record]:
    """Run one use case: everything inside stands with its audit rows, or nothing does."""
    try:
        begin_writing(session)
        record = Record(session, actor, now)
        yield record
        if record.is_repeat:
            session.rollback()
            return
        if not record.rows and not record.is_book_keeping:
            raise NothingRecorded
        session.flush()
        _append(record.connection, record)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _append(connection: sa.Connection, record: Record) -> None:
    """Chain the rows; the lowest chain is locked first, so that two writers never wait for each other in a ring."""
    if record.rows and is_alone(connection):
        raise RuntimeError("An act stands with what it records or not at all, so it is no book-keeping.")
    for chain in sorted({row["chain"] for row, _ in record.rows}):
        sequence, previous = _lock_head(connection, chain)
        for row, texts in record.rows:
            if row["chain"] != chain:
                continue
            salted = {key: (secrets.token_hex(16), text) for key, text in texts.items()}
            digests = {key: text_digest(salt, text) for key, (salt, text) in salted.items()}
            sequence += 1
            row |= {"sequence": sequence, "previous_hash": previous, "digests": digests}
            row["hash"] = previous = row_hash(row)
            row_id = connection.execute(_INSERT_ROW, row).scalar_one()
            if salted:
                kept = [
                    {"row_id": row_id, "key": key, "salt": salt, "text": text} for key, (salt, text) in salted.items()
                ]
                connection.execute(_INSERT_TEXTS, kept)
        connection.execute(_MOVE_HEAD, {"of_chain": chain, "sequence": sequence, "hash": previous})


def _lock_head(connection: sa.Connection, chain: int) -> tuple[int, str]:
    head = connection.execute(_LOCK_HEAD, {"of_chain": chain}).one_or_none()
    if head is None:
        # The chain's first act; where two begin it at once, the second waits here for the first.
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(_HEADS).values(chain=chain, sequence=0, hash=FIRST_HASH).on_conflict_do_nothing())
        head = connection.execute(_LOCK_HEAD, {"of_chain": chain}).one()
    return head.sequence, head.hash
