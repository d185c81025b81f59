"""A register's list into the product and out of it again: the same pages for every register that takes lists.

Who may bring one in is who may write in the register, and who may take it away is who may read it; each is asked here
and once more by the use case or the read.  Whoever belongs to the school gets as far as that question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import GRANTS, Permission, may
from governance.domain.cells import Cell
from governance.domain.sheets import LARGEST_FILE, MOST_ROWS
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
from governance.web.registers.shapes import FileWays, Linked

bp = Blueprint("register_sheets", __name__)

PLACE = "/s/<school>/registers/lists/<register>"


@dataclass(frozen=True, slots=True)
class SheetPages:
    """One register that takes lists: what it is called, where its list is, and what is taken away as a file.

    ``lines`` are what the person of the request reads of it, with the page's filter in the address kept.  ``reading``
    is who may take it away, where that is not who may write in it; ``note`` is what to know before bringing one in.
    """

    register: SheetRegister
    title: str
    list_endpoint: str
    lines: Callable[[], Iterable[Sequence[Cell]]]
    reading: Permission | None = None
    note: str = ""

    @property
    def headings(self) -> list[str]:
        """The first heading of each column: by these it goes out, and comes in again."""
        return [column.headings[0] for column in self.register.columns]


SHEETS: dict[str, SheetPages] = {}
"""By the register's word; each register adds its own where its views are."""


class SheetForm(ProductForm):
    """The file."""

    file = UploadField("The list", "Choose the file with the list", largest=LARGEST_FILE, endings=(".csv", ".txt"))


def files_of(word: str, **kept: str) -> FileWays:
    """Return the ways in and out of a register for the person of this request; ``kept`` is the page's filter."""
    pages = SHEETS[word]
    into = url_for("register_sheets.bring_in", register=word) if may(actor(), pages.register.permission) else ""
    filtered: dict[str, Any] = {key: value for key, value in kept.items() if value}

    def file(text: str, as_file: str) -> Linked:
        return Linked(text, url_for("register_sheets.export", register=word, as_file=as_file, **filtered))

    takes = (file("a CSV file", "csv"), file("a spreadsheet", "xlsx"))
    return FileWays(into, takes if may(actor(), pages.reading or pages.register.permission) else ())


@bp.route(f"{PLACE}/bring-in", methods=["GET", "POST"])
@requires(Permission.SEE_SCHOOL, writes=True)
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
    answer = render_template(
        "registers/bring_in.html", form=form, pages=pages, largest=LARGEST_FILE, most_rows=MOST_ROWS
    )
    return (answer, 422) if form.is_submitted() else answer


@bp.get(f"{PLACE}/<int:sheet_id>")
@requires(Permission.SEE_SCHOOL)
def look_at_list(register: str, sheet_id: int) -> ResponseReturnValue:
    """Show what a list would do."""
    pages = _pages(register)
    plan = preview_register_sheet(db.session, actor(), now(), register=pages.register, sheet_id=sheet_id)
    return render_template("registers/preview.html", plan=plan, pages=pages, sheet_id=sheet_id)


@bp.post(f"{PLACE}/<int:sheet_id>")
@requires(Permission.SEE_SCHOOL, writes=True)
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
@requires(Permission.SEE_SCHOOL)
def export(register: str, as_file: str) -> ResponseReturnValue:
    """Hand the register out, under the headings by which it is brought in again."""
    pages = _pages(register, reads=True)
    return sheet_handed_out(f"{register}-{today().isoformat()}.{as_file}", pages.title, pages.headings, pages.lines())


@bp.get(f"{PLACE}/empty.<any(csv, xlsx):as_file>")
@requires(Permission.SEE_SCHOOL)
def empty_list(register: str, as_file: str) -> ResponseReturnValue:
    """Hand out an empty list with the headings that are understood."""
    pages = _pages(register)
    return sheet_handed_out(f"{register}-empty.{as_file}", pages.title, pages.headings, ())


def _pages(register: str, *, reads: bool = False) -> SheetPages:
    pages = SHEETS.get(register)
    if pages is None:
        abort(404)
    permission = (pages.reading if reads else None) or pages.register.permission
    if not may(actor(), permission):
        abort(403, GRANTS[permission].who)
    return pages
