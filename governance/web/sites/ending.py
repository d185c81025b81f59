"""The exit steps of a closing site: the list, signing them one by one, and adding one (A.1.6)."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.exit_plan import SIGNERS, signing_refusals, step_refusals
from governance.domain.words import Action, SiteState
from governance.queries.site_records import StepLine, exit_steps_of
from governance.services.closing import add_exit_step, holds_duty, sign_exit_step
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ParagraphsField, ProductForm, YesNoField
from governance.web.sites.area import (
    TYPED_LATER,
    SiteAtHand,
    acted,
    back_to_site,
    bp,
    reason_at,
    reasons_against,
    refuse_who,
    see_other,
    site_at_hand,
)


class SignForm(ProductForm):
    """What was done."""

    note = ParagraphsField("What was done?", "Say what was done, in a sentence", longest=4000)


class StepForm(ProductForm):
    """What else has to be done."""

    text = ParagraphsField("What else has to be done?", "Say what else has to be done, in a sentence", longest=1000)
    irreversible = YesNoField("Can it be taken back?", "Say whether it can be taken back")


@bp.get("/<int:site_id>/exit")
@requires(Permission.SEE_SITES)
def exit_plan(site_id: int) -> ResponseReturnValue:
    """Show the steps, and who signed them."""
    case = site_at_hand(site_id)
    closing = case.site.state is SiteState.CLOSING
    situation = case.situation()
    return render_template(
        "sites/exit.html",
        site=case.site,
        steps=exit_steps_of(db.session, school().id, site_id),
        closing=closing,
        may_sign=closing and (bool(situation.capacities & SIGNERS) or _holds_duty(case)),
        may_add=closing and bool(situation.capacities & SIGNERS),
        close=url_for("sites.act", site_id=site_id, act="close")
        if not reasons_against(Action.CLOSE, situation)
        else None,
        back=back_to_site(case.site),
    )


@bp.get("/<int:site_id>/exit/<int:step_id>")
@requires(Permission.SEE_SITES)
def sign_step(site_id: int, step_id: int) -> ResponseReturnValue:
    """Ask what was done."""
    case = site_at_hand(site_id)
    step = _step(case, step_id)
    found = signing_refusals(case.situation(), "", holds_duty=_holds_duty(case), is_signed=step.signed_at is not None)
    against = tuple(refusal for refusal in found if refusal.code not in TYPED_LATER)
    refuse_who(against)
    if against:
        return see_other(url_for("sites.exit_plan", site_id=site_id))
    return _sign_page(case, step, SignForm())


@bp.post("/<int:site_id>/exit/<int:step_id>")
@requires(Permission.SEE_SITES, writes=True)
def sign_step_now(site_id: int, step_id: int) -> ResponseReturnValue:
    """Sign the step."""
    case = site_at_hand(site_id)
    step, form = _step(case, step_id), SignForm()
    given = (db.session, actor(), now())
    address = url_for("sites.exit_plan", site_id=site_id)
    if form.validate() and acted(
        form,
        address,
        lambda: sign_exit_step(*given, site_id=site_id, step_id=step_id, note=form.note.data),
        reason_at("note"),
    ):
        flash("The step is signed.")
        return see_other(address)
    return _sign_page(site_at_hand(site_id), step, form), 422


@bp.get("/<int:site_id>/exit/add")
@requires(Permission.SEE_SITES)
def add_step(site_id: int) -> ResponseReturnValue:
    """Ask what else has to be done."""
    case = site_at_hand(site_id)
    against = tuple(one for one in step_refusals(case.situation(), "") if one.code not in TYPED_LATER)
    refuse_who(against)
    if against:
        return see_other(url_for("sites.exit_plan", site_id=site_id))
    return _add_page(case, StepForm())


@bp.post("/<int:site_id>/exit/add")
@requires(Permission.SEE_SITES, writes=True)
def add_step_now(site_id: int) -> ResponseReturnValue:
    """Add the step."""
    site_at_hand(site_id)
    form = StepForm()
    given = (db.session, actor(), now())
    address = url_for("sites.exit_plan", site_id=site_id)
    if form.validate() and acted(
        form,
        address,
        lambda: add_exit_step(
            *given, site_id=site_id, text=form.text.data, irreversible=form.irreversible.answer is False
        ),
        reason_at("text"),
    ):
        flash("The step is added.")
        return see_other(address)
    return _add_page(site_at_hand(site_id), form), 422


def _holds_duty(case: SiteAtHand) -> bool:
    return holds_duty(db.session, case.site, actor().person_id, today())


def _step(case: SiteAtHand, step_id: int) -> StepLine:
    steps = exit_steps_of(db.session, school().id, case.site.id)
    found = next((step for step in steps if step.step_id == step_id), None)
    if found is None:
        abort(404)
    return found


def _sign_page(case: SiteAtHand, step: StepLine, form: SignForm) -> str:
    return render_template("sites/sign_step.html", site=case.site, step=step, form=form, back=_back_to_steps(case))


def _add_page(case: SiteAtHand, form: StepForm) -> str:
    return render_template("sites/add_step.html", site=case.site, form=form, back=_back_to_steps(case))


def _back_to_steps(case: SiteAtHand) -> dict[str, str]:
    return {"href": url_for("sites.exit_plan", site_id=case.site.id), "text": "Back to the exit steps"}
