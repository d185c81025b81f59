"""Reads what happened to one record of a register, as sentences (DESIGN 8)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.acts import sentence
from governance.models import AuditRow, AuditText
from governance.queries.site_records import Happened


def acts_on(session: Session, school_id: int, kind: str, subject_id: int, most: int = 50) -> list[Happened]:
    """Return the last acts on one record, the newest first; whoever asks has been let to the record itself."""
    rows = session.scalars(
        sa.select(AuditRow)
        .where(AuditRow.chain == school_id, AuditRow.subject_kind == kind, AuditRow.subject_id == subject_id)
        .order_by(AuditRow.sequence.desc())
        .limit(most)
    ).all()
    texts: dict[int, dict[str, str]] = {row.id: {} for row in rows}
    for row_id, key, text in session.execute(
        sa.select(AuditText.row_id, AuditText.key, AuditText.text).where(AuditText.row_id.in_(texts))
    ):
        texts[row_id][key] = text
    return [Happened(row.at, sentence(row.code, row.actor_name, row.details, texts[row.id])) for row in rows]
