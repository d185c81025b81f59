"""One use case = one transaction = at least one audit row.

Decides how a use case begins, how its acts are recorded and chained, and that all of it stands or none.  The chain's
head is locked last, just before the commit, so that writers wait for each other as briefly as possible (DESIGN 8).
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.acts import check_act
from governance.domain.chain import FIRST_HASH, SAID, row_hash, text_digest
from governance.models import NO_SCHOOL, AuditHead, AuditRow, AuditText


class NothingRecorded(Exception):
    """A use case changed something without an audit row; it is rolled back."""


class Record:
    """Collects the acts of one use case; they are chained when it ends."""

    def __init__(self, session: Session, actor: Actor, now: dt.datetime) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.rows: list[tuple[AuditRow, dict[str, str]]] = []
        self.is_repeat = False
        self.is_book_keeping = False

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
        row = AuditRow(
            chain=chain,
            at=self.now,
            actor_id=self.actor.person_id,
            actor_name=self.actor.name,
            actor_role=self.actor.role_in_words,
            code=code,
            subject_kind=subject_kind,
            subject_id=subject_id,
            site_id=subject_id if subject_kind == "site" else site_id,
            from_state=from_state,
            to_state=to_state,
            details=details,
            corrects=corrects,
            request_id=self.actor.request_id,
        )
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
        _append(session, record)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _append(session: Session, record: Record) -> None:
    """Chain the rows; the lowest chain is locked first, so that two writers never wait for each other in a ring."""
    for chain in sorted({row.chain for row, _ in record.rows}):
        sequence, previous = _lock_head(session, chain)
        for row, texts in record.rows:
            if row.chain != chain:
                continue
            salted = {key: (secrets.token_hex(16), text) for key, text in texts.items()}
            sequence += 1
            row.sequence = sequence
            row.previous_hash = previous
            row.digests = {key: text_digest(salt, text) for key, (salt, text) in salted.items()}
            row.hash = previous = row_hash({name: getattr(row, name) for name in SAID})
            session.add(row)
            session.flush()
            session.add_all(
                AuditText(row_id=row.id, key=key, salt=salt, text=text) for key, (salt, text) in salted.items()
            )
        session.execute(sa.update(AuditHead).where(AuditHead.chain == chain).values(sequence=sequence, hash=previous))


def _lock_head(session: Session, chain: int) -> tuple[int, str]:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(AuditHead).values(chain=chain, sequence=0, hash=FIRST_HASH).on_conflict_do_nothing())
    head = session.execute(
        sa.select(AuditHead.sequence, AuditHead.hash).where(AuditHead.chain == chain).with_for_update()
    ).one()
    return head.sequence, head.hash
