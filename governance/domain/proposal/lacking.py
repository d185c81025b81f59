"""What is still missing from an answer, question by question: nothing at all, or a part of a row.

A page can be kept with something missing; a proposal cannot be submitted with it.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from governance.domain.proposal.form import Answers, Kind, Page, Question
from governance.domain.proposal.guidance import GUIDANCE_VERSION
from governance.domain.refusals import Refusal


def lacking_in(question: Question, answers: Answers, page: Page) -> tuple[Refusal, ...]:
    """Everything that the answer to one question still lacks; empty where the site need not answer it."""
    value = answers.get(question.key)
    if not is_answered(question, value):
        if not question.demanded(answers):
            return ()
        if question.kind not in _WITH_FIXED_ROWS:
            return (Refusal(question.unanswered_code, question.unanswered, question.clause, page.key),)
    parts = _PARTS.get(question.kind)
    if parts is None:
        return ()
    return tuple(Refusal(code, words, question.clause, page.key) for code, words in parts(question, value))


def is_answered(question: Question, value: Any) -> bool:
    """Whether anything at all was answered."""
    if question.kind is Kind.MATRIX:
        return isinstance(value, dict) and any(value.values())
    return value not in (None, "", [], {})


def _list(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _grid(value: Any) -> dict[str, dict[str, Any]]:
    return {key: row for key, row in value.items() if isinstance(row, dict)} if isinstance(value, dict) else {}


Lack = tuple[str, str]


def _checklist(question: Question, value: Any) -> Iterator[Lack]:
    answer = value if isinstance(value, dict) else {}
    if answer and answer.get("version") != GUIDANCE_VERSION:
        yield (
            "guidance_out_of_date",
            f"The checklist has changed since it was ticked. Go through version {GUIDANCE_VERSION} again.",
        )
    ticked = answer.get("ticked")
    for item in question.options:
        if answer and item.key not in (ticked if isinstance(ticked, list) else []):
            yield "guidance_unticked", f"Still to be put in place: {item.label[0].lower()}{item.label[1:]}."


def _hours(_question: Question, value: Any) -> Iterator[Lack]:
    if any(row.get("person") in (None, "") for row in _list(value)):
        yield "hours_without_person", "Say whose hours these are."


def _shown_people(_question: Question, value: Any) -> Iterator[Lack]:
    for row in _list(value):
        if row.get("person") in (None, ""):
            yield "shown_without_person", f"Choose who “{row.get('shown_as') or row.get('position')}” is."
        if not row.get("shown_as"):
            yield "shown_without_name", "Say how each person is named on the site, such as “Ms Hill”."
        if not row.get("position"):
            yield "position_missing", "Everyone who is shown needs a position, such as “Year 3 class teacher”."


def _measures(_question: Question, value: Any) -> Iterator[Lack]:
    for number, row in enumerate(_list(value), start=1):
        if not row.get("measure"):
            yield "measure_without_words", f"Say what measure {number} looks at."
        if not row.get("target"):
            yield "measure_without_target", f"Give measure {number} a target, so that you can tell whether it was met."
        if not row.get("review_on"):
            yield "measure_without_review_date", f"Give the day on which you look at measure {number}."


def _organisations(_question: Question, value: Any) -> Iterator[Lack]:
    for row in _list(value):
        if not row.get("part"):
            yield "organisation_without_part", f"Say whether {row.get('name')} reads, writes or both."


def _risks(question: Question, value: Any) -> Iterator[Lack]:
    rows = _grid(value)
    for risk in question.rows:
        row, name = rows.get(risk.key), risk.label.lower()
        if row is None:
            yield "risk_row_missing", f"Say what you do about {name}, and how much of the risk is left."
            continue
        if not row.get("controls"):
            yield "risk_without_controls", f"Say what you do about {name}."
        if not row.get("rating"):
            yield "risk_without_rating", f"Say how much of the risk of {name} is left: low, medium or high."


def _exit_steps(question: Question, value: Any) -> Iterator[Lack]:
    rows = _grid(value)
    for step in question.rows:
        row, name = rows.get(step.key) or {}, step.label[0].lower() + step.label[1:]
        if not row.get("what"):
            yield "exit_step_missing", f"Say what happens to {name} at the end."
        elif row.get("who") in (None, ""):
            yield "exit_step_without_person", f"Say who sees to {name} at the end."


_WITH_FIXED_ROWS = frozenset({Kind.RISKS, Kind.EXIT_STEPS})

_PARTS: dict[Kind, Callable[[Question, Any], Iterator[Lack]]] = {
    Kind.CHECKLIST: _checklist,
    Kind.HOURS: _hours,
    Kind.SHOWN_PEOPLE: _shown_people,
    Kind.MEASURES: _measures,
    Kind.ORGANISATIONS: _organisations,
    Kind.RISKS: _risks,
    Kind.EXIT_STEPS: _exit_steps,
}
