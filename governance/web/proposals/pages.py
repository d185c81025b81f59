"""The guided form: one thing on each page, saved as you go, and what was typed is kept whatever happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.proposal.completeness import page_is_done
from governance.domain.proposal.form import Page
from governance.domain.proposal.placing import question_of
from governance.domain.proposal.questions import next_page, page_with, previous_page
from governance.domain.proposal.typed import read_page
from governance.domain.refusals import Refusal
from governance.models import ProposalVersion
from governance.queries.proposals import ProposalRow, on_the_same_form
from governance.services.proposals.writing import SHARED_ON_WISH, save_page
from governance.services.refused import Refused, Stale
from governance.web.entry import actor, now, requires
from governance.web.fields import ErrorLine
from governance.web.proposals.area import AtHand, answering_only_who, answering_refusals, at_hand, bp, overview_address
from governance.web.proposals.drawn import drawn
from governance.web.proposals.reading import seen, sent

NO_MORE = (Refusal("not_in_this_state", "This text cannot be changed any more. Look at it again."),)


def page_address(version_id: int, page_key: str) -> str:
    """The address of one page of a version's form."""
    return url_for("proposals.page", version_id=version_id, page_key=page_key)


@bp.get("/<int:version_id>/<page_key>")
@requires(Permission.SEE_SITES)
def page(version_id: int, page_key: str) -> ResponseReturnValue:
    """Show one page of the form to who writes it; anybody else reads the proposal as a whole."""
    case, asked = at_hand(version_id), page_with(page_key)
    if asked is None:
        abort(404)
    if not case.is_mine_to_write or not asked.applies(case.version.answers):
        return redirect(overview_address(version_id))
    return _shown(case, asked, case.version.answers)


@bp.post("/<int:version_id>/<page_key>")
@requires(Permission.PROPOSE, writes=True)
def save(version_id: int, page_key: str) -> ResponseReturnValue:
    """Save one page, or add a row to it, and go on."""
    asked = page_with(page_key)
    if asked is None:
        abort(404)
    form, version_seen = sent(), seen()
    typed, then = read_page(asked, form.typed), form.one("then")
    if form.one("add") or form.lost_hidden:
        db.session.rollback()
        return _again(version_id, asked, typed, form.hidden_refusals(asked), form.rows(asked))
    try:
        with answering_only_who():
            save_page(
                db.session,
                actor(),
                now(),
                version_id=version_id,
                page_key=page_key,
                typed=typed,
                seen=version_seen,
                half_done=then == "later",
                for_all=then == "all",
            )
    except Stale as stale:
        return _again(version_id, asked, typed, stale.refusals, form.rows(asked), 409)
    except Refused as refused:
        return _again(version_id, asked, typed, refused.refusals, form.rows(asked))
    if then == "later":
        flash("Saved. You can come back whenever you like.")
        return redirect(overview_address(version_id), 303)
    return redirect(_after(at_hand(version_id), asked, for_all=then == "all"), 303)


def _again(
    version_id: int,
    asked: Page,
    typed: Mapping[str, Any],
    refusals: Sequence[Refusal],
    rows: Mapping[str, int],
    status: int = 422,
) -> ResponseReturnValue:
    """The page as it was typed, with what is wrong; its hidden `seen` is the version that is there now."""
    case = at_hand(version_id)
    if not case.is_mine_to_write:
        # It was submitted or handed over meanwhile: the page that says so shows the typed texts again.
        with answering_refusals(overview_address(version_id)):
            raise Refused(refusals or NO_MORE)
    answers = {**case.version.answers, **typed}
    return _shown(case, asked, answers, refusals, rows), status if refusals else 200


def _shown(
    case: AtHand,
    asked: Page,
    answers: Mapping[str, Any],
    refusals: Sequence[Refusal] = (),
    rows: Mapping[str, int] | None = None,
) -> str:
    placed = [(question_of(refusal, asked, answers, case.facts), refusal) for refusal in refusals]
    headless = {"stale", "hidden_characters", "not_in_this_state"}
    questions = [
        drawn(
            question,
            answers,
            case.facts,
            [refusal.sentence for key, refusal in placed if key == question.key and refusal.code not in headless],
            rows,
        )
        for question in asked.questions
    ]
    classes = on_the_same_form(db.session, case.version)
    before = previous_page(asked, answers)
    return render_template(
        "proposals/page.html",
        case=case,
        page=asked,
        questions=questions,
        classes=classes if len(classes) > 1 else (),
        can_share=len(classes) > 1 and asked.key in SHARED_ON_WISH,
        page_address=page_address,
        back={"href": page_address(case.version.id, before.key), "text": "Back: " + before.title}
        if before
        else {"href": overview_address(case.version.id), "text": "Back to the overview"},
        problems=[
            ErrorLine(refusal.sentence, None if refusal.code in headless else f"#{key}", refusal.clause or None)
            for key, refusal in placed
        ],
        was_stale=any(refusal.code == "stale" for refusal in refusals),
    )


def _after(case: AtHand, asked: Page, *, for_all: bool) -> str:
    """Where to go after a page: to the next class that lacks it, else to the next page, else to the check."""
    mine = [each for each in on_the_same_form(db.session, case.version) if each.proposer_id == actor().person_id]
    drafts = [each for each in mine if each.state == "draft"]
    if not asked.common and not for_all:
        waiting = _classes_after(case.version, drafts)
        for each in waiting:
            other = at_hand(each.version_id)
            if not page_is_done(asked, other.version.answers, other.facts):
                return page_address(each.version_id, asked.key)
    first = drafts[0].version_id if drafts else case.version.id
    target = at_hand(first)
    following = next_page(asked, target.version.answers)
    if following is None:
        return url_for("proposals.check", version_id=first)
    return page_address(first, following.key)


def _classes_after(version: ProposalVersion, drafts: Sequence[ProposalRow]) -> list[ProposalRow]:
    places = [each.version_id for each in drafts]
    if version.id not in places:
        return []
    return list(drafts[places.index(version.id) + 1 :])
