"""When somebody is away: what that breaks, entering it, and calling it off (A.1.5, A.5.4).  Nobody is asked why."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.absences import STILL_CHANGES, Absence, in_words, may_see_absences_of, span_refusals
from governance.domain.access import Permission, may
from governance.queries.absences import AbsenceLine, absence_lines, member_name
from governance.queries.people import people_on
from governance.services.absences import cancel_absence, record_absence
from governance.services.refused import Refused
from governance.web.entry import actor, now, requires, school, today
from governance.web.errors import NotAllowed
from governance.web.fields import DateField, ProductForm, SelectChoice, SelectField, TickField, VersionedForm, given
from governance.web.frame import WAYS, Way
from governance.web.refused import done_or_said
from governance.web.what_if import what_if

bp = Blueprint("absences", __name__, url_prefix="/s/<school>/absences")

NOT_YOURS = "You enter your own absences. The ICT lead and the head can enter them for others."


class AwayForm(ProductForm):
    """From when to when somebody is away."""

    starts_on = DateField("First day away", "Enter the first day away", hint="For example, 27 11 2026")
    starts_midday = TickField("Only from midday on that day")
    ends_on = DateField("Last day away", hint="Leave it empty when it is one day.")
    ends_midday = TickField("Back at midday on that last day")


class AskForm(AwayForm):
    """The same days in an address: asking what they mean changes nothing."""

    class Meta(AwayForm.Meta):
        csrf = False


class WhoFilter(ProductForm):
    """Whose absences the ICT lead or the head looks at."""

    class Meta(ProductForm.Meta):
        csrf = False

    person = SelectField("Enter for somebody else", blank="Choose", say_optional=False)


@bp.get("")
@requires(Permission.ENTER_ABSENCES)
def mine() -> ResponseReturnValue:
    """Show the person's own absences, or lead to somebody's whom the ICT lead or the head chose."""
    chosen = request.args.get("person", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) <= 9:
        return redirect(url_for(".of_person", person_id=int(chosen)), 303)
    return _page(_me(), AskForm(formdata=None))


@bp.get("/<int:person_id>")
@requires(Permission.ENTER_ABSENCES)
def of_person(person_id: int) -> ResponseReturnValue:
    """Show somebody's absences, and ask when they are away."""
    return _page(person_id, AskForm(formdata=None))


@bp.get("/<int:person_id>/what-if")
@requires(Permission.ENTER_ABSENCES)
def breaks(person_id: int) -> ResponseReturnValue:
    """Say what breaks if somebody is away on the days that were asked about, and offer to save them."""
    name = name_if_allowed(person_id)
    if not request.args:
        # Nothing was asked yet: the question stands on the page before.
        return redirect(url_for(".of_person", person_id=person_id), 303)
    form = AskForm(request.args)
    absence = _typed(person_id, form) if form.validate() else None
    if absence is None:
        return _page(person_id, form), 422
    return render_template(
        "absences/what_if.html",
        absence=absence,
        when=in_words(absence),
        who=name,
        is_me=person_id == actor().person_id,
        person_id=person_id,
        answer=what_if(absence),
    )


@bp.post("/<int:person_id>")
@requires(Permission.ENTER_ABSENCES, writes=True)
def save(person_id: int) -> ResponseReturnValue:
    """Enter the absence that was looked at."""
    name_if_allowed(person_id)
    form = AwayForm()
    absence = _typed(person_id, form) if form.validate() else None
    if absence is None:
        return _page(person_id, form), 422
    try:
        _record(absence)
    except Refused as refused:
        db.session.rollback()
        form.add_refusals(refused.refusals)
        return _page(person_id, form), 422
    flash(f"Saved: away {in_words(absence)}.")
    return redirect(url_for(".of_person", person_id=person_id), 303)


@bp.post("/<int:person_id>/<int:absence_id>/cancel")
@requires(Permission.ENTER_ABSENCES, writes=True)
def cancel(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Call an absence off; it stays in the list, from where it can be entered again."""
    seen = VersionedForm().seen_version()
    _line(person_id, absence_id)
    done_or_said(
        lambda: cancel_absence(db.session, actor(), now(), absence_id=absence_id, seen=seen),
        "Called off. If that was a mistake, press “Undo” in the list.",
    )
    return redirect(url_for(".of_person", person_id=person_id), 303)


@bp.post("/<int:person_id>/<int:absence_id>/again")
@requires(Permission.ENTER_ABSENCES, writes=True)
def again(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Enter an absence again that was called off."""
    line = _line(person_id, absence_id)
    done_or_said(lambda: _record(line.absence), f"Entered again: away {in_words(line.absence)}.")
    return redirect(url_for(".of_person", person_id=person_id), 303)


def name_if_allowed(person_id: int) -> str:
    """Return the name of somebody of the school whose absences the signed-in person enters, or answer 404 or 403."""
    name = member_name(db.session, school().id, person_id)
    if name is None:
        raise NotFound
    if not may_see_absences_of(actor(), person_id):
        raise NotAllowed(NOT_YOURS)
    return name


def what_if_address(absence: Absence) -> str:
    """The address of what breaks while somebody is away."""
    return url_for(
        "absences.breaks",
        person_id=absence.person_id,
        starts_on=absence.starts_on.isoformat(),
        ends_on=absence.ends_on.isoformat(),
        starts_midday="y" if absence.starts_midday else None,
        ends_midday="y" if absence.ends_midday else None,
    )


def _page(person_id: int, form: AwayForm) -> str:
    name = name_if_allowed(person_id)
    lines = absence_lines(db.session, school().id, today() - STILL_CHANGES, person_id)
    sees_all = may(actor(), Permission.LOOK_AFTER_SITES)
    is_me = person_id == actor().person_id
    others = absence_lines(db.session, school().id, today()) if sees_all and is_me else []
    return render_template(
        "absences/absences.html",
        form=form,
        who=name,
        is_me=is_me,
        person_id=person_id,
        coming=[line for line in lines if not line.is_cancelled and line.absence.ends_on >= today()],
        past=[line for line in lines if not line.is_cancelled and line.absence.ends_on < today()],
        called_off=[line for line in lines if line.is_cancelled],
        others=[line for line in others if not line.is_cancelled],
        people=_filter() if sees_all else None,
        in_words=in_words,
        what_if_address=what_if_address,
    )


def _filter() -> WhoFilter:
    form = WhoFilter(formdata=None)
    people = people_on(db.session, school().id, today())
    form.person.choices = [SelectChoice(str(person.person_id), person.words) for person in people]
    return form


def _record(absence: Absence) -> int:
    return record_absence(
        db.session,
        actor(),
        now(),
        person_id=absence.person_id,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        starts_midday=absence.starts_midday,
        ends_midday=absence.ends_midday,
    )


def _line(person_id: int, absence_id: int) -> AbsenceLine:
    """Return an absence of this person, or answer 404 or 403."""
    name_if_allowed(person_id)
    lines = absence_lines(db.session, school().id, dt.date.min, person_id)
    found = next((line for line in lines if line.absence_id == absence_id), None)
    if found is None:
        raise NotFound
    return found


def _typed(person_id: int, form: AwayForm) -> Absence | None:
    """Return the absence that a form asks about; None where its days make none, which is then said at the question."""
    first = given(form.starts_on.data)
    absence = Absence(person_id, first, form.ends_on.data or first, form.starts_midday.data, form.ends_midday.data)
    faults = span_refusals(absence)
    form.add_refusals(faults)
    return None if faults else absence


def _me() -> int:
    person_id = actor().person_id
    if person_id is None:
        raise NotFound
    return person_id


WAYS.append(Way("When are you away?", "absences.mine", Permission.ENTER_ABSENCES))
