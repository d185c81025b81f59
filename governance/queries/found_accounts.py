"""Reads of the accounts that were found and are not approved; they never write."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState
from governance.models import FoundNote, Import, Site


def found_sites(session: Session, school_id: int) -> tuple[tuple[Site, FoundNote | None], ...]:
    """Return every found site of the school with what was written down of it, by name."""
    rows = session.execute(
        sa.select(Site, FoundNote)
        .outerjoin(FoundNote, sa.and_(FoundNote.school_id == Site.school_id, FoundNote.site_id == Site.id))
        .where(Site.school_id == school_id, Site.state == SiteState.FOUND)
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    return tuple((site, note) for site, note in rows)


def sheet_of(session: Session, school_id: int, import_id: int) -> Import | None:
    """Return a kept list of existing accounts of this school."""
    return session.scalar(
        sa.select(Import).where(Import.school_id == school_id, Import.id == import_id, Import.kind == "found")
    )
