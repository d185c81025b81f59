"""Breaches of the policy: anybody at the school reports one, its few readers open it (9.1, 002-3).

Who is no reader gets 404 for every address here.  Opening a record is itself put on record, so the page writes.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.breaches.demands import RESULT_WORDS
from governance.domain.breaches.reading import READER_WORDS, ReadBy
from governance.domain.breaches.rules import LONGEST_WORDS
from governance.domain.breaches.words import (
    BY_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    REPORT_WORDS,
    SEVERITY_WORDS,
    By,
    Kind,
    Report,
)
from governance.domain.clauses.catalogue import BY_NUMBER
from governance.queries.breaches import BreachPage, breach_page, breaches_of, overdue_demands
from governance.queries.concerns import grown_ups
from governance.services.breaches.record import read_breach
from governance.services.breaches.reporting import Reported, may_be_told_of_a_mention, report_breach
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    given,
)
from governance.web.moments import moment_of
from governance.web.refused import done
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("breaches", __name__)

FIELDS = {"facts": "facts", "kinds": "kinds", "manager": "manager", "learned_on": "learned_on"}


class ReportForm(ProductForm):
    """A breach, as somebody at the school reports it."""

    report = ChoiceField(
        "What do you want to report?",
        "Choose what you want to report",
        choices=[SelectChoice(one.value, words, {"hint": hint}) for one, (words, hint) in REPORT_WORDS.items()],
    )
    facts = ParagraphsField(
        "What happened?",
        "Say what happened",
        longest=LONGEST_WORDS,
        hint="Only what was seen or said, when and by whom. Leave children’s names out.",
    )
    kinds = ChoicesField(
        "What was breached?",
        hint="Choose everything that fits.",
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
        say_optional=False,
    )
    by = ChoiceField(
        "Who was it?",
        "Choose what kind of person it was",
        choices=[SelectChoice(by.value, words.capitalize()) for by, words in BY_WORDS.items()],
    )
    person = SelectField(
        "If it was somebody at the school, who?", hint="This person will never read the record.", blank="Nobody named"
    )
    shown = TextField("The name as it is shown there, if it is online", longest=200)
    manager = SelectField(
        "If somebody writes about you: which line manager should read it?",
        blank="Nobody chosen",
    )
    learned_on = DateField("When did you learn of it?", "Enter the day")
    learned_time = TimeField("At what time, if you know?", hint="For example, 9:30am or 14:15.")
    address = TextField("Where is it?", longest=2000, hint="The address of the page, if it is online.")


@bp.get("/s/<school>/breaches")
@requires(Permission.RECORD_CONCERNS)
def breaches() -> ResponseReturnValue:
    """List the breaches that this person reads, and lead to the form for reporting one."""
    return render_template(
        "breaches/breaches.html",
        waiting=breaches_of(db.session, actor()),
        closed=breaches_of(db.session, actor(), closed=True),
        overdue=overdue_demands(db.session, actor(), today()),
        by_words=BY_WORDS,
        outcomes=OUTCOME_WORDS,
    )


@bp.get("/s/<school>/breaches/report")
@requires(Permission.RECORD_CONCERNS)
def report() -> ResponseReturnValue:
    """Ask what happened."""
    form = ReportForm(formdata=None, data={"learned_on": today()})
    return render_template("breaches/report.html", form=_named(form))


@bp.post("/s/<school>/breaches/report")
@requires(Permission.RECORD_CONCERNS, writes=True)
def send_report() -> ResponseReturnValue:
    """Keep the report; its writer may never see it again, and is told so."""
    form = _named(ReportForm())
    references: list[str] = []

    def keep() -> None:
        references.append(report_breach(db.session, actor(), now(), reported=_reported(form)))

    if form.validate_on_submit() and done(form, keep, FIELDS):
        return redirect(url_for(".reported"))
    return render_template("breaches/report.html", form=form), 422


@bp.get("/s/<school>/breaches/reported")
@requires(Permission.RECORD_CONCERNS)
def reported() -> ResponseReturnValue:
    """Say that it has arrived."""
    return render_template("breaches/reported.html")


@bp.get("/s/<school>/breaches/<int:breach_id>")
@requires(Permission.RECORD_CONCERNS, writes=True)
def breach(breach_id: int) -> ResponseReturnValue:
    """Show one record, and put on record that it was opened."""
    read_breach(db.session, actor(), now(), breach_id=breach_id)
    page = page_or_404(breach_id)
    held = page.breach
    return render_template(
        "breaches/breach.html",
        page=page,
        breach=held,
        readers=READER_WORDS[ReadBy(held.read_by)],
        report_words=REPORT_WORDS[Report(held.report)][0],
        by_words=BY_WORDS[By(held.by_kind)],
        kinds=[KIND_WORDS[kind] for kind in Kind if kind in held.kinds],
        clauses=[BY_NUMBER[number] for number in held.clauses if number in BY_NUMBER],
        severities=SEVERITY_WORDS,
        outcomes=OUTCOME_WORDS,
        results=RESULT_WORDS,
        steps=steps_open(page),
        now=now(),
        today=today(),
    )


def page_or_404(breach_id: int) -> BreachPage:
    """Return the record; 404 for who does not read it."""
    page = breach_page(db.session, actor(), breach_id)
    if page is None:
        abort(404)
    return page


def steps_open(page: BreachPage) -> tuple[str, ...]:
    """Return the steps that can be taken on the record now, by the words of their addresses."""
    held = page.breach
    if page.disposed_at is not None:
        return ()
    if held.closed_at is not None:
        return ("reopen",)
    leak = ("officer", "leak") if held.is_leak else ()
    on = ("pass-on",) if held.read_by == ReadBy.LINE_MANAGER else ()
    return ("weigh", "note", "found", "police", "demand", *leak, "reader", *on, "close")


def _reported(form: ReportForm) -> Reported:
    return Reported(
        report=Report(form.report.data),
        by=By(form.by.data),
        kinds=tuple(Kind(kind) for kind in form.kinds.data or ()),
        facts=form.facts.data,
        learned_at=moment_of(given(form.learned_on.data), form.learned_time.answer),
        about_person=int(form.person.data) if form.person.data else None,
        about_shown=form.shown.data or "",
        line_manager=int(form.manager.data) if form.manager.data else None,
        address=form.address.data or "",
    )


def _named(form: ReportForm) -> ReportForm:
    people = grown_ups(db.session, school().id)
    managers = set(may_be_told_of_a_mention(db.session, school(), now())) - {actor().person_id}
    form.person.choices = [SelectChoice(str(number), name) for number, name in people]
    form.manager.choices = [SelectChoice(str(number), name) for number, name in people if number in managers]
    if not request.form and not form.report.data and request.args.get("report") in set(Report):
        form.report.data = request.args["report"]
    return form


ENTRIES.append(
    RegisterEntry(
        "Breaches of the policy",
        "breaches.breaches",
        Permission.RECORD_CONCERNS,
        "Report one, and open those that are yours to read. Nobody else learns that there is one.",
    )
)
