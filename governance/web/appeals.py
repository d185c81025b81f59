"""Appeals against a removal: the public page of one removal, its private answer, and the pages where one is decided.

The public page says which rule was broken, and never repeats the comment.  It needs the link that a moderator gave.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.comments.appeals import (
    BEHALF_WORDS,
    LONGEST_WORDS,
    OUTCOME_WORDS,
    AppealOutcome,
    Behalf,
    who_refusals,
)
from governance.queries.appeals import (
    AppealRow,
    Removed,
    appeal_by_token,
    appeal_row,
    appeals_to_decide,
    count_to_decide,
    removal,
    was_removed,
)
from governance.services.comments.appeals import appeal_by_link, appeal_on_behalf, appeal_situation, decide_appeal
from governance.services.pretenders import the_public
from governance.web.entry import actor, now, public, requires, school
from governance.web.fields import (
    ChoiceField,
    ErrorLine,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    VersionedForm,
    refusal_lines,
)
from governance.web.frame import WAYS, Count, Way
from governance.web.private_pages import privately, removal_of
from governance.web.queue.area import scope
from governance.web.refused import done
from governance.web.register import grown_up_here

bp = Blueprint("appeals", __name__)


class AppealForm(ProductForm):
    """Why a removal should be looked at again."""

    behalf = ChoiceField(
        "Who are you?",
        "Choose who you are",
        choices=[SelectChoice(one.value, words) for one, words in BEHALF_WORDS.items()],
    )
    words = ParagraphsField(
        "Why should we look at it again?", "Say why we should look at it again", longest=LONGEST_WORDS
    )


class BehalfForm(ProductForm):
    """The same, written down for somebody who asks in person."""

    behalf = ChoiceField(
        "Who asks?",
        "Choose who asks",
        choices=[
            SelectChoice("author", "The author"),
            SelectChoice("parent", "A parent"),
            SelectChoice("teacher", "A teacher"),
        ],
    )
    words = ParagraphsField("What do they say?", "Write down what they say", longest=LONGEST_WORDS)


class DecideForm(VersionedForm):
    """What comes of an appeal."""

    outcome = ChoiceField(
        "What do you decide?",
        "Choose what you decide",
        choices=[SelectChoice(one.value, words) for one, words in OUTCOME_WORDS.items()],
    )
    reason = ParagraphsField(
        "Why?",
        "Say why in a sentence",
        longest=LONGEST_WORDS,
        hint="Whoever asked reads this on their private page. Write no names.",
    )


@bp.get("/s/<school>/removed/<token>")
@public()
def removed(token: str) -> Response:
    """Say why one comment was removed, and offer to ask for a second look."""
    found = _removal(token)
    if found is None:
        return _unknown()
    return _removed_page(AppealForm(), found, token)


@bp.post("/s/<school>/removed/<token>")
@public(writes=True)
def appeal(token: str) -> ResponseReturnValue:
    """Take the appeal and lead to its private page."""
    found = _removal(token)
    if found is None:
        return _unknown()
    form, made = AppealForm(), list[str]()
    if form.validate_on_submit() and done(form, lambda: made.append(_make(form, found[0].id)), {"words": "words"}):
        return redirect(url_for(".appealed", token=made[0]))
    return _removed_page(form, found, token, 422)


@bp.get("/s/<school>/appealed/<token>")
@public()
def appealed(token: str) -> Response:
    """Show what became of an appeal, without names."""
    found = appeal_by_token(db.session, school().id, token)
    if found is None:
        return _unknown()
    words = {"found": found, "school": school(), "grown_up": grown_up_here()}
    address = url_for(".appealed", token=token, _external=True)
    return privately(render_template("appeals/appealed.html", address=address, **words))


@bp.get("/s/<school>/appeals")
@requires(Permission.MODERATE)
def appeals() -> ResponseReturnValue:
    """List the appeals that this person may decide."""
    waiting = appeals_to_decide(db.session, actor(), scope())
    return render_template("appeals/appeals.html", waiting=waiting)


@bp.get("/s/<school>/appeals/<int:appeal_id>")
@requires(Permission.MODERATE)
def decide(appeal_id: int) -> ResponseReturnValue:
    """Show one appeal, and ask for the decision where this person may decide."""
    row = _row_or_404(appeal_id)
    return _decide_page(row, DecideForm(formdata=None, seen=row.appeal.revision))


@bp.post("/s/<school>/appeals/<int:appeal_id>")
@requires(Permission.MODERATE, writes=True)
def decided(appeal_id: int) -> ResponseReturnValue:
    """Decide one appeal."""
    _row_or_404(appeal_id)
    form = DecideForm()
    seen = form.seen_version()
    if form.validate_on_submit() and done(
        form,
        lambda: decide_appeal(
            db.session,
            actor(),
            now(),
            appeal_id=appeal_id,
            seen=seen,
            outcome=AppealOutcome(form.outcome.data),
            reason=form.reason.data,
        ),
        {"reason": "reason"},
    ):
        flash("The appeal is decided.")
        return redirect(url_for(".appeals"))
    return _decide_page(_row_or_404(appeal_id), form), 422


@bp.get("/s/<school>/comments/<int:comment_id>/appeal")
@requires(Permission.MODERATE)
def on_behalf(comment_id: int) -> ResponseReturnValue:
    """Ask what somebody says who asks in person."""
    _removed_or_404(comment_id)
    return render_template("appeals/on_behalf.html", form=BehalfForm(), comment_id=comment_id)


@bp.post("/s/<school>/comments/<int:comment_id>/appeal")
@requires(Permission.MODERATE, writes=True)
def write_down(comment_id: int) -> ResponseReturnValue:
    """Write down an appeal on behalf of somebody."""
    _removed_or_404(comment_id)
    form, made = BehalfForm(), list[int]()
    if form.validate_on_submit() and done(
        form,
        lambda: made.append(
            appeal_on_behalf(
                db.session,
                actor(),
                now(),
                comment_id=comment_id,
                behalf=Behalf(form.behalf.data),
                words=form.words.data,
            )
        ),
        {"words": "words"},
    ):
        flash("The appeal is written down. Somebody else than who removed the comment, and than you, decides it.")
        return redirect(url_for(".decide", appeal_id=made[0]))
    return render_template("appeals/on_behalf.html", form=form, comment_id=comment_id), 422


def _make(form: AppealForm, decision_id: int) -> str:
    return appeal_by_link(
        db.session,
        the_public(school().id, g.request_id),
        now(),
        decision_id=decision_id,
        behalf=Behalf(form.behalf.data),
        words=form.words.data,
        remote=request.remote_addr or "",
        salt=current_app.extensions["governance"].secret_key,
    )


def _removal(token: str) -> Removed | None:
    decision_id = removal_of(token, school().id, current_app.extensions["governance"].secret_key)
    return removal(db.session, school().id, decision_id) if decision_id is not None else None


def _removed_page(form: AppealForm, found: Removed, token: str, status: int = 200) -> Response:
    decision, comment, site = found
    page = render_template(
        "appeals/removed.html",
        form=form,
        decision=decision,
        is_removed=comment.state == "removed",
        site=site,
        token=token,
        school=school(),
        grown_up=grown_up_here(),
    )
    return privately(page, status, has_form=True)


def _removed_or_404(comment_id: int) -> None:
    if not was_removed(db.session, actor(), scope(), comment_id):
        abort(404)


def _unknown() -> Response:
    words = {"school": school(), "grown_up": grown_up_here()}
    return privately(render_template("telling/unknown.html", **words), 404)


def _row_or_404(appeal_id: int) -> AppealRow:
    row = appeal_row(db.session, actor(), scope(), appeal_id)
    if row is None:
        abort(404)
    return row


def _decide_page(row: AppealRow, form: DecideForm) -> str:
    why_not = who_refusals(appeal_situation(db.session, actor(), row.appeal, row.comment, now()))
    # Where the questions are not asked, their faults would lead nowhere: it is said instead why they are not.
    is_asked = not why_not and not row.appeal.outcome
    instead = refusal_lines(why_not) or [ErrorLine("This appeal is decided already.")]
    return render_template(
        "appeals/decide.html",
        row=row,
        form=form if is_asked else None,
        problems=instead if form.is_submitted() and not is_asked else (),
        why_not=why_not,
        behalf={"author": "the author", "parent": "a parent", "teacher": "a teacher"}[row.appeal.on_behalf_of],
        outcome=OUTCOME_WORDS[AppealOutcome(row.appeal.outcome)] if row.appeal.outcome else "",
    )


def _count(who: Actor) -> Count:
    return count_to_decide(who, scope())


WAYS.append(Way("Appeals", "appeals.appeals", Permission.MODERATE, _count))
