"""Where a proposal can start from: a written example for the kind of site, or the proposal of an earlier site.

An example answers what is the same for most sites of its kind, in words the teacher still has to read and make true; it
never answers for dates, people or what somebody has to have looked at.
May import the standard library and the form only.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.domain.proposal.examples import CLUB_BLOG, NETWORK_ACCOUNT, YEAR_GROUP_BLOG
from governance.domain.proposal.facts import PersonFacts
from governance.domain.proposal.form import Answers, Kind, Question
from governance.domain.proposal.questions import FORM


@dataclass(frozen=True, slots=True)
class Template:
    """A starting point.  ``answers`` holds only what most sites of the kind have in common."""

    key: str
    title: str
    words: str
    answers: Mapping[str, Any]


TEMPLATES: tuple[Template, ...] = (
    Template(
        "year_group_blog",
        "A year group’s blog",
        "Staff post weekly, pupils and families read and comment, every comment is read before it appears.",
        YEAR_GROUP_BLOG,
    ),
    Template(
        "club_blog",
        "A club’s blog",
        "One club shows what it does, for the families of the children in it.",
        CLUB_BLOG,
    ),
    Template(
        "network_account",
        "The school’s account on a network",
        "Staff speak to families; nobody else adds anything and pupils take no part.",
        NETWORK_ACCOUNT,
    ),
)

#: True of the earlier site alone, or of its time: each is asked for anew.
ASKED_ANEW = (
    "year_groups",
    "age_from",
    "age_to",
    "name",
    "address",
    "guidance",
    "vulnerable",
    "vulnerable_adviser",
    "vulnerable_advice_on",
    "vulnerable_advice",
    "starts_on",
    "ends_on",
)


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """Answers to begin with, and the keys of the questions whose earlier answers were not carried over, "
    "or not whole."""

    answers: dict[str, Any]
    blanked: tuple[str, ...]


def template_with(key: str) -> Template | None:
    """The template with this key, or None."""
    return next((template for template in TEMPLATES if template.key == key), None)


def answers_from_template(template: Template) -> StartingPoint:
    """A draft's first answers from a template."""
    return StartingPoint(deepcopy(dict(template.answers)), ())


def answers_from_earlier(answers: Answers, people: Mapping[int, PersonFacts], today: date) -> StartingPoint:
    """A new site's first answers from an earlier site's proposal.

    Carried: everything the form still asks and that can be true again.  Blanked: the other site's name, address and
    year group, every date, what somebody has to look at again, and people who left or may not hold duties any more.
    """
    carried: dict[str, Any] = {}
    blanked: list[str] = []
    for question in (question for page in FORM for question in page.questions):
        earlier = answers.get(question.key)
        if earlier in (None, "", [], {}):
            continue
        kept = None if question.key in ASKED_ANEW else _still_true(question, earlier, people, today)
        if kept != earlier:
            blanked.append(question.key)
        if kept not in (None, "", [], {}):
            carried[question.key] = kept
    return StartingPoint(carried, tuple(blanked))


def _still_true(question: Question, earlier: Any, people: Mapping[int, PersonFacts], today: date) -> Any:
    """An answer without the people who are not there any more and without its dates."""

    def is_here(person: object, *, holds_duty: bool = False) -> bool:
        known = people.get(person) if isinstance(person, int) else None
        return known is not None and not known.has_left(today) and (not holds_duty or known.may_hold_duties(today))

    if question.kind is Kind.DATE:
        return None
    if question.kind is Kind.PERSON:
        return earlier if is_here(earlier) else None
    if question.kind is Kind.PEOPLE and isinstance(earlier, list):
        return [person for person in earlier if is_here(person, holds_duty=True)]
    if question.kind in (Kind.HOURS, Kind.SHOWN_PEOPLE) and isinstance(earlier, list):
        return [deepcopy(row) for row in earlier if isinstance(row, dict) and is_here(row.get("person"))]
    if question.kind is Kind.MEASURES and isinstance(earlier, list):
        return [{**row, "review_on": None} for row in earlier if isinstance(row, dict)]
    if question.kind is Kind.EXIT_STEPS and isinstance(earlier, dict):
        return {
            key: {**step, "who": step.get("who") if is_here(step.get("who")) else None}
            for key, step in earlier.items()
            if isinstance(step, dict)
        }
    return deepcopy(earlier)
