"""Asking for an approval, changing what was asked for, and withdrawing it (A.3.3, A.3.5, A.5.7, A.4.2)."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.words import RequestAction, RequestState
from governance.domain.words import SiteState
from governance.queries.approvals import RequestRow
from governance.queries.sites import sites_of
from governance.services.approvals.asking import ask_approval, change_request, withdraw_request
from governance.web.approvals.area import against, bp, kind_of, request_at_hand
from governance.web.approvals.forms import FORMS, AskForm, places, what_is_asked
from governance.web.entry import actor, now, requires, school
from governance.web.errors import NotAllowed
from governance.web.fields import SelectChoice, seen_from
from governance.web.refused import done, done_or_said


@bp.route("/ask/<request_kind>", methods=["GET", "POST"])
@requires(Permission.ASK_APPROVAL, writes=True)
def ask(request_kind: str) -> ResponseReturnValue:
    """Ask for an approval of one kind."""
    known = kind_of(request_kind)
    form = _with_sites(FORMS[known.kind](seen=0))
    if not form.is_submitted() and "site" in form and request.args.get("site", "") in form.site.listed():
        form.site.data = request.args["site"]
        if "use" in form:
            form.use.data = "site"
    made: list[int] = []

    def use_case() -> None:
        made.append(ask_approval(db.session, actor(), now(), kind=known.kind, asked=what_is_asked(known.kind, form)))

    if form.validate_on_submit() and done(form, use_case, places(form)):
        flash("You have asked, and whoever decides is told.")
        return redirect(url_for(".one", request_id=made[0]))
    page = render_template("approvals/ask.html", form=form, known=known, row=None)
    return (page, 422) if form.is_submitted() else page


@bp.route("/<int:request_id>/change", methods=["GET", "POST"])
@requires(Permission.ASK_APPROVAL, writes=True)
def change(request_id: int) -> ResponseReturnValue:
    """Change what one asked for; what was approved is asked for anew."""
    row = request_at_hand(request_id)
    found = against(row, RequestAction.CHANGE)
    if found:
        raise NotAllowed(" ".join(refusal.sentence for refusal in found))
    known = KINDS[row.kind]
    form = _with_sites(FORMS[row.kind](**_as_it_reads(row)))
    now_at: list[int] = []

    def use_case() -> None:
        now_at.append(
            change_request(
                db.session,
                actor(),
                now(),
                request_id=request_id,
                seen=form.seen_version(),
                asked=what_is_asked(row.kind, form),
            )
        )

    if form.validate_on_submit() and done(form, use_case, places(form)):
        flash("Your request as it reads now waits for a decision.")
        return redirect(url_for(".one", request_id=now_at[0]))
    voids = row.state is RequestState.APPROVED
    page = render_template("approvals/ask.html", form=form, known=known, row=row, voids=voids)
    return (page, 422) if form.is_submitted() else page


@bp.post("/<int:request_id>/withdraw")
@requires(Permission.ASK_APPROVAL, writes=True)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take back what one asked for."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: withdraw_request(db.session, actor(), now(), request_id=request_id, seen=seen),
        "Your request is withdrawn. Nobody has to decide it any more.",
    )
    return redirect(url_for(".one", request_id=request_id))


def _with_sites(form: AskForm) -> AskForm:
    """Offer the sites of the school that are not closed, where the kind asks for one."""
    if "site" in form:
        form["site"].choices = [
            SelectChoice(str(site.id), site.name)
            for site in sites_of(db.session, school().id)
            if site.state is not SiteState.CLOSED
        ]
    return form


def _as_it_reads(row: RequestRow) -> dict[str, Any]:
    """Return the answers of a request as its form takes them."""
    return {
        **row.answers,
        "label": row.label,
        "address": row.address,
        "site": str(row.site_id) if row.site_id else "",
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "seen": row.revision,
    }
