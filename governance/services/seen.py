"""Everything decided is decided on a version: rows are locked, and what the actor saw is compared with what is there.

A stale form is refused with a sentence that names who did what and when (DESIGN 3, rule 3).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import flag_modified

from governance.db import OfSchool
from governance.domain.acts import sentence
from governance.domain.refusals import Refusal
from governance.models import AuditRow, AuditText, School
from governance.services.refused import NotHere, Stale


class Revised(Protocol):
    """A row that counts its changes."""

    @property
    def revision(self) -> int: ...


Row = TypeVar("Row", bound=OfSchool)


def locked(session: Session, kind: type[Row], school_id: int, row_id: int) -> Row:
    """Return the row of this school, locked until the transaction ends; raises NotHere."""
    row: Row | None = session.scalar(_locking(sa.inspect(kind)), {"school": school_id, "row": row_id})
    if row is None:
        raise NotHere(kind.__name__)
    return row


@cache
def _locking(mapper: Mapper[Any]) -> sa.Select[Any]:
    """The query that locks one row; it is put together once, because nearly every use case begins with it."""
    kind = mapper.class_
    return (
        sa.select(kind)
        .where(kind.school_id == sa.bindparam("school"), kind.id == sa.bindparam("row"))
        .with_for_update(of=kind)
        .execution_options(populate_existing=True)
    )


def touch(row: Revised) -> None:
    """Count a change that stands in another row as a change of this one."""
    flag_modified(row, "state")


def refuse_if_stale(
    session: Session, row: Revised, seen: int, subject_kind: str, subject_id: int, school_id: int
) -> None:
    """Raise Stale when the row changed after the actor saw it."""
    if row.revision != seen:
        raise Stale((Refusal("stale", _what_happened(session, subject_kind, subject_id, school_id)),))


def _what_happened(session: Session, subject_kind: str, subject_id: int, school_id: int) -> str:
    last = session.scalar(
        sa.select(AuditRow)
        .where(AuditRow.chain == school_id, AuditRow.subject_kind == subject_kind, AuditRow.subject_id == subject_id)
        .order_by(AuditRow.sequence.desc())
        .limit(1)
    )
    school = session.get(School, school_id)
    if last is None or school is None:
        return "This changed since you opened it. Nothing was changed by you; look at it again below."
    texts = dict(session.execute(sa.select(AuditText.key, AuditText.text).where(AuditText.row_id == last.id)).all())
    at = last.at.astimezone(ZoneInfo(school.time_zone))
    said = sentence(last.code, last.actor_name, last.details, texts)
    return (
        f"This changed since you opened it, at {at:%H:%M} on {at:%A} {at.day} {at:%B}: {said} "
        "Nothing was changed by you; look at it again."
    )
