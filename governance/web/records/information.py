"""Pages of requests for information: from a comment, from a message, by when, and answered (DOMAIN 3.8)."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.queries.records import requests as reads
from governance.services.records.information import (
    answer_information_request,
    asking_of,
    counting_calendar,
    due_of_request,
    record_information_request,
)
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import DateField, ParagraphsField, ProductForm, TextField, VersionedForm, given
from governance.web.records.area import bp, form_page
from governance.web.refused import done
from governance.web.registers_index import ENTRIES, RegisterEntry

ENTRIES.append(
    RegisterEntry(
        "Requests for information",
        "records.information",
        Permission.LOOK_AFTER_RECORDS,
        "What people asked the school for under freedom of information, by when it is answered, and what was answered.",
    )
)


class InformationForm(ProductForm):
    """One request."""

    asked = ParagraphsField("What is asked for?", "Say what is asked for")
    asked_by = TextField(
        "Who asks?", hint="A request by law needs a real name. Without one, ask for it in your answer."
    )
    contact = TextField(
        "Where does the answer go?", longest=300, hint="An e-mail address, or the page with the comment."
    )
    received_on = DateField("When did it reach the school?", "Enter the day on which it reached the school")


class AnsweredForm(VersionedForm):
    """How it was answered."""

    answered_on = DateField("When was it answered?", "Enter the day of the answer")
    answer = ParagraphsField("How was it answered?", "Say how it was answered")


_FIELDS = {key: key for key in ("asked", "asked_by", "contact", "received_on")}


@bp.get("/records/information")
@requires(Permission.LOOK_AFTER_RECORDS)
def information() -> ResponseReturnValue:
    """List the requests for information with their days."""
    found = reads.information_requests(db.session, school().id)
    calendar = counting_calendar(db.session, school(), [row.received_on for row, _ in found])
    rows = [(row, site, due_of_request(calendar, policy(), row.received_on)) for row, site in found]
    return render_template("records/information.html", rows=rows, day=today(), policy=policy())


@bp.route("/records/information/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_RECORDS, writes=True)
def add_information() -> ResponseReturnValue:
    """Write a request down that came by letter, mail or word of mouth."""
    form = InformationForm(received_on=today())
    if form.validate_on_submit() and done(form, lambda: _record(form, None), _FIELDS):
        flash("The request is written down, with the day by which it is answered.")
        return redirect(url_for(".information"))
    back = url_for(".information"), "Requests for information"
    return form_page(form, "Write down a request for information", "Write it down", back)


@bp.route("/comments/<int:comment_id>/asks-for-information", methods=["GET", "POST"])
@requires(Permission.MODERATE, writes=True)
def from_comment(comment_id: int) -> ResponseReturnValue:
    """Turn a comment into a request for information."""
    said = asking_of(db.session, actor(), school(), comment_id, now())
    form = InformationForm(asked=said.words, asked_by=said.author[:200], received_on=said.arrived_on)
    if form.validate_on_submit() and done(form, lambda: _record(form, comment_id), _FIELDS):
        flash("The office knows of it, with the day by which it is answered. The comment stays as it is.")
        return redirect(url_for("queue.comment", comment_id=comment_id))
    return form_page(
        form,
        "This asks for information",
        "Make it a request",
        (url_for("queue.comment", comment_id=comment_id), "Back to the comment"),
        lead="Anybody may ask a school for information, and a comment counts. The law gives the school some weeks.",
    )


@bp.route("/records/information/<int:information_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_RECORDS, writes=True)
def answer_information(information_id: int) -> ResponseReturnValue:
    """Write down how a request was answered."""
    row = reads.information_request_of(db.session, school().id, information_id)
    if row is None:
        abort(404)
    calendar = counting_calendar(db.session, school(), [row.received_on])
    due = due_of_request(calendar, policy(), row.received_on)
    form = AnsweredForm(seen=row.revision, answered_on=row.answered_on or today(), answer=row.answer)
    facts = [
        {"key": "What is asked for", "value": row.asked},
        {"key": "Who asks", "value": row.asked_by or "No name was given"},
        {"key": "Where the answer goes", "value": row.contact or "Not said"},
        {"key": "By when", "value": due.said},
    ]

    def use_case() -> None:
        answer_information_request(
            db.session,
            actor(),
            now(),
            request_id=information_id,
            seen=form.seen_version(),
            answered_on=given(form.answered_on.data),
            answer=form.answer.data,
        )

    if form.validate_on_submit() and done(form, use_case, {"answered_on": "answered_on", "answer": "answer"}):
        flash("The answer is written down.")
        return redirect(url_for(".information"))
    back = url_for(".information"), "Requests for information"
    return form_page(form, "Answer a request for information", "Keep this answer", back, facts=facts)


def _record(form: InformationForm, comment_id: int | None) -> None:
    record_information_request(
        db.session,
        actor(),
        now(),
        asked=form.asked.data,
        asked_by=form.asked_by.data,
        contact=form.contact.data,
        received_on=given(form.received_on.data),
        comment_id=comment_id,
    )
