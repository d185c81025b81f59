"""Photo passes: events, the passes that the office issues, the list for the door, and rights taken away (001-4)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.models import PhotoEvent, PhotoPassHolder
from governance.queries.photo_passes import event_of, events_of, holder_of, passes_of, without_right
from governance.queries.registers.sheet_rows_of_images import pass_rows
from governance.services.photo_passes import issue_pass, record_event, restore_right, revoke_right
from governance.services.registers.pass_sheet import PASSES
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import DateField, ParagraphsField, ProductForm, TextField, VersionedForm, given, seen_from
from governance.web.handed_out import sheet_handed_out
from governance.web.image_pages import question_page
from governance.web.refused import done, done_or_said
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("photo_passes", __name__)


class EventForm(ProductForm):
    """An event."""

    name = TextField("What is the event?", "Enter the name of the event", hint="Such as “Winter play, afternoon”.")
    held_on = DateField("On which day?", "Enter the day")


class PassForm(ProductForm):
    """A pass for one parent."""

    name = TextField("Name of the parent or carer", "Enter the name of the parent or carer", autocomplete="off")
    told_apart = TextField(
        "What tells them apart from others of the same name", hint="Such as the class of their child. Often not needed."
    )


class RevokeForm(VersionedForm):
    """Why a right is taken away."""

    reason = ParagraphsField("Why is it taken away?", "Say why it is taken away", longest=1000)


@bp.get("/s/<school>/photo-passes")
@requires(Permission.ISSUE_PHOTO_PASSES)
def events() -> ResponseReturnValue:
    """List the events, and whose right was taken away."""
    return render_template(
        "photo_passes/events.html",
        events=events_of(db.session, school().id),
        without=without_right(db.session, school().id),
        day=today(),
        files=files_of("passes"),
    )


@bp.route("/s/<school>/photo-passes/add", methods=["GET", "POST"])
@requires(Permission.ISSUE_PHOTO_PASSES, writes=True)
def add() -> ResponseReturnValue:
    """Put an event on the list."""
    form = EventForm()
    added: list[int] = []

    def record() -> None:
        added.append(record_event(db.session, actor(), now(), name=form.name.data, held_on=given(form.held_on.data)))

    if form.validate_on_submit() and done(form, record, {"name": "name"}):
        flash("The event is on the list.")
        return redirect(url_for(".event", event_id=added[0]))
    return question_page(form, "Add an event", "Add the event", (url_for(".events"), "Photo passes"))


@bp.route("/s/<school>/photo-passes/<int:event_id>", methods=["GET", "POST"])
@requires(Permission.ISSUE_PHOTO_PASSES, writes=True)
def event(event_id: int) -> ResponseReturnValue:
    """Show the passes of one event, and issue the next."""
    row = _event_or_404(event_id)
    form = PassForm()

    def issue() -> None:
        issue_pass(db.session, actor(), now(), event_id=event_id, name=form.name.data, told_apart=form.told_apart.data)

    if form.validate_on_submit() and done(form, issue, {"name": "name", "told_apart": "told_apart"}):
        flash("The pass is issued.")
        return redirect(url_for(".event", event_id=event_id))
    page = render_template(
        "photo_passes/event.html",
        event=row,
        lines=passes_of(db.session, row),
        form=form,
        is_over=row.held_on < today(),
    )
    return (page, 422) if form.is_submitted() else page


@bp.get("/s/<school>/photo-passes/<int:event_id>/door")
@requires(Permission.ISSUE_PHOTO_PASSES)
def door(event_id: int) -> ResponseReturnValue:
    """Show who may take photographs, to be printed for the door."""
    row = _event_or_404(event_id)
    valid = [line for line in passes_of(db.session, row) if line.issued.revoked_at is None]
    return render_template("photo_passes/door.html", event=row, lines=valid)


@bp.get("/s/<school>/photo-passes/<int:event_id>/export.<as_file>")
@requires(Permission.ISSUE_PHOTO_PASSES)
def export(event_id: int, as_file: str) -> ResponseReturnValue:
    """Hand the passes of one event out as a list."""
    if as_file not in ("csv", "xlsx"):
        abort(404)
    row = _event_or_404(event_id)
    lines = [
        (
            line.holder.name,
            line.holder.told_apart,
            line.issued_by,
            line.issued.issued_at.date(),
            "taken away" if line.issued.revoked_at else "valid",
        )
        for line in passes_of(db.session, row)
    ]
    headings = ("Holder", "Told apart by", "Issued by", "Issued on", "State")
    return sheet_handed_out(f"photo-passes-{row.held_on}.{as_file}", "Photo passes", headings, lines)


@bp.route("/s/<school>/photo-passes/holders/<int:holder_id>/revoke", methods=["GET", "POST"])
@requires(Permission.ISSUE_PHOTO_PASSES, writes=True)
def revoke(holder_id: int) -> ResponseReturnValue:
    """Take somebody's right to photograph away."""
    row = _holder_or_404(holder_id)
    form = RevokeForm(seen=row.revision)

    def take_away() -> None:
        reason = form.reason.data
        revoke_right(db.session, actor(), now(), holder_id=holder_id, seen=form.seen_version(), reason=reason)

    if form.validate_on_submit() and done(form, take_away, {"reason": "reason"}):
        flash("Their passes are taken away, and no new one is issued.")
        return redirect(url_for(".events"))
    lead = "Every pass they hold ends now, and none is issued to them until their right is restored."
    back = (url_for(".events"), "Photo passes")
    return question_page(form, f"Take away the passes of {row.name}", "Take them away", back, lead=lead, clause="001-4")


@bp.post("/s/<school>/photo-passes/holders/<int:holder_id>/restore")
@requires(Permission.ISSUE_PHOTO_PASSES, writes=True)
def restore(holder_id: int) -> ResponseReturnValue:
    """Let somebody have passes again."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: restore_right(db.session, actor(), now(), holder_id=holder_id, seen=seen),
        "They can have passes again. Those that were taken away stay so.",
    )
    return redirect(url_for(".events"))


def _event_or_404(event_id: int) -> PhotoEvent:
    row = event_of(db.session, school().id, event_id)
    if row is None:
        abort(404)
    return row


def _holder_or_404(holder_id: int) -> PhotoPassHolder:
    row = holder_of(db.session, school().id, holder_id)
    if row is None:
        abort(404)
    return row


SHEETS["passes"] = SheetPages(
    PASSES,
    "Photo passes",
    "photo_passes.events",
    lambda: pass_rows(db.session, school().id),
    note="A line without a holder is an event for which nobody has a pass yet.",
)
ENTRIES.append(
    RegisterEntry(
        "Photo passes",
        "photo_passes.events",
        Permission.ISSUE_PHOTO_PASSES,
        "Which parents may take photographs at which event, and whose right was taken away.",
    )
)
