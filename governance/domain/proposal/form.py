"""The shapes that the proposal form is written in: areas, pages, questions, options and rows.

A page asks one thing.  A question's key is the key its answer is stored under, for ever, so a key is never used again
for something else.  May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

#: Answers as they are stored: question key to a value that JSON can hold.
Answers = Mapping[str, Any]
#: A claim about the answers so far, such as "pupils see or contribute to this site".
Claim = Callable[[Answers], bool]


def always(_answers: Answers) -> bool:
    """True of every site."""
    return True


def never(_answers: Answers) -> bool:
    """True of no site; a question with this is never demanded."""
    return False


class Kind(Enum):
    """What an answer looks like.  The comment beside each is the stored shape."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long_text"  # str, several lines
    CHOICE = "choice"  # str, an option's key
    CHOICES = "choices"  # [str], option keys in the order of the options
    WHOLE_NUMBER = "whole_number"  # int
    DATE = "date"  # str, "2026-11-27"
    PERSON = "person"  # int, a person's id
    PEOPLE = "people"  # [int], in the order they were named
    CHECKLIST = "checklist"  # {"version": str, "ticked": [str]}
    MATRIX = "matrix"  # {row key: [option key]}, rows with nothing ticked left out
    HOURS = "hours"  # [{"person": int, "hours": int or float}]
    SHOWN_PEOPLE = "shown_people"  # [{"person": int, "shown_as": str, "position": str}]
    MEASURES = "measures"  # [{"measure": str, "target": str, "review_on": "2027-03-26"}]
    ORGANISATIONS = "organisations"  # [{"name": str, "part": str, an option's key}]
    RISKS = "risks"  # {row key: {"controls": str, "rating": str, an option's key}}
    EXIT_STEPS = "exit_steps"  # {row key: {"what": str, "who": int, "final": bool}}


class OptionsFrom(Enum):
    """Where the options of a choice come from."""

    QUESTION = "question"
    YEAR_GROUPS = "year_groups"
    PLATFORMS = "platforms"


class Area(Enum):
    """The parts of the task list, in order, with the heading people see."""

    SITE = "The site"
    READERS = "Who reads it and who writes on it"
    PEOPLE = "Who runs it"
    CHILDREN = "Keeping children safe"
    CONDUCT = "Rules, logo and getting help"
    LIFE = "How long it lasts and how you will know it works"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, or one row of a matrix, a risk assessment or an exit plan.

    The choice with an empty key is what no answer means; only a question that no site must answer has one.
    """

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (in characters), how much, how many rows."""

    longest: int = 4000
    least: int = 0
    most: int = 100
    rows: int = 20


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    ``unanswered`` is the sentence shown when a demanded answer is missing.  ``clause`` is the duty that asks for it.
    ``what`` names the thing in the middle of a sentence; a text with it must be a reason and not one word.
    ``demanded`` says of which sites the answer is needed.  ``rows`` are the fixed rows of a matrix, risk or exit
    question.
    """

    key: str
    kind: Kind
    label: str
    unanswered: str
    clause: str
    hint: str = ""
    what: str = ""
    demanded: Claim = always
    limits: Limits = Limits()
    options: tuple[Option, ...] = ()
    options_from: OptionsFrom = OptionsFrom.QUESTION
    rows: tuple[Option, ...] = ()
    code: str = ""

    @property
    def unanswered_code(self) -> str:
        """The code of the refusal when a demanded answer is missing."""
        return self.code or f"{self.key}_missing"

    @property
    def is_required_everywhere(self) -> bool:
        """Whether every site must answer it; a form marks the others as optional."""
        return self.demanded is always


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form: one thing, one heading.

    ``common`` is true when the site of every year group on one form gives the same answer.  ``applies`` says of which
    sites the page is asked at all.  ``intro`` is a sentence or two under the heading.
    """

    key: str
    title: str
    area: Area
    questions: tuple[Question, ...]
    clauses: tuple[str, ...]
    common: bool = True
    intro: str = ""
    applies: Claim = always
