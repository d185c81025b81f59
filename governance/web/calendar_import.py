"""Term dates from a file: choose it, look at what it would do, answer what its words leave open, and then import it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.calendar_file.entries import ROW_WORDS
from governance.domain.calendar_file.plan import Outcome
from governance.domain.calendar_file.sheet import EXAMPLE
from governance.services.calendar_import.ics import LARGEST_ICS
from governance.services.calendar_import.importing import (
    answer_rows,
    import_calendar,
    keep_calendar_file,
    preview_calendar,
)
from governance.web.calendar import bp
from governance.web.entry import actor, now, requires
from governance.web.fields import ProductForm, UploadField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.refused import done, done_or_said
from governance.web.words import count_words

IMPORT = "<int:import_id>"
ANSWER = "row-"


class FileForm(ProductForm):
    """The file."""

    file = UploadField(
        "File with the dates", "Choose the file with the dates", largest=LARGEST_ICS, endings=(".ics", ".csv", ".txt")
    )


@bp.route("/import", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def upload_dates() -> ResponseReturnValue:
    """Ask for the file."""
    form = FileForm()
    kept: list[int] = []
    if form.validate_on_submit():
        file = given(form.file.data)
        name, data = file.filename or "", file.read()
        if done(form, lambda: kept.append(keep_calendar_file(db.session, actor(), now(), name=name, data=data))):
            return redirect(url_for("calendar.look_at_dates", import_id=kept[0]))
    answer = render_template("calendar/import.html", form=form, largest=LARGEST_ICS)
    return (answer, 422) if form.is_submitted() else answer


@bp.get("/import/example.csv")
@requires(Permission.LOOK_AFTER_SCHOOL)
def example_dates() -> ResponseReturnValue:
    """Hand out an example to fill in."""
    return sheet_handed_out("term-dates-example.csv", "Example", EXAMPLE[0], EXAMPLE[1:])


@bp.get(f"/import/{IMPORT}")
@requires(Permission.LOOK_AFTER_SCHOOL)
def look_at_dates(import_id: int) -> ResponseReturnValue:
    """Show what an import would do."""
    plan = preview_calendar(db.session, actor(), import_id=import_id)
    groups = {outcome.value: plan.of(outcome) for outcome in Outcome}
    asked = [row for row in plan.rows if row.asks]
    return render_template(
        "calendar/import_preview.html", plan=plan, groups=groups, asked=asked, kinds=ROW_WORDS, import_id=import_id
    )


@bp.post(f"/import/{IMPORT}/answers")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def answer_dates(import_id: int) -> ResponseReturnValue:
    """Keep what somebody chose for rows whose words do not tell."""
    answers = {
        int(name.removeprefix(ANSWER)): value
        for name, value in request.form.items()
        if name.startswith(ANSWER) and name.removeprefix(ANSWER).isdecimal() and len(name) <= 9
    }
    said = "Your answers are kept. Nothing is in the calendar yet."
    done_or_said(lambda: answer_rows(db.session, actor(), now(), import_id=import_id, answers=answers), said)
    return redirect(url_for("calendar.look_at_dates", import_id=import_id))


@bp.post(f"/import/{IMPORT}")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def import_dates(import_id: int) -> ResponseReturnValue:
    """Import what was looked at."""
    seen = request.form.get("plan", "")[:64]
    counts: list[tuple[int, int]] = []

    def use_case() -> None:
        counts.append(import_calendar(db.session, actor(), now(), import_id=import_id, seen=seen))

    form = ProductForm()
    if not done(form, use_case):
        for sentence in form.form_errors:
            flash(sentence, "warning")
        return redirect(url_for("calendar.look_at_dates", import_id=import_id))
    terms, spans = counts[0]
    if terms + spans:
        what = f"{count_words(terms, 'term', 'terms')} and {count_words(spans, 'time', 'times')} without pupils"
        flash(f"The file is imported: {what} are new in the calendar.")
    else:
        flash("Nothing in this file was new. The calendar is as it was.")
    return redirect(url_for("calendar.calendar"))
