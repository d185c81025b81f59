"""The staff list as a file: choose it, look at what it would do, and only then import it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.sheets import LARGEST_FILE
from governance.domain.staff_list import EXAMPLE
from governance.password_links import password_link
from governance.services.staff_list import import_staff_list, keep_staff_list, preview_staff_list
from governance.web.entry import actor, now, requires
from governance.web.fields import ProductForm, UploadField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.people import bp
from governance.web.refused import done

IMPORT = "<int(max=2147483647):import_id>"


class ListForm(ProductForm):
    """The file."""

    file = UploadField(
        "Staff list", "Choose the file with the staff list", largest=LARGEST_FILE, endings=(".csv", ".txt")
    )


@bp.route("/s/<school>/people/list", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def staff_list() -> ResponseReturnValue:
    """Ask for the file."""
    form = ListForm()
    kept: list[int] = []
    if form.validate_on_submit():
        file = given(form.file.data)
        name, data = file.filename or "", file.read()

        def keep() -> None:
            kept.append(keep_staff_list(db.session, actor(), now(), name=name, data=data))

        if done(form, keep):
            return redirect(url_for("people.look_at_list", import_id=kept[0]))
    answer = render_template("people/list.html", form=form, largest=LARGEST_FILE)
    return (answer, 422) if form.is_submitted() else answer


@bp.get("/s/<school>/people/list/example.csv")
@requires(Permission.LOOK_AFTER_PEOPLE)
def example_list() -> ResponseReturnValue:
    """Hand out an example to fill in."""
    return sheet_handed_out("staff-list-example.csv", "Example", EXAMPLE[0], EXAMPLE[1:])


@bp.get(f"/s/<school>/people/list/{IMPORT}")
@requires(Permission.LOOK_AFTER_PEOPLE)
def look_at_list(import_id: int) -> ResponseReturnValue:
    """Show what an import would do."""
    plan = preview_staff_list(db.session, actor(), now(), import_id=import_id)
    return render_template("people/list_preview.html", plan=plan, import_id=import_id)


@bp.post(f"/s/<school>/people/list/{IMPORT}")
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def import_list(import_id: int) -> ResponseReturnValue:
    """Import what was looked at."""
    seen = request.form.get("plan", "")[:64]
    added, changed = import_staff_list(
        db.session, actor(), now(), import_id=import_id, seen=seen, link_for=password_link
    )
    flash(f"The list is imported: {added} invited, {changed} changed.")
    return redirect(url_for("people.people"))
