"""What is wrong with an answer as it was typed, question by question.

An empty answer is never wrong here: what is still missing is ``lacking``'s to say, so that a page can be kept half
done.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Kind, Page, Question
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
#: Something to write to or to ring: never shown on a site (A.4.9).
_CONTACT = re.compile(r"\S@\S|(?:\d[\s().-]*){7}")
_REVIEWED = "review_on"


def wrong_with(question: Question, value: Any, page: Page, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """Everything that is wrong with one answer; ``value`` is in its stored shape, or as it was typed."""
    return tuple(_CHECKS[question.kind](_Asked(question, page, facts), value))


class _Asked:
    """One question on its page, and the sentences that every kind of answer shares."""

    def __init__(self, question: Question, page: Page, facts: ProposalFacts) -> None:
        self.question, self.page, self.facts = question, page, facts

    def refusal(self, code: str, sentence: str, clause: str | None = None) -> Refusal:
        return Refusal(code, sentence, clause or self.question.clause, self.page.key)

    def text(self, value: object, what: str = "") -> Iterator[Refusal]:
        """A text that is too long, or is no reason where one is asked for; ``what`` names it in a sentence."""
        if value in (None, ""):
            return
        if not isinstance(value, str):
            yield self.refusal("not_text", f"Type “{self.question.label}” as text.")
            return
        longest = self.question.limits.longest
        if what:
            yield from reason_refusals(value, what, clause=self.question.clause, page=self.page.key, longest=longest)
        elif len(value) > longest:
            sentence = f"Keep “{self.question.label}” to {longest:,} characters. It has {len(value):,}."
            yield self.refusal("too_long", sentence)

    def option(self, value: object) -> Iterator[Refusal]:
        if value in (None, ""):
            return
        if value not in {option.key for option in self.facts.options_of(self.question)}:
            yield self.refusal("not_offered", f"Choose one of the answers offered under “{self.question.label}”.")

    def day(self, value: object, what: str) -> Iterator[Refusal]:
        if value in (None, ""):
            return
        known = as_date(value)
        if known is None:
            sentence = f"{what} is not a date that exists. Type day, month and year, such as 27 11 2026."
            yield self.refusal("not_a_date", sentence)
        elif not EARLIEST_YEAR <= known.year <= LATEST_YEAR:
            yield self.refusal("not_a_date", f"{what}: check the year, {known.year}.")

    def person(self, value: object, *, holds_duty: bool = False) -> Iterator[Refusal]:
        """Somebody unknown here, somebody who has left, or, for a duty, somebody without authorisation (A.3.1)."""
        if value in (None, ""):
            return
        known = self.facts.people.get(value) if isinstance(value, int) else None
        if known is None:
            yield self.refusal("person_unknown", "Choose somebody from this school’s list.", "A.3.1")
        elif known.has_left(self.facts.today):
            yield self.refusal("person_left", f"{known.name} has left the school. Choose somebody else.", "A.3.1")
        elif holds_duty and not known.may_hold_duties(self.facts.today):
            sentence = (
                f"{known.name} is not employed by the school and has no authorisation today. "
                "The head can give one, under People, or choose somebody else."
            )
            yield self.refusal("person_not_authorised", sentence, "A.3.1")

    def once(self, people: Sequence[object]) -> Iterator[Refusal]:
        """The same person twice in one list."""
        seen: set[object] = set()
        told: set[object] = set()
        for person in people:
            if person in seen and person not in told:
                told.add(person)
                known = self.facts.people.get(person) if isinstance(person, int) else None
                name = known.name if known else "The same person"
                sentence = f"{name} is here twice. Under “{self.question.label}” each person counts once."
                yield self.refusal("same_person_twice", sentence)
            seen.add(person)

    def number_of_rows(self, rows: Sequence[object]) -> Iterator[Refusal]:
        most = self.question.limits.rows
        if len(rows) > most:
            yield self.refusal("too_many_rows", f"Give at most {most} under “{self.question.label}”.")


def as_date(value: object) -> date | None:
    """A stored date, or None when it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(asked: _Asked, value: Any) -> Iterator[Refusal]:
    yield from asked.text(value, asked.question.what)


def _choice(asked: _Asked, value: Any) -> Iterator[Refusal]:
    yield from asked.option(value)


def _choices(asked: _Asked, value: Any) -> Iterator[Refusal]:
    offered = {option.key for option in asked.facts.options_of(asked.question)}
    if value and (not isinstance(value, list) or not set(map(str, value)) <= offered):
        yield asked.refusal("not_offered", f"Tick only what is offered under “{asked.question.label}”.")


def _whole_number(asked: _Asked, value: Any) -> Iterator[Refusal]:
    limits, label = asked.question.limits, asked.question.label
    if value in (None, ""):
        return
    if not isinstance(value, int) or isinstance(value, bool):
        yield asked.refusal("not_a_whole_number", f"Type “{label}” as a whole number, such as {limits.least + 6}.")
    elif not limits.least <= value <= limits.most:
        yield asked.refusal("number_out_of_range", f"“{label}” has to lie between {limits.least} and {limits.most}.")


def _date(asked: _Asked, value: Any) -> Iterator[Refusal]:
    yield from asked.day(value, f"“{asked.question.label}”")


def _person(asked: _Asked, value: Any) -> Iterator[Refusal]:
    yield from asked.person(value)


def _people(asked: _Asked, value: Any) -> Iterator[Refusal]:
    people = value if isinstance(value, list) else []
    yield from asked.number_of_rows(people)
    yield from asked.once(people)
    for person in dict.fromkeys(people):
        yield from asked.person(person, holds_duty=True)


def _checklist(asked: _Asked, value: Any) -> Iterator[Refusal]:
    if not isinstance(value, dict):
        return
    yield from _choices(asked, value.get("ticked"))


def _matrix(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = value if isinstance(value, dict) else {}
    if not set(rows) <= {row.key for row in asked.question.rows}:
        yield asked.refusal("not_offered", f"Tick only what is offered under “{asked.question.label}”.")
        return
    for ticked in rows.values():
        found = tuple(_choices(asked, ticked))
        if found:
            yield found[0]
            return


def _hours(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    yield from asked.number_of_rows(rows)
    yield from asked.once([row.get("person") for row in rows])
    for row in rows:
        yield from asked.person(row.get("person"))
        hours, known = row.get("hours"), asked.facts.people.get(row.get("person") or 0)
        name = known.name if known else "each person"
        if hours in (None, ""):
            continue
        if not isinstance(hours, int | float) or isinstance(hours, bool):
            yield asked.refusal("hours_not_a_number", f"Type the hours for {name} as a number, such as 1 or 0.5.")
        elif hours <= 0:
            sentence = f"Zero hours for {name} means that nobody does it. Promise some time, or name somebody else."
            yield asked.refusal("hours_zero", sentence)
        elif hours > asked.question.limits.most:
            most = asked.question.limits.most
            yield asked.refusal("hours_too_many", f"More than {most} hours a week is too much for {name}.")


def _shown_people(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    yield from asked.number_of_rows(rows)
    yield from asked.once([row.get("person") for row in rows if row.get("person") is not None])
    for row in rows:
        yield from asked.person(row.get("person"))
        yield from asked.text(row.get("shown_as"))
        yield from asked.text(row.get("position"))
        if _CONTACT.search(f"{row.get('shown_as') or ''}\n{row.get('position') or ''}"):
            sentence = "Give name and position only: no e-mail address and no telephone number is shown on a site."
            yield asked.refusal("personal_contact", sentence, "A.4.9")


def _measures(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    yield from asked.number_of_rows(rows)
    for row in rows:
        yield from asked.text(row.get("measure"))
        yield from asked.text(row.get("target"))
        yield from asked.day(row.get(_REVIEWED), "The day you look at it")
        review_on = as_date(row.get(_REVIEWED))
        if review_on is not None and review_on.year >= EARLIEST_YEAR and review_on < asked.facts.today:
            sentence = "A day on which you look at a measure is over already. Choose one that is still to come."
            yield asked.refusal("review_in_the_past", sentence)


def _organisations(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    yield from asked.number_of_rows(rows)
    names = [str(row.get("name") or "").casefold() for row in rows]
    if len(set(names)) < len(names):
        yield asked.refusal("organisation_twice", "A school or organisation is here twice. Name each one once.")
    for row in rows:
        yield from asked.text(row.get("name"))
        yield from asked.option(row.get("part"))


def _risks(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = value if isinstance(value, dict) else {}
    for risk in asked.question.rows:
        cell = rows.get(risk.key)
        if isinstance(cell, dict):
            yield from asked.text(cell.get("controls"), f"what you do about {risk.label.lower()}")
            yield from asked.option(cell.get("rating"))


def _exit_steps(asked: _Asked, value: Any) -> Iterator[Refusal]:
    rows = value if isinstance(value, dict) else {}
    for step in asked.question.rows:
        cell = rows.get(step.key)
        if isinstance(cell, dict):
            yield from asked.text(cell.get("what"))
            yield from asked.person(cell.get("who"))


_CHECKS: dict[Kind, Callable[[_Asked, Any], Iterator[Refusal]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.WHOLE_NUMBER: _whole_number,
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
