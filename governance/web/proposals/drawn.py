"""How a question of the form is shown: its rows, its options and what is in them, ready for a template that only draws.

A template knows the fields' names from here; they are those that ``domain/proposal/typed.py`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from governance.domain.proposal.answers import grid_of, person_of, rows_of, running_people, text_of
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers, Kind, Question
from governance.domain.proposal.guidance import GUIDANCE_VERSION
from governance.domain.proposal.typed import date_parts


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question with everything that its template needs.

    ``rows`` are mappings whose keys depend on the kind; ``options`` are mappings of key, label, hint and chosen.
    """

    question: Question
    value: Any
    errors: tuple[str, ...] = ()
    options: Sequence[Mapping[str, Any]] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    people: Sequence[Mapping[str, Any]] = ()
    can_add: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The question's key, which its fields' names begin with."""
        return self.question.key

    @property
    def template(self) -> str:
        """The macro that draws it."""
        return self.question.kind.value


def drawn(
    question: Question,
    answers: Answers,
    facts: ProposalFacts,
    errors: Sequence[str] = (),
    rows_shown: Mapping[str, int] | None = None,
) -> Drawn:
    """Return a question as it is to be shown; ``rows_shown`` are the rows a person saw and asked for, by question."""
    shown = (rows_shown or {}).get(question.key, 0)
    parts = _PARTS.get(question.kind, _nothing)(question, answers, facts, shown)
    return Drawn(question, answers.get(question.key), tuple(errors), **parts)


Parts = dict[str, Any]


def _nothing(_question: Question, _answers: Answers, _facts: ProposalFacts, _shown: int) -> Parts:
    return {}


def _options(question: Question, facts: ProposalFacts, chosen: object) -> list[dict[str, Any]]:
    picked = set(map(str, chosen)) if isinstance(chosen, list | tuple) else {str(chosen)}
    return [
        {"key": option.key, "label": option.label, "hint": option.hint, "chosen": option.key in picked}
        for option in facts.options_of(question)
    ]


def _people(facts: ProposalFacts, chosen: object) -> list[dict[str, Any]]:
    """Who can be chosen: who is there today, by name; and whoever was chosen before, so that nothing changes unseen."""
    named = {person for person in (chosen if isinstance(chosen, list) else [chosen]) if isinstance(person, int)}
    found = []
    for person, known in facts.people.items():
        has_left = known.has_left(facts.today)
        if has_left and person not in named:
            continue
        label = f"{known.name}, {known.position}" if known.position else known.name
        found.append({"id": person, "label": f"{label} (has left)" if has_left else label})
    return sorted(found, key=lambda each: (str(each["label"]).casefold(), each["id"]))


def _choice(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    # No answer is the choice with an empty key, where a question has one.
    return {"options": _options(question, facts, answers.get(question.key) or "")}


def _date(question: Question, answers: Answers, _facts: ProposalFacts, _shown: int) -> Parts:
    return {"extra": dict(zip(("day", "month", "year"), date_parts(answers.get(question.key)), strict=True))}


def _person(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    return {"people": _people(facts, answers.get(question.key))}


def _number_of_rows(question: Question, filled: int, shown: int, least: int) -> int:
    return min(max(filled, shown, least), question.limits.rows)


def _named(question: Question, answers: Answers, facts: ProposalFacts, shown: int) -> Parts:
    value = answers.get(question.key)
    named = list(value) if isinstance(value, list) else []
    number = _number_of_rows(question, len(named), shown, 2)
    rows = [{"number": at + 1, "person": named[at] if at < len(named) else None} for at in range(number)]
    return {"rows": rows, "people": _people(facts, named), "can_add": number < question.limits.rows}


def _checklist(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    answer = grid_of(answers, question.key)
    current = answer.get("version") == GUIDANCE_VERSION
    ticked = answer.get("ticked") if current else []
    return {"options": _options(question, facts, ticked or []), "extra": {"version": GUIDANCE_VERSION}}


def _matrix(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    grid = grid_of(answers, question.key)
    return {
        "rows": [
            {"key": row.key, "label": row.label, "options": _options(question, facts, grid.get(row.key) or [])}
            for row in question.rows
        ]
    }


def _hours(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    promised = {row.get("person"): row.get("hours") for row in rows_of(answers, question.key)}
    rows = []
    for person in running_people(answers):
        known = facts.people.get(person)
        if known is not None:
            rows.append({"person": person, "name": known.name, "hours": promised.get(person)})
    return {"rows": rows}


def _filled(question: Question, answers: Answers, shown: int) -> list[dict[str, Any]]:
    filled = list(rows_of(answers, question.key))
    number = _number_of_rows(question, len(filled), shown, 1)
    return [filled[at] if at < len(filled) else {} for at in range(number)]


def _shown_people(question: Question, answers: Answers, facts: ProposalFacts, shown: int) -> Parts:
    rows = _filled(question, answers, shown)
    return {
        "rows": [
            {
                "number": at,
                "person": row.get("person"),
                "shown_as": text_of(row, "shown_as"),
                "position": text_of(row, "position"),
            }
            for at, row in enumerate(rows, start=1)
        ],
        "people": _people(facts, [row.get("person") for row in rows]),
        "can_add": len(rows) < question.limits.rows,
    }


def _measures(question: Question, answers: Answers, _facts: ProposalFacts, shown: int) -> Parts:
    rows = _filled(question, answers, shown)
    return {
        "rows": [
            {
                "number": at,
                "measure": text_of(row, "measure"),
                "target": text_of(row, "target"),
                "date": dict(zip(("day", "month", "year"), date_parts(row.get("review_on")), strict=True)),
            }
            for at, row in enumerate(rows, start=1)
        ],
        "can_add": len(rows) < question.limits.rows,
    }


def _organisations(question: Question, answers: Answers, facts: ProposalFacts, shown: int) -> Parts:
    rows = _filled(question, answers, shown)
    return {
        "rows": [
            {"number": at, "name": text_of(row, "name"), "options": _options(question, facts, row.get("part") or [])}
            for at, row in enumerate(rows, start=1)
        ],
        "can_add": len(rows) < question.limits.rows,
    }


def _risks(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    grid = grid_of(answers, question.key)
    rows = []
    for risk in question.rows:
        cell = grid.get(risk.key)
        cell = cell if isinstance(cell, dict) else {}
        rows.append(
            {
                "key": risk.key,
                "label": risk.label,
                "hint": risk.hint,
                "controls": text_of(cell, "controls"),
                "options": _options(question, facts, cell.get("rating") or []),
            }
        )
    return {"rows": rows}


def _exit_steps(question: Question, answers: Answers, facts: ProposalFacts, _shown: int) -> Parts:
    grid = grid_of(answers, question.key)
    rows, named = [], []
    for step in question.rows:
        cell = grid.get(step.key)
        cell = cell if isinstance(cell, dict) else {}
        who = person_of(cell.get("who"))
        named.append(who)
        rows.append(
            {
                "key": step.key,
                "label": step.label,
                "hint": step.hint,
                "what": text_of(cell, "what"),
                "who": who,
                "final": cell.get("final") is True,
            }
        )
    return {"rows": rows, "people": _people(facts, named)}


_PARTS: dict[Kind, Callable[[Question, Answers, ProposalFacts, int], Parts]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.DATE: _date,
    Kind.PERSON: _person,
    Kind.PEOPLE: _named,
    Kind.CHECKLIST: _checklist,
    Kind.MATRIX: _matrix,
    Kind.HOURS: _hours,
    Kind.SHOWN_PEOPLE: _shown_people,
    Kind.MEASURES: _measures,
    Kind.ORGANISATIONS: _organisations,
    Kind.RISKS: _risks,
    Kind.EXIT_STEPS: _exit_steps,
}
