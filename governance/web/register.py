"""The public register: which sites are the school's, and whether a pasted address is one of them (7.1).

Nobody signs in here.  Nothing is looked up outside, and no pasted address is ever made a link.
"""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.config import Settings
from governance.db import db
from governance.domain.addresses import LONGEST_ADDRESS
from governance.domain.grown_ups import TellAGrownUp, tell_a_grown_up
from governance.domain.networks import NETWORK_NAMES
from governance.domain.recognition import BEING_CHECKED, answer
from governance.domain.rule_texts import text_name
from governance.queries.register import positions_to_tell, public_site, public_sites, register_entries, takes_part_at
from governance.queries.rules import rules_in_force
from governance.web.entry import public, school, today
from governance.web.fields import ProductForm, SelectChoice, SelectField, TextField

bp = Blueprint("register", __name__)

LOGO_KINDS = {"png": "image/png", "image/png": "image/png"}


class CheckForm(ProductForm):
    """An address to look up; the network only where a name alone was typed."""

    address = TextField(
        "Paste the address of the page or account",
        "Paste an address, or type the name of an account",
        longest=LONGEST_ADDRESS,
        hint="Such as https://blogs.example.org/year-4 or @ourschool. Copy all of it.",
    )
    network = SelectField(
        "If it is only a name, which network is it on?",
        choices=[SelectChoice(key, name) for key, name in NETWORK_NAMES.items()],
    )


@bp.get("/s/<school>/register")
@public()
def register() -> ResponseReturnValue:
    """List the school's official sites."""
    here = school()
    return render_template(
        "register/register.html",
        school=here,
        sites=public_sites(db.session, here, today()),
        texts=school_texts(),
        being_checked=BEING_CHECKED,
        canonical=lasting(".register"),
        grown_up=grown_up_here(),
    )


@bp.get("/s/<school>/register/check")
@public()
def check() -> ResponseReturnValue:
    """Ask for an address."""
    return render_template("register/check.html", school=school(), form=CheckForm(), found=None)


@bp.post("/s/<school>/register/check")
@public()
def answer_check() -> ResponseReturnValue:
    """Say whether the address is official, was official, or is not known."""
    form = CheckForm()
    here = school()
    if not form.validate_on_submit():
        return render_template("register/check.html", school=here, form=form, found=None), 422
    pasted = form.address.data
    others = takes_part_at(db.session, here.id, today())
    found = answer(pasted, register_entries(db.session, here.id), form.network.data or None, others)
    return render_template("register/answer.html", school=here, pasted=pasted, found=found, grown_up=grown_up_here())


@bp.get("/s/<school>/register/<int:site_id>")
@public()
def site(site_id: int) -> ResponseReturnValue:
    """Show one official site: what it is, who runs it, its rules, and how to tell a grown-up."""
    here = school()
    found = public_site(db.session, here, site_id, today())
    if found is None:
        abort(404)
    return render_template(
        "register/site.html",
        school=here,
        site=found,
        being_checked=BEING_CHECKED,
        texts=[
            (text_name(text.kind, text.audience), text.kind, text.audience)
            for text in rules_in_force(db.session, here.id, site_id)
        ],
        canonical=lasting(".site", site_id=site_id),
        grown_up=grown_up_here(),
    )


@bp.get("/s/<school>/register/<int:site_id>/rules")
@public()
def rules(site_id: int) -> ResponseReturnValue:
    """Lead to the rules of a listed site: they stand on its page."""
    if public_site(db.session, school(), site_id, today()) is None:
        abort(404)
    return redirect(url_for(".site", site_id=site_id, _anchor="rules"))


@bp.get("/s/<school>/logo")
@public()
def logo() -> ResponseReturnValue:
    """Give the school's logo."""
    here = school()
    kind = LOGO_KINDS.get(here.logo_kind)
    if here.logo is None or kind is None:
        abort(404)
    response = Response(here.logo, mimetype=kind)
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Content-Disposition"] = 'inline; filename="logo.png"'
    response.set_etag(hashlib.sha256(here.logo).hexdigest()[:32])
    return response.make_conditional(request)


def school_texts() -> list[tuple[str, str, str]]:
    """Return the school's own published texts: name, kind and audience."""
    return [
        (text_name(text.kind, text.audience), text.kind, text.audience)
        for text in rules_in_force(db.session, school().id)
    ]


def grown_up_here() -> TellAGrownUp:
    """Return how a child tells a grown-up at this school."""
    here = school()
    return tell_a_grown_up(here.safeguarding_words, positions_to_tell(db.session, here.id, today()))


def lasting(endpoint: str, **values: Any) -> str:
    """Return the whole address of a public page, as it is printed and kept."""
    settings: Settings = current_app.extensions["governance"]
    return settings.base_address.rstrip("/") + url_for(endpoint, **values)
