"""Writing down what the media asked: a few questions, on a phone in a corridor, and the head has it (A.3.6)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.media.life import Taken
from governance.domain.media.words import EnquiryKind
from governance.services.media.taking import take_enquiry
from governance.web.entry import actor, now, requires
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    given,
)
from governance.web.media.area import at_school, bp, local_now, people_here
from governance.web.refused import done
from governance.web.sites.area import reason_at


class EnquiryForm(ProductForm):
    """What somebody from the media asked."""

    outlet = TextField("Who asks?", "Say who asks", longest=200, hint="The paper, the station or the page.")
    about = ParagraphsField(
        "What do they want to know?",
        "Say what they want to know",
        longest=4000,
        hint="Never a pupil’s name, nor anything by which a child could be recognised.",
    )
    kind = ChoiceField(
        "What is it about?",
        "Choose what it is about",
        choices=[
            SelectChoice(EnquiryKind.SCHOOL.value, "The school, its staff or its pupils"),
            SelectChoice(EnquiryKind.PERSONAL.value, "Somebody’s own page or account"),
        ],
    )
    whose = SelectField(
        "Whose own page?", say_optional=False, blank="Nobody’s", hint="Only where it is about somebody’s own page."
    )
    contact = TextField("How can they be reached?", longest=300, hint="The name and number that they gave.")
    wanted_by = TextField("By when do they want an answer?", longest=120)
    got_on = DateField("On which day did they ask?", "Enter the day on which they asked")
    got_time = TimeField("At what time?", "Enter the time at which they asked", hint="Such as 9:30am or 14:15")
    told_time = TimeField(
        "If you told the head already: at what time?", hint="On the same day. Leave it empty and the head has it now."
    )
    taken_by = SelectField("Who took it?", "Choose who took it")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def take() -> ResponseReturnValue:
    """Write an enquiry down and pass it to the head."""
    clock = local_now()
    form = EnquiryForm(
        kind=EnquiryKind.SCHOOL.value,
        got_on=clock.date(),
        got_time=f"{clock:%H:%M}",
        taken_by=str(actor().person_id),
    )
    form.whose.choices = form.taken_by.choices = people_here()
    made: list[int] = []

    def use_case() -> None:
        made.append(take_enquiry(db.session, actor(), now(), taken=_taken(form)))

    fields = {name: name for name in ("outlet", "about", "got_time", "told_time", "whose")} | reason_at("about")
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("The head has it. Say nothing to them before the head has answered.")
        return redirect(url_for(".one", enquiry_id=made[0]))
    page = render_template("media/take.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _taken(form: EnquiryForm) -> Taken:
    day, told = given(form.got_on.data), form.told_time.answer
    kind = EnquiryKind(form.kind.data)
    return Taken(
        kind=kind,
        outlet=form.outlet.data or "",
        about=form.about.data or "",
        got_at=at_school(day, given(form.got_time.answer)),
        taken_by=int(form.taken_by.data),
        contact=form.contact.data or "",
        wanted_by=form.wanted_by.data or "",
        whose_id=int(form.whose.data) if form.whose.data and kind is EnquiryKind.PERSONAL else None,
        told_at=at_school(day, told) if told is not None else None,
    )
