"""What every view of approvals beyond creation shares: the blueprint, the request of the address, its words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, abort

from governance.db import db
from governance.domain.access import Permission
from governance.domain.approvals.kinds import KINDS, Kind, answer_in_words
from governance.domain.approvals.life import refusals
from governance.domain.approvals.words import STATE_WORDS, RequestAction, RequestKind, RequestState
from governance.domain.refusals import Refusal
from governance.models import ApprovalRequest
from governance.queries.approvals import RequestRow, request_of
from governance.services.approvals.asking import situation_of
from governance.web.entry import actor, school, today
from governance.web.frame import WAYS, Way
from governance.web.registers_index import ENTRIES, RegisterEntry
from governance.web.words import date_words, moment_words

bp = Blueprint("approvals", __name__, url_prefix="/s/<school>/approvals")

WAYS.append(Way("Other approvals", "approvals.overview", Permission.SEE_SITES))
ENTRIES.append(
    RegisterEntry(
        "Other approvals",
        "approvals.overview",
        Permission.SEE_SITES,
        "Taking part on others’ sites, logo and brand, adverts for contributors, and what may be said or promised.",
    )
)

TYPED_LATER = frozenset({"reason_blank"})
"""A reason that is still to be typed is no reason against a button."""

TONES: dict[RequestState, str] = {
    RequestState.WAITING: "wait",
    RequestState.RETURNED: "warn",
    RequestState.DECLINED: "stop",
    RequestState.WITHDRAWN: "past",
    RequestState.APPROVED: "good",
    RequestState.ENDED: "past",
    RequestState.VOID: "warn",
}


def kind_of(word: str) -> Kind:
    """Return the kind of the address, or answer 404."""
    if word not in set(RequestKind):
        abort(404)
    return KINDS[RequestKind(word)]


def request_at_hand(request_id: int) -> RequestRow:
    """Return the request of this school, or answer 404."""
    found = request_of(db.session, school().id, request_id)
    if found is None:
        abort(404)
    return found


def against(row: RequestRow, action: RequestAction) -> tuple[Refusal, ...]:
    """Return what stands against an action before anything is typed; the guard asks the same."""
    as_it_stands = ApprovalRequest(kind=row.kind, state=row.state, asked_by=row.asked_by, ends_on=row.ends_on)
    found = refusals(action, situation_of(actor(), as_it_stands, today()))
    return tuple(refusal for refusal in found if refusal.code not in TYPED_LATER)


def tag_of(row: RequestRow) -> tuple[str, str]:
    """Return the words and the tone of a request's tag; one that ran out is said so."""
    if row.has_run_out(today()):
        return "its time has run out", "warn"
    if row.state is RequestState.APPROVED and row.starts_on is not None and row.starts_on > today():
        return "approved, and begins later", "good"
    return STATE_WORDS[row.state], TONES[row.state]


def facts_of(row: RequestRow) -> list[dict[str, Any]]:
    """Return what was asked for as a summary list shows it."""

    def day(value: dt.date | None) -> str | None:
        return date_words(value) if value else None

    rows: list[tuple[str, str | None]] = [
        ("Asked by", f"{row.asker}, on {moment_words(row.asked_at)}"),
        ("For our site", row.site),
        ("Address", row.address),
        *(
            (question.heading, answer_in_words(question.key, row.answers.get(question.key)) or "No longer kept")
            for question in KINDS[row.kind].questions
        ),
        ("First day", day(row.starts_on)),
        ("Last day", day(row.ends_on)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
