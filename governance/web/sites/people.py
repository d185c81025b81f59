"""Who runs a site, whether each of them counts today and if not why, and naming somebody for a duty (A.3.1, A.5)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.appointing import NAMERS
from governance.domain.cover import CountingRules, why_not_counted
from governance.domain.refusals import Refusal
from governance.domain.words import Capacity, Duty, SiteState
from governance.queries.people import people_on
from governance.queries.sites import DutyLine, duties_of
from governance.services.appointments import name_person
from governance.services.counted import counted_appointments
from governance.web.days_asked import day_asked
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, DateField, ProductForm, SelectChoice, SelectField
from governance.web.sites.area import (
    SiteAtHand,
    acted,
    back_to_site,
    bp,
    refuse_who,
    see_other,
    site_at_hand,
)

DUTY_WORDS = {Duty.ADMINISTRATOR: "administrator", Duty.MODERATOR: "moderator"}
NOT_YOURS = "Only the proposer, the resourcing owner, the ICT lead or the head can name people."


class NameForm(ProductForm):
    """Who is to hold which duty, from when to when."""

    person = SelectField("Who?", "Choose a person")
    duty = ChoiceField(
        "Which duty?",
        "Choose a duty",
        choices=[
            SelectChoice("administrator", "Administrator", {"hint": "Looks after the account and its settings."}),
            SelectChoice("moderator", "Moderator", {"hint": "Looks at comments before and after they are published."}),
        ],
    )
    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day", hint="Leave it empty when it has no end.")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody on a site, with whether they count today and what the signed-in person can do about it."""

    duty: DutyLine
    why_not: tuple[Refusal, ...]
    is_me: bool
    may_decide: bool
    may_end: bool

    @property
    def counts(self) -> bool:
        """Whether the duty counts today."""
        return not self.why_not


def people_lines(case: SiteAtHand) -> list[PersonLine]:
    """Return everybody who holds or is named for a duty, with whether it counts today and if not why."""
    situation = case.situation()
    rules = CountingRules(case.policy.training_required, case.policy.acknowledgement_required)
    why = {
        (counted.person_id, counted.duty, counted.starts_on): why_not_counted(counted, today(), rules)
        for counted in counted_appointments(db.session, case.site, case.policy, today())
    }
    is_over = case.site.state is SiteState.CLOSED
    return [
        PersonLine(
            line,
            why.get((line.person_id, line.duty, line.starts_on), ()),
            is_me=line.person_id == actor().person_id,
            may_decide=not line.approved and line.confirmed and Capacity.HEAD in situation.capacities,
            may_end=not is_over and (bool(situation.capacities & NAMERS) or line.person_id == actor().person_id),
        )
        for line in duties_of(db.session, school().id, today(), case.site.id)
    ]


@bp.get("/<int:site_id>/people")
@requires(Permission.SEE_SITES)
def people(site_id: int) -> ResponseReturnValue:
    """Show who runs the site, who is named, and what each of them still lacks."""
    case = site_at_hand(site_id)
    may_name = bool(case.situation().capacities & NAMERS) and case.site.state is not SiteState.CLOSED
    return render_template(
        "sites/people.html",
        site=case.site,
        people=people_lines(case),
        may_name=may_name,
        least=case.policy.administrators_at_least,
        back=back_to_site(case.site),
    )


@bp.get("/<int:site_id>/people/name")
@requires(Permission.SEE_SITES)
def name(site_id: int) -> ResponseReturnValue:
    """Ask who is to hold which duty."""
    case = site_at_hand(site_id)
    if not case.situation().capacities & NAMERS:
        refuse_who((Refusal("not_yours_to_do", NOT_YOURS),))
    return _name_page(case, _name_form(**_asked_for()))


@bp.post("/<int:site_id>/people/name")
@requires(Permission.SEE_SITES, writes=True)
def name_now(site_id: int) -> ResponseReturnValue:
    """Name the person, who is asked whether they take it."""
    site_at_hand(site_id)
    form = _name_form()
    given = (db.session, actor(), now())
    fields = {
        "not_member": "person",
        "not_authorised": "person",
        "holds_already": "person",
        "starts_in_past": "starts_on",
        "ends_before_start": "ends_on",
    }
    if form.validate() and acted(
        form,
        people_address(site_id),
        lambda: name_person(
            *given,
            site_id=site_id,
            person_id=int(form.person.data),
            duty=Duty(form.duty.data),
            starts_on=form.starts_on.data or today(),
            ends_on=form.ends_on.data,
        ),
        fields,
    ):
        flash("Named. They are asked whether they take it; then the head approves it.")
        return see_other(people_address(site_id))
    return _name_page(site_at_hand(site_id), form), 422


def _asked_for() -> dict[str, object]:
    """Return what the address asks for, as the cover page's links do: who, which duty, from when to when."""
    return {
        "person": request.args.get("person", ""),
        "duty": request.args.get("duty", ""),
        "starts_on": day_asked("first") or today(),
        "ends_on": day_asked("last"),
    }


def _name_form(**values: object) -> NameForm:
    form = NameForm(**values)
    form.person.choices = [
        SelectChoice(str(person.person_id), person.words) for person in people_on(db.session, school().id, today())
    ]
    return form


def _name_page(case: SiteAtHand, form: NameForm) -> str:
    return render_template(
        "sites/name.html",
        site=case.site,
        form=form,
        back={"href": people_address(case.site.id), "text": "Back to the people"},
    )


def people_address(site_id: int) -> str:
    """The address of the page of a site's people."""
    return url_for("sites.people", site_id=site_id)
