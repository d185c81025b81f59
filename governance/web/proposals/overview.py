"""A version's own page: what is left for who writes it, the frozen text for everybody else; and its differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.lifecycle import refusals
from governance.domain.proposal.completeness import missing, page_is_begun, page_is_done
from governance.domain.proposal.form import Answers, Area, Kind, Page
from governance.domain.proposal.questions import answers_that_count, pages_for, question_with
from governance.domain.proposal.spoken import answer_words, spoken_answers
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.wording import AnswerChange, answer_differences
from governance.domain.words import Action
from governance.models import ProposalVersion
from governance.queries.proposals import on_the_same_form, said_about, version_before, versions_of_site
from governance.services.situations import situation_of
from governance.web.entry import actor, policy, requires, school, today
from governance.web.proposals.area import AtHand, at_hand, bp, overview_address
from governance.web.proposals.pages import page_address

#: Answers that are one text; all others are shown one thing below the other.
_ONE_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.WHOLE_NUMBER, Kind.CHOICE, Kind.DATE, Kind.PERSON})
_OFFERED = (Action.WITHDRAW, Action.HAND_OVER, Action.REVISE)


@dataclass(frozen=True, slots=True)
class Part:
    """One area of the task list, or of a proposal that is read."""

    title: str
    rows: Sequence[dict[str, Any]]


@bp.get("/<int:version_id>")
@requires(Permission.SEE_SITES)
def overview(version_id: int) -> ResponseReturnValue:
    """Show the task list to who writes the draft, and the text to everybody else."""
    case = at_hand(version_id)
    return _task_list(case) if case.is_mine_to_write else _read(case)


def situation_at_hand(case: AtHand) -> Situation:
    """What the lifecycle is asked about for the signed-in person."""
    return situation_of(db.session, actor(), today(), policy(), case.site, case.version)


def acts_offered(case: AtHand) -> set[str]:
    """The acts that the signed-in person could do now; a reason still to be typed does not count."""
    situation = situation_at_hand(case)
    typed_later = {"reason_blank"}
    return {
        action.value
        for action in _OFFERED
        if not {refusal.code for refusal in refusals(action, situation)} - typed_later
    }


def _task_list(case: AtHand) -> ResponseReturnValue:
    asked = pages_for(case.version.answers)
    classes = on_the_same_form(db.session, case.version)
    done = sum(1 for page in asked if page_is_done(page, case.version.answers, case.facts))
    return render_template(
        "proposals/overview.html",
        case=case,
        parts=_steps(case, asked, several=len(classes) > 1),
        done=done,
        left=len(asked) - done,
        classes=classes if len(classes) > 1 else (),
        offered=acts_offered(case),
        versions=versions_of_site(db.session, school().id, case.site.id),
        said=said_about(db.session, case.version),
        overview_address=overview_address,
    )


def _steps(case: AtHand, asked: Sequence[Page], *, several: bool) -> list[Part]:
    parts = []
    for area in Area:
        rows = [_step(case, page, several=several) for page in asked if page.area is area]
        if rows:
            parts.append(Part(area.value, rows))
    return parts


def _step(case: AtHand, page: Page, *, several: bool) -> dict[str, Any]:
    answers = case.version.answers
    if page_is_done(page, answers, case.facts):
        status, tone = "Done", "good"
    elif page_is_begun(page, answers):
        status, tone = "Needs another look", "warn"
    else:
        status, tone = "To do", "wait"
    return {
        "text": page.title,
        "href": page_address(case.version.id, page.key),
        "hint": "For this class only" if several and not page.common else None,
        "status": status,
        "tone": tone,
    }


def answers_in_words(case: AtHand, answers: Answers, *, with_links: bool) -> list[Part]:
    """Every answer of a proposal, area by area, as a summary list shows it."""
    parts = []
    for area in Area:
        rows = []
        for page in pages_for(answers):
            if page.area is not area:
                continue
            for question in page.questions:
                words = answer_words(question, answers.get(question.key), case.facts)
                if not words and not question.demanded(answers):
                    continue
                rows.append(
                    {
                        "key": question.label,
                        "value": words if question.kind in _ONE_TEXT or not words else words.split("\n"),
                        "href": page_address(case.version.id, page.key) if with_links else None,
                        "change": "Change",
                    }
                )
        if rows:
            parts.append(Part(area.value, rows))
    return parts


def _read(case: AtHand) -> ResponseReturnValue:
    answers = answers_that_count(case.version.answers)
    return render_template(
        "proposals/read.html",
        case=case,
        parts=answers_in_words(case, answers, with_links=False),
        versions=versions_of_site(db.session, school().id, case.site.id),
        before=version_before(db.session, case.version),
        said=said_about(db.session, case.version),
        offered=acts_offered(case),
        overview_address=overview_address,
    )


@bp.get("/<int:version_id>/check")
@requires(Permission.PROPOSE)
def check(version_id: int) -> ResponseReturnValue:
    """Show every answer, what is still missing, and the button that submits."""
    case = at_hand(version_id)
    if not case.is_mine_to_write:
        return redirect(overview_address(version_id))
    return check_page(case, missing(case.version.answers, case.facts))


def check_page(case: AtHand, lacking: Sequence[Refusal], problems: Sequence[Any] = ()) -> str:
    """The page on which the answers are checked, with what is missing and where it is put right."""
    classes = on_the_same_form(db.session, case.version)
    return render_template(
        "proposals/check.html",
        case=case,
        parts=answers_in_words(case, answers_that_count(case.version.answers), with_links=True),
        lacking=lacking,
        problems=problems,
        address=lambda key: page_address(case.version.id, key),
        classes=classes if len(classes) > 1 else (),
        overview_address=overview_address,
    )


@bp.get("/<int:version_id>/difference")
@requires(Permission.SEE_SITES)
def difference(version_id: int) -> ResponseReturnValue:
    """Show what changed against the version before, word by word."""
    case = at_hand(version_id)
    before = version_before(db.session, case.version)
    if before is None:
        abort(404)
    return render_template(
        "proposals/difference.html",
        case=case,
        before=before,
        changes=differences_in_words(case, before),
        back={"href": url_for("proposals.overview", version_id=version_id), "text": "Back to the proposal"},
    )


def differences_in_words(case: AtHand, before: ProposalVersion) -> list[dict[str, Any]]:
    """What changed against an earlier version, question by question and word by word."""
    earlier, later = (spoken_answers(each.answers, case.facts) for each in (before, case.version))
    return [_difference(change) for change in answer_differences(earlier, later)]


def _difference(change: AnswerChange) -> dict[str, Any]:
    return {
        "title": _label(change.key),
        "pieces": [(segment.change.value, segment.text) for segment in change.segments],
    }


def _label(key: str) -> str:
    question = question_with(key)
    return question.label if question else key
