"""Reads who writes for sites, from the approved texts that they run on (A.1.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.proposal.answers import people_of
from governance.models import ProposalVersion


def updaters_of(session: Session, school_id: int, version_ids: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Return the persons who are to update a site, each once and in their order, by the version that names them."""
    rows = session.execute(
        sa.select(ProposalVersion.id, ProposalVersion.answers).where(
            ProposalVersion.school_id == school_id, ProposalVersion.id.in_(version_ids)
        )
    )
    return {row.id: tuple(dict.fromkeys(people_of(row.answers, "updaters"))) for row in rows}
