"""What every view of content shares: the blueprint, the draft or the site of the address, and how things are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort

from governance.db import db
from governance.domain.content.matching import kinds_to_ask
from governance.domain.content.words import CONTENT_KIND_WORDS, DRAFT_WORDS, ContentKind, DraftState, MatchedBy
from governance.models import Site
from governance.queries.content_posts import PostLine
from governance.queries.sites import site_of
from governance.services.content.at_hand import DraftAtHand, approves_content, draft_at_hand
from governance.services.content.matching import standing_of
from governance.services.content.publishing_people import publishers_of
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


@dataclass(frozen=True, slots=True)
class KindsAsked:
    """Which kinds would make a post routine, where its own is not known; ``says`` is whether the person may say it."""

    kinds: tuple[ContentKind, ...]
    says: bool


def kinds_asked_of(site: Site, posts: Sequence[PostLine]) -> dict[int, KindsAsked]:
    """Return, by the number of its match, what is asked of each post whose kind is not known yet."""
    unknown = [post for post in posts if post.matched_by is MatchedBy.NOTHING and post.kind is None]
    if not unknown:
        return {}
    standing = standing_of(db.session, school=school().id, site=site.id)
    says = approves_content(actor()) or actor().person_id in publishers_of(db.session, site, today())
    asked = {post.match_id: kinds_to_ask(post.day, post.kind, standing) for post in unknown}
    return {number: KindsAsked((*kinds, ContentKind.OTHER), says) for number, kinds in asked.items() if kinds}
