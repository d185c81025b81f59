"""The head's decisions: what waits, and one page per version that holds all that a yes or a no has to rest on.

Works on a phone with a thumb.  Every form carries the revision that was seen; a stale one is answered with who did what
and when, and the typed reason is kept (A.3.2, A.3.5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission, acts_as_head
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.life import kinds_decided_by
from governance.domain.lifecycle import refusals
from governance.domain.proposal.answers import (
    audience_digest,
    pupils_see_or_contribute,
    purpose_digest,
    risk_digest,
    uses_logo,
)
from governance.domain.words import Action, Approver, VersionState
from governance.models import ProposalVersion
from governance.queries.approvals import requests_waiting_for
from governance.queries.decisions import (
    brand_decision_of,
    consultations_of,
    count_waiting,
    decided_lately,
    discussions_of,
    ends_that_came,
    signatures_of,
    waiting_for,
    waiting_for_others,
)
from governance.queries.media import enquiries_for_head
from governance.queries.proposals import said_about, version_before
from governance.queries.sites import appointments_waiting
from governance.services.actors import deciding_as
from governance.services.decisions import approve_version, decline_version, return_version
from governance.services.situations import approvers_of, situation_of
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import ChoiceField, ParagraphsField, SelectChoice, TextField, VersionedForm
from governance.web.frame import WAYS, Count, Way
from governance.web.proposals.area import WHO, AtHand, at_hand
from governance.web.proposals.overview import answers_in_words, differences_in_words
from governance.web.refused import done

bp = Blueprint("decisions", __name__, url_prefix="/s/<school>/decisions")

TYPED_LATER = frozenset({"reason_blank"})
"""A reason that is still to be typed is no reason against showing the button."""


def _count(person: Actor) -> Count | None:
    mine, kinds = _deciding_as(person), kinds_decided_by(person)
    if not mine and not kinds:
        return None
    return count_waiting(school().id, person.person_id, mine, today() if acts_as_head(person) else None, kinds)


WAYS.append(Way("Decisions", "decisions.decisions", Permission.SEE_DECISIONS, _count))


def _deciding_as(person: Actor) -> list[Approver]:
    return sorted(deciding_as(person, approvers_of(policy())))


class DecisionForm(VersionedForm):
    """The head's answer with its reason, and conditions where it is a yes."""

    answer = ChoiceField(
        "Your decision",
        "Choose approve, return or decline.",
        choices=[
            SelectChoice("approve", "Approve"),
            SelectChoice("return", "Return for changes"),
            SelectChoice("decline", "Decline"),
        ],
    )
    reason = ParagraphsField("Reason", "Enter your reason.", longest=4000, hint="The proposer reads it.")
    conditions = ParagraphsField("Conditions", longest=4000, hint="Only with a yes: what has to be kept to.")
    minute = TextField(
        "Minute of the governing body",
        longest=200,
        hint="Only when you record its decision: date and number of the minute.",
    )


@bp.get("")
@requires(Permission.SEE_DECISIONS)
def decisions() -> ResponseReturnValue:
    """Show what waits, oldest first, with how long it has waited."""
    mine_as = _deciding_as(actor())
    mine = waiting_for(db.session, school().id, actor().person_id, mine_as) if mine_as else []
    return render_template(
        "decisions/decisions.html",
        mine=mine,
        others=waiting_for_others(db.session, school().id, mine),
        decided=decided_lately(db.session, school().id),
        ends=ends_that_came(db.session, school().id, today()) if acts_as_head(actor()) else [],
        appointments=appointments_waiting(db.session, school().id, today()) if acts_as_head(actor()) else [],
        requests=requests_waiting_for(db.session, school().id, actor().person_id, kinds_decided_by(actor())),
        enquiries=enquiries_for_head(db.session, school().id, actor().person_id) if acts_as_head(actor()) else [],
        kinds=KINDS,
        decides=bool(mine_as),
        decides_requests=bool(kinds_decided_by(actor())),
        now=now(),
    )


@bp.get("/<int:version_id>")
@requires(Permission.SEE_DECISIONS)
def decision(version_id: int) -> ResponseReturnValue:
    """Show the frozen proposal with everything that a decision rests on."""
    case = submitted_once(version_id)
    return _page(case, DecisionForm(seen=case.version.revision))


@bp.post("/<int:version_id>")
@requires(Permission.SEE_DECISIONS, writes=True)
def decide(version_id: int) -> ResponseReturnValue:
    """Take the decision."""
    form = DecisionForm()
    seen = form.seen_version()
    case = submitted_once(version_id)
    if form.validate() and done(form, _decision_of(form, version_id, seen), {"no_minute": "minute"}):
        flash(_SAID[form.answer.data])
        return redirect(url_for("decisions.decision", version_id=version_id))
    return _page(submitted_once(version_id) if db.session.in_transaction() else case, form), 422


_SAID = {
    "approve": "Your yes is recorded, and the proposer is told.",
    "return": "The proposal is back with its proposer, who is told.",
    "decline": "The proposal is declined, and its proposer is told.",
}


def _decision_of(form: DecisionForm, version_id: int, seen: int) -> Callable[[], None]:
    asked: dict[str, Any] = {"version_id": version_id, "seen": seen, "reason": form.reason.data or ""}
    minute = form.minute.data or ""
    given = (db.session, actor(), now())
    if form.answer.data == "approve":
        return lambda: approve_version(*given, **asked, conditions=form.conditions.data or "", minute=minute)
    if form.answer.data == "return":
        return lambda: return_version(*given, **asked)
    return lambda: decline_version(*given, **asked, minute=minute)


def submitted_once(version_id: int) -> AtHand:
    """Return a version of this school that was submitted, or answer 404: a draft is its writer's own."""
    case = at_hand(version_id)
    if case.version.submitted_at is None:
        abort(404)
    return case


def _page(case: AtHand, form: DecisionForm) -> str:
    version = case.version
    situation = situation_of(db.session, actor(), today(), policy(), case.site, version)
    against = {
        action: [refusal for refusal in refusals(action, situation) if refusal.code not in TYPED_LATER]
        for action in (Action.APPROVE, Action.RETURN, Action.DECLINE)
    }
    before = version_before(db.session, version)
    answers = version.answers
    return render_template(
        "decisions/decision.html",
        case=case,
        form=form,
        against=[refusal for refusal in against[Action.APPROVE] if refusal.code not in WHO],
        decides=not all(against.values()),
        asks_minute=Approver.GOVERNORS in situation.deciding_as,
        missing_yes=sorted(situation.approvers - situation.yes_from),
        before=before,
        changes=differences_in_words(case, before) if before else [],
        parts=answers_in_words(case, answers, with_links=False),
        said=said_about(db.session, version),
        discussions=discussions_of(db.session, case.site.id, audience_digest(answers)),
        consultations=consultations_of(db.session, case.site.id, purpose_digest(answers)),
        signatures=signatures_of(db.session, case.site.id, risk_digest(answers)),
        pupil_site=pupils_see_or_contribute(answers),
        brand=brand_decision_of(db.session, version) if uses_logo(answers) else None,
        brand_asked=uses_logo(answers),
        offered=_offered(version, situation.capacities),
        waits=version.state is VersionState.SUBMITTED,
        now=now(),
    )


def _offered(version: ProposalVersion, capacities: frozenset[Any]) -> dict[str, bool]:
    """Which of the small records this person could make; the service refuses by itself all the same."""
    is_open = version.state in (VersionState.SUBMITTED, VersionState.RETURNED)
    not_own = version.proposer_id != actor().person_id
    return {
        "discussion": is_open and not_own and "leadership" in capacities,
        "consultation": is_open and not_own and "head" in capacities,
        "risks": is_open and not_own and "dsl" in capacities,
        "brand": not_own and "head" in capacities,
    }
