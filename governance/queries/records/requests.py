"""Reads of the requests by law: for information, and for copies (DOMAIN 3.8).  They never write."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import InformationRequest, Membership, Person, Site, SubjectRequest


def information_requests(session: Session, school_id: int) -> list[tuple[InformationRequest, str]]:
    """Return the requests for information with the site of their comment, the open ones first."""
    rows = session.execute(
        sa.select(InformationRequest, Site.name)
        .outerjoin(Site, sa.and_(Site.school_id == InformationRequest.school_id, Site.id == InformationRequest.site_id))
        .where(InformationRequest.school_id == school_id)
        .order_by(InformationRequest.answered_on.is_not(None), InformationRequest.received_on, InformationRequest.id)
        .limit(300)
    )
    return [(row, site or "") for row, site in rows]


def information_request_of(session: Session, school_id: int, request_id: int) -> InformationRequest | None:
    """Return one request for information, or None."""
    return session.scalar(
        sa.select(InformationRequest).where(
            InformationRequest.school_id == school_id, InformationRequest.id == request_id
        )
    )


def subject_requests(session: Session, school_id: int) -> list[SubjectRequest]:
    """Return the requests for copies, the open ones first and the soonest due before."""
    return list(
        session.scalars(
            sa.select(SubjectRequest)
            .where(SubjectRequest.school_id == school_id)
            .order_by(SubjectRequest.sent_on.is_not(None), SubjectRequest.due_on, SubjectRequest.id)
            .limit(300)
        )
    )


def subject_request_of(session: Session, school_id: int, request_id: int) -> SubjectRequest | None:
    """Return one request for a copy, or None."""
    return session.scalar(
        sa.select(SubjectRequest).where(SubjectRequest.school_id == school_id, SubjectRequest.id == request_id)
    )


def members_by_name(session: Session, school_id: int) -> list[tuple[int, str]]:
    """Return everybody who ever belonged to a school, by name."""
    rows = session.execute(
        sa.select(Person.id, Person.name, Membership.position)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id)
        .order_by(Person.name, Person.id)
    )
    return [(person_id, f"{name}, {position}" if position else name) for person_id, name, position in rows]
