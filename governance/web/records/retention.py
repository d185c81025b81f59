"""Pages of retention: the schedule with what is due, one kind's list, the school's own times, and holds (003-7)."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.records.kinds import MOST as LONGEST_TIMES
from governance.domain.records.kinds import SCHEDULE, RecordKind, kind_named, row_of
from governance.domain.records.words import SURE_WORDS, Sure, Unit
from governance.queries.records import retention as reads
from governance.services.records.retention.due import KEEPERS, MOST, due_kinds, due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import change_rule, restore_rule, schedule_of
from governance.web.entry import actor, now, policy, requires, school
from governance.web.fields import (
    ChoiceField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    VersionedForm,
    WholeNumberField,
)
from governance.web.records.area import bp, form_page
from governance.web.refused import done
from governance.web.registers_index import ENTRIES, RegisterEntry

KIND = "<any({}):record_kind>".format(", ".join(one.value for one in RecordKind))

ENTRIES.append(
    RegisterEntry(
        "How long records are kept",
        "records.retention",
        Permission.LOOK_AFTER_RECORDS,
        "How long each kind of record stays, what is due to go, what is held, and the certificates of what went.",
    )
)


class TimeForm(VersionedForm):
    """The school's own time for a kind."""

    amount = WholeNumberField("How long is it kept?", "Enter a number", least=1, most=LONGEST_TIMES[Unit.DAYS])
    unit = ChoiceField(
        "Counted in", "Choose one", choices=[SelectChoice(one.value, one.value.capitalize()) for one in Unit]
    )
    basis = ParagraphsField(
        "Where does the time come from?",
        "Say where the time comes from",
        longest=1000,
        hint="A law, a published schedule, or the school’s own decision with its date.",
    )
    sure = ChoiceField(
        "How sure is it?",
        "Choose one",
        choices=[SelectChoice(one.value, words) for one, words in SURE_WORDS.items()],
    )


class HoldForm(ProductForm):
    """A hold."""

    kind = SelectField(
        "Which records?", "Choose which", choices=[SelectChoice(one.kind.value, one.name) for one in SCHEDULE]
    )
    number = WholeNumberField(
        "Number of the record, for one alone", least=1, most=2**31 - 1, hint="Leave it empty to hold all of them."
    )
    reason = ParagraphsField(
        "Why do they have to stay?", "Say why they have to stay", hint="Leave names of pupils and of families out."
    )


class ReleaseForm(VersionedForm):
    """A hold's end."""

    reason = ParagraphsField("Why can the hold end?", "Say why the hold can end")


@bp.get("/records/retention")
@requires(Permission.LOOK_AFTER_RECORDS)
def retention() -> ResponseReturnValue:
    """Show the schedule with what is due."""
    schedule = schedule_of(db.session, school().id, policy())
    return render_template(
        "records/retention.html",
        schedule=schedule,
        due={one.rule.row.kind: one for one in due_kinds(db.session, school(), schedule, now())},
        sure=SURE_WORDS,
        holds=[one for one in reads.holds(db.session, school().id) if one.row.released_at is None],
        may_dispose=may(actor(), Permission.PROTECT_DATA),
    )


@bp.get(f"/records/retention/{KIND}")
@requires(Permission.LOOK_AFTER_RECORDS)
def due(record_kind: str) -> ResponseReturnValue:
    """List what is due of one kind, with the form that disposes of it."""
    found = RecordKind(record_kind)
    rule = schedule_of(db.session, school().id, policy())[found]
    return render_template(
        "records/due.html",
        rule=rule,
        rows=due_of(db.session, school(), rule, now()) if found in KEEPERS else (),
        is_here=found in KEEPERS and not rule.row.few_read,
        most=MOST,
        sure=SURE_WORDS,
        may_dispose=may(actor(), Permission.PROTECT_DATA),
    )


@bp.route(f"/records/retention/{KIND}/time", methods=["GET", "POST"])
@requires(Permission.PROTECT_DATA, writes=True)
def time_kept(record_kind: str) -> ResponseReturnValue:
    """Let the school keep a kind for its own time."""
    found = RecordKind(record_kind)
    rule = schedule_of(db.session, school().id, policy())[found]
    kept = rule.row.kept
    if not rule.row.can_be_changed or kept is None:
        abort(404)
    form = TimeForm(
        seen=rule.revision, amount=kept.amount, unit=kept.unit.value, basis=rule.row.basis, sure=rule.row.sure.value
    )

    def use_case() -> None:
        change_rule(
            db.session,
            actor(),
            now(),
            kind=found,
            seen=form.seen_version(),
            amount=int(form.amount.data or 0),
            unit=Unit(form.unit.data),
            basis=form.basis.data,
            sure=Sure(form.sure.data),
        )

    if form.validate_on_submit() and done(form, use_case, {"amount": "amount", "basis": "basis"}):
        flash("The school’s own time is kept.")
        return redirect(url_for(".due", record_kind=record_kind))
    return form_page(
        form,
        "How long this is kept",
        "Keep this time",
        (url_for(".due", record_kind=record_kind), rule.row.name),
        lead=f"{rule.row.name}: {rule.row.rule}.",
        careful="What is due changes at once. Nothing is disposed of until somebody does it.",
    )


@bp.post(f"/records/retention/{KIND}/restore")
@requires(Permission.PROTECT_DATA, writes=True)
def restore_time(record_kind: str) -> ResponseReturnValue:
    """Take the school's own time back."""
    restore_rule(db.session, actor(), now(), kind=RecordKind(record_kind))
    flash("The time that the product offers holds again.")
    return redirect(url_for(".due", record_kind=record_kind))


@bp.get("/records/holds")
@requires(Permission.LOOK_AFTER_RECORDS)
def holds() -> ResponseReturnValue:
    """List the holds, those that ended as well."""
    return render_template(
        "records/holds.html",
        rows=reads.holds(db.session, school().id),
        may_hold=may(actor(), Permission.PROTECT_DATA),
    )


@bp.route("/records/holds/place", methods=["GET", "POST"])
@requires(Permission.PROTECT_DATA, writes=True)
def place() -> ResponseReturnValue:
    """Put a hold on records; an address with a kind and a number fills the form in."""
    asked = kind_named(request.args.get("kind", ""))
    number = request.args.get("number", "")
    short = number.isascii() and number.isdigit() and len(number) <= 9
    form = HoldForm(kind=asked.value if asked else "", number=int(number) if short else None)

    def use_case() -> None:
        place_hold(
            db.session,
            actor(),
            now(),
            kind=RecordKind(form.kind.data),
            subject_id=None if form.number.data is None else int(form.number.data),
            reason=form.reason.data,
        )

    if form.validate_on_submit() and done(form, use_case, {"reason": "reason"}):
        flash("The hold stands. Nothing under it is disposed of until it is released.")
        return redirect(url_for(".holds"))
    lead = "For an inquiry, a claim or a request: what is held stays, however long ago its time was over."
    return form_page(form, "Put a hold on records", "Put the hold on", (url_for(".holds"), "Holds"), lead=lead)


@bp.route("/records/holds/<int:hold_id>/release", methods=["GET", "POST"])
@requires(Permission.PROTECT_DATA, writes=True)
def release(hold_id: int) -> ResponseReturnValue:
    """Release a hold."""
    row = reads.hold_of(db.session, school().id, hold_id)
    if row is None:
        abort(404)
    form = ReleaseForm(seen=row.revision)
    kind = kind_named(row.kind)
    facts = [
        {"key": "Which records", "value": row_of(kind).name if kind else row.kind},
        {"key": "Number", "value": str(row.subject_id) if row.subject_id else "All of them"},
        {"key": "Why they were held", "value": row.reason},
    ]

    def use_case() -> None:
        release_hold(db.session, actor(), now(), hold_id=hold_id, seen=form.seen_version(), reason=form.reason.data)

    if form.validate_on_submit() and done(form, use_case, {"reason": "reason"}):
        flash("The hold is released.")
        return redirect(url_for(".holds"))
    return form_page(form, "Release a hold", "Release it", (url_for(".holds"), "Holds"), facts=facts)
