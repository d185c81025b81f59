"""Reads for the page of a site's ingest keys; they never write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.models import IngestKey, Person


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key of a site: for which program, by whom, and when it was used last."""

    key_id: int
    program: str
    made_by: str
    made_at: dt.datetime
    used_at: dt.datetime | None
    revoked_by: str | None
    revoked_at: dt.datetime | None


def keys_of(session: Session, school_id: int, site_id: int) -> list[KeyLine]:
    """Return the keys of a site: those that work first, then by when they were made, the newest first."""
    maker, revoker = aliased(Person), aliased(Person)
    rows = session.execute(
        sa.select(
            IngestKey.id,
            IngestKey.label,
            maker.name,
            IngestKey.made_at,
            IngestKey.used_at,
            revoker.name,
            IngestKey.revoked_at,
        )
        .join(maker, maker.id == IngestKey.made_by)
        .outerjoin(revoker, revoker.id == IngestKey.revoked_by)
        .where(IngestKey.school_id == school_id, IngestKey.site_id == site_id)
        .order_by(IngestKey.revoked_at.is_not(None), IngestKey.id.desc())
    )
    return [KeyLine(*row) for row in rows]
