"""Acting for the head: who does, for which days and why; letting somebody, and ending it early (A.3.2)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.delegation import may_delegate
from governance.domain.invitation import KIND_OF_PERSON
from governance.queries.delegations import delegations_of
from governance.queries.members import may_act_for_head
from governance.services.delegations import end_delegation, grant_delegation
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, DateField, ParagraphsField, ProductForm, SelectChoice, SelectField, given
from governance.web.frame import WAYS, Way
from governance.web.refused import done, done_or_said

bp = Blueprint("delegation", __name__)
WAYS.append(Way("Acting for the head", "delegation.delegations", Permission.DELEGATE))

INSIDE, OUTSIDE = "inside", "outside"


class DelegationForm(ProductForm):
    """Who acts for the head, when and why."""

    person = SelectField("Who?", "Choose who acts for the head")
    outside = ChoiceField(
        "What are they to do?",
        "Choose what they are to do",
        choices=[
            SelectChoice(
                INSIDE, "Act for the head while the head is away", {"hint": "Somebody employed at the school"}
            ),
            SelectChoice(
                OUTSIDE,
                "Decide as an outside authoriser where nobody inside is free to",
                {"hint": "The chair of governors, the head of a partner school, or the trust"},
            ),
        ],
    )
    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day", "Enter the last day")
    reason = ParagraphsField("Why?", "Say why somebody has to act for the head", longest=1000)


@bp.get("/s/<school>/acting-head")
@requires(Permission.DELEGATE)
def delegations() -> ResponseReturnValue:
    """List who acts for the head."""
    rows = delegations_of(db.session, school().id, today())
    return render_template("delegation/delegations.html", rows=rows, may_grant=may_delegate(actor()), me=actor().name)


@bp.route("/s/<school>/acting-head/new", methods=["GET", "POST"])
@requires(Permission.DELEGATE, writes=True)
def grant() -> ResponseReturnValue:
    """Let somebody act for the head."""
    form = DelegationForm(outside=INSIDE, starts_on=today())
    people = may_act_for_head(db.session, school().id, today())
    me = actor().person_id
    form.person.choices = [
        SelectChoice(str(person), f"{name} ({KIND_OF_PERSON[kind].lower()})")
        for person, name, kind in people
        if person != me
    ]

    def use_case() -> None:
        grant_delegation(
            db.session,
            actor(),
            now(),
            person_id=int(form.person.data),
            starts_on=given(form.starts_on.data),
            ends_on=given(form.ends_on.data),
            reason=form.reason.data,
            outside=form.outside.data == OUTSIDE,
        )

    fields = {key: key for key in ("person", "starts_on", "ends_on", "reason")}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("They act for the head on these days, and are told by mail.")
        return redirect(url_for("delegation.delegations"))
    answer = render_template("delegation/grant.html", form=form)
    return (answer, 422) if form.is_submitted() else answer


@bp.post("/s/<school>/acting-head/<int(max=2147483647):row_id>/end")
@requires(Permission.DELEGATE, writes=True)
def end(row_id: int) -> ResponseReturnValue:
    """End somebody's acting for the head."""
    ended = done_or_said(
        lambda: end_delegation(db.session, actor(), now(), delegation_id=row_id),
        "They no longer act for the head.",
    )
    still = ended and may_delegate(actor())
    return redirect(url_for("delegation.delegations" if still or not ended else "home.home"))
