"""One appointment: the person's own yes or no, the head's small approval, and the last day (A.3.1, A.5)."""

from __future__ import annotations

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.appointing import NAMERS, approval_refusals
from governance.domain.refusals import Refusal
from governance.queries.sites import DutyLine, duty_of
from governance.services.appointments import answer_appointment, decide_appointment, end_appointment
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, DateField, ParagraphsField, ProductForm, SelectChoice, VersionedForm
from governance.web.sites.area import (
    LARGEST_ID,
    SiteAtHand,
    acted,
    bp,
    reason_at,
    refuse_who,
    see_other,
    site_at_hand,
)
from governance.web.sites.people import DUTY_WORDS, people_address


class AnswerForm(ProductForm):
    """Whether the person takes the duty."""

    answer = ChoiceField(
        "Do you take this duty?",
        "Say whether you take it",
        choices=[SelectChoice("yes", "Yes, I take it"), SelectChoice("no", "No, I cannot take it")],
    )


class DecideForm(VersionedForm):
    """The head's small approval of one appointment."""

    answer = ChoiceField(
        "Your decision",
        "Choose approve or decline",
        choices=[SelectChoice("approve", "Approve"), SelectChoice("decline", "Decline")],
    )
    reason = ParagraphsField("Reason", longest=4000, hint="Needed when you decline. It is kept on record.")


class EndForm(VersionedForm):
    """The last day of a duty."""

    ends_on = DateField("Last day", "Enter the last day", hint="This day still counts. For example, 18 12 2026")


@bp.get("/<int:site_id>/people/<int:appointment_id>/answer")
@requires(Permission.SEE_SITES)
def answer(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """Ask the person named whether they take the duty."""
    case, line = _line(site_id, appointment_id)
    if line.is_over:
        return see_other(people_address(site_id))
    if line.person_id != actor().person_id:
        refuse_who((Refusal("not_yours_to_do", "Only the person who is named can answer this."),))
    return _page("answer", case, line, AnswerForm())


@bp.post("/<int:site_id>/people/<int:appointment_id>/answer")
@requires(Permission.SEE_SITES, writes=True)
def answer_now(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """Take or refuse the duty."""
    case, line = _line(site_id, appointment_id)
    form = AnswerForm()
    given = (db.session, actor(), now())
    accepts = form.answer.data == "yes"
    if form.validate() and acted(
        form,
        people_address(site_id),
        lambda: answer_appointment(*given, appointment_id=appointment_id, accepts=accepts),
    ):
        flash(_TAKEN if accepts else "Your no is recorded, and who named you is told.")
        return see_other(people_address(site_id))
    return _page("answer", case, line, form), 422


_TAKEN = "Thank you. You take this duty; it counts once it is approved and your training and policy are up to date."


@bp.get("/<int:site_id>/people/<int:appointment_id>/decide")
@requires(Permission.SEE_SITES)
def decide(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """Ask the head for the small approval."""
    case, line = _line(site_id, appointment_id)
    against = approval_refusals(
        case.situation(),
        person_id=line.person_id,
        named_by=line.named_by_id,
        is_confirmed=line.confirmed,
        is_decided=line.approved or line.is_over,
        is_yes=True,
    )
    refuse_who(against)
    return _page("decide", case, line, None if against else DecideForm(seen=line.revision), against)


@bp.post("/<int:site_id>/people/<int:appointment_id>/decide")
@requires(Permission.SEE_SITES, writes=True)
def decide_now(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """Approve or decline the appointment."""
    case, line = _line(site_id, appointment_id)
    form = DecideForm()
    seen = form.seen_version()
    given = (db.session, actor(), now())
    is_yes = form.answer.data == "approve"
    if form.validate() and acted(
        form,
        people_address(site_id),
        lambda: decide_appointment(
            *given, appointment_id=appointment_id, seen=seen, is_yes=is_yes, reason=form.reason.data or ""
        ),
        reason_at("reason"),
    ):
        flash("Approved, and they are told." if is_yes else "Declined. Your reason is on record, and they are told.")
        return see_other(people_address(site_id))
    return _page("decide", case, line, form), 422


@bp.get("/<int:site_id>/people/<int:appointment_id>/end")
@requires(Permission.SEE_SITES)
def end(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """Ask for the last day of a duty."""
    case, line = _line(site_id, appointment_id)
    if line.is_over:
        return see_other(people_address(site_id))
    if not case.situation().capacities & NAMERS and line.person_id != actor().person_id:
        sentence = "Only the person, the proposer, the resourcing owner, the ICT lead or the head can end this."
        refuse_who((Refusal("not_yours_to_do", sentence),))
    return _page("end", case, line, EndForm(seen=line.revision, ends_on=max(today(), line.starts_on)))


@bp.post("/<int:site_id>/people/<int:appointment_id>/end")
@requires(Permission.SEE_SITES, writes=True)
def end_now(site_id: int, appointment_id: int) -> ResponseReturnValue:
    """End the duty on a last day."""
    case, line = _line(site_id, appointment_id)
    form = EndForm()
    seen = form.seen_version()
    given = (db.session, actor(), now())
    if form.validate() and acted(
        form,
        people_address(site_id),
        lambda: end_appointment(*given, appointment_id=appointment_id, seen=seen, ends_on=form.ends_on.data or today()),
        {"ends_in_past": "ends_on", "ends_before_start": "ends_on"},
    ):
        flash("The last day is set, and they are told.")
        return see_other(people_address(site_id))
    return _page("end", case, line, form), 422


def _line(site_id: int, appointment_id: int) -> tuple[SiteAtHand, DutyLine]:
    case = site_at_hand(site_id)
    found = duty_of(db.session, school().id, site_id, appointment_id) if appointment_id <= LARGEST_ID else None
    if found is None:
        abort(404)
    return case, found


def _page(
    template: str, case: SiteAtHand, line: DutyLine, form: ProductForm | None, against: tuple[Refusal, ...] = ()
) -> str:
    return render_template(
        f"sites/{template}.html",
        site=case.site,
        line=line,
        duty=DUTY_WORDS[line.duty],
        form=form,
        against=against,
        back={"href": people_address(case.site.id), "text": "Back to the people"},
    )
