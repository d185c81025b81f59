"""What few read and is due to go: each of its readers sees their own list, disposes of it, and keeps its certificates.

Who reads no such record finds an empty page and no certificate, whether there are any or not (DESIGN 9, 003-7).
"""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.records.certificate import exported
from governance.domain.records.kinds import FEW_READ, RecordKind
from governance.queries.records import retention as reads
from governance.services.records.retention.due import due_of
from governance.services.records.retention.schedule import schedule_of
from governance.web.entry import actor, now, policy, requires, school
from governance.web.handed_out import handed_out
from governance.web.records.area import bp
from governance.web.records.disposals import NUMBER, certificate_said, disposed_or_said
from governance.web.registers_index import ENTRIES, RegisterEntry

KIND = "<any({}):few_read_kind>".format(", ".join(sorted(FEW_READ)))

ENTRIES.append(
    RegisterEntry(
        "What few read, and is due to go",
        "records.few_read",
        Permission.SEE_WHAT_FEW_READ,
        "Of what you read and hardly anybody else does: what is due to go, and the certificates of what went.",
    )
)


@bp.get("/records/few-read")
@requires(Permission.SEE_WHAT_FEW_READ)
def few_read() -> ResponseReturnValue:
    """List what is due of what the person of this request reads."""
    schedule = schedule_of(db.session, school().id, policy())
    return render_template(
        "records/few_read.html",
        kinds=[
            (rule, due_of(db.session, school(), rule, now(), actor()))
            for kind, rule in schedule.items()
            if kind in FEW_READ
        ],
        certificates=reads.certificates(db.session, school().id, actor()),
    )


@bp.post(f"/records/few-read/{KIND}/dispose")
@requires(Permission.SEE_WHAT_FEW_READ, writes=True)
def dispose_few_read(few_read_kind: str) -> ResponseReturnValue:
    """Dispose of what was ticked."""
    number = disposed_or_said(RecordKind(few_read_kind))
    if number is None:
        return redirect(url_for(".few_read"))
    return redirect(url_for(".few_read_certificate", number=number))


@bp.get("/records/few-read/certificates.json")
@requires(Permission.SEE_WHAT_FEW_READ)
def few_read_certificates_file() -> ResponseReturnValue:
    """Hand out the certificates of what the person of this request reads."""
    rows = [one.row for one in reads.certificates(db.session, school().id, actor())]
    return handed_out("certificates-few-read.json", exported([(row.content, row.sha256) for row in rows]))


@bp.get(f"/records/few-read/certificates/{NUMBER}")
@requires(Permission.SEE_WHAT_FEW_READ)
def few_read_certificate(number: int) -> ResponseReturnValue:
    """Show one certificate to who reads everything that it names; for everybody else it is not there."""
    row = reads.certificate_of(db.session, school().id, number, actor())
    if row is None:
        abort(404)
    back = {"href": url_for(".few_read"), "text": "What few read, and is due to go"}
    return render_template("records/certificate.html", row=row, said=certificate_said(row), back=back, few_read=True)
