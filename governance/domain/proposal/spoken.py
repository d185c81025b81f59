"""An answer in words, as the check-your-answers page, the frozen proposal and the difference of two versions show it.

May import the standard library and the rest of this package only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.domain.calendar import day_in_words
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers, Kind, Option, Question
from governance.domain.proposal.questions import answers_that_count, pages_for
from governance.domain.proposal.wrong import as_date


def answer_words(question: Question, value: Any, facts: ProposalFacts) -> str:
    """An answer as text, one thing on each line; empty when nothing was answered."""
    return _SPEAKERS[question.kind](question, value, facts)


def spoken_answers(answers: Answers, facts: ProposalFacts) -> dict[str, str]:
    """Every answer that counts, in words, by question key and in the order of the form.

    Answers to questions that the form does not know come last, as they are.
    """
    counting = answers_that_count(answers)
    asked = [question for page in pages_for(answers) for question in page.questions]
    spoken = {question.key: answer_words(question, counting.get(question.key), facts) for question in asked}
    spoken |= {key: str(value) for key, value in counting.items() if key not in spoken and isinstance(value, str)}
    return {key: words for key, words in spoken.items() if words}


def _day(value: Any) -> str:
    known = as_date(value)
    return day_in_words(known) if known is not None else str(value or "")


def _name(value: Any, facts: ProposalFacts) -> str:
    if value in (None, ""):
        return ""
    known = facts.people.get(value) if isinstance(value, int) else None
    return known.name if known is not None else "somebody who is not on the list"


def _label(options: tuple[Option, ...], key: Any) -> str:
    return next((option.label for option in options if option.key == key), str(key or ""))


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _grid(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(_question: Question, value: Any, _facts: ProposalFacts) -> str:
    return "" if value is None else str(value)


def _choice(question: Question, value: Any, facts: ProposalFacts) -> str:
    return _label(facts.options_of(question), "" if value is None else value)


def _choices(question: Question, value: Any, facts: ProposalFacts) -> str:
    options = facts.options_of(question)
    chosen = value if isinstance(value, list) else []
    known = [option.label for option in options if option.key in chosen]
    offered = {option.key for option in options}
    return "\n".join([*known, *(str(key) for key in chosen if key not in offered)])


def _date(_question: Question, value: Any, _facts: ProposalFacts) -> str:
    return _day(value)


def _person(_question: Question, value: Any, facts: ProposalFacts) -> str:
    return _name(value, facts)


def _people(_question: Question, value: Any, facts: ProposalFacts) -> str:
    return "\n".join(_name(person, facts) for person in value) if isinstance(value, list) else ""


def _checklist(question: Question, value: Any, facts: ProposalFacts) -> str:
    ticked = _grid(value).get("ticked")
    if not ticked:
        return ""
    return "\n".join((f"Checklist of {_grid(value).get('version')}", _choices(question, ticked, facts)))


def _matrix(question: Question, value: Any, facts: ProposalFacts) -> str:
    lines = []
    for row in question.rows:
        ticked = _choices(question, _grid(value).get(row.key), facts).split("\n")
        if any(ticked):
            lines.append(f"{row.label}: {', '.join(ticked).lower()}")
    return "\n".join(lines)


def _hours(_question: Question, value: Any, facts: ProposalFacts) -> str:
    return "\n".join(f"{_name(row.get('person'), facts)}: {row.get('hours')}" for row in _rows(value))


def _shown_people(_question: Question, value: Any, facts: ProposalFacts) -> str:
    return "\n".join(
        f"{row.get('shown_as') or _name(row.get('person'), facts)}, {row.get('position')}" for row in _rows(value)
    )


def _measures(_question: Question, value: Any, _facts: ProposalFacts) -> str:
    lines = []
    for row in _rows(value):
        lines.append(f"{row.get('measure')}; target: {row.get('target')}")
        if row.get("review_on"):
            lines[-1] += f"; looked at on {_day(row.get('review_on'))}"
    return "\n".join(lines)


def _organisations(question: Question, value: Any, _facts: ProposalFacts) -> str:
    return "\n".join(f"{row.get('name')}: {_label(question.options, row.get('part')).lower()}" for row in _rows(value))


def _risks(question: Question, value: Any, _facts: ProposalFacts) -> str:
    lines = []
    for risk in question.rows:
        row = _grid(_grid(value).get(risk.key))
        if row:
            rating = _label(question.options, row.get("rating")).lower() or "not said"
            lines.append(f"{risk.label}: {row.get('controls')} What is left: {rating}.")
    return "\n".join(lines)


def _exit_steps(question: Question, value: Any, facts: ProposalFacts) -> str:
    lines = []
    for step in question.rows:
        row = _grid(_grid(value).get(step.key))
        if row:
            who = _name(row.get("who"), facts)
            final = " Cannot be undone." if row.get("final") is True else ""
            lines.append(f"{step.label}: {row.get('what')}{f' ({who})' if who else ''}{final}")
    return "\n".join(lines)


_SPEAKERS: dict[Kind, Callable[[Question, Any, ProposalFacts], str]] = {
    Kind.TEXT: _plain,
    Kind.LONG_TEXT: _plain,
    Kind.WHOLE_NUMBER: _plain,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.CHECKLIST: _checklist,
    Kind.MATRIX: _matrix,
    Kind.HOURS: _hours,
    Kind.SHOWN_PEOPLE: _shown_people,
    Kind.MEASURES: _measures,
    Kind.ORGANISATIONS: _organisations,
    Kind.RISKS: _risks,
    Kind.EXIT_STEPS: _exit_steps,
}
