"""What becomes of a version: submitted, revised, withdrawn, handed over; and the start of a site's next version."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.refusals import Refusal
from governance.queries.proposals import on_the_same_form, people_to_hand_to
from governance.services.proposals.changing_hands import hand_over_version, withdraw_version
from governance.services.proposals.starting import adopt_site, amend_site, reopen_site, revise_version
from governance.services.proposals.submitting import submit_version
from governance.services.refused import Refused, Stale
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ParagraphsField, SelectChoice, SelectField, VersionedForm, refusal_lines
from governance.web.proposals.area import AtHand, answering_only_who, answering_refusals, at_hand, bp, overview_address
from governance.web.proposals.overview import acts_offered, check_page
from governance.web.proposals.pages import page_address
from governance.web.proposals.reading import seen

Form = TypeVar("Form", bound=VersionedForm)


class WithdrawForm(VersionedForm):
    """Why a version is taken back."""

    reason = ParagraphsField("Why do you withdraw it?", "Say why you withdraw it", longest=2000)


class HandOverForm(VersionedForm):
    """Who becomes the proposer."""

    person = SelectField("Who takes it over?", "Choose who takes it over", coerce=str)


@bp.post("/<int:version_id>/submit")
@requires(Permission.PROPOSE, writes=True)
def submit(version_id: int) -> ResponseReturnValue:
    """Submit the version; with something missing, show all of it with its pages."""
    try:
        with answering_only_who():
            submit_version(db.session, actor(), now(), version_id=version_id, seen=seen())
    except Stale as stale:
        return _check_again(version_id, stale.refusals), 409
    except Refused as refused:
        return _check_again(version_id, refused.refusals), 422
    case = at_hand(version_id)
    flash("Submitted. The head has been told, and the text is frozen until there is a decision.")
    left = [each for each in on_the_same_form(db.session, case.version) if each.state == "draft"]
    if left:
        flash(f"Next on the same form: {left[0].site_name}.")
    return redirect(overview_address(version_id), 303)


def _check_again(version_id: int, refusals: tuple[Refusal, ...]) -> str:
    case = at_hand(version_id)
    if not case.is_mine_to_write:
        with answering_refusals(overview_address(version_id)):
            raise Refused(refusals)
    lines = refusal_lines(refusals, lambda key: page_address(version_id, key))
    return check_page(case, (), lines)


@bp.post("/<int:version_id>/revise")
@requires(Permission.PROPOSE, writes=True)
def revise(version_id: int) -> ResponseReturnValue:
    """Start the next version of a returned proposal."""
    with answering_refusals(overview_address(version_id)):
        draft = revise_version(db.session, actor(), now(), version_id=version_id, seen=seen())
    return redirect(overview_address(draft), 303)


@bp.get("/<int:version_id>/withdraw")
@requires(Permission.SEE_SITES)
def withdraw(version_id: int) -> ResponseReturnValue:
    """Ask why a version is withdrawn."""
    case = at_hand(version_id)
    if "withdraw" not in acts_offered(case):
        return redirect(overview_address(version_id))
    return _withdraw_page(case, WithdrawForm(seen=case.version.revision))


@bp.post("/<int:version_id>/withdraw")
@requires(Permission.SEE_SITES, writes=True)
def withdraw_now(version_id: int) -> ResponseReturnValue:
    """Withdraw the version."""
    form = WithdrawForm()
    version_seen = form.seen_version()
    if not form.validate():
        db.session.rollback()
        return _withdraw_page(at_hand(version_id), form), 422
    try:
        with answering_only_who():
            withdraw_version(
                db.session, actor(), now(), version_id=version_id, seen=version_seen, reason=form.reason.data
            )
    except Stale as stale:
        return _shown_again(version_id, form, stale, _withdraw_page, 409)
    except Refused as refused:
        return _shown_again(version_id, form, refused, _withdraw_page, 422)
    flash("Withdrawn. The proposal stays on record with your reason.")
    return redirect(overview_address(version_id), 303)


def _withdraw_page(case: AtHand, form: WithdrawForm) -> str:
    return render_template("proposals/withdraw.html", case=case, form=form, overview_address=overview_address)


@bp.get("/<int:version_id>/hand-over")
@requires(Permission.SEE_SITES)
def hand_over(version_id: int) -> ResponseReturnValue:
    """Ask who takes the proposal over."""
    case = at_hand(version_id)
    if "hand_over" not in acts_offered(case):
        return redirect(overview_address(version_id))
    return _hand_over_page(case, _hand_over_form(case, seen=case.version.revision))


@bp.post("/<int:version_id>/hand-over")
@requires(Permission.SEE_SITES, writes=True)
def hand_over_now(version_id: int) -> ResponseReturnValue:
    """Hand the proposal over."""
    form = _hand_over_form(at_hand(version_id))
    version_seen = form.seen_version()
    if not form.validate():
        db.session.rollback()
        return _hand_over_page(at_hand(version_id), form), 422
    try:
        with answering_only_who():
            hand_over_version(
                db.session,
                actor(),
                now(),
                version_id=version_id,
                seen=version_seen,
                to_person_id=int(form.person.data),
            )
    except Stale as stale:
        return _shown_again(version_id, form, stale, _hand_over_page, 409)
    except Refused as refused:
        return _shown_again(version_id, form, refused, _hand_over_page, 422)
    flash("Handed over. They have been told.")
    return redirect(overview_address(version_id), 303)


def _hand_over_form(case: AtHand, **values: int) -> HandOverForm:
    form = HandOverForm(**values)
    people = people_to_hand_to(db.session, school().id, today())
    form.person.choices = [
        SelectChoice("", "Choose a person"),
        *(SelectChoice(str(person), label) for person, label in people if person != case.version.proposer_id),
    ]
    return form


def _hand_over_page(case: AtHand, form: HandOverForm) -> str:
    return render_template("proposals/hand_over.html", case=case, form=form, overview_address=overview_address)


def _shown_again(
    version_id: int,
    form: Form,
    refused: Refused,
    shown: Callable[[AtHand, Form], str],
    status: int,
) -> ResponseReturnValue:
    """The form as it was typed, with why not, and with the version that is there now."""
    case = at_hand(version_id)
    form.seen.data = case.version.revision
    form.add_refusals(refused.refusals, {"reason_one_word": "reason", "not_staff": "person", "decided_on_it": "person"})
    return shown(case, form), status


@bp.post("/of-site/<int:site_id>/amend")
@requires(Permission.SEE_SITES, writes=True)
def amend(site_id: int) -> ResponseReturnValue:
    """Start the next version of a site's proposal."""
    with answering_refusals():
        draft = amend_site(db.session, actor(), now(), site_id=site_id, seen=seen())
    return redirect(overview_address(draft), 303)


@bp.post("/of-site/<int:site_id>/adopt")
@requires(Permission.PROPOSE, writes=True)
def adopt(site_id: int) -> ResponseReturnValue:
    """Start a proposal for an account that was found."""
    with answering_refusals():
        draft = adopt_site(db.session, actor(), now(), site_id=site_id, seen=seen())
    return redirect(overview_address(draft), 303)


@bp.post("/of-site/<int:site_id>/reopen")
@requires(Permission.PROPOSE, writes=True)
def reopen(site_id: int) -> ResponseReturnValue:
    """Start a new proposal for a closed site."""
    with answering_refusals():
        draft = reopen_site(db.session, actor(), now(), site_id=site_id, seen=seen())
    return redirect(overview_address(draft), 303)
