"""What a use case left: the rows, acts and mails that were not there before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import AuditRow, Notice, Person
from tests.services.unchanged import counts

BOOK_KEEPING = {"audit_rows", "audit_texts", "audit_heads", "notices"}


@dataclass
class Left:
    """The new rows by table, the codes of the new acts in order, and (kind, person) of every new mail."""

    rows: dict[str, int] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def leaving(session: Session) -> Iterator[Left]:
    """Run a use case inside; afterwards ``Left`` says what it left."""
    before = counts(session)
    last_act = session.scalar(sa.select(sa.func.max(AuditRow.id))) or 0
    last_notice = session.scalar(sa.select(sa.func.max(Notice.id))) or 0
    session.rollback()
    left = Left()
    yield left
    session.rollback()
    after = counts(session)
    left.rows = {
        table: after[table] - before[table]
        for table in after
        if after[table] != before[table] and table not in BOOK_KEEPING
    }
    left.acts = list(
        session.scalars(sa.select(AuditRow.code).where(AuditRow.id > last_act).order_by(AuditRow.id)).all()
    )
    left.told = sorted(
        (kind, name)
        for kind, name in session.execute(
            sa.select(Notice.kind, Person.name)
            .join(Person, Person.id == Notice.person_id)
            .where(Notice.id > last_notice)
        )
    )
    session.rollback()
