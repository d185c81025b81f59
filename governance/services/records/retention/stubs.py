"""What was disposed of already leaves a stub: what has one is neither due nor written to again (003-7).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.records.kinds import RecordKind
from governance.models import DisposedRecord


def gone(school_id: Any, kind: RecordKind, number: Any) -> sa.ColumnElement[bool]:
    """Return what says of the record with ``number`` whether it was disposed of as this kind.  Both may be columns."""
    return sa.exists().where(
        DisposedRecord.school_id == school_id,
        DisposedRecord.kind == kind.value,
        DisposedRecord.subject_id == number,
    )


def is_gone(session: Session, school_id: int, kind: RecordKind, number: int) -> bool:
    """Return whether a record was disposed of."""
    return bool(session.scalar(sa.select(gone(school_id, kind, sa.literal(number)))))
