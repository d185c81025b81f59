"""One draft: its frozen text, what its author answered, what was said about it, and the decision, from a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.content.checks import confirmations_of
from governance.domain.content.life import DraftSituation, refusals
from governance.domain.content.questions import PAGES, QUESTIONS
from governance.domain.content.words import DraftAction, DraftState
from governance.queries.content import images_to_choose, said_about
from governance.queries.people import name_of
from governance.queries.written_permissions import permission_of
from governance.services.content.at_hand import DraftAtHand, number_in
from governance.services.content.came_out import publish_draft
from governance.services.content.contacts import marks_in
from governance.services.content.deciding import approve_draft, decline_draft, read_again, return_draft
from governance.services.content.going_out import going_out
from governance.web.content.area import WHO, bp, draft_or_404, kind_words, state_words
from governance.web.content.forms import DecideForm, PublishedForm, SecondReadingForm
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import SelectChoice
from governance.web.refused import done

SAID = {
    "approve": "Your yes is recorded, and its author is told.",
    "return": "It is back with its author, who is told.",
    "decline": "It is declined, and its author is told.",
}


@bp.get("/content/<int:draft_id>")
@requires(Permission.PROPOSE)
def draft(draft_id: int) -> ResponseReturnValue:
    """Show a draft: to its author while it is written, and to whoever decides once it is submitted."""
    case = draft_or_404(draft_id)
    return _page(case, _decide_form(case))


@bp.post("/content/<int:draft_id>/decide")
@requires(Permission.APPROVE_CONTENT, writes=True)
def decide(draft_id: int) -> ResponseReturnValue:
    """Take the decision."""
    case = draft_or_404(draft_id)
    form = _decide_form(case)
    seen = form.seen_version()
    if form.validate() and done(
        form,
        _decision_of(form, draft_id, seen),
        {
            "reason_blank": "reason",
            "not_discussed": "discussed_on",
            "discussed_in_future": "discussed_on",
            "not_confirmed": "confirmed",
        },
    ):
        flash(SAID[form.answer.data])
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    return _page(draft_or_404(draft_id), form), 422


@bp.post("/content/<int:draft_id>/read-again")
@requires(Permission.PROPOSE, writes=True)
def second_reading(draft_id: int) -> ResponseReturnValue:
    """Say, as the second reader of a sensitive text, whether it can be published."""
    form = SecondReadingForm()
    seen = form.seen_version()
    if form.validate() and done(
        form,
        lambda: read_again(
            db.session,
            actor(),
            now(),
            draft_id=draft_id,
            seen=seen,
            is_fine=form.fine.data == "yes",
            note=form.note.data or "",
        ),
        {"reason_blank": "note"},
    ):
        flash("Thank you. What you said stands beside the text.")
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    case = draft_or_404(draft_id)
    return _page(case, _decide_form(case), reading=form), 422


@bp.route("/content/<int:draft_id>/published", methods=["GET", "POST"])
@requires(Permission.PROPOSE, writes=True)
def published(draft_id: int) -> ResponseReturnValue:
    """Say that an approved draft came out, where we cannot see it ourselves."""
    case = draft_or_404(draft_id)
    form = PublishedForm(data={"published_on": today(), "seen": case.draft.revision})
    if request.method == "POST":
        seen = form.seen_version()
        if form.validate() and done(
            form,
            lambda: publish_draft(
                db.session,
                actor(),
                now(),
                draft_id=draft_id,
                seen=seen,
                published_on=form.published_on.data,
                address=form.address.data or "",
            ),
            {"published_in_future": "published_on", "published_before_yes": "published_on"},
        ):
            flash("It is published, as it was approved.")
            return redirect(url_for(".draft", draft_id=draft_id), 303)
        case = draft_or_404(draft_id)
    answer = render_template("content/published.html", case=case, form=form)
    return answer, 422 if request.method == "POST" else 200


def _decide_form(case: DraftAtHand) -> DecideForm:
    form = DecideForm(data={"seen": case.draft.revision, "discussed_on": today()})
    form.confirmed.choices = [
        SelectChoice(one.key, f"{one.words} ({one.clause})") for one in confirmations_of(case.content)
    ]
    return form


def _decision_of(form: DecideForm, draft_id: int, seen: int) -> Callable[[], None]:
    asked: dict[str, Any] = {"draft_id": draft_id, "seen": seen, "reason": form.reason.data or ""}
    given = (db.session, actor(), now())
    if form.answer.data == "approve":
        return lambda: approve_draft(
            *given, **asked, discussed_on=form.discussed_on.data, confirmed=form.confirmed.data
        )
    if form.answer.data == "return":
        return lambda: return_draft(*given, **asked)
    return lambda: decline_draft(*given, **asked)


def _page(case: DraftAtHand, form: DecideForm, reading: SecondReadingForm | None = None) -> str:
    state = case.draft.state
    # What is typed and ticked later is no reason against showing the form.
    keys = [one.key for one in confirmations_of(case.content)]
    situation = case.situation(actor(), confirmed=keys, discussed_on=today(), reason="To be typed below.")
    against = refusals(DraftAction.APPROVE, situation) if state is DraftState.SUBMITTED else ()
    writes = not refusals(DraftAction.WRITE, situation)
    words, tone = state_words(state)
    return render_template(
        "content/draft.html",
        case=case,
        words=words,
        tone=tone,
        kind=kind_words(case.version.kind),
        author=name_of(db.session, case.draft.author_id),
        writes=writes,
        lacking=situation.incomplete if writes else (),
        steps=_steps(case, situation) if writes else [],
        answers=_answers(case),
        marks=marks_in(db.session, school().id, case.version.text),
        pictures=_pictures(case),
        said=said_about(db.session, school().id, case.draft.id),
        against=[refusal for refusal in against if refusal.code not in WHO],
        decides=_may(DraftAction.RETURN, situation),
        reads=_may(DraftAction.READ_AGAIN, situation),
        revises=_may(DraftAction.REVISE, situation),
        withdraws=_may(DraftAction.WITHDRAW, situation),
        publishes=_may(DraftAction.PUBLISH, situation),
        going=going_out(case) if state in (DraftState.SUBMITTED, DraftState.APPROVED) else None,
        form=form,
        reading=reading or SecondReadingForm(formdata=None, data={"seen": case.draft.revision}),
        now=now(),
    )


def _may(action: DraftAction, situation: DraftSituation) -> bool:
    return not refusals(action, replace(situation, reason="It can be typed below."))


def _steps(case: DraftAtHand, situation: DraftSituation) -> list[dict[str, str]]:
    lacking = {refusal.page for refusal in situation.incomplete}
    return [
        {
            "text": page.title,
            "href": url_for(".page", draft_id=case.draft.id, draft_page=page.key),
            "status": "To do" if page.key in lacking else "Done",
            "tone": "wait" if page.key in lacking else "good",
        }
        for page in PAGES
    ]


def _answers(case: DraftAtHand) -> list[dict[str, Any]]:
    """What its author answered, with the clause that asks."""
    rows: list[dict[str, Any]] = [{"key": "Where its facts come from (A.4.3)", "value": case.version.sources}]
    for question in QUESTIONS:
        if not case.content.is_asked(question):
            continue
        answer, names = case.version.answers.get(question.key), dict(question.options)
        if isinstance(answer, list):
            value: Any = [names.get(one, one) for one in answer]
        else:
            value = names.get(answer or "", answer)
        if question.key == "authorisation" and value:
            value = f"Number {value} of the authorisations"
        if question.key == "permission_of":
            value = _permission(case) or "None of the register"
        rows.append({"key": f"{question.words} ({question.clause})", "value": value})
    return rows


def _permission(case: DraftAtHand) -> str:
    """What the written permission is for that the author named; one that does not hold today is refused above."""
    number = number_in(case.content, "permission_of")
    found = permission_of(db.session, school().id, number, today()) if number else None
    return f"{found.row.what}: {found.row.scope}" if found else ""


def _pictures(case: DraftAtHand) -> list[str]:
    if not case.image_ids:
        return []
    return [words for number, words in images_to_choose(db.session, school().id) if number in case.image_ids]
