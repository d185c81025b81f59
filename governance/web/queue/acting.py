"""Deciding: one press, one service, and then the next comment at the same place, with the page's script or without.

A form carries the revision that was seen.  Where somebody was quicker, the answer says who decided what and when, and
gives back what was typed (DESIGN 3.3).
"""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.words import CommentAction
from governance.domain.refusals import Refusal
from governance.queries.comments.cards import Card
from governance.queries.comments.queue import first_after, queue_page
from governance.services.comments.deciding import Decided, decide
from governance.services.refused import NotHere, Refused
from governance.web.entry import actor, now, requires
from governance.web.fields import seen_from
from governance.web.queue.area import asked_back, bp, card_or_404, is_in_place, queue_at, queue_with, scope, waiting
from governance.web.queue.listing import for_cards, last_decision
from governance.web.queue.shown import show
from governance.web.refused import MEANWHILE

DONE = {
    CommentAction.PUBLISH: "Published",
    CommentAction.KEEP: "Kept as it is",
    CommentAction.REMOVE: "Removed",
    CommentAction.HIDE: "Hidden and passed to the safeguarding lead",
    CommentAction.ASK: "Your question is on the comment, and your colleague is told",
    CommentAction.HAND_ON: "Handed on",
    CommentAction.UNDO: "Undone: the comment waits again",
    CommentAction.REOPEN: "Reopened: the comment waits again",
    CommentAction.RELEASE: "Released: the comment waits again",
}
ACTS = {action.value.replace("_", "-"): action for action in CommentAction}
AT_ONCE = ("publish", "keep", "hide", "undo", "reopen", "release")
"""The acts that are one press; the others ask something on a page of their own."""

_RULE = f"/comments/<int:comment_id>/<any({', '.join(repr(name) for name in AT_ONCE)}):decision>"


@bp.post(_RULE)
@requires(Permission.MODERATE, writes=True)
def decide_now(comment_id: int, decision: str) -> ResponseReturnValue:
    """Decide a comment with one press."""
    return decided(comment_id, ACTS[decision])


def decided(comment_id: int, action: CommentAction, **more: Any) -> ResponseReturnValue:
    """Decide, and answer with the next comment at the same place or with why not."""
    seen = seen_from(request.form.getlist("seen"))
    card, _ = card_or_404(comment_id)
    try:
        done = decide(db.session, actor(), now(), comment_id=comment_id, seen=seen, action=action, **more)
    except Refused as refused:
        db.session.rollback()
        return _not_decided(card, refused.refusals, str(more.get("note") or ""))
    except StaleDataError:
        db.session.rollback()
        return _not_decided(card, (Refusal("stale", MEANWHILE),), str(more.get("note") or ""))
    return _in_place(card, done, action) if is_in_place() else _next_page(card, done, action)


def _next_page(card: Card, done: Decided, action: CommentAction) -> ResponseReturnValue:
    """Without the page's script: the same list again, at the comment that comes next."""
    if action is CommentAction.HIDE and done.concern_id is not None:
        return redirect(url_for("queue.hidden", comment_id=card.id), 303)
    if action in (CommentAction.UNDO, CommentAction.REOPEN, CommentAction.RELEASE):
        flash(f"{DONE[action]}.")
        again, _ = card_or_404(card.id)
        return redirect(queue_with(again), 303)
    if request.form.get("from") == "page":
        flash(f"{DONE[action]}.")
        return redirect(url_for("queue.comment", comment_id=card.id), 303)
    asked = asked_back()
    if action is CommentAction.ASK:
        return redirect(queue_at(card.id, asked), 303)
    following = first_after(db.session, scope(), asked.sought, now(), card.place)
    return redirect(queue_at(following, asked), 303)


def _in_place(card: Card, done: Decided, action: CommentAction) -> ResponseReturnValue:
    """With the page's script: what stands in the card's place now, the new count, and the way to undo it."""
    asked = asked_back()
    left = waiting().count
    if not asked.sought.is_all:
        left = queue_page(db.session, scope(), asked.sought, now(), None, most=1).count
    stays = [card_or_404(card.id)[0]] if action is CommentAction.ASK else []
    return render_template(
        "queue/decided_in_place.html",
        card=card,
        hidden=action is CommentAction.HIDE and done.concern_id is not None,
        shown=show(stays),
        count=left,
        waiting=waiting().count,
        said=DONE[action],
        filtered=not asked.sought.is_all,
        **for_cards(asked, last_decision()),
    )


def _not_decided(card: Card, refusals: tuple[Refusal, ...], note: str) -> ResponseReturnValue:
    """Say why nothing was decided, give back the note, and show how the comment stands now."""
    stale = any(refusal.code == "stale" for refusal in refusals)
    asked = asked_back()
    try:
        following = first_after(db.session, scope(), asked.sought, now(), card.place)
    except NotHere:
        following = None
    template = "queue/meanwhile_in_place.html" if is_in_place() else "queue/meanwhile.html"
    page = render_template(
        template,
        card=card,
        sentences=[refusal.sentence for refusal in refusals],
        stale=stale,
        note=note,
        now_at=url_for("queue.comment", comment_id=card.id),
        onward=queue_at(following, asked),
    )
    return make_response(page, 409)
