"""Reads who writes for sites, from the approved texts that they run on; it never writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Membership, Person, ProposalVersion


def answers_of(session: Session, school_id: int, version_ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Return the answers of these versions of the school, by their number."""
    rows = session.execute(
        sa.select(ProposalVersion.id, ProposalVersion.answers).where(
            ProposalVersion.school_id == school_id, ProposalVersion.id.in_(version_ids)
        )
    )
    return {row.id: row.answers for row in rows}


def names_of(session: Session, school_id: int, person_ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of these people of the school."""
    rows = session.execute(
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id, Person.id.in_(person_ids))
    )
    return {row.id: row.name for row in rows}
