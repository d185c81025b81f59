"""Today's reality: existing accounts that nobody approved, one by one or from a sheet with a preview (7.1)."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import secure_filename

from governance.db import db
from governance.domain.access import Permission
from governance.domain.found_accounts import LONGEST_ADDRESS, LONGEST_LINE, LONGEST_NOTES, PLATFORMS, unknowns_in_words
from governance.domain.sheets import LARGEST_FILE
from governance.domain.words import KIND_WORDS
from governance.models import Import
from governance.queries.found_accounts import found_sites, sheet_of
from governance.services.found_accounts import (
    import_found,
    keep_sheet,
    preview_of,
    register_found,
    registering_refusals,
)
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ParagraphsField, ProductForm, SelectChoice, SelectField, TextField, UploadField
from governance.web.refused import done

bp = Blueprint("found", __name__)


class FoundForm(ProductForm):
    """One existing account; everything but its name may be unknown."""

    name = TextField("What is the account called?", "Say what the account is called")
    kind = SelectField("What is it?", choices=[SelectChoice(kind.value, word) for kind, word in KIND_WORDS.items()])
    platform = SelectField(
        "Which service is it on?", choices=[SelectChoice(key, name) for key, name in PLATFORMS.items()]
    )
    address = TextField("Its address, or its name there", longest=LONGEST_ADDRESS)
    owner = TextField("Who runs it?", longest=LONGEST_LINE)
    since = TextField("Since when does it exist?", longest=LONGEST_LINE, hint="A year or “about 2019” will do.")
    notes = ParagraphsField("Anything else that is known", longest=LONGEST_NOTES, hint="Never a password.")


class SheetForm(ProductForm):
    """A list of existing accounts."""

    sheet = UploadField(
        "The list, saved as CSV",
        "Choose the file with the list",
        largest=LARGEST_FILE,
        endings=(".csv", ".txt", ".tsv"),
    )


@bp.get("/s/<school>/found")
@requires(Permission.LOOK_AFTER_SITES)
def found() -> ResponseReturnValue:
    """List the accounts that were found, with what is unknown of each."""
    return render_template(
        "found/found.html",
        accounts=[
            (site, note, unknowns_in_words(site.unknowns), _site_page(site.id))
            for site, note in found_sites(db.session, school().id)
        ],
        may_register=not registering_refusals(actor()),
    )


@bp.get("/s/<school>/found/add")
@requires(Permission.LOOK_AFTER_SITES)
def add() -> ResponseReturnValue:
    """Ask for one account."""
    return render_template("found/add.html", form=FoundForm(formdata=None))


@bp.post("/s/<school>/found/add")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def register() -> ResponseReturnValue:
    """Put one account on the register."""
    form = FoundForm()
    keys = ("name", "kind", "platform", "address", "owner", "since", "notes")
    if form.validate_on_submit() and done(
        form,
        lambda: register_found(db.session, actor(), now(), cells={key: form[key].data for key in keys}),
        {key: key for key in keys},
    ):
        flash(f"{form.name.data} is on the list of found accounts.")
        return redirect(url_for(".found"))
    return render_template("found/add.html", form=form), 422


@bp.get("/s/<school>/found/upload")
@requires(Permission.LOOK_AFTER_SITES)
def upload() -> ResponseReturnValue:
    """Ask for a list."""
    return render_template("found/upload.html", form=SheetForm())


@bp.post("/s/<school>/found/upload")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def keep() -> ResponseReturnValue:
    """Read a list and go on to its preview."""
    form = SheetForm()
    kept: list[int] = []
    if form.validate_on_submit() and form.sheet.data is not None:
        name = secure_filename(form.sheet.data.filename or "")
        data = form.sheet.data.read()
        if done(form, lambda: kept.append(keep_sheet(db.session, actor(), now(), name=name, data=data))):
            return redirect(url_for(".preview", import_id=kept[0]))
    return render_template("found/upload.html", form=form), 422


@bp.get("/s/<school>/found/lists/<int:import_id>")
@requires(Permission.LOOK_AFTER_SITES)
def preview(import_id: int) -> ResponseReturnValue:
    """Show what the list would do; nothing has been done yet."""
    return _preview_page(_sheet_or_404(import_id), ProductForm(formdata=None))


@bp.post("/s/<school>/found/lists/<int:import_id>")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def confirm(import_id: int) -> ResponseReturnValue:
    """Put what is new in the list on the register."""
    form = ProductForm()
    added: list[int] = []
    _sheet_or_404(import_id)
    if request.method == "POST" and done(
        form, lambda: added.append(import_found(db.session, actor(), now(), import_id=import_id))
    ):
        count = added[0]
        flash(f"{count} account{' is' if count == 1 else 's are'} on the list now." if count else "Nothing was new.")
        return redirect(url_for(".found"))
    return _preview_page(_sheet_or_404(import_id), form), 422


def _preview_page(kept: Import, form: ProductForm) -> str:
    rows, faults, left_out = preview_of(db.session, kept)
    return render_template(
        "found/preview.html",
        kept=kept,
        form=form,
        new=[(row, unknowns_in_words(row.account.unknowns)) for row in rows if row.account and not row.already],
        already=[row for row in rows if row.already],
        faulty=[row for row in rows if row.refusals],
        faults=faults,
        left_out=left_out,
    )


def _sheet_or_404(import_id: int) -> Import:
    kept = sheet_of(db.session, school().id, import_id)
    if kept is None:
        abort(404)
    return kept


def _site_page(site_id: int) -> str | None:
    return url_for("sites.site", site_id=site_id) if "sites.site" in current_app.view_functions else None
