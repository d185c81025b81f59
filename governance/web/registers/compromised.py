"""Accounts that somebody else got into: recorded in a minute, with the gap until somebody was told (000-2)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.registers.compromised import SUBJECT, CompromisedTyped, gap_minutes
from governance.queries.registers.acts import acts_on
from governance.queries.registers.choices import open_sites
from governance.queries.registers.declarations import CompromisedLine, compromised_for
from governance.queries.registers.sheet_rows import compromised_rows
from governance.services.registers.compromised import record_compromised, secure_account
from governance.services.registers.compromised_sheet import COMPROMISED
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    VersionedForm,
    given,
)
from governance.web.moments import moment_of
from governance.web.refused import done
from governance.web.registers.shapes import (
    Linked,
    RegisterList,
    RegisterRecord,
    Shown,
    Tagged,
    show_form,
    show_list,
    show_record,
)
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry
from governance.web.words import duration_words, moment_words

bp = Blueprint("compromised", __name__, url_prefix="/s/<school>/registers/compromised")

RULE = "When somebody else got into an account of yours or of the school’s, your manager is told at once."
HERE = "Accounts that somebody got into"


class CompromisedForm(ProductForm):
    """What happened."""

    account = TextField("Which account is it?", "Say which account it is", hint="Such as “my Instagram”. No password.")
    site = SelectField("If it is one of the school’s: which site?")
    noticed_on = DateField("On which day did you notice it?", "Enter the day on which you noticed it")
    noticed_time = TimeField("At what time?", "Enter the time at which you noticed it", hint="Such as 17:30")
    told_on = DateField("If your manager knows already: since which day?")
    told_time = TimeField("And since what time?")
    done = ParagraphsField("What have you done so far?", longest=2000, hint="Never the new password itself.")


class SecuredForm(VersionedForm):
    """What was done for it."""

    done = ParagraphsField("What was done, so that it is safe again?", "Say what was done", longest=2000)


@bp.get("")
@requires(Permission.DECLARE)
def reports() -> ResponseReturnValue:
    """List the reports that the person of this request reads."""
    return show_list(
        RegisterList(
            h1=HERE,
            rule=RULE,
            clause="000-2",
            heads=("Account", "Whose", "Noticed", "Told after", "State"),
            rows=[_listed(line) for line in compromised_for(db.session, actor())],
            nothing=("Nothing is recorded.", "If somebody got into an account of yours, record it here at once."),
            links=(Linked("Record an account", url_for(".add")),),
            files=files_of("compromised"),
            note="You see your own reports. The head and the ICT lead see all of them.",
        )
    )


def _listed(line: CompromisedLine) -> list[Shown]:
    row = line.row
    return [
        Linked(row.account, url_for(".report", compromised_id=row.id)),
        line.whose,
        moment_words(row.noticed_at),
        _gap(line),
        _state(line),
    ]


def _gap(line: CompromisedLine) -> str:
    minutes = gap_minutes(line.row.noticed_at, line.row.told_at)
    return "1 minute" if minutes == 1 else f"{minutes:,} minutes"


def _state(line: CompromisedLine) -> Tagged:
    return Tagged("Safe again", "good") if line.row.secured_at else Tagged("Not safe yet", "stop")


@bp.get("/<int:compromised_id>")
@requires(Permission.DECLARE)
def report(compromised_id: int) -> ResponseReturnValue:
    """Show one report to who reads it."""
    line = _line_or_404(compromised_id)
    row = line.row
    links = () if row.secured_at else (Linked("It is safe again", url_for(".secure", compromised_id=row.id)),)
    return show_record(
        RegisterRecord(
            h1=row.account,
            caption=HERE,
            back=Linked(HERE, url_for(".reports")),
            state=_state(line),
            facts=(
                ("Whose", line.whose),
                ("Noticed", moment_words(row.noticed_at)),
                ("Told", moment_words(row.told_at)),
                ("Told after", f"{_gap(line)} ({duration_words(row.told_at - row.noticed_at)})"),
                ("Recorded by", line.recorder),
                ("What was done", row.done),
                ("Safe since", moment_words(row.secured_at) if row.secured_at else ""),
            ),
            links=links,
            events=acts_on(db.session, school().id, SUBJECT, row.id),
        )
    )


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.DECLARE, writes=True)
def add() -> ResponseReturnValue:
    """Record that somebody got into an account."""
    form = CompromisedForm(noticed_on=today())
    form.site.choices = [SelectChoice(str(number), name) for number, name in open_sites(db.session, school().id)]
    made: list[int] = []

    def use_case() -> None:
        told_on, told_time = form.told_on.data, form.told_time.answer
        typed = CompromisedTyped(
            form.account.data,
            moment_of(given(form.noticed_on.data), given(form.noticed_time.answer)),
            moment_of(told_on, told_time or dt.time(0)) if told_on else None,
            form.done.data,
            int(form.site.data) if form.site.data else None,
        )
        made.append(record_compromised(db.session, actor(), now(), typed=typed))

    fields = {key: key for key in ("account", "noticed_on", "told_on", "done")}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("It is recorded. The head and the ICT lead have been told that something waits.")
        return redirect(url_for(".report", compromised_id=made[0]), 303)
    lead = "Change the password first if you still can, then tell us. Nobody is blamed for telling."
    back = Linked(HERE, url_for(".reports"))
    return show_form(form, "Somebody got into an account", "Record it now", back, lead=lead, rule=(RULE, "000-2"))


@bp.route("/<int:compromised_id>/secure", methods=["GET", "POST"])
@requires(Permission.DECLARE, writes=True)
def secure(compromised_id: int) -> ResponseReturnValue:
    """Record that it is safe again."""
    row = _line_or_404(compromised_id).row
    form = SecuredForm(seen=row.revision)

    def use_case() -> None:
        seen = form.seen_version()
        secure_account(db.session, actor(), now(), report_id=compromised_id, seen=seen, done=form.done.data)

    if form.validate_on_submit() and done(form, use_case, {"done": "done"}):
        flash("It is recorded that the account is safe again.")
        return redirect(url_for(".report", compromised_id=compromised_id), 303)
    back = Linked("The report", url_for(".report", compromised_id=compromised_id))
    return show_form(form, "The account is safe again", "Record it", back)


def _line_or_404(report_id: int) -> CompromisedLine:
    lines = compromised_for(db.session, actor(), only=report_id)
    if not lines:
        abort(404)
    return lines[0]


SHEETS["compromised"] = SheetPages(
    COMPROMISED,
    HERE,
    "compromised.reports",
    lambda: compromised_rows(db.session, actor(), ZoneInfo(school().time_zone)),
    note="A list can hold accounts of yours and of the school’s. The head and the ICT lead can bring in anybody’s.",
)
ENTRIES.append(
    RegisterEntry(
        HERE,
        "compromised.reports",
        Permission.DECLARE,
        "When somebody else got into an account of yours or of the school’s: record it at once.",
    )
)
