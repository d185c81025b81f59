"""Whether a disclosure, commitment or activity stands authorised by a member of the leadership team (A.4.2).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind, RequestState
from governance.models import ApprovalRequest


def authorisation_in_force(session: Session, school_id: int, request_id: int, today: dt.date) -> bool:
    """Return whether the request of this number is an authorisation of this school that holds today."""
    return bool(session.scalar(sa.select(_in_force(school_id, today).where(ApprovalRequest.id == request_id).exists())))


def authorisations_in_force(
    session: Session, school_id: int, today: dt.date, site_id: int | None = None
) -> list[ApprovalRequest]:
    """Return the authorisations that hold today, those that end first before the others.

    With ``site_id`` only those for that site and those for no site in particular.
    """
    query = _in_force(school_id, today).order_by(ApprovalRequest.ends_on, ApprovalRequest.id)
    if site_id is not None:
        query = query.where(sa.or_(ApprovalRequest.site_id.is_(None), ApprovalRequest.site_id == site_id))
    return list(session.scalars(query))


def _in_force(school_id: int, today: dt.date) -> sa.Select[ApprovalRequest]:
    return sa.select(ApprovalRequest).where(
        ApprovalRequest.school_id == school_id,
        ApprovalRequest.kind == RequestKind.COMMITMENT,
        ApprovalRequest.state == RequestState.APPROVED,
        sa.or_(ApprovalRequest.starts_on.is_(None), ApprovalRequest.starts_on <= today),
        ApprovalRequest.ends_on >= today,
    )
