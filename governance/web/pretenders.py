"""Sites that pretend to be the school's: the public form, and the list where reports are settled (7.1).

A reported address is shown as text and never as a link: one click on it is what its maker wants.
"""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.pretenders import LONGEST_ADDRESS, LONGEST_WORDS, OUTCOME_WORDS, PretenderOutcome
from governance.models import PretenderReport
from governance.queries.pretenders import count_waiting, report_of, settled_reports, waiting_reports
from governance.services.pretenders import report_pretender, settle_pretender, the_public
from governance.web.entry import actor, now, policy, public, requires, school
from governance.web.fields import ChoiceField, ParagraphsField, ProductForm, SelectChoice, TextField, VersionedForm
from governance.web.frame import WAYS, Count, Way
from governance.web.refused import done
from governance.web.register import grown_up_here
from governance.web.text import clean_line

bp = Blueprint("pretenders", __name__)


class ReportForm(ProductForm):
    """What somebody without a sign-in tells us; no name is asked."""

    address = TextField(
        "What is the address, or the name of the account?",
        "Paste the address that pretends to be the school’s",
        longest=LONGEST_ADDRESS,
        hint="Copy it if you can. If it is a name, say which network it is on.",
    )
    words = ParagraphsField(
        "What did you see there?",
        longest=LONGEST_WORDS,
        hint="Do not put in a child’s name, and do not send us pictures.",
    )


class SettleForm(VersionedForm):
    """How a report ends."""

    outcome = ChoiceField(
        "What is it?",
        "Choose what came of it",
        choices=[SelectChoice(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()],
    )
    note = ParagraphsField("What did you do?", "Say in a sentence what you did", longest=LONGEST_WORDS)


@bp.get("/s/<school>/register/report")
@public()
def report() -> ResponseReturnValue:
    """Ask which address pretends to be the school's."""
    pasted = clean_line(request.args.get("address", "")[:LONGEST_ADDRESS]).text
    form = ReportForm(formdata=None, data={"address": pasted})
    return render_template(
        "pretenders/report.html", school=school(), form=form, is_open=_is_open(), grown_up=grown_up_here()
    )


@bp.post("/s/<school>/register/report")
@public(writes=True)
def send_report() -> ResponseReturnValue:
    """Take the report."""
    form = ReportForm()
    here = school()
    if not _is_open():
        abort(404)
    if form.validate_on_submit() and done(
        form,
        lambda: report_pretender(
            db.session,
            the_public(here.id, g.request_id),
            now(),
            school=here,
            address=form.address.data,
            words=form.words.data,
            remote=request.remote_addr or "",
            salt=current_app.extensions["governance"].secret_key,
        ),
        {"address": "address", "words": "words"},
    ):
        return redirect(url_for(".reported"))
    return render_template(
        "pretenders/report.html", school=here, form=form, is_open=True, grown_up=grown_up_here()
    ), 422


@bp.get("/s/<school>/register/report/thank-you")
@public()
def reported() -> ResponseReturnValue:
    """Say that the report has arrived and what happens now."""
    return render_template("pretenders/reported.html", school=school(), grown_up=grown_up_here())


@bp.get("/s/<school>/pretenders")
@requires(Permission.SETTLE_PRETENDERS)
def pretenders() -> ResponseReturnValue:
    """List the reports that wait, and those that are settled."""
    school_id = school().id
    return render_template(
        "pretenders/pretenders.html",
        waiting=waiting_reports(db.session, school_id),
        settled=settled_reports(db.session, school_id),
    )


@bp.get("/s/<school>/pretenders/<int:report_id>")
@requires(Permission.SETTLE_PRETENDERS)
def settle(report_id: int) -> ResponseReturnValue:
    """Show one report and ask how it ends."""
    row = _report_or_404(report_id)
    return render_template("pretenders/settle.html", report=row, form=SettleForm(formdata=None, seen=row.revision))


@bp.post("/s/<school>/pretenders/<int:report_id>")
@requires(Permission.SETTLE_PRETENDERS, writes=True)
def decide(report_id: int) -> ResponseReturnValue:
    """Settle one report."""
    form = SettleForm()
    _report_or_404(report_id)
    seen = form.seen_version()
    if form.validate_on_submit() and done(
        form,
        lambda: settle_pretender(
            db.session,
            actor(),
            now(),
            report_id=report_id,
            seen=seen,
            outcome=PretenderOutcome(form.outcome.data),
            note=form.note.data,
        ),
        {"note": "note"},
    ):
        flash("The report is settled.")
        return redirect(url_for(".pretenders"))
    return render_template("pretenders/settle.html", report=_report_or_404(report_id), form=form), 422


def _is_open() -> bool:
    return policy().report_form_open


def _report_or_404(report_id: int) -> PretenderReport:
    row = report_of(db.session, school().id, report_id)
    if row is None:
        abort(404)
    return row


def _count(who: Actor) -> Count:
    return count_waiting(who.school_id or 0)


WAYS.append(Way("Reports", "pretenders.pretenders", Permission.SETTLE_PRETENDERS, _count))
