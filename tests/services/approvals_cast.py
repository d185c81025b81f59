"""Complete requests of every kind, asked by a teacher of the cast and decided by whoever is handed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from governance.domain.approvals.kinds import WhatIsAsked
from governance.domain.approvals.words import RequestKind
from governance.models import ApprovalRequest, Person
from governance.services.approvals.asking import ask_approval
from governance.services.approvals.deciding import approve_request
from tests.factories import NOW
from tests.services.cast import Cast

UNTIL = dt.date(2027, 3, 25)
WHY = "It is worth the hour, and safe."


def participation(**changed: Any) -> WhatIsAsked:
    """Taking part in a quadblogging round of another school."""
    return WhatIsAsked(
        **{
            "label": "Rivers round of Elm School",
            "address": "https://rivers.elm.example/round",
            "answers": {
                "owner": "Elm School",
                "purpose": "Our pupils comment on other classes' work.",
                "who": "Ms First with Year 4, without names",
                "safety": "Comments are held there; nobody has an account.",
            },
            "ends_on": UNTIL,
            **changed,
        }
    )


def brand(site_id: int | None = None, use: str = "site", **changed: Any) -> WhatIsAsked:
    """The logo on a site, or for another use."""
    return WhatIsAsked(
        **{
            "label": "Logo at the head of the page",
            "site_id": site_id,
            "answers": {"use": use, "where": "At the top of every page, leading to our website."},
            **changed,
        }
    )


def advert(site_id: int | None, **changed: Any) -> WhatIsAsked:
    """An advert for helpers on a blog."""
    return WhatIsAsked(
        **{
            "label": "Notice for parents",
            "site_id": site_id,
            "answers": {"text": "Would you like to write for our blog?", "where": "In the newsletter."},
            "starts_on": dt.date(2026, 11, 23),
            "ends_on": dt.date(2026, 12, 18),
            **changed,
        }
    )


def commitment(**changed: Any) -> WhatIsAsked:
    """A promise in the school's name."""
    return WhatIsAsked(
        **{
            "label": "Stall at the fair",
            "answers": {
                "sort": "commitment",
                "what": "We say that the school has a stall at the fair.",
                "for_whom": "The parents’ association",
            },
            "ends_on": dt.date(2026, 12, 18),
            **changed,
        }
    )


def asked(session: Session, cast: Cast, kind: RequestKind, what: WhatIsAsked, by: Person | None = None) -> int:
    """Ask, as the first teacher unless somebody else is named; return the request's number."""
    return ask_approval(session, cast.actor(session, by or cast.teacher), NOW, kind=kind, asked=what)


def seen(session: Session, request_id: int) -> int:
    """The revision that a page would carry."""
    session.rollback()
    revision = session.get_one(ApprovalRequest, request_id).revision
    session.rollback()
    return revision


def approved(session: Session, cast: Cast, kind: RequestKind, what: WhatIsAsked, by: Person | None = None) -> int:
    """Ask as the first teacher and let the head approve, or whoever is named."""
    request_id = asked(session, cast, kind, what)
    decider = cast.actor(session, by or cast.head)
    revision = seen(session, request_id)
    approve_request(session, decider, NOW, request_id=request_id, seen=revision, reason=WHY)
    return request_id


def row(session: Session, request_id: int) -> ApprovalRequest:
    """The request as it stands in the database."""
    session.rollback()
    session.expire_all()
    return session.get_one(ApprovalRequest, request_id)
