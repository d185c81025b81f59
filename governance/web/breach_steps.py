"""The steps on a breach's record, each on a page of its own: weigh, look into, tell, decide (9.1 to 9.3, 003-7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.breaches.demands import GROUND_WORDS, LONGEST_WHAT, Ground
from governance.domain.breaches.rules import LONGEST_WORDS
from governance.domain.breaches.words import (
    BY_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    OUTCOMES,
    SEVERITY_WORDS,
    By,
    Kind,
    Outcome,
    Severity,
)
from governance.domain.clauses.catalogue import CATALOGUE
from governance.queries.breaches import BreachPage, breach_page
from governance.queries.concerns import grown_ups
from governance.services.breaches import demands, leaks, record
from governance.web.breaches import page_or_404, steps_open
from governance.web.entry import actor, now, requires, school
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    ParagraphsField,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    VersionedForm,
    YesNoField,
    given,
)
from governance.web.moments import moment_of
from governance.web.refused import done

bp = Blueprint("breach_steps", __name__)

STEPS = "'weigh', 'note', 'found', 'police', 'demand', 'officer', 'leak', 'reader', 'pass-on', 'close', 'reopen'"
ADDRESS = f"/s/<school>/breaches/<int:breach_id>/<any({STEPS}):deed>"


class WeighForm(VersionedForm):
    """What it is and how much it weighs."""

    by = ChoiceField(
        "Who was it?",
        "Choose what kind of person it was",
        choices=[SelectChoice(by.value, words.capitalize()) for by, words in BY_WORDS.items()],
    )
    kinds = ChoicesField(
        "What was breached?",
        "Choose what was breached",
        hint="Choose everything that fits.",
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    clauses = ChoicesField(
        "Which clauses does it go against?",
        "Choose at least one clause",
        choices=[SelectChoice(clause.number, f"{clause.number}: {clause.duty}") for clause in CATALOGUE],
    )
    severity = ChoiceField(
        "How much does it weigh?",
        "Choose how much it weighs",
        choices=[SelectChoice(one.value, words) for one, words in SEVERITY_WORDS.items()],
    )


class WordsForm(VersionedForm):
    """Something to write down."""

    words = ParagraphsField("What was done, by whom and when?", "Say what was done", longest=LONGEST_WORDS)


class FoundForm(VersionedForm):
    """What looking into it found."""

    found = ParagraphsField(
        "What did looking into it find?",
        "Say what you found",
        longest=LONGEST_WORDS,
        hint="What happened, who was asked, and what they said.",
    )


class ToldForm(VersionedForm):
    """When somebody was told."""

    told_on = DateField("On which day were they told?", "Enter the day")
    told_time = TimeField("At what time, if you know?", hint="For example, 9:30am or 14:15.")


class DemandForm(VersionedForm):
    """A letter that asks for something to be taken down."""

    to_whom = TextField("Who is asked to take it down?", "Say who is asked", longest=200)
    what = ParagraphsField("What has to come down?", "Say what has to come down", longest=LONGEST_WHAT)
    address = TextField("Where does it stand?", longest=2000, hint="The address of the page, if it is online.")
    grounds = ChoicesField(
        "Which rights does it infringe?",
        "Choose at least one right",
        hint="The letter names these and no others.",
        choices=[SelectChoice(ground.value, words) for ground, words in GROUND_WORDS.items()],
    )
    due_on = DateField("By which day?", "Enter the day by which it has to be down")


class LeakForm(VersionedForm):
    """Who is told of a leak."""

    regulator = YesNoField("Is the regulator told?", "Choose yes or no")
    people = YesNoField("Are the people told whose details they are?", "Choose yes or no")
    reason = ParagraphsField("Why?", "Say why", longest=LONGEST_WORDS)


class ReaderForm(VersionedForm):
    """Who may read it as well."""

    person = SelectField("Who may read it as well?", "Choose who may read it")


class PassOnForm(VersionedForm):
    """Nothing is asked: the head reads it from now on."""


class CloseForm(VersionedForm):
    """What follows from it."""

    outcome = ChoiceField("What follows from it?", "Choose what follows", choices=[])
    reason = ParagraphsField("Why?", "Say why", longest=LONGEST_WORDS)


class ReopenForm(VersionedForm):
    """Why it is opened again."""

    words = ParagraphsField("What is new?", "Say what is new", longest=LONGEST_WORDS)


FORMS: dict[str, tuple[type[VersionedForm], str, str, str]] = {
    "weigh": (WeighForm, "Weigh this breach", "Save", "It is weighed."),
    "note": (WordsForm, "Write down what was done", "Write it down", "It is on record."),
    "found": (FoundForm, "Write down what you found", "Write it down", "It is on record."),
    "police": (ToldForm, "The police were told", "Write it down", "It is on record when the police were told."),
    "demand": (DemandForm, "Ask for something to be taken down", "Write the letter", "The letter is ready to print."),
    "officer": (ToldForm, "The data protection officer was told", "Write it down", "It is on record."),
    "leak": (LeakForm, "Decide who is told of the leak", "Decide", "The decision is on record."),
    "reader": (ReaderForm, "Let somebody read it", "Let them read it", "They can read it now, and were told so."),
    "pass-on": (PassOnForm, "Pass it on to the head", "Pass it on", "The head reads it now."),
    "close": (CloseForm, "Decide what follows", "Decide and close it", "It is decided, and the breach is closed."),
    "reopen": (ReopenForm, "Open it again", "Open it again", "The breach is open again."),
}
PLACES = {
    "clauses": "clauses",
    "kinds": "kinds",
    "words": "words",
    "found": "found",
    "told_on": "told_on",
    "to_whom": "to_whom",
    "what": "what",
    "grounds": "grounds",
    "due_on": "due_on",
    "reason": "reason",
    "outcome": "outcome",
    "person": "person",
}


@bp.get(ADDRESS)
@requires(Permission.RECORD_CONCERNS)
def step(breach_id: int, deed: str) -> ResponseReturnValue:
    """Ask for one step."""
    page = page_or_404(breach_id)
    if deed not in steps_open(page):
        abort(404)
    form = FORMS[deed][0](formdata=None, seen=page.breach.revision, data=_known(page, deed))
    return _page(page, deed, form)


@bp.post(ADDRESS)
@requires(Permission.RECORD_CONCERNS, writes=True)
def take_step(breach_id: int, deed: str) -> ResponseReturnValue:
    """Take one step."""
    page = page_or_404(breach_id)
    form = FORMS[deed][0]()
    _name(page, form)
    if form.validate_on_submit() and done(form, _use_case(breach_id, deed, form), PLACES):
        flash(FORMS[deed][3])
        if breach_page(db.session, actor(), breach_id) is None:
            return redirect(url_for("breaches.breaches"))
        return redirect(url_for("breaches.breach", breach_id=breach_id))
    return _page(page, deed, form), 422


def _known(page: BreachPage, deed: str) -> Mapping[str, object]:
    """Return what a step's form shows at first."""
    held = page.breach
    if deed == "weigh":
        return {"by": held.by_kind, "kinds": held.kinds, "clauses": held.clauses, "severity": held.severity}
    return {"demand": {"address": held.address}, "found": {"found": held.found}}.get(deed, {})


def _use_case(breach_id: int, deed: str, form: VersionedForm) -> Callable[[], object]:
    """Return the one call that a step is."""
    at = {"breach_id": breach_id, "seen": form.seen_version()}
    session, who, moment = db.session, actor(), now()
    calls: dict[str, Callable[[], object]] = {
        "weigh": lambda: record.weigh_breach(
            session,
            who,
            moment,
            **at,
            by=By(form["by"].data),
            kinds=[Kind(kind) for kind in form["kinds"].data],
            clauses=form["clauses"].data,
            severity=Severity(form["severity"].data),
        ),
        "note": lambda: record.note_breach(session, who, moment, **at, words=form["words"].data),
        "found": lambda: record.look_into_breach(session, who, moment, **at, found=form["found"].data),
        "police": lambda: record.tell_police(session, who, moment, **at, told_at=_told_at(form)),
        "officer": lambda: leaks.tell_officer(session, who, moment, **at, told_at=_told_at(form)),
        "leak": lambda: leaks.decide_leak(
            session,
            who,
            moment,
            **at,
            regulator_told=form["regulator"].data == "yes",
            people_told=form["people"].data == "yes",
            reason=form["reason"].data,
        ),
        "demand": lambda: demands.demand_removal(
            session,
            who,
            moment,
            **at,
            to_whom=form["to_whom"].data,
            what=form["what"].data,
            address=form["address"].data or "",
            grounds=[Ground(ground) for ground in form["grounds"].data],
            due_on=given(form["due_on"].data),
        ),
        "reader": lambda: record.add_breach_reader(session, who, moment, **at, person_id=int(form["person"].data)),
        "pass-on": lambda: record.pass_to_head(session, who, moment, **at),
        "close": lambda: record.close_breach(
            session, who, moment, **at, outcome=Outcome(form["outcome"].data), reason=form["reason"].data
        ),
        "reopen": lambda: record.reopen_breach(session, who, moment, **at, words=form["words"].data),
    }
    return calls[deed]


def _told_at(form: VersionedForm) -> dt.datetime:
    return moment_of(given(form["told_on"].data), form["told_time"].answer)


def _name(page: BreachPage, form: VersionedForm) -> None:
    """Put into the lists what can be chosen: people, and what may follow for this kind of person (001-6)."""
    if isinstance(form, ReaderForm):
        people = [one for one in grown_ups(db.session, school().id) if one[0] != page.breach.about_person]
        form.person.choices = [SelectChoice(str(number), name) for number, name in people]
    if isinstance(form, CloseForm):
        may_follow = OUTCOMES[By(page.breach.by_kind)]
        form.outcome.choices = [SelectChoice(one.value, OUTCOME_WORDS[one]) for one in may_follow]


def _page(page: BreachPage, deed: str, form: VersionedForm) -> str:
    _name(page, form)
    _, heading, button, _ = FORMS[deed]
    return render_template(
        "breaches/step.html", breach=page.breach, form=form, step=deed, heading_words=heading, button_words=button
    )
