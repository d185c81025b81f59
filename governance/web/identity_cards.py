"""Who is shown in public as running a site: each card, its form, and its withdrawal (A.4.8, A.4.9)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.identity_cards import LONGEST
from governance.models import IdentityCard, Site
from governance.queries.identity_cards import Shown, who_runs
from governance.services.identity_cards import may_change_card, people_running, show_card, withdraw_card
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ProductForm, TextField
from governance.web.refused import done, done_or_said

bp = Blueprint("identity_cards", __name__)


class CardForm(ProductForm):
    """What readers see of one person."""

    display_name = TextField(
        "Name as readers see it",
        "Type the name as readers should see it",
        longest=LONGEST,
        hint="Such as Mrs Hill. No e-mail address, telephone number or postcode.",
    )
    position = TextField(
        "Position at the school",
        "Type the position as readers should see it",
        longest=LONGEST,
        hint="Such as Year 4 teacher.",
    )


@bp.get("/s/<school>/sites/<int:site_id>/cards")
@requires(Permission.SEE_SITES)
def cards(site_id: int) -> ResponseReturnValue:
    """Show who runs the site, and as what readers see them."""
    site = _site_or_404(site_id)
    return render_template(
        "identity_cards/cards.html",
        site=site,
        people=[(one, may_change_card(actor(), one.person_id)) for one in _people(site)],
    )


@bp.get("/s/<school>/sites/<int:site_id>/cards/<int:person_id>")
@requires(Permission.SEE_SITES)
def card(site_id: int, person_id: int) -> ResponseReturnValue:
    """Ask how readers should see one person."""
    site = _site_or_404(site_id)
    one = _person_or_404(site, person_id)
    form = CardForm(
        formdata=None,
        data={
            "display_name": one.card.display_name if one.card else one.name,
            "position": one.card.position if one.card else one.position,
        },
    )
    return render_template("identity_cards/card.html", site=site, person=one, form=form)


@bp.post("/s/<school>/sites/<int:site_id>/cards/<int:person_id>")
@requires(Permission.SEE_SITES, writes=True)
def show(site_id: int, person_id: int) -> ResponseReturnValue:
    """Show the person as running the site."""
    form = CardForm()
    site = _site_or_404(site_id)
    one = _person_or_404(site, person_id)
    if form.validate_on_submit() and done(
        form,
        lambda: show_card(
            db.session,
            actor(),
            now(),
            site_id=site_id,
            person_id=person_id,
            display_name=form.display_name.data,
            position=form.position.data,
        ),
        {"display_name": "display_name", "position": "position"},
    ):
        flash("The card is shown.")
        return redirect(url_for(".cards", site_id=site_id))
    return render_template("identity_cards/card.html", site=_site_or_404(site_id), person=one, form=form), 422


@bp.post("/s/<school>/sites/<int:site_id>/cards/<int:card_id>/withdraw")
@requires(Permission.SEE_SITES, writes=True)
def withdraw(site_id: int, card_id: int) -> ResponseReturnValue:
    """Take a card off the site."""
    found = db.session.get(IdentityCard, card_id)
    if found is None or (found.school_id, found.site_id) != (school().id, site_id):
        abort(404)
    done_or_said(lambda: withdraw_card(db.session, actor(), now(), card_id=card_id), "The card is taken off.")
    return redirect(url_for(".cards", site_id=site_id))


def _people(site: Site) -> tuple[Shown, ...]:
    running = people_running(db.session, site, today())
    return who_runs(db.session, site.school_id, site.id, running, today())


def _person_or_404(site: Site, person_id: int) -> Shown:
    found = next((one for one in _people(site) if one.person_id == person_id), None)
    if found is None:
        abort(404)
    return found


def _site_or_404(site_id: int) -> Site:
    found = db.session.get(Site, site_id)
    if found is None or found.school_id != school().id:
        abort(404)
    return found
