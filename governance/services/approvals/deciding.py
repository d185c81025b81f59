"""The decision on what somebody asked for: approve, return, decline; and the end of what was approved.

The head decides, or who acts for the head; an authorisation is any leadership member's to give (A.3.3, A.3.5, A.5.7,
A.4.2).  Nobody decides what they asked for: the domain refuses, and so does the database.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.life import MOVES, refusals
from governance.domain.approvals.words import RequestAction, RequestState
from governance.models import ApprovalRequest
from governance.services.actors import school_today
from governance.services.approvals.asking import situation_of
from governance.services.notices import notify
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def approve_request(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, reason: str, conditions: str = ""
) -> None:
    """Say yes to a request, with a reason.  Raises Refused, Stale, NotHere; a repeat is harmless."""
    with use_case(session, actor, now) as record:
        request = _decided(record, RequestAction.APPROVE, request_id, seen, reason)
        if request is None:
            return
        request.conditions = conditions.strip()
        _record(record, "request.approved", request, conditions=request.conditions)


def return_request(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, reason: str
) -> None:
    """Give a request back to be changed, with a reason.  Raises Refused, Stale, NotHere; a repeat is harmless."""
    with use_case(session, actor, now) as record:
        request = _decided(record, RequestAction.RETURN, request_id, seen, reason)
        if request is not None:
            _record(record, "request.returned", request)


def decline_request(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, reason: str
) -> None:
    """Say no to a request, with a reason.  Raises Refused, Stale, NotHere; a repeat is harmless."""
    with use_case(session, actor, now) as record:
        request = _decided(record, RequestAction.DECLINE, request_id, seen, reason)
        if request is not None:
            _record(record, "request.declined", request)


def end_request(session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, reason: str) -> None:
    """End what was approved from now on, with a reason; who asked and who decides can.

    Raises Refused, Stale, NotHere; a repeat is harmless.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        request = locked(session, ApprovalRequest, school.id, request_id)
        if request.state is MOVES[RequestAction.END].to and request.ended_by == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, request, seen, "approval_request", request.id, school.id)
        refuse_if(refusals(RequestAction.END, situation_of(actor, request, school_today(school, now), reason)))
        before, request.state = request.state, MOVES[RequestAction.END].to
        request.ended_by, request.ended_at, request.end_reason = actor.person_id, now, reason.strip()
        record.act(
            "request.ended",
            "approval_request",
            request.id,
            site_id=request.site_id,
            from_state=before,
            to_state=request.state,
            asked=request.kind,
            texts={"label": request.label, "reason": request.end_reason},
        )
        link = f"/s/{school.slug}/approvals/{request.id}"
        notify(record, "approval_decided", [request.asked_by], link, label=KINDS[request.kind].asked)


def _decided(record: Record, action: RequestAction, request_id: int, seen: int, reason: str) -> ApprovalRequest | None:
    """The request with the decision written on it; None where the same person has decided so already."""
    school = school_of(record)
    request = locked(record.session, ApprovalRequest, school.id, request_id)
    move = MOVES[action]
    if request.state is move.to and request.decided_by == record.actor.person_id:
        record.repeat()
        return None
    refuse_if_stale(record.session, request, seen, "approval_request", request.id, school.id)
    today = school_today(school, record.now)
    refuse_if(refusals(action, situation_of(record.actor, request, today, reason)))
    request.state = move.to
    request.decided_by, request.decided_at = record.actor.person_id, record.now
    request.delegation_id, request.reason = record.actor.delegation_id, reason.strip()
    link = f"/s/{school.slug}/approvals/{request.id}"
    notify(record, "approval_decided", [request.asked_by], link, label=KINDS[request.kind].asked)
    return request


def _record(record: Record, code: str, request: ApprovalRequest, **texts: str) -> None:
    record.act(
        code,
        "approval_request",
        request.id,
        site_id=request.site_id,
        from_state=RequestState.WAITING,
        to_state=request.state,
        asked=request.kind,
        delegation=request.delegation_id,
        texts={"label": request.label, "reason": request.reason, **texts},
    )
