"""A letter that asks for something to be taken down, on paper and as a file, and how it ended (000-5, 003-4)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.breaches.demands import RESULT_WORDS, Ground, Result, letter
from governance.models import Breach, RemovalDemand
from governance.queries.breaches import demand_of
from governance.services.breaches.demands import end_demand
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, DateField, ParagraphsField, SelectChoice, VersionedForm, given
from governance.web.handed_out import handed_out
from governance.web.pdf import Paragraph, pdf_bytes
from governance.web.refused import done
from governance.web.words import date_words

bp = Blueprint("breach_letters", __name__, url_prefix="/s/<school>/breaches/<int:breach_id>/letters/<int:demand_id>")


class EndForm(VersionedForm):
    """How a letter ended."""

    result = ChoiceField(
        "How did it end?",
        "Choose how it ended",
        choices=[SelectChoice(one.value, words) for one, words in RESULT_WORDS.items()],
    )
    ended_on = DateField("On which day?", "Enter the day")
    words = ParagraphsField("Anything to add?", longest=2000)


@bp.get("")
@requires(Permission.RECORD_CONCERNS)
def letter_page(breach_id: int, demand_id: int) -> ResponseReturnValue:
    """Show the letter as it is printed."""
    breach, demand = _found(breach_id, demand_id)
    return render_template(
        "breaches/letter.html", breach=breach, demand=demand, paragraphs=_paragraphs(demand), results=RESULT_WORDS
    )


@bp.get("/letter.pdf")
@requires(Permission.RECORD_CONCERNS)
def letter_file(breach_id: int, demand_id: int) -> ResponseReturnValue:
    """Hand the letter out as a file."""
    breach, demand = _found(breach_id, demand_id)
    paragraphs = [Paragraph(date_words(demand.sent_on)), *map(Paragraph, _paragraphs(demand))]
    made = pdf_bytes(school().name, paragraphs, made_on=now(), foot=f"{school().name}, {breach.reference}")
    return handed_out(f"letter-{breach.reference}-{demand.id}.pdf", made)


@bp.get("/end")
@requires(Permission.RECORD_CONCERNS)
def end(breach_id: int, demand_id: int) -> ResponseReturnValue:
    """Ask how it ended."""
    breach, demand = _found(breach_id, demand_id)
    form = EndForm(formdata=None, seen=demand.revision, data={"ended_on": today()})
    return render_template("breaches/end.html", form=form, breach=breach, demand=demand)


@bp.post("/end")
@requires(Permission.RECORD_CONCERNS, writes=True)
def write_end(breach_id: int, demand_id: int) -> ResponseReturnValue:
    """Write down how it ended."""
    breach, demand = _found(breach_id, demand_id)
    form = EndForm()

    def use_case() -> None:
        end_demand(
            db.session,
            actor(),
            now(),
            breach_id=breach_id,
            demand_id=demand_id,
            seen=form.seen_version(),
            result=Result(form.result.data),
            ended_on=given(form.ended_on.data),
            words=form.words.data or "",
        )

    if form.validate_on_submit() and done(form, use_case, {"ended_on": "ended_on"}):
        flash("It is on record how the letter ended.")
        return redirect(url_for("breaches.breach", breach_id=breach_id))
    return render_template("breaches/end.html", form=form, breach=breach, demand=demand), 422


def _found(breach_id: int, demand_id: int) -> tuple[Breach, RemovalDemand]:
    found = demand_of(db.session, actor(), breach_id, demand_id)
    if found is None:
        abort(404)
    return found


def _paragraphs(demand: RemovalDemand) -> tuple[str, ...]:
    grounds = [Ground(ground) for ground in demand.grounds]
    due = date_words(demand.due_on)
    return letter(demand.to_whom, demand.what, demand.address, grounds, due, school().name)
