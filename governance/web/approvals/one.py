"""One request: what is asked for, what was decided and why, and the decision itself, on a phone as well."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.words import RequestAction
from governance.queries.approvals import RequestRow, replaced_by
from governance.services.approvals.deciding import approve_request, decline_request, end_request, return_request
from governance.web.approvals.area import against, bp, facts_of, request_at_hand, tag_of
from governance.web.approvals.forms import DecideForm, EndForm
from governance.web.entry import actor, now, requires, school, today
from governance.web.errors import NotAllowed
from governance.web.fields import refusal_lines
from governance.web.refused import done
from governance.web.sites.area import reason_at

_SAID = {
    "approve": "Your yes is recorded, and whoever asked is told.",
    "return": "It is back with who asked, and they are told.",
    "decline": "It is declined, and whoever asked is told.",
}


@bp.get("/<int:request_id>")
@requires(Permission.SEE_SITES)
def one(request_id: int) -> ResponseReturnValue:
    """Show one request."""
    row = request_at_hand(request_id)
    return _page(row, DecideForm(seen=row.revision))


@bp.post("/<int:request_id>/decide")
@requires(Permission.SEE_DECISIONS, writes=True)
def decide(request_id: int) -> ResponseReturnValue:
    """Take the decision."""
    form = DecideForm()
    seen = form.seen_version()
    row = request_at_hand(request_id)
    if form.validate() and done(form, _decision(form, request_id, seen), reason_at("reason")):
        flash(_SAID[form.answer.data])
        return redirect(url_for(".one", request_id=request_id))
    return _page(row, form), 422


@bp.route("/<int:request_id>/end", methods=["GET", "POST"])
@requires(Permission.SEE_SITES, writes=True)
def end(request_id: int) -> ResponseReturnValue:
    """End what was approved."""
    row = request_at_hand(request_id)
    form = EndForm(seen=row.revision)
    if not form.is_submitted() and (found := against(row, RequestAction.END)):
        raise NotAllowed(" ".join(refusal.sentence for refusal in found))

    def use_case() -> None:
        seen = form.seen_version()
        end_request(db.session, actor(), now(), request_id=request_id, seen=seen, reason=form.reason.data or "")

    if form.validate_on_submit() and done(form, use_case, reason_at("reason")):
        flash("It has ended, and holds no more.")
        return redirect(url_for(".one", request_id=request_id))
    page = render_template("approvals/end.html", form=form, row=row, known=KINDS[row.kind])
    return (page, 422) if form.is_submitted() else page


def _decision(form: DecideForm, request_id: int, seen: int) -> Callable[[], None]:
    reason = form.reason.data or ""
    given = (db.session, actor(), now())
    if form.answer.data == "approve":
        conditions = form.conditions.data or ""
        return lambda: approve_request(*given, request_id=request_id, seen=seen, reason=reason, conditions=conditions)
    decided = return_request if form.answer.data == "return" else decline_request
    return lambda: decided(*given, request_id=request_id, seen=seen, reason=reason)


def _page(row: RequestRow, form: DecideForm) -> str:
    why_not, may_not_answer = against(row, RequestAction.APPROVE), against(row, RequestAction.RETURN)
    return render_template(
        "approvals/one.html",
        row=row,
        known=KINDS[row.kind],
        # Where the questions are not asked, their faults would lead nowhere: it is said instead why they are not.
        form=None if may_not_answer else form,
        problems=refusal_lines(may_not_answer) if form.is_submitted() else (),
        tag=tag_of(row),
        facts=facts_of(row),
        decides=not may_not_answer,
        own=next((refusal for refusal in why_not if refusal.code == "own_request"), None),
        may_change=not against(row, RequestAction.CHANGE) and may(actor(), Permission.ASK_APPROVAL),
        may_withdraw=not against(row, RequestAction.WITHDRAW),
        may_end=not against(row, RequestAction.END),
        may_delegate=may(actor(), Permission.DELEGATE),
        in_its_place=replaced_by(db.session, school().id, row.id) if row.state.value == "void" else None,
        runs_out=row.ends_on is not None and row.is_in_force(today()),
        now=now(),
    )
