"""The list of who can be shown as a file: looked at first, then imported; the page carries it, nothing keeps it."""

from __future__ import annotations

import base64
import binascii

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.people_shown import EXAMPLE
from governance.services.people_shown_list import import_people_list, read_people_list
from governance.web.entry import actor, now, requires
from governance.web.fields import ProductForm, UploadField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.people_shown import bp

LARGEST = 256 * 1024
"""Bytes of such a file: more than a thousand pupils, and little enough for a page to carry."""


class ListForm(ProductForm):
    """The file."""

    file = UploadField(
        "The list, saved as CSV", "Choose the file with the list", largest=LARGEST, endings=(".csv", ".txt")
    )


@bp.get("/s/<school>/people-shown/list")
@requires(Permission.LOOK_AFTER_CONSENTS)
def upload() -> ResponseReturnValue:
    """Ask for the file."""
    return render_template("people_shown/upload.html", form=ListForm(formdata=None), largest=LARGEST)


@bp.post("/s/<school>/people-shown/list")
@requires(Permission.LOOK_AFTER_CONSENTS)
def look_at_list() -> ResponseReturnValue:
    """Show what the list would do; nothing has happened yet."""
    form = ListForm()
    if not form.validate_on_submit():
        return render_template("people_shown/upload.html", form=form, largest=LARGEST), 422
    data = given(form.file.data).read()
    plan = read_people_list(db.session, actor(), data=data)
    return render_template("people_shown/preview.html", plan=plan, carried=base64.b64encode(data).decode())


@bp.post("/s/<school>/people-shown/list/import")
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def import_list() -> ResponseReturnValue:
    """Import what was looked at."""
    try:
        data = base64.b64decode(request.form.get("list", "")[: LARGEST * 2], validate=True)
    except (binascii.Error, ValueError):
        abort(422)
    added, changed = import_people_list(
        db.session, actor(), now(), data=data[:LARGEST], seen=request.form.get("plan", "")[:64]
    )
    flash(f"The list is imported: {added} added, {changed} changed.")
    return redirect(url_for("people_shown.people_shown"))


@bp.get("/s/<school>/people-shown/list/example.csv")
@requires(Permission.LOOK_AFTER_CONSENTS)
def example_list() -> ResponseReturnValue:
    """Hand out an example to fill in."""
    return sheet_handed_out("who-can-be-shown-example.csv", "Example", EXAMPLE[0], EXAMPLE[1:])
