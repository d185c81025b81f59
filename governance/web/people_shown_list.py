"""The list of who can be shown as a file: looked at first, then imported; the page carries it, nothing keeps it.

Their consents go in and out as every register does (``registers/sheets.py``).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.people_shown import EXAMPLE, HEADINGS
from governance.domain.shown_words import SHOWN_WORDS
from governance.models import PersonShown
from governance.queries.people_shown import people_of
from governance.queries.registers.sheet_rows_of_images import consent_rows
from governance.services.people_shown_list import import_people_list, read_people_list
from governance.services.registers.consent_sheet import CONSENTS
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ProductForm, UploadField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.people_shown import bp
from governance.web.registers.sheets import SHEETS, SheetPages

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


@bp.get("/s/<school>/people-shown/export.<as_file>")
@requires(Permission.LOOK_AFTER_CONSENTS)
def export(as_file: str) -> ResponseReturnValue:
    """Hand the list out, with the page's filter kept; it can be changed and imported again."""
    if as_file not in ("csv", "xlsx"):
        abort(404)
    people = _chosen()
    if people is None:
        people = (*_people(), *_people(left=True))
    lines = [(row.name, SHOWN_WORDS[row.kind], row.group_name, row.told_apart, row.left_on) for row in people]
    return sheet_handed_out(f"who-can-be-shown.{as_file}", "Who can be shown", HEADINGS, lines)


def _people(group: str = "", *, left: bool = False) -> tuple[PersonShown, ...]:
    return people_of(db.session, school().id, today(), group=group, left=left)


def _chosen() -> tuple[PersonShown, ...] | None:
    """Return whom the filter in the address names, or None where it names nobody in particular."""
    if request.args.get("show") == "left":
        return _people(left=True)
    group = request.args.get("group", "")
    return _people(group) if group else None


def _consents() -> Iterable[Sequence[Cell]]:
    """The consents of whom the filter in the address names, or everybody's."""
    people = _chosen()
    return consent_rows(db.session, school().id, None if people is None else {row.id for row in people})


SHEETS["consents"] = SheetPages(
    CONSENTS,
    "Consents",
    "people_shown.people_shown",
    _consents,
    note="Somebody has to stand on the list of who can be shown first. What was withdrawn is not given again by a "
    "list.",
)
