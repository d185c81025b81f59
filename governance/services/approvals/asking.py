"""Asking for an approval beyond creation, changing and withdrawing it (A.3.3, A.3.5, A.5.7, A.4.2).

A change of what was approved makes the approval void: the text is asked for anew, and the old one stays as it was.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, may
from governance.domain.addresses import Canonical, canonicalise
from governance.domain.approvals.kinds import KINDS, WhatIsAsked, missing_answers
from governance.domain.approvals.life import RequestSituation, decides, refusals
from governance.domain.approvals.words import RequestAction, RequestKind, RequestState
from governance.domain.refusals import Refusal
from governance.domain.words import Role, SiteState
from governance.models import ApprovalRequest, School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.notices import notify
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def ask_approval(session: Session, actor: Actor, now: dt.datetime, *, kind: RequestKind, asked: WhatIsAsked) -> int:
    """Ask for an approval of one kind and return the request's id; who decides is told.

    Raises Refused, and NotHere for another school's site.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        request = _new(record, school, kind, asked)
        record.act(
            "request.made",
            "approval_request",
            request.id,
            site_id=request.site_id,
            to_state=request.state,
            asked=kind,
            texts={"label": request.label},
        )
        tell_who_decides(record, school, request)
        return request.id


def change_request(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, asked: WhatIsAsked
) -> int:
    """Change what one asked for; return the id of the request that waits now.

    One that waits or was returned is changed itself and waits anew.  One that was approved becomes void, and another
    one waits in its place.  Raises Refused, Stale, NotHere.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        request = locked(session, ApprovalRequest, school.id, request_id)
        refuse_if_stale(session, request, seen, "approval_request", request.id, school.id)
        before = request.state
        refuse_if(refusals(RequestAction.CHANGE, situation_of(actor, request, school_today(school, now))))
        if before is RequestState.APPROVED:
            return _ask_anew(record, school, request, asked)
        _fill(record, school, request, asked)
        request.state = RequestState.WAITING
        request.decided_by = request.decided_at = request.delegation_id = None
        request.reason = request.conditions = ""
        record.act(
            "request.changed",
            "approval_request",
            request.id,
            site_id=request.site_id,
            from_state=before,
            to_state=request.state,
            asked=request.kind,
            texts={"label": request.label},
        )
        tell_who_decides(record, school, request)
        return request.id


def withdraw_request(session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int) -> None:
    """Take back what one asked for before it is decided; a repeat is harmless.  Raises Refused, Stale, NotHere."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        request = locked(session, ApprovalRequest, school.id, request_id)
        if request.state is RequestState.WITHDRAWN and request.asked_by == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, request, seen, "approval_request", request.id, school.id)
        refuse_if(refusals(RequestAction.WITHDRAW, situation_of(actor, request, school_today(school, now))))
        before = request.state
        request.state = RequestState.WITHDRAWN
        request.ended_by, request.ended_at = actor.person_id, now
        record.act(
            "request.withdrawn",
            "approval_request",
            request.id,
            site_id=request.site_id,
            from_state=before,
            to_state=request.state,
            asked=request.kind,
            texts={"label": request.label},
        )


def situation_of(actor: Actor, request: ApprovalRequest, today: dt.date, reason: str = "") -> RequestSituation:
    """Return what is known of one request and one person today: buttons and guards ask with the same."""
    return RequestSituation(
        kind=request.kind,
        state=request.state,
        asked_by=request.asked_by,
        actor=actor.person_id,
        decides=decides(actor, request.kind),
        today=today,
        ends_on=request.ends_on,
        reason=reason,
    )


def tell_who_decides(record: Record, school: School, request: ApprovalRequest) -> None:
    """Tell those who may decide; where nobody but the asker could, the chair, who names somebody to act."""
    today = school_today(school, record.now)
    told = set(heads_today(record.session, school.id, today))
    if KINDS[request.kind].by_leadership:
        told |= set(holders_of(record.session, school.id, Role.LEADERSHIP, today))
    if not told - {request.asked_by}:
        told = set(holders_of(record.session, school.id, Role.CHAIR_OF_GOVERNORS, today))
    link = f"/s/{school.slug}/approvals/{request.id}"
    notify(record, "approval_asked", sorted(told), link, label=KINDS[request.kind].asked)


def _new(
    record: Record, school: School, kind: RequestKind, asked: WhatIsAsked, replaces: int | None = None
) -> ApprovalRequest:
    if record.actor.person_id is None or not may(record.actor, Permission.ASK_APPROVAL):
        raise Refused((Refusal("not_yours_to_do", "Staff of the school can ask for this.", KINDS[kind].clause),))
    request = ApprovalRequest(
        school_id=school.id,
        kind=kind,
        state=RequestState.WAITING,
        asked_by=record.actor.person_id,
        asked_at=record.now,
        replaces_id=replaces,
        answers={},
        label="",
    )
    _fill(record, school, request, asked)
    record.session.add(request)
    record.session.flush()
    return request


def _ask_anew(record: Record, school: School, approved: ApprovalRequest, asked: WhatIsAsked) -> int:
    """The approved text stays as it was and holds no more; the changed one waits for a yes of its own."""
    request = _new(record, school, approved.kind, asked, approved.id)
    approved.state = RequestState.VOID
    approved.ended_by, approved.ended_at = record.actor.person_id, record.now
    record.act(
        "request.voided",
        "approval_request",
        approved.id,
        site_id=approved.site_id,
        from_state=RequestState.APPROVED,
        to_state=approved.state,
        asked=approved.kind,
        by_request=request.id,
        texts={"label": approved.label},
    )
    record.act(
        "request.made",
        "approval_request",
        request.id,
        site_id=request.site_id,
        to_state=request.state,
        asked=request.kind,
        texts={"label": request.label},
    )
    tell_who_decides(record, school, request)
    return request.id


def _fill(record: Record, school: School, request: ApprovalRequest, asked: WhatIsAsked) -> None:
    """Put what is asked for into the request; raises Refused where it is not complete, NotHere for a strange site."""
    known = KINDS[request.kind]
    site = _site(record.session, school.id, asked.site_id)
    found = list(missing_answers(request.kind, asked, school_today(school, record.now)))
    if site is not None and site.state is SiteState.CLOSED:
        found.append(Refusal("site_closed", "This site is closed. Choose another one.", known.clause, "site"))
    if known.needs_address and asked.address.strip():
        found.extend(_strange_address(record.session, school.id, asked.address))
    refuse_if(tuple(found))
    request.label = asked.label.strip()[:200]
    request.site_id = asked.site_id
    # A yes to the logo on a site counts for the text on which that site runs now.
    on_site = request.kind is RequestKind.BRAND and asked.answers.get("use") == "site"
    request.version_id = site.current_version_id if site is not None and on_site else None
    request.address = asked.address.strip()
    request.answers = {question.key: str(asked.answers[question.key]).strip() for question in known.questions}
    request.starts_on, request.ends_on = asked.starts_on, asked.ends_on


def _site(session: Session, school_id: int, site_id: int | None) -> Site | None:
    if site_id is None:
        return None
    site = session.scalar(sa.select(Site).where(Site.school_id == school_id, Site.id == site_id))
    if site is None:
        raise NotHere("Site")
    return site


def _strange_address(session: Session, school_id: int, address: str) -> tuple[Refusal, ...]:
    """Why this cannot be a site of somebody else's: it cannot be read, or it is one of our own."""
    found = canonicalise(address)
    if not isinstance(found, Canonical):
        return (Refusal(found.code, found.sentence, "A.3.3", "address"),)
    own = sa.select(Site.address, Site.platform).where(
        Site.school_id == school_id, Site.address != "", Site.state != SiteState.CLOSED
    )
    for typed, platform in session.execute(own):
        if canonicalise(typed, platform or None) == found:
            sentence = "This is one of our own sites. Taking part is asked for on sites of somebody else’s."
            return (Refusal("our_own_site", sentence, "A.3.3", "address"),)
    return ()
