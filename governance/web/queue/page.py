"""One comment's own page: its words in every revision, what was decided and said of it, and what can be done.

Opening it is a press of its own, because it is recorded; holding it is a courtesy that the page's script keeps alive.
"""

from __future__ import annotations

from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, is_dsl
from governance.domain.comments.arrival import HOST_STATE_WORDS
from governance.domain.comments.marking import lay_out
from governance.domain.comments.messages import message_for
from governance.domain.comments.words import (
    DELIVERY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    CommentAction,
    CommentState,
    Urgency,
)
from governance.queries.appeals import last_removal
from governance.queries.comments.one import Whole, whole_comment
from governance.queries.reports import reports_of
from governance.services.comments.claims import hold, let_go
from governance.services.comments.openings import open_comment, write_note
from governance.services.refused import NotHere
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ParagraphsField, ProductForm
from governance.web.private_pages import removal_token
from governance.web.queue.acting import DONE
from governance.web.queue.area import asked_back, bp, card_or_404, is_in_place, scope
from governance.web.queue.listing import for_cards, last_decision
from governance.web.queue.shown import Shown, against, show
from governance.web.refused import done

SAID_ALOUD = frozenset({"own_decision", "appeal_open"})
"""Reasons without which nobody understands why the button that they look for is missing."""


class NoteForm(ProductForm):
    """A note for whoever looks at it next."""

    note = ParagraphsField("Note", "Write the note.", longest=4000)


@bp.get("/comments/<int:comment_id>")
@requires(Permission.MODERATE)
def comment(comment_id: int) -> ResponseReturnValue:
    """Show everything about one comment."""
    return _page(comment_id, NoteForm())


@bp.post("/comments/<int:comment_id>/open")
@requires(Permission.MODERATE, writes=True)
def open_it(comment_id: int) -> ResponseReturnValue:
    """Show words that are covered, and record that somebody opened them."""
    open_comment(db.session, actor(), now(), comment_id=comment_id)
    if not is_in_place():
        return redirect(url_for("queue.comment", comment_id=comment_id, words="shown"), 303)
    card, within = card_or_404(comment_id)
    (one,) = show([card], within=within, uncovered=True)
    return render_template("queue/card_in_place.html", one=one, **for_cards(asked_back(), last_decision()))


@bp.post("/comments/<int:comment_id>/hold")
@requires(Permission.MODERATE, writes=True)
def hold_it(comment_id: int) -> ResponseReturnValue:
    """Hold a comment for some minutes, or say who has it open; resting on words that are not covered opens them."""
    card_or_404(comment_id)
    try:
        if request.form.get("seen_words"):
            open_comment(db.session, actor(), now(), comment_id=comment_id)
        claim = hold(db.session, actor(), now(), comment_id=comment_id)
    except NotHere:
        # It was decided meanwhile: there is nothing to hold, and nothing is wrong either.
        return "", 204
    return render_template("queue/claim.html", claim=claim) if not claim.mine else ("", 204)


@bp.post("/comments/<int:comment_id>/let-go")
@requires(Permission.MODERATE, writes=True)
def let_it_go(comment_id: int) -> ResponseReturnValue:
    """End the person's own claim."""
    card_or_404(comment_id)
    let_go(db.session, actor(), comment_id=comment_id)
    return "", 204


@bp.post("/comments/<int:comment_id>/note")
@requires(Permission.MODERATE, writes=True)
def note(comment_id: int) -> ResponseReturnValue:
    """Leave a note on it."""
    card_or_404(comment_id)
    form = NoteForm()
    if form.validate() and done(
        form,
        lambda: write_note(db.session, actor(), now(), comment_id=comment_id, words=form.note.data or ""),
        {"note_blank": "note", "note_too_long": "note"},
    ):
        flash("Your note is on the comment.")
        return redirect(url_for("queue.comment", comment_id=comment_id), 303)
    return make_response(_page(comment_id, form), 422)


def _page(comment_id: int, form: NoteForm) -> str:
    whole = whole_comment(db.session, scope(), actor(), comment_id)
    if whole is None:
        abort(404)
    # What was covered is shown to who asked for it, once somebody's opening is on record.
    asked_for = request.args.get("words") == "shown" and whole.card.opened_at is not None
    settled = whole.card.urgency is not Urgency.CHILD_RISK or whole.card.awaits_since is None
    around = for_cards(asked_back(), last_decision())
    (one,) = show([whole.card], within=whole.within, whole=True, uncovered=asked_for or settled)
    return render_template(
        "queue/comment.html",
        one=one,
        whole=whole,
        form=form,
        withheld=whole.card.state is CommentState.HIDDEN and not is_dsl(actor()),
        earlier=_earlier(one, whole),
        message=_message(one),
        why_not=_why_not(one),
        told=reports_of(db.session, school().id, comment_id) if whole.within else [],
        ask_again=_address_of_removal(one, whole),
        state_words=STATE_WORDS,
        host_words=HOST_STATE_WORDS,
        delivery_words=DELIVERY_WORDS,
        source_words=SOURCE_WORDS,
        done_words=DONE,
        **around,
    )


def _why_not(one: Shown) -> list[str]:
    """Return why a comment that waits for somebody cannot be answered here by this person."""
    if one.card.awaits_since is None or one.covered:
        return []
    asked = (*against(CommentAction.KEEP, one.situation), *against(CommentAction.REOPEN, one.situation))
    return list(dict.fromkeys(refusal.sentence for refusal in asked if refusal.code in SAID_ALOUD))


def _earlier(one: Shown, whole: Whole) -> list[object]:
    """Return the earlier revisions laid out, the newest first, where the words may be seen at all."""
    if one.covered or not one.laid.shown:
        return []
    return [(revision, lay_out(revision.body, (), None)) for revision in whole.revisions[1:]]


def _address_of_removal(one: Shown, whole: Whole) -> str:
    """Return the private address that tells the author why, and where they can ask for another look."""
    if one.card.state is not CommentState.REMOVED or not whole.within:
        return ""
    removal = last_removal(db.session, school().id, one.card.id)
    if removal is None:
        return ""
    token = removal_token(removal, school().id, current_app.extensions["governance"].secret_key)
    return url_for("appeals.removed", token=token, _external=True)


def _message(one: Shown) -> str:
    """Return what the author can be told, where the last decision removed it under a rule."""
    last = next((said for said in reversed(one.said) if said.action is not None), None)
    if last is None or last.action is not CommentAction.REMOVE or not last.rule_text:
        return ""
    return message_for(last.rule_text, one.card.site or "this page")
