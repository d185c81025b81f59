"""Pages of requests for a copy of somebody's data: the log, the draft to read, and that it was sent (DOMAIN 3.6)."""

from __future__ import annotations

import json

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.models import SubjectRequest
from governance.queries.records import requests as reads
from governance.queries.records.copies import copy_for
from governance.queries.records.part import Part
from governance.services.records.copies import record_copy_prepared, record_copy_sent, record_subject_request
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import (
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    given,
)
from governance.web.handed_out import handed_out
from governance.web.pdf import Block, Heading, Paragraph, Table, pdf_bytes
from governance.web.records.area import bp, form_page
from governance.web.refused import done
from governance.web.registers_index import ENTRIES, RegisterEntry

ENTRIES.append(
    RegisterEntry(
        "Requests for a copy of somebody’s data",
        "records.copies",
        Permission.LOOK_AFTER_RECORDS,
        "Who asked what the school holds about them, by when a copy is due, and when it was sent.",
    )
)
APART = (
    "This copy leaves out what the law lets a school keep apart, such as records about the safety of children, "
    "whether or not the school holds any. Other people’s names are masked."
)
"""It stands on every copy, so that it says nothing about any one of them."""


class RequestForm(ProductForm):
    """One request."""

    about_name = TextField(
        "Whose data is it?",
        "Say whose data it is",
        hint="First name and surname. Comments, consents, pictures and passes are found by it.",
    )
    about_person = SelectField("Do they work for the school, or did they?", blank="No")
    asked_by = TextField("Who asks, if it is somebody else?", hint="Such as a parent for a young child.")
    received_on = DateField("When did it reach the school?", "Enter the day on which it reached the school")
    note = ParagraphsField("What was asked for, and how you know who asks", longest=2000)


class SentForm(VersionedForm):
    """That the copy was sent."""

    sent_on = DateField("When was it sent?", "Enter the day on which it was sent")
    note = ParagraphsField("How was it sent, and what was left out?", longest=2000)


@bp.get("/records/copies")
@requires(Permission.LOOK_AFTER_RECORDS)
def copies() -> ResponseReturnValue:
    """List the requests for copies."""
    return render_template(
        "records/copies.html",
        rows=reads.subject_requests(db.session, school().id),
        day=today(),
        months=policy().subject_access_months,
        may_prepare=may(actor(), Permission.PROTECT_DATA),
    )


@bp.route("/records/copies/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_RECORDS, writes=True)
def add_copy() -> ResponseReturnValue:
    """Write a request down."""
    form = RequestForm(received_on=today())
    form.about_person.choices = [
        SelectChoice(str(number), name) for number, name in reads.members_by_name(db.session, school().id)
    ]

    def use_case() -> None:
        record_subject_request(
            db.session,
            actor(),
            now(),
            about_name=form.about_name.data,
            about_person=int(form.about_person.data) if form.about_person.data else None,
            asked_by=form.asked_by.data,
            received_on=given(form.received_on.data),
            note=form.note.data,
        )

    fields = {"about_name": "about_name", "received_on": "received_on"}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("The request is written down, with the day by which a copy is due.")
        return redirect(url_for(".copies"))
    return form_page(form, "Write down a request for a copy", "Write it down", _back())


@bp.route("/records/copies/<int:copy_id>/draft", methods=["POST"])
@requires(Permission.PROTECT_DATA, writes=True)
def draft(copy_id: int) -> ResponseReturnValue:
    """Prepare the copy and show it; that somebody did so is recorded."""
    row = record_copy_prepared(db.session, actor(), now(), request_id=copy_id, file_format="page")
    return render_template("records/copy.html", row=row, parts=copy_for(db.session, school(), row), apart=APART)


@bp.post("/records/copies/<int:copy_id>/draft.<any(json, pdf):as_document>")
@requires(Permission.PROTECT_DATA, writes=True)
def draft_file(copy_id: int, as_document: str) -> ResponseReturnValue:
    """Prepare the copy as a file."""
    row = record_copy_prepared(db.session, actor(), now(), request_id=copy_id, file_format=as_document)
    parts = copy_for(db.session, school(), row)
    name = f"copy-{row.id}.{as_document}"
    if as_document == "json":
        return handed_out(name, _as_json(row, parts))
    blocks: list[Block] = [Paragraph(APART)]
    for part in parts:
        blocks += [Heading(part.title), Table(part.headings, part.lines)]
    return handed_out(name, pdf_bytes(f"What {school().name} holds about {row.about_name}", blocks, made_on=now()))


@bp.route("/records/copies/<int:copy_id>/sent", methods=["GET", "POST"])
@requires(Permission.PROTECT_DATA, writes=True)
def copy_sent(copy_id: int) -> ResponseReturnValue:
    """Write down that the copy was sent."""
    row = reads.subject_request_of(db.session, school().id, copy_id)
    if row is None:
        abort(404)
    form = SentForm(seen=row.revision, sent_on=row.sent_on or today(), note=row.sent_note)
    facts = [{"key": "Whose data", "value": row.about_name}, {"key": "What was asked for", "value": row.note or "All"}]

    def use_case() -> None:
        record_copy_sent(
            db.session,
            actor(),
            now(),
            request_id=copy_id,
            seen=form.seen_version(),
            sent_on=given(form.sent_on.data),
            note=form.note.data,
        )

    if form.validate_on_submit() and done(form, use_case, {"sent_on": "sent_on"}):
        flash("It is written down that the copy was sent.")
        return redirect(url_for(".copies"))
    return form_page(form, "The copy was sent", "Write it down", _back(), facts=facts)


def _as_json(row: SubjectRequest, parts: tuple[Part, ...]) -> str:
    said = {
        "school": school().name,
        "about": row.about_name,
        "received_on": row.received_on.isoformat(),
        "prepared_on": today().isoformat(),
        "said": APART,
        "parts": [
            {"title": part.title, "rows": [dict(zip(part.headings, line, strict=True)) for line in part.lines]}
            for part in parts
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _back() -> tuple[str, str]:
    return url_for(".copies"), "Requests for a copy"
