"""A register's list into the product and out of it again: the same pages for every register that takes lists.

Who may is the register's own permission, asked here and once more by the use case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import GRANTS, Permission, may
from governance.domain.cells import Cell
from governance.domain.sheets import LARGEST_FILE
from governance.services.registers.sheets import (
    SheetRegister,
    import_register_sheet,
    keep_register_sheet,
    preview_register_sheet,
)
from governance.web.entry import actor, now, requires, today
from governance.web.fields import ProductForm, UploadField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.refused import done

bp = Blueprint("register_sheets", __name__)

PLACE = "/s/<school>/registers/lists/<register>"


@dataclass(frozen=True, slots=True)
class SheetPages:
    """One register that takes lists: what it is called, where its list is, and what is taken away as a file."""

    register: SheetRegister
    title: str
    list_endpoint: str
    lines: Callable[[], Iterable[Sequence[Cell]]]


SHEETS: dict[str, SheetPages] = {}
"""By the register's word; each register adds its own where its views are."""


class SheetForm(ProductForm):
    """The file."""

    file = UploadField("The list", "Choose the file with the list", largest=LARGEST_FILE, endings=(".csv", ".txt"))


@bp.route(f"{PLACE}/bring-in", methods=["GET", "POST"])
@requires(Permission.SEE_REGISTERS, writes=True)
def bring_in(register: str) -> ResponseReturnValue:
    """Ask for the file."""
    pages, form = _pages(register), SheetForm()
    kept: list[int] = []
    if form.validate_on_submit():
        file = given(form.file.data)
        name, data = file.filename or "", file.read()

        def keep() -> None:
            kept.append(keep_register_sheet(db.session, actor(), now(), register=pages.register, name=name, data=data))

        if done(form, keep):
            return redirect(url_for(".look_at_list", register=register, sheet_id=kept[0]), 303)
    answer = render_template("registers/bring_in.html", form=form, pages=pages, largest=LARGEST_FILE)
    return (answer, 422) if form.is_submitted() else answer


@bp.get(f"{PLACE}/<int:sheet_id>")
@requires(Permission.SEE_REGISTERS)
def look_at_list(register: str, sheet_id: int) -> ResponseReturnValue:
    """Show what a list would do."""
    pages = _pages(register)
    plan = preview_register_sheet(db.session, actor(), now(), register=pages.register, sheet_id=sheet_id)
    return render_template("registers/preview.html", plan=plan, pages=pages, sheet_id=sheet_id)


@bp.post(f"{PLACE}/<int:sheet_id>")
@requires(Permission.SEE_REGISTERS, writes=True)
def import_list(register: str, sheet_id: int) -> ResponseReturnValue:
    """Bring in what was looked at."""
    pages = _pages(register)
    seen = request.form.get("plan", "")[:64]
    added, changed = import_register_sheet(
        db.session, actor(), now(), register=pages.register, sheet_id=sheet_id, seen=seen
    )
    flash(f"The list is brought in: {added} added, {changed} changed." if added + changed else "Nothing was new.")
    return redirect(url_for(pages.list_endpoint), 303)


@bp.get(f"{PLACE}.<any(csv, xlsx):as_file>")
@requires(Permission.SEE_REGISTERS)
def export(register: str, as_file: str) -> ResponseReturnValue:
    """Hand the register out, under the headings by which it is brought in again."""
    pages = _pages(register)
    headings = [column.headings[0] for column in pages.register.columns]
    name = f"{register}-{today().isoformat()}.{as_file}"
    return sheet_handed_out(name, pages.title, headings, pages.lines())


def _pages(register: str) -> SheetPages:
    pages = SHEETS.get(register)
    if pages is None:
        abort(404)
    if not may(actor(), pages.register.permission):
        abort(403, GRANTS[pages.register.permission].who)
    return pages
