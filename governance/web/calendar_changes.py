"""Terms and days without pupils, typed, changed and taken out (A.1.5, A.5)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain import calendar as days
from governance.domain.access import Permission
from governance.domain.calendar import ClosedKind
from governance.domain.calendar_year import school_year_of
from governance.models import ClosedSpan, Term
from governance.queries.calendar import closed_span_of, closed_spans_of, term_of, terms_of
from governance.services.calendar import NEW, remove_closed_span, remove_term, save_closed_span, save_term
from governance.web.calendar import KIND_WORDS, bp
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ChoiceField, DateField, SelectChoice, TextField, VersionedForm, seen_from
from governance.web.refused import done, done_or_said

NUMBER = "int(max=2147483647)"
AT_FIELD = {
    "term_without_name": "name",
    "term_ends_before_it_starts": "ends_on",
    "terms_overlap": "starts_on",
    "closed_ends_before_it_starts": "ends_on",
}


class TermForm(VersionedForm):
    """A term by its name and its two days."""

    name = TextField(
        "What is the term called?", "Enter a name, such as Autumn term", longest=120, hint="For example, Autumn term"
    )
    starts_on = DateField("First day for pupils", "Enter the first day of the term", hint="For example, 3 9 2026")
    ends_on = DateField("Last day for pupils", "Enter the last day of the term", hint="For example, 18 12 2026")


class ClosedSpanForm(VersionedForm):
    """Days without pupils: why, and from when to when."""

    kind = ChoiceField(
        "Why are pupils not in?",
        "Choose why pupils are not in",
        choices=[
            SelectChoice("half_term", "Half-term"),
            SelectChoice("inset", "INSET day", {"hint": "Staff are in, pupils are not."}),
            SelectChoice("closure", "Closure", {"hint": "Snow, a broken boiler, an election."}),
        ],
    )
    starts_on = DateField("First day", "Enter the first day", hint="For example, 26 10 2026")
    ends_on = DateField("Last day", hint="Leave this empty for one day.")
    note = TextField("A word about it", longest=200, hint="For example, snow. Everybody at the school can read it.")


@bp.get("/terms/new")
@requires(Permission.LOOK_AFTER_SCHOOL)
def new_term() -> ResponseReturnValue:
    """Ask for a new term."""
    return _term_page(TermForm(seen=NEW), None)


@bp.post("/terms/new")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def add_term() -> ResponseReturnValue:
    """Add a term."""
    return _save_term(TermForm(), None)


@bp.get(f"/terms/<{NUMBER}:term_id>")
@requires(Permission.LOOK_AFTER_SCHOOL)
def term(term_id: int) -> ResponseReturnValue:
    """Show a term to be changed or taken out."""
    row = _term_or_404(term_id)
    return _term_page(TermForm(obj=row, seen=row.revision), row)


@bp.post(f"/terms/<{NUMBER}:term_id>")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def change_term(term_id: int) -> ResponseReturnValue:
    """Change a term."""
    return _save_term(TermForm(), _term_or_404(term_id))


@bp.post(f"/terms/<{NUMBER}:term_id>/remove")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def take_out_term(term_id: int) -> ResponseReturnValue:
    """Take a term out."""
    row, seen = _term_or_404(term_id), seen_from(request.form.getlist("seen"))
    year = school_year_of(row.starts_on)
    said = f"{row.name} is no longer in the calendar."
    done_or_said(lambda: remove_term(db.session, actor(), now(), term_id=term_id, seen=seen), said)
    return _back_to(year)


def _term_or_404(term_id: int) -> Term:
    return term_of(db.session, school().id, term_id) or abort(404)


def _term_page(form: TermForm, row: Term | None) -> str:
    return render_template("calendar/term.html", form=form, row=row)


def _save_term(form: TermForm, row: Term | None) -> ResponseReturnValue:
    seen, term_id = form.seen_version(), row.id if row else None
    if form.validate() and form.starts_on.data and form.ends_on.data:
        typed = days.Term(form.name.data or "", form.starts_on.data, form.ends_on.data)
        saving: dict[str, Any] = {"term_id": term_id, "seen": seen, "term": typed}
        if done(form, lambda: save_term(db.session, actor(), now(), **saving), AT_FIELD):
            flash(f"{typed.name} is in the calendar.")
            return _back_to(school_year_of(typed.starts_on))
    return _term_page(form, term_of(db.session, school().id, term_id) if term_id else None), 422


@bp.get("/closures/new")
@requires(Permission.LOOK_AFTER_SCHOOL)
def new_closed_span() -> ResponseReturnValue:
    """Ask for new days without pupils."""
    return _span_page(ClosedSpanForm(seen=NEW), None)


@bp.post("/closures/new")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def add_closed_span() -> ResponseReturnValue:
    """Add days without pupils."""
    return _save_span(ClosedSpanForm(), None)


@bp.get(f"/closures/<{NUMBER}:span_id>")
@requires(Permission.LOOK_AFTER_SCHOOL)
def closed_span(span_id: int) -> ResponseReturnValue:
    """Show days without pupils to be changed or taken out."""
    row = _span_or_404(span_id)
    return _span_page(ClosedSpanForm(obj=row, seen=row.revision), row)


@bp.post(f"/closures/<{NUMBER}:span_id>")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def change_closed_span(span_id: int) -> ResponseReturnValue:
    """Change days without pupils."""
    return _save_span(ClosedSpanForm(), _span_or_404(span_id))


@bp.post(f"/closures/<{NUMBER}:span_id>/remove")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def take_out_closed_span(span_id: int) -> ResponseReturnValue:
    """Take days without pupils out."""
    row, seen = _span_or_404(span_id), seen_from(request.form.getlist("seen"))
    year = school_year_of(row.starts_on)
    said = f"{KIND_WORDS[ClosedKind(row.kind)]} from {days.day_in_words(row.starts_on)} is no longer in the calendar."
    done_or_said(lambda: remove_closed_span(db.session, actor(), now(), span_id=span_id, seen=seen), said)
    return _back_to(year)


def _span_or_404(span_id: int) -> ClosedSpan:
    return closed_span_of(db.session, school().id, span_id) or abort(404)


def _span_page(form: ClosedSpanForm, row: ClosedSpan | None) -> str:
    kind = KIND_WORDS[ClosedKind(row.kind)] if row else ""
    return render_template("calendar/closed_span.html", form=form, row=row, kind=kind)


def _save_span(form: ClosedSpanForm, row: ClosedSpan | None) -> ResponseReturnValue:
    seen, span_id = form.seen_version(), row.id if row else None
    if form.validate() and form.starts_on.data:
        first = form.starts_on.data
        typed = days.Closed(ClosedKind(form.kind.data), first, form.ends_on.data or first, form.note.data or "")
        saving: dict[str, Any] = {"span_id": span_id, "seen": seen, "span": typed}
        if done(form, lambda: save_closed_span(db.session, actor(), now(), **saving), AT_FIELD):
            flash(f"{KIND_WORDS[typed.kind]} from {days.day_in_words(first)} is in the calendar.")
            return _back_to(school_year_of(first))
    return _span_page(form, closed_span_of(db.session, school().id, span_id) if span_id else None), 422


def _back_to(year: int) -> ResponseReturnValue:
    """Go back to the year that was changed, as long as something is still known of it."""
    known = {school_year_of(row.starts_on) for row in terms_of(db.session, school().id)}
    known |= {school_year_of(row.starts_on) for row in closed_spans_of(db.session, school().id)}
    return redirect(url_for("calendar.calendar", year=year) if year in known else url_for("calendar.calendar"))
