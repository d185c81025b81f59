"""What each kind of request asks, by which clause, and who decides it (A.3.3, A.3.5, A.5.7, A.4.2).

The questions of a kind are its own; what they have in common is only that a request is not complete without them.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.domain.approvals.words import RequestKind
from governance.domain.refusals import Refusal

LONGEST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a kind: its key, how its answer is headed, and what is said where it is missing."""

    key: str
    heading: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request with its words.  ``by_leadership``: any member of the leadership team decides, else the head.

    ``name`` stands at the head of its pages, ``asked`` inside a sentence ("asked for leave to ...").
    """

    kind: RequestKind
    clause: str
    name: str
    asked: str
    rule: str
    questions: tuple[Asked, ...]
    by_leadership: bool = False
    needs_site: bool = False
    needs_address: bool = False
    needs_start: bool = False
    needs_end: bool = False


@dataclass(frozen=True, slots=True)
class WhatIsAsked:
    """The content of one request; days are whole and inclusive, answers keyed by question."""

    label: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    site_id: int | None = None
    address: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


KINDS: dict[RequestKind, Kind] = {
    RequestKind.PARTICIPATION: Kind(
        RequestKind.PARTICIPATION,
        "A.3.3",
        "Taking part on others’ sites",
        "leave to take part on somebody else’s site",
        "The head approves every site of somebody else’s on which our staff or pupils take part for the school.",
        (
            Asked("owner", "Whose site it is", "Say whose site it is."),
            Asked("purpose", "What for", "Say what the school takes part for."),
            Asked("who", "Who of our school takes part", "Say which staff and which groups of pupils take part."),
            Asked("safety", "What was considered for safety", "Say what you considered so that it is safe."),
        ),
        needs_address=True,
        needs_end=True,
    ),
    RequestKind.BRAND: Kind(
        RequestKind.BRAND,
        "A.3.5",
        "Logo and brand",
        "the use of logo and brand",
        "The head approves each use of the school’s logo and brand by itself; a yes to a site is no yes to its logo.",
        (
            Asked("use", "What for", "Choose what the logo or brand is to be used for."),
            Asked("where", "Where and how it will stand", "Say where and how the logo or brand will stand."),
        ),
    ),
    RequestKind.ADVERTISING: Kind(
        RequestKind.ADVERTISING,
        "A.5.7",
        "Advertising for contributors",
        "advertising for contributors",
        "The head approves the words of every advert that asks people to contribute to a site.",
        (
            Asked("text", "The words of the advert", "Type the words of the advert."),
            Asked("where", "Where it will appear", "Say where the advert will appear."),
        ),
        needs_site=True,
        needs_start=True,
        needs_end=True,
    ),
    RequestKind.COMMITMENT: Kind(
        RequestKind.COMMITMENT,
        "A.4.2",
        "Authorisations to speak or act for the school",
        "an authorisation",
        "Nothing is disclosed, promised or done in the school’s name without an authorisation by the leadership team.",
        (
            Asked("sort", "What it is", "Choose whether it is a disclosure, a commitment or an activity."),
            Asked("what", "What will be said, promised or done", "Say what will be said, promised or done."),
            Asked("for_whom", "For whom", "Say for whom it is meant."),
        ),
        by_leadership=True,
        needs_end=True,
    ),
}

BRAND_USES: dict[str, str] = {
    "site": "On one of our sites",
    "print": "In print",
    "partner": "By a partner, such as another school or a club",
    "other": "For something else",
}
COMMITMENT_SORTS: dict[str, str] = {
    "disclosure": "A disclosure: information that is not public yet",
    "commitment": "A commitment: a promise in the school’s name",
    "activity": "An activity in the school’s name",
}
CHOICES: dict[str, dict[str, str]] = {"use": BRAND_USES, "sort": COMMITMENT_SORTS}
"""The answers that are chosen, by the key of their question."""


def answer_in_words(key: str, value: object) -> str:
    """Return an answer as it is read: a choice by its words, what was typed as it was typed."""
    return CHOICES.get(key, {}).get(str(value), str(value or ""))


def missing_answers(kind: RequestKind, asked: WhatIsAsked, today: dt.date) -> tuple[Refusal, ...]:
    """Return everything that a request lacks; the refusal's page is the key of the question."""
    known = KINDS[kind]
    found = [
        _missing(known, question.key, question.missing)
        for question in known.questions
        if not str(asked.answers.get(question.key) or "").strip()
    ]
    for question in known.questions:
        value = str(asked.answers.get(question.key) or "")
        if len(value) > LONGEST_ANSWER:
            sentence = f"Keep each answer to {LONGEST_ANSWER:,} characters."
            found.append(Refusal("answer_too_long", sentence, known.clause, question.key))
        elif value and question.key in CHOICES and value not in CHOICES[question.key]:
            found.append(_missing(known, question.key, question.missing))
    if not asked.label.strip():
        found.append(_missing(known, "label", "Give it a short name, by which everybody finds it again."))
    if known.needs_address and not asked.address.strip():
        found.append(_missing(known, "address", "Enter the address of the site."))
    if asked.site_id is None and (known.needs_site or asked.answers.get("use") == "site"):
        found.append(_missing(known, "site", "Choose the site that it is for."))
    return (*found, *_days(known, asked, today))


def _days(known: Kind, asked: WhatIsAsked, today: dt.date) -> tuple[Refusal, ...]:
    found = []
    if known.needs_start and asked.starts_on is None:
        found.append(_missing(known, "starts_on", "Enter the first day."))
    if known.needs_end and asked.ends_on is None:
        found.append(_missing(known, "ends_on", "Enter the last day: nothing is approved without an end."))
    if asked.ends_on is not None and asked.ends_on < today:
        found.append(Refusal("ends_in_past", "Choose today or a later day as the last day.", known.clause, "ends_on"))
    elif asked.ends_on is not None and asked.starts_on is not None and asked.ends_on < asked.starts_on:
        sentence = "The last day has to be on or after the first day."
        found.append(Refusal("ends_before_start", sentence, known.clause, "ends_on"))
    return tuple(found)


def _missing(known: Kind, key: str, sentence: str) -> Refusal:
    return Refusal("answer_missing", sentence, known.clause, key)
