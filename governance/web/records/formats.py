"""Pages about other formats of the policy: who asked for which, and that they got it (000-6)."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.records.words import FORMAT_WORDS, Format
from governance.queries.records import talk as reads
from governance.services.records.talk import ask_for_format, give_format, record_format_request
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    TextField,
    VersionedForm,
    given,
)
from governance.web.records.area import bp, form_page
from governance.web.refused import done

_CHOICES = [SelectChoice(one.value, words) for one, words in FORMAT_WORDS.items()]


class OwnFormatForm(ProductForm):
    """What somebody needs themselves."""

    wanted = ChoiceField("What do you need?", "Choose what you need", choices=_CHOICES)
    details = ParagraphsField(
        "What should we know about it?", longest=1000, hint="Such as the size of the letters, or the language."
    )


class FormatForm(OwnFormatForm):
    """What somebody needs, written down by the office."""

    for_whom = TextField("Who needs it?", "Say who needs it", longest=200)
    asked_on = DateField("When did they ask?", "Enter the day on which they asked")


class GivenForm(VersionedForm):
    """That they got it."""

    given_on = DateField("When did they get it?", "Enter the day on which they got it")
    note = ParagraphsField("What did they get?", longest=1000)


@bp.get("/policy/formats")
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS)
def formats() -> ResponseReturnValue:
    """List who needs the policy in another format."""
    return render_template(
        "records/formats.html", rows=reads.format_requests(db.session, school().id), words=FORMAT_WORDS
    )


@bp.route("/policy/formats/need", methods=["GET", "POST"])
@requires(Permission.SEE_SCHOOL, writes=True)
def need_format() -> ResponseReturnValue:
    """Say that one needs the policy in another format."""
    form = OwnFormatForm()

    def use_case() -> None:
        ask_for_format(db.session, actor(), now(), wanted=Format(form.wanted.data), details=form.details.data)

    if form.validate_on_submit() and done(form, use_case):
        flash("The office knows what you need, and will see to it.")
        return redirect(url_for("policy_text.policy"))
    back = url_for("policy_text.policy"), "Back to the policy"
    return form_page(form, "Ask for the policy in another format", "Ask for it", back)


@bp.route("/policy/formats/add", methods=["GET", "POST"])
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS, writes=True)
def add_format() -> ResponseReturnValue:
    """Write down that somebody needs it."""
    form = FormatForm(asked_on=today())

    def use_case() -> None:
        record_format_request(
            db.session,
            actor(),
            now(),
            for_whom=form.for_whom.data,
            person_id=None,
            wanted=Format(form.wanted.data),
            details=form.details.data,
            asked_on=given(form.asked_on.data),
        )

    if form.validate_on_submit() and done(form, use_case, {"for_whom": "for_whom", "asked_on": "asked_on"}):
        flash("It is written down.")
        return redirect(url_for(".formats"))
    return form_page(form, "Somebody needs the policy in another format", "Write it down", _back())


@bp.route("/policy/formats/<int:format_id>", methods=["GET", "POST"])
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS, writes=True)
def format_given(format_id: int) -> ResponseReturnValue:
    """Write down that they got it."""
    row = reads.format_request_of(db.session, school().id, format_id)
    if row is None:
        abort(404)
    form = GivenForm(seen=row.revision, given_on=row.given_on or today(), note=row.given_note)
    facts = [
        {"key": "Who needs it", "value": row.for_whom},
        {"key": "What", "value": FORMAT_WORDS[row.wanted]},
        {"key": "What to know", "value": row.details or "Nothing more was said."},
    ]

    def use_case() -> None:
        give_format(
            db.session,
            actor(),
            now(),
            request_id=format_id,
            seen=form.seen_version(),
            given_on=given(form.given_on.data),
            note=form.note.data,
        )

    if form.validate_on_submit() and done(form, use_case, {"given_on": "given_on"}):
        flash("It is written down that they got it.")
        return redirect(url_for(".formats"))
    return form_page(form, "They got the policy in another format", "Write it down", _back(), facts=facts)


def _back() -> tuple[str, str]:
    return url_for(".formats"), "Other formats"
