"""Evaluating a site, measure by measure: met or not, what shows it, and what follows (A.1.7)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.evidence import EVALUATORS
from governance.domain.proposal.answers import rows_of, text_of
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState
from governance.queries.site_records import EvaluationLine, evaluations_of
from governance.services.evidence import record_evaluation
from governance.services.situations import as_day
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, ParagraphsField, ProductForm, SelectChoice, YesNoField
from governance.web.sites.area import (
    SiteAtHand,
    acted,
    back_to_site,
    bp,
    reason_at,
    refuse_who,
    see_other,
    site_at_hand,
)

RESULTS = {
    "continue": "The site goes on as it is",
    "change": "The site changes",
    "close": "The site closes",
}


class EvaluationForm(ProductForm):
    """How one measure turned out."""

    met = YesNoField("Was the target met?", "Say whether the target was met")
    evidence = ParagraphsField("What shows it?", "Say what shows it, in a sentence", longest=4000)
    result = ChoiceField(
        "What follows from it?",
        "Choose what follows from it",
        choices=[SelectChoice(value, words) for value, words in RESULTS.items()],
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the approved proposal with its last evaluation; ``number`` counts from 1."""

    number: int
    what: str
    target: str
    review_on: object
    is_due: bool
    last: EvaluationLine | None


@bp.get("/<int:site_id>/evaluate")
@requires(Permission.SEE_SITES)
def evaluate(site_id: int) -> ResponseReturnValue:
    """Show the measures with their targets, and how they turned out so far."""
    case = site_at_hand(site_id)
    return render_template(
        "sites/evaluate.html",
        site=case.site,
        measures=_measures(case),
        may=_may(case),
        running=case.site.state in (SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING),
        results=RESULTS,
        back=back_to_site(case.site),
    )


@bp.get("/<int:site_id>/evaluate/<int:number>")
@requires(Permission.SEE_SITES)
def evaluate_measure(site_id: int, number: int) -> ResponseReturnValue:
    """Ask how one measure turned out."""
    case = site_at_hand(site_id)
    if not _may(case):
        refuse_who((Refusal("not_yours_to_do", NOT_YOURS),))
    return _page(case, _measure(case, number), EvaluationForm())


NOT_YOURS = "Only the proposer, the resourcing owner, the leadership team, the ICT lead or the head can evaluate."


@bp.post("/<int:site_id>/evaluate/<int:number>")
@requires(Permission.SEE_SITES, writes=True)
def evaluate_measure_now(site_id: int, number: int) -> ResponseReturnValue:
    """Record how it turned out."""
    case = site_at_hand(site_id)
    measure, form = _measure(case, number), EvaluationForm()
    given = (db.session, actor(), now())
    address = url_for("sites.evaluate", site_id=site_id)
    if form.validate() and acted(
        form,
        address,
        lambda: record_evaluation(
            *given,
            site_id=site_id,
            measure=number,
            met=form.met.answer is True,
            evidence=form.evidence.data,
            result=form.result.data,
        ),
        {"no_result": "result", **reason_at("evidence")},
    ):
        flash(_SAID[form.result.data])
        return see_other(address)
    return _page(site_at_hand(site_id), measure, form), 422


_SAID = {
    "continue": "Recorded. To let the site go on past its planned end takes an approved change of the proposal.",
    "change": "Recorded. Next, change the proposal from the site’s page.",
    "close": "Recorded. Next, start closing from the site’s page.",
}


def _may(case: SiteAtHand) -> bool:
    return bool(case.situation().capacities & EVALUATORS)


def _measures(case: SiteAtHand) -> list[Measure]:
    version = case.running
    if version is None:
        return []
    done: dict[int, EvaluationLine] = {}
    for line in evaluations_of(db.session, school().id, case.site.id):
        if line.version_id == version.id:
            done.setdefault(line.measure, line)
    found = []
    for number, row in enumerate(rows_of(version.answers, "measures"), start=1):
        day = as_day(row.get("review_on"))
        is_due = day is not None and day <= today() and number not in done
        found.append(Measure(number, text_of(row, "measure"), text_of(row, "target"), day, is_due, done.get(number)))
    return found


def _measure(case: SiteAtHand, number: int) -> Measure:
    found = next((measure for measure in _measures(case) if measure.number == number), None)
    if found is None:
        abort(404)
    return found


def _page(case: SiteAtHand, measure: Measure, form: EvaluationForm) -> str:
    return render_template(
        "sites/evaluate_measure.html",
        site=case.site,
        measure=measure,
        form=form,
        back={"href": url_for("sites.evaluate", site_id=case.site.id), "text": "Back to the measures"},
    )
