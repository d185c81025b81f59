"""Recording what somebody agreed to, and withdrawing it with everything that shows them in sight (A.4.4, 001-3)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.consents import USE_NAMES, USES
from governance.domain.shown_words import Covers, GivenBy, ShownKind
from governance.queries.people_shown import appearances_of
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.web.entry import actor, now, requires, today
from governance.web.fields import ChoiceField, ChoicesField, DateField, ProductForm, SelectChoice, TextField, given
from governance.web.image_pages import COVERS_CHOICES, USE_CHOICES, question_page
from governance.web.people_shown import bp, person_or_404
from governance.web.refused import done


class ConsentForm(ProductForm):
    """One consent for one or several uses."""

    covers = ChoiceField("What did they agree to?", "Choose what they agreed to", choices=COVERS_CHOICES)
    uses = ChoicesField("For which uses?", "Choose at least one use", choices=USE_CHOICES)
    given_by_kind = ChoiceField(
        "Who gave it?",
        "Choose who gave it",
        choices=[
            SelectChoice(GivenBy.PARENT.value, "A parent or carer"),
            SelectChoice(GivenBy.SELF.value, "The person themself"),
        ],
    )
    given_by = TextField("Name of whoever gave it", "Enter the name of whoever gave it", autocomplete="off")
    given_on = DateField("Day on which it was given", "Enter the day on which it was given")
    until = DateField("Last day on which it holds, if it has one")
    kept_at = TextField("Where is the signed paper?", hint="Such as “pupil’s file”.")


class WithdrawForm(ProductForm):
    """A withdrawal; no reason is asked."""

    uses = ChoicesField("What is withdrawn?", "Choose what is withdrawn", choices=USE_CHOICES)
    withdrawn_by = TextField("Who withdrew it?", "Enter the name of whoever withdrew it", autocomplete="off")
    withdrawn_on = DateField("On which day?", "Enter the day")


@bp.route("/s/<school>/people-shown/<int:shown_id>/consents/new", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def new_consent(shown_id: int) -> ResponseReturnValue:
    """Record a consent."""
    row = person_or_404(shown_id)
    is_pupil = row.kind is ShownKind.PUPIL
    speaker = GivenBy.PARENT if is_pupil else GivenBy.SELF
    form = ConsentForm(given_on=today(), given_by_kind=speaker.value, given_by="" if is_pupil else row.name)

    def record() -> None:
        asked = ConsentAsked(
            Covers(form.covers.data),
            form.uses.data,
            GivenBy(form.given_by_kind.data),
            form.given_by.data,
            given(form.given_on.data),
            form.until.data,
            form.kept_at.data,
        )
        record_consent(db.session, actor(), now(), shown_id=shown_id, asked=asked)

    fields = {key: key for key in ("covers", "uses", "given_by_kind", "given_by", "given_on", "until")}
    if form.validate_on_submit() and done(form, record, fields):
        flash("The consent is recorded.")
        return redirect(url_for(".person", shown_id=shown_id))
    back = (url_for(".person", shown_id=shown_id), "Back to what they agreed to")
    rule = "Consent is asked for each use by itself. What was recorded before stays as it was."
    return question_page(form, "Record a consent", "Record it", back, rule=rule, clause="A.4.4", section=row.name)


@bp.route("/s/<school>/people-shown/<int:shown_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def withdraw(shown_id: int) -> ResponseReturnValue:
    """Show everywhere that somebody appears, and withdraw with one button."""
    row = person_or_404(shown_id)
    form = WithdrawForm(uses=[use.key for use in USES], withdrawn_on=today())

    def take_back() -> None:
        withdraw_consent(
            db.session,
            actor(),
            now(),
            shown_id=shown_id,
            uses=form.uses.data,
            withdrawn_on=given(form.withdrawn_on.data),
            withdrawn_by=form.withdrawn_by.data,
        )

    fields = {key: key for key in ("uses", "withdrawn_by", "withdrawn_on")}
    if form.validate_on_submit() and done(form, take_back, fields):
        flash("The consent is withdrawn. Everything below has to be taken down.")
        return redirect(url_for("take_downs.take_downs"))
    page = render_template(
        "people_shown/withdraw.html",
        form=form,
        person=row,
        appearances=appearances_of(db.session, row.school_id, row.id),
        use_names=USE_NAMES,
    )
    return (page, 422) if form.is_submitted() else page
