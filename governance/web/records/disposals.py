"""Disposing of what is due, and the certificates of what was: on a page, on paper, as PDF and as JSON (003-7)."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.records.certificate import exported
from governance.domain.records.kinds import RecordKind
from governance.models import Disposal
from governance.queries.records import retention as reads
from governance.services.records.retention.disposing import dispose_of_records
from governance.services.refused import Refused
from governance.web.entry import actor, now, requires, school
from governance.web.handed_out import handed_out
from governance.web.pdf import Block, Heading, Paragraph, Table, pdf_bytes
from governance.web.records.area import bp
from governance.web.records.retention import KIND
from governance.web.words import moment_words

NUMBER = "<int(max=2147483647):number>"


@bp.post(f"/records/retention/{KIND}/dispose")
@requires(Permission.PROTECT_DATA, writes=True)
def dispose(record_kind: str) -> ResponseReturnValue:
    """Dispose of what was ticked."""
    number = disposed_or_said(RecordKind(record_kind))
    return redirect(
        url_for(".due", record_kind=record_kind) if number is None else url_for(".certificate", number=number)
    )


def disposed_or_said(kind: RecordKind) -> int | None:
    """Dispose of what the form of this request ticked and return its certificate, or say why nothing went.

    ``sure`` is ticked by who has looked at the list.
    """
    sent = [one for one in request.form.getlist("number")[:1000] if one.isascii() and one.isdigit() and len(one) <= 9]
    if request.form.get("sure") != "yes":
        flash("Nothing was disposed of. Tick the box that says that you have looked at the list.", "warning")
        return None
    numbers = frozenset(int(one) for one in sent)
    try:
        number = dispose_of_records(db.session, actor(), now(), kind=kind, numbers=numbers)
    except Refused as refused:
        db.session.rollback()
        flash(" ".join(refusal.sentence for refusal in refused.refusals), "warning")
        return None
    flash("It is disposed of. This is the certificate; keep a copy of it outside the product.")
    return number


@bp.get("/records/certificates")
@requires(Permission.LOOK_AFTER_RECORDS)
def certificates() -> ResponseReturnValue:
    """List the certificates."""
    return render_template("records/certificates.html", rows=reads.certificates(db.session, school().id))


@bp.get("/records/certificates.json")
@requires(Permission.LOOK_AFTER_RECORDS)
def certificates_file() -> ResponseReturnValue:
    """Hand every certificate out in one file, from which a restored copy is brought up to date."""
    rows = [one.row for one in reads.certificates(db.session, school().id)]
    return handed_out("certificates.json", exported([(row.content, row.sha256) for row in rows]))


@bp.get(f"/records/certificates/{NUMBER}")
@requires(Permission.LOOK_AFTER_RECORDS)
def certificate(number: int) -> ResponseReturnValue:
    """Show one certificate; made to be printed."""
    row = _certificate_or_404(number)
    return render_template("records/certificate.html", row=row, said=certificate_said(row))


@bp.get(f"/records/certificates/{NUMBER}.<any(json, pdf):as_document>")
@requires(Permission.LOOK_AFTER_RECORDS)
def certificate_file(number: int, as_document: str) -> ResponseReturnValue:
    """Hand one certificate out."""
    row = _certificate_or_404(number)
    name = f"certificate-of-disposal-{row.number}.{as_document}"
    if as_document == "json":
        return handed_out(name, exported([(row.content, row.sha256)]))
    said = certificate_said(row)
    blocks: list[Block] = [
        Paragraph(f"{said['school']}: certificate number {said['certificate']}."),
        Table(("What", "Answer"), tuple(_lines(row, said)), (1, 2)),
        Heading("Records", 2),
        Table(("Number", "Due since"), tuple((str(one), day) for one, day in said["records"]), (1, 1)),
    ]
    return handed_out(name, pdf_bytes("Certificate of disposal", blocks, made_on=row.disposed_at))


def _lines(row: Disposal, said: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("What was disposed of", said["what"]),
        ("How many", str(said["how_many"])),
        ("Rule", said["rule"]),
        ("Where the rule comes from", said["basis"]),
        ("By whom", f"{said['disposed_by']}, {said['role']}"),
        ("When", moment_words(row.disposed_at)),
        ("SHA-256 of this certificate", row.sha256),
    ]


def certificate_said(row: Disposal) -> dict[str, Any]:
    """Return what a certificate says, with its lines in words."""
    said: dict[str, Any] = json.loads(row.content)
    said["lines"] = _lines(row, said)
    return said


def _certificate_or_404(number: int) -> Disposal:
    row = reads.certificate_of(db.session, school().id, number)
    if row is None:
        abort(404)
    return row
