"""Reads of what staff asked leave for beyond creating a site: lists, one request, and what waits for whom.

The number in the way about and the list come from the same WHERE (DESIGN 3, rule 8).  They never write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import Number, or_nobody
from governance.domain.approvals.life import is_in_force
from governance.domain.approvals.words import RequestKind, RequestState
from governance.models import ApprovalRequest, Person, Site

_Asker, _Decider, _Ender = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with the names that its page and the lists show; days are inclusive."""

    id: int
    kind: RequestKind
    state: RequestState
    label: str
    site_id: int | None
    site: str | None
    address: str
    answers: dict[str, Any]
    starts_on: dt.date | None
    ends_on: dt.date | None
    asked_by: int
    asker: str
    asked_at: dt.datetime
    decider: str | None
    decided_at: dt.datetime | None
    reason: str
    conditions: str
    ender: str | None
    ended_at: dt.datetime | None
    end_reason: str
    replaces_id: int | None
    revision: int

    def is_in_force(self, today: dt.date) -> bool:
        """Return whether it holds today."""
        return is_in_force(self.state, self.starts_on, self.ends_on, today)

    def has_run_out(self, today: dt.date) -> bool:
        """Return whether it was approved and its last day has passed."""
        return self.state is RequestState.APPROVED and self.ends_on is not None and self.ends_on < today


def requests_of_kind(session: Session, school_id: int, kind: RequestKind) -> list[RequestRow]:
    """Return every request of one kind, the newest first."""
    return _rows(session, ApprovalRequest.school_id == school_id, ApprovalRequest.kind == kind)


def requests_on_site(session: Session, school_id: int, site_id: int) -> list[RequestRow]:
    """Return what was asked for on one site, the newest first."""
    return _rows(session, ApprovalRequest.school_id == school_id, ApprovalRequest.site_id == site_id)


def request_of(session: Session, school_id: int, request_id: int) -> RequestRow | None:
    """Return one request of a school."""
    found = _rows(session, ApprovalRequest.school_id == school_id, ApprovalRequest.id == request_id)
    return found[0] if found else None


def replaced_by(session: Session, school_id: int, request_id: int) -> int | None:
    """Return the request that took the place of a void one."""
    return session.scalar(
        sa.select(ApprovalRequest.id).where(
            ApprovalRequest.school_id == school_id, ApprovalRequest.replaces_id == request_id
        )
    )


def counts_by_kind(session: Session, school_id: int, today: dt.date) -> dict[RequestKind, tuple[int, int]]:
    """Return of each kind how many requests wait and how many hold today."""
    holds = sa.and_(*_holds(today))
    rows = session.execute(
        sa.select(
            ApprovalRequest.kind,
            sa.func.sum(sa.case((ApprovalRequest.state == RequestState.WAITING, 1), else_=0)),
            sa.func.sum(sa.case((holds, 1), else_=0)),
        )
        .where(ApprovalRequest.school_id == school_id)
        .group_by(ApprovalRequest.kind)
    )
    return {kind: (int(waiting or 0), int(held or 0)) for kind, waiting, held in rows}


def requests_waiting_for(
    session: Session, school_id: int, person_id: int | None, kinds: Collection[RequestKind]
) -> list[RequestRow]:
    """Return the requests that wait for this person's decision, the oldest first."""
    return _rows(session, *waiting_for(school_id, person_id, kinds))[::-1] if kinds else []


def count_requests_waiting(
    school_id: Number, person_id: Number | None, kinds: Collection[RequestKind]
) -> sa.ScalarSelect[int]:
    """Return what counts the same."""
    where = waiting_for(school_id, person_id, kinds)
    return sa.select(sa.func.count(ApprovalRequest.id)).where(*where).scalar_subquery()


def waiting_for(
    school_id: Number, person_id: Number | None, kinds: Collection[RequestKind]
) -> tuple[sa.ColumnElement[bool], ...]:
    """Return which requests wait for a person who decides ``kinds``: never what they asked for themselves."""
    return (
        ApprovalRequest.school_id == school_id,
        ApprovalRequest.state == RequestState.WAITING,
        ApprovalRequest.kind.in_(kinds),
        ApprovalRequest.asked_by != or_nobody(person_id),
    )


def of_kind_in_force(school_id: int, kind: RequestKind, today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    """Return which requests of a kind hold today at a school."""
    return (ApprovalRequest.school_id == school_id, ApprovalRequest.kind == kind, *_holds(today))


def _holds(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        ApprovalRequest.state == RequestState.APPROVED,
        sa.or_(ApprovalRequest.starts_on.is_(None), ApprovalRequest.starts_on <= today),
        sa.or_(ApprovalRequest.ends_on.is_(None), ApprovalRequest.ends_on >= today),
    )


def _rows(session: Session, *where: sa.ColumnElement[bool]) -> list[RequestRow]:
    of_request = ApprovalRequest
    query = (
        sa.select(
            of_request.id,
            of_request.kind,
            of_request.state,
            of_request.label,
            of_request.site_id,
            Site.name,
            of_request.address,
            of_request.answers,
            of_request.starts_on,
            of_request.ends_on,
            of_request.asked_by,
            _Asker.name,
            of_request.asked_at,
            _Decider.name,
            of_request.decided_at,
            of_request.reason,
            of_request.conditions,
            _Ender.name,
            of_request.ended_at,
            of_request.end_reason,
            of_request.replaces_id,
            of_request.revision,
        )
        .join(_Asker, _Asker.id == of_request.asked_by)
        .outerjoin(_Decider, _Decider.id == of_request.decided_by)
        .outerjoin(_Ender, _Ender.id == of_request.ended_by)
        .outerjoin(Site, sa.and_(Site.school_id == of_request.school_id, Site.id == of_request.site_id))
        .where(*where)
        .order_by(of_request.asked_at.desc(), of_request.id.desc())
    )
    return [RequestRow(*row) for row in session.execute(query)]
