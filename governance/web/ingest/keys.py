"""The keys of one site's ingest address: made, shown once, and revoked by the ICT lead or the head."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.words import SiteState
from governance.models import Site
from governance.queries.ingest_keys import keys_of
from governance.queries.sites import site_of
from governance.services.ingest_keys import LONGEST_PROGRAM, NewKey, make_key, revoke_key
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ProductForm, TextField
from governance.web.refused import done, done_or_said
from governance.web.register import lasting

bp = Blueprint("ingest_keys", __name__)


class KeyForm(ProductForm):
    """For which program a key is."""

    program = TextField(
        "Which program will use it?",
        "Say which program will use the key",
        longest=LONGEST_PROGRAM,
        hint="So that you know later which key to revoke. For example: class pages of the learning platform.",
    )


@bp.get("/s/<school>/sites/<int:site_id>/keys")
@requires(Permission.LOOK_AFTER_HOSTS)
def keys(site_id: int) -> ResponseReturnValue:
    """Show the site's keys and ask for which program another one is."""
    return _page(_site_or_404(site_id), KeyForm(formdata=None))


@bp.post("/s/<school>/sites/<int:site_id>/keys")
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def make(site_id: int) -> ResponseReturnValue:
    """Make a key and show it, this once."""
    form = KeyForm()
    _site_or_404(site_id)
    made: list[NewKey] = []

    def make_it() -> None:
        made.append(make_key(db.session, actor(), now(), site_id=site_id, program=form.program.data))

    if form.validate_on_submit() and done(form, make_it, {"program": "program"}):
        return render_template(
            "ingest_keys/made.html",
            site=_site_or_404(site_id),
            program=form.program.data,
            token=made[0].token,
            address=_address(site_id),
        )
    return _page(_site_or_404(site_id), form), 422


@bp.post("/s/<school>/sites/<int:site_id>/keys/<int:key_id>/revoke")
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def revoke(site_id: int, key_id: int) -> ResponseReturnValue:
    """Revoke one key."""
    _site_or_404(site_id)
    done_or_said(
        lambda: revoke_key(db.session, actor(), now(), site_id=site_id, key_id=key_id),
        "The key is revoked. Nothing is taken with it any more.",
    )
    return redirect(url_for(".keys", site_id=site_id))


def _page(site: Site, form: KeyForm) -> str:
    return render_template(
        "ingest_keys/keys.html",
        site=site,
        keys=keys_of(db.session, site.school_id, site.id),
        is_closed=site.state is SiteState.CLOSED,
        address=_address(site.id),
        description=lasting("api.openapi"),
        form=form,
    )


def _address(site_id: int) -> str:
    return lasting("ingest.take", site_id=site_id)


def _site_or_404(site_id: int) -> Site:
    found = site_of(db.session, school().id, site_id)
    if found is None:
        abort(404)
    return found
