"""What the demo's people asked for beyond sites, and whom the press rang: one that holds, one that waits, one call."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.approvals.kinds import WhatIsAsked
from governance.domain.approvals.words import RequestKind
from governance.domain.media.life import Taken
from governance.domain.media.words import EnquiryKind
from governance.models import ApprovalRequest
from governance.services.approvals.asking import ask_approval
from governance.services.approvals.deciding import approve_request
from governance.services.media.taking import take_enquiry

ROUND = WhatIsAsked(
    label="Rivers round of Elm School",
    address="https://rivers.elm-school.example/round",
    answers={
        "owner": "Elm School, our partner in the writing project",
        "purpose": "Our pupils read what other classes write about their river, and comment on it.",
        "who": "Aled Morgan with Year 4, by first names",
        "safety": "Elm School holds every comment until a teacher has read it. Nobody has an account.",
    },
)
PROGRAMME = WhatIsAsked(
    label="Logo on the concert programme",
    answers={"use": "print", "where": "On the back of the programme of the winter concert, 300 copies."},
)


def fill_approvals(demo: Demo) -> None:
    """Ask, decide and take a call, unless anything was asked for already."""
    there = demo.session.scalar(
        sa.select(ApprovalRequest.id).where(ApprovalRequest.school_id == demo.school_id).limit(1)
    )
    demo.session.rollback()
    if there is not None:
        return
    asked_at = demo.now - dt.timedelta(days=6)
    until = demo.today() + dt.timedelta(weeks=18)
    teacher, head = demo.actor("teacher"), demo.actor("head")
    taking_part = WhatIsAsked(ROUND.label, ROUND.answers, address=ROUND.address, ends_on=until)
    request_id = ask_approval(demo.session, teacher, asked_at, kind=RequestKind.PARTICIPATION, asked=taking_part)
    revision = demo.session.get_one(ApprovalRequest, request_id).revision
    demo.session.rollback()
    reason = "It is good for their writing, and every comment is read before anybody sees it."
    approve_request(
        demo.session, head, asked_at + dt.timedelta(hours=3), request_id=request_id, seen=revision, reason=reason
    )
    ask_approval(demo.session, teacher, demo.now - dt.timedelta(days=1), kind=RequestKind.BRAND, asked=PROGRAMME)
    rang = demo.now - dt.timedelta(minutes=40)
    call = Taken(
        kind=EnquiryKind.SCHOOL,
        outlet="The Valley Gazette",
        about="Whether they may print a picture of the new pond, and who built it.",
        got_at=rang,
        taken_by=demo.people["teacher"],
        contact="Their newsroom, 01632 960123",
        wanted_by="tomorrow at noon",
    )
    take_enquiry(demo.session, teacher, rang + dt.timedelta(minutes=4), taken=call)
