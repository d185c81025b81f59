"""What every view of content shares: the blueprint, and the draft or the site of the address."""

from __future__ import annotations

from flask import Blueprint, abort

from governance.db import db
from governance.domain.content.words import CONTENT_KIND_WORDS, DRAFT_WORDS, ContentKind, DraftState
from governance.models import Site
from governance.queries.sites import site_of
from governance.services.content.at_hand import DraftAtHand, draft_at_hand
from governance.web.entry import actor, school, today

bp = Blueprint("content", __name__, url_prefix="/s/<school>")

WHO = frozenset({"not_yours_to_do", "not_in_this_state"})
"""Codes that say who may and when, not what is wrong with a text."""

TONES = {
    DraftState.DRAFT: "past",
    DraftState.SUBMITTED: "wait",
    DraftState.RETURNED: "warn",
    DraftState.APPROVED: "ready",
    DraftState.DECLINED: "stop",
    DraftState.PUBLISHED: "good",
    DraftState.WITHDRAWN: "past",
}


def draft_or_404(draft_id: int) -> DraftAtHand:
    """Return the draft of the address; what was never submitted is its author's own and 404 to everybody else."""
    case = draft_at_hand(db.session, school(), today(), draft_id)
    if case.draft.submitted_at is None and case.draft.author_id != actor().person_id:
        abort(404)
    return case


def site_or_404(site_id: int) -> Site:
    """Return the site of the address."""
    return site_of(db.session, school().id, site_id) or abort(404)


def state_words(state: DraftState) -> tuple[str, str]:
    """Return the words of a draft's state and the tone of its tag."""
    words = DRAFT_WORDS[state]
    return words[0].upper() + words[1:], TONES[state]


def kind_words(kind: str) -> str:
    """Return what a kind of content is called."""
    return CONTENT_KIND_WORDS[ContentKind(kind)]
