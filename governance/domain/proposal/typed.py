"""What somebody typed into a page of the form, as answers in the shape in which they are stored.

Field names: a question's key, or the key, a dash and the part ("ends_on-day", "risks-grooming-controls"); rows that
can be added repeat their fields.  Whatever cannot be read is kept as it was typed, so that the page can show it again
beside the sentence that says what is wrong with it.  Nothing here refuses and nothing raises, whatever arrives;
hidden characters are taken out before, where a request is read.
May import the standard library and the form's shapes only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from governance.domain.proposal.form import Kind, Page, Question

#: Field name to everything that arrived under it, in order.
Typed = Mapping[str, Sequence[str]]

_HOURS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")


def _first(typed: Typed, name: str) -> str:
    values = typed.get(name) or ("",)
    return values[0]


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def whole_number(text: str) -> int | str | None:
    """A whole number; the text itself when it is none; None when nothing was typed."""
    line = _line(text)
    if line.isascii() and line.isdecimal() and len(line) <= 9:
        return int(line)
    return line or None


def number_of_hours(text: str) -> int | float | str | None:
    """Hours with at most two decimals, point or comma; the text itself when it is none; None for nothing."""
    line = _line(text)
    match = _HOURS.fullmatch(line)
    if match is None:
        return line or None
    hours = float(f"{match[1]}.{match[2] or 0}")
    return int(hours) if hours.is_integer() else hours


def date_from_parts(day: str, month: str, year: str) -> str | None:
    """An ISO date; "31/2/2027", as it was typed, when there is no such day; None when nothing was typed."""
    parts = [_line(part)[:20].replace("/", " ") for part in (day, month, year)]
    if not any(parts):
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat() if len(parts[2]) == 4 else "/".join(parts)
    except ValueError:
        return "/".join(parts)


def date_parts(stored: object) -> tuple[str, str, str]:
    """Day, month and year of a stored date, for the three boxes; as typed when it was no date."""
    if not isinstance(stored, str) or not stored:
        return ("", "", "")
    try:
        known = date.fromisoformat(stored)
    except ValueError:
        day, month, year, *_ = (*stored.split("/"), "", "")
        return (day, month, year)
    return (str(known.day), str(known.month), str(known.year))


def _rows(question: Question, typed: Typed, *parts: str) -> list[tuple[str, ...]]:
    """The rows that hold anything, at most one more than the question allows; missing fields read as empty."""
    columns = [list(typed.get(f"{question.key}-{part}") or ())[: 2 * question.limits.rows + 2] for part in parts]
    rows = [tuple(_line(cell) for cell in row) for row in zip_longest(*columns, fillvalue="")]
    return [row for row in rows if any(row)][: question.limits.rows + 1]


def _people(question: Question, typed: Typed) -> list[int | str]:
    named = [whole_number(text) for text in (typed.get(question.key) or ())[: 2 * question.limits.rows + 2]]
    return [person for person in named if person is not None][: question.limits.rows + 1]


def _ticked(values: Sequence[str], question: Question) -> list[str]:
    """Ticks in the order of the options, then whatever else arrived, once each."""
    order = {option.key: place for place, option in enumerate(question.options)}
    chosen = dict.fromkeys(_line(value)[:100] for value in values[:200])
    return sorted((key for key in chosen if key), key=lambda key: order.get(key, len(order)))


def _matrix(question: Question, typed: Typed) -> dict[str, Any]:
    rows = {row.key: _ticked(typed.get(f"{question.key}-{row.key}") or (), question) for row in question.rows}
    return {key: ticked for key, ticked in rows.items() if ticked}


def _checklist(question: Question, typed: Typed) -> dict[str, Any] | None:
    ticked = _ticked(typed.get(question.key) or (), question)
    return {"version": _line(_first(typed, f"{question.key}-version"))[:40], "ticked": ticked} if ticked else None


def _hours(question: Question, typed: Typed) -> list[dict[str, Any]]:
    rows = _rows(question, typed, "person", "hours")
    return [{"person": whole_number(who), "hours": number_of_hours(hours)} for who, hours in rows if hours]


def _shown(question: Question, typed: Typed) -> list[dict[str, Any]]:
    rows = _rows(question, typed, "person", "shown_as", "position")
    return [{"person": whole_number(who), "shown_as": name, "position": title} for who, name, title in rows]


def _measures(question: Question, typed: Typed) -> list[dict[str, Any]]:
    rows = _rows(question, typed, "measure", "target", "day", "month", "year")
    return [
        {"measure": measure, "target": target, "review_on": date_from_parts(day, month, year)}
        for measure, target, day, month, year in rows
    ]


def _organisations(question: Question, typed: Typed) -> list[dict[str, Any]]:
    # A part that is chosen beside an empty name is the form's own first choice, not an organisation.
    return [{"name": name, "part": part} for name, part in _rows(question, typed, "name", "part") if name]


def _risks(question: Question, typed: Typed) -> dict[str, Any]:
    answer = {}
    for row in question.rows:
        controls = _lines(_first(typed, f"{question.key}-{row.key}-controls"))
        rating = _line(_first(typed, f"{question.key}-{row.key}-rating"))[:100]
        if controls or rating:
            answer[row.key] = {"controls": controls, "rating": rating}
    return answer


def _exit_steps(question: Question, typed: Typed) -> dict[str, Any]:
    answer = {}
    for row in question.rows:
        what = _lines(_first(typed, f"{question.key}-{row.key}-what"))
        who = whole_number(_first(typed, f"{question.key}-{row.key}-who"))
        final = _first(typed, f"{question.key}-{row.key}-final") == "yes"
        if what or who is not None or final:
            answer[row.key] = {"what": what, "who": who, "final": final}
    return answer


def _date(question: Question, typed: Typed) -> str | None:
    day, month, year = (_first(typed, f"{question.key}-{part}") for part in ("day", "month", "year"))
    return date_from_parts(day, month, year)


_READERS: dict[Kind, Callable[[Question, Typed], Any]] = {
    Kind.TEXT: lambda question, typed: _line(_first(typed, question.key)),
    Kind.LONG_TEXT: lambda question, typed: _lines(_first(typed, question.key)),
    Kind.CHOICE: lambda question, typed: _line(_first(typed, question.key))[:100],
    Kind.CHOICES: lambda question, typed: _ticked(typed.get(question.key) or (), question),
    Kind.WHOLE_NUMBER: lambda question, typed: whole_number(_first(typed, question.key)),
    Kind.DATE: _date,
    Kind.PERSON: lambda question, typed: whole_number(_first(typed, question.key)),
    Kind.PEOPLE: _people,
    Kind.CHECKLIST: _checklist,
    Kind.MATRIX: _matrix,
    Kind.HOURS: _hours,
    Kind.SHOWN_PEOPLE: _shown,
    Kind.MEASURES: _measures,
    Kind.ORGANISATIONS: _organisations,
    Kind.RISKS: _risks,
    Kind.EXIT_STEPS: _exit_steps,
}


def read_question(question: Question, typed: Typed) -> Any:
    """The answer to one question, in its stored shape."""
    return _READERS[question.kind](question, typed)


def read_page(page: Page, typed: Typed) -> dict[str, Any]:
    """The answers to all questions of a page; an empty one is there too, so that clearing a field clears the answer."""
    return {question.key: read_question(question, typed) for question in page.questions}
