"""Where to turn with a worry: every route with what it is for, and whom this school rings (A.2.3).

Everybody at the school reads it; the safeguarding leads and the head write down whom to ring.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.concern_routes import ROUTES, Route
from governance.services.route_contacts import Contact, change_contact, contacts_of
from governance.web.concern_forms import ContactForm
from governance.web.entry import actor, now, requires, school
from governance.web.refused import done

bp = Blueprint("route_contacts", __name__)


@bp.get("/s/<school>/concerns/where-to-turn")
@requires(Permission.RECORD_CONCERNS)
def contacts() -> ResponseReturnValue:
    """Show every route and whom the school rings."""
    return render_template(
        "concerns/contacts.html",
        routes=ROUTES,
        contacts=contacts_of(db.session, school().id),
        may_change=may(actor(), Permission.LOOK_AFTER_CONTACTS),
    )


@bp.get("/s/<school>/concerns/where-to-turn/<contact_route>")
@requires(Permission.LOOK_AFTER_CONTACTS)
def contact(contact_route: str) -> ResponseReturnValue:
    """Ask whom the school rings on one route."""
    route = _route_or_404(contact_route)
    known = contacts_of(db.session, school().id).get(route, Contact())
    form = ContactForm(formdata=None, obj=known)
    return render_template("concerns/contact.html", form=form, name=ROUTES[route].name, words=ROUTES[route])


@bp.post("/s/<school>/concerns/where-to-turn/<contact_route>")
@requires(Permission.LOOK_AFTER_CONTACTS, writes=True)
def save_contact(contact_route: str) -> ResponseReturnValue:
    """Keep whom the school rings on one route."""
    route, form = _route_or_404(contact_route), ContactForm()
    if form.validate_on_submit():
        typed = Contact(form.name.data, form.phone.data, form.address.data, form.hours.data)
        if done(form, lambda: change_contact(db.session, actor(), now(), route=route, contact=typed)):
            flash(f"Saved: {ROUTES[route].name}.")
            return redirect(url_for(".contacts"))
    return render_template("concerns/contact.html", form=form, name=ROUTES[route].name, words=ROUTES[route]), 422


def _route_or_404(text: str) -> Route:
    try:
        return Route(text)
    except ValueError:
        abort(404)
