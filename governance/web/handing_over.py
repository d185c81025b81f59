"""The form that hands somebody's duties to a stand-in for some days, all of them ticked (A.1.5, A.5.4)."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.calendar import day_in_words
from governance.domain.handing_over import Step
from governance.domain.words import Duty, SiteState, listed
from governance.queries.people import name_of, people_on
from governance.queries.sites import DutyLine, duties_of, sites_of
from governance.services.handing_over import HandedOver, hand_over_duties
from governance.web.absences import name_if_allowed
from governance.web.cover_words import DUTY_WORDS
from governance.web.days_asked import day_asked
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoicesField, DateField, ProductForm, SelectChoice, SelectField, given
from governance.web.refused import done

bp = Blueprint("handing_over", __name__, url_prefix="/s/<school>/absences")

WHERE = {
    "nothing_chosen": "duties",
    "duty_not_held": "duties",
    "holds_already": "duties",
    "stand_in_is_same": "stand_in",
    "stand_in_away": "stand_in",
    "not_member": "stand_in",
    "not_authorised": "stand_in",
    "starts_in_past": "starts_on",
    "ends_before_start": "ends_on",
    "stand_in_leaves": "ends_on",
}
"""At which question a refusal is shown."""


class HandOverForm(ProductForm):
    """Who takes which duties over, from when to when."""

    stand_in = SelectField("Who stands in?", "Choose who stands in")
    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day", "Enter the last day")
    duties = ChoicesField("Which duties?", "Choose at least one duty")


@bp.get("/<int:person_id>/hand-over")
@requires(Permission.HAND_OVER_DUTIES)
def hand_over(person_id: int) -> ResponseReturnValue:
    """Ask who stands in, from when to when, and for which duties: all of them are ticked."""
    first = day_asked("first")
    form = _form(
        person_id,
        starts_on=max(first, today()) if first else None,
        ends_on=day_asked("last"),
        duties=[choice_of(line) for line in _held(person_id)],
    )
    return _page(person_id, form)


@bp.post("/<int:person_id>/hand-over")
@requires(Permission.HAND_OVER_DUTIES, writes=True)
def hand_over_now(person_id: int) -> ResponseReturnValue:
    """Name the stand-in for every duty that is ticked, and say what still has to happen."""
    name_if_allowed(person_id)
    form = _form(person_id)
    outcome: list[HandedOver] = []

    def use_case() -> None:
        outcome.extend(
            hand_over_duties(
                db.session,
                actor(),
                now(),
                person_id=person_id,
                stand_in_id=int(form.stand_in.data),
                starts_on=given(form.starts_on.data),
                ends_on=given(form.ends_on.data),
                duties=[_duty_of(choice) for choice in form.duties.data],
            )
        )

    if form.validate() and done(form, use_case, WHERE):
        stand_in = name_of(db.session, int(form.stand_in.data)) or "This person"
        for sentence in said(outcome, stand_in, given(form.ends_on.data)):
            flash(sentence)
        return redirect(url_for("absences.of_person", person_id=person_id), 303)
    return _page(person_id, form), 422


def said(outcome: list[HandedOver], stand_in: str, until: dt.date) -> list[str]:
    """Say what still has to happen before the stand-in counts, duty by duty."""
    wording = {
        Step.ANSWER: "{who} is asked to be {duties}, until {until}. First {who} says yes, then the head approves it: "
        "only then it counts.",
        Step.APPROVAL: "{who} takes over as {duties}, until {until}. The head still has to approve it: "
        "only then it counts.",
        Step.NOTHING: "{who} is {duties} already. Nothing is needed.",
    }
    found = []
    for step in Step:
        duties = [f"{DUTY_WORDS[one.duty]} of {one.site}" for one in outcome if one.step is step]
        if duties:
            found.append(wording[step].format(who=stand_in, duties=listed(duties), until=day_in_words(until)))
    return found


def choice_of(line: DutyLine) -> str:
    """The value of the box that stands for a duty."""
    return f"{line.site_id}-{line.duty.value}"


def _duty_of(choice: str) -> tuple[int, Duty]:
    site_id, duty = choice.split("-")
    return int(site_id), Duty(duty)


def _held(person_id: int) -> list[DutyLine]:
    """Return the duties that the person holds on sites that are not closed, each once."""
    closed = {site.id for site in sites_of(db.session, school().id, SiteState.CLOSED)}
    found: dict[str, DutyLine] = {}
    for line in duties_of(db.session, school().id, today()):
        if line.person_id == person_id and line.approved and line.site_id not in closed:
            found.setdefault(choice_of(line), line)
    return sorted(found.values(), key=lambda line: (line.site_name, line.duty))


def _form(person_id: int, **values: object) -> HandOverForm:
    form = HandOverForm(data=values)
    form.stand_in.choices = [
        SelectChoice(str(person.person_id), person.words)
        for person in people_on(db.session, school().id, today())
        if person.person_id != person_id
    ]
    form.duties.choices = [
        SelectChoice(choice_of(line), f"{DUTY_WORDS[line.duty].capitalize()} of {line.site_name}")
        for line in _held(person_id)
    ]
    return form


def _page(person_id: int, form: HandOverForm) -> str:
    name = name_if_allowed(person_id)
    return render_template(
        "absences/hand_over.html",
        form=form,
        who=name,
        is_me=person_id == actor().person_id,
        sees_all=may(actor(), Permission.LOOK_AFTER_SITES),
        back={"href": url_for("absences.of_person", person_id=person_id), "text": "Back to the absences"},
    )
