"""The governors' review of the policy and of how it is applied: when it is due, and what it has to say (002-1, 000-7).

The pack that lies before them is numbers and nothing else, so that it cannot hold anything about a person.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.domain.calendar import day_in_words
from governance.domain.reasons import reason_refusals
from governance.domain.records.keeping import months_after
from governance.domain.refusals import Refusal

FIGURES: dict[str, str] = {
    "sites_live": "Live sites",
    "sites_suspended": "Suspended sites",
    "sites_closing": "Sites that are being closed",
    "sites_closed": "Closed sites",
    "sites_proposed": "Sites that are proposed, or approved and not live yet",
    "sites_found": "Accounts found that nobody has approved",
    "sites_amber": "Live sites with something to put right by a date",
    "sites_late": "Live sites whose last update was missed",
    "sites_asleep": "Live sites that are asleep",
    "clauses_kept": "Clauses that are kept",
    "clauses_due": "Clauses with something due",
    "clauses_not_kept": "Clauses that are not kept",
    "clauses_advice_only": "Clauses that are advice only",
    "approved_in_year": "Proposals approved in the last twelve months",
    "declined_in_year": "Proposals declined in the last twelve months",
    "comments_decided_in_year": "Decisions on comments in the last twelve months",
    "people_asked": "People asked to acknowledge the policy",
    "people_acknowledged": "Of them, people who have",
}
"""The numbers of the pack, in order, with their words."""

DECISIONS = {"keep": "The policy stays as it is", "change": "The policy is to be changed"}
WHY = {"law": "The law or national guidance changed", "experience": "Practice taught us something"}


@dataclass(frozen=True, slots=True)
class Due:
    """By when the governors review the policy, and what makes it so: the interval, or somebody who asked for it."""

    on: date
    is_called: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.on < today


def due_of(
    published_on: date, months: int, *, reviewed_on: date | None, next_due_on: date | None, called_on: date | None
) -> Due:
    """Return when the next review is due.

    A review says when the next one is, at most the policy's months later; a new text begins the time anew.  Whoever
    asked for a review since then makes it due that day.
    """
    if reviewed_on is not None and next_due_on is not None and reviewed_on >= published_on:
        due = next_due_on
    else:
        due = months_after(published_on, months)
    if called_on is not None and called_on < due:
        return Due(called_on, is_called=True)
    return Due(due)


def review_refusals(
    *, held_on: date, found_of_policy: str, found_of_application: str, decision: str, next_due_on: date, today: date,
    months: int,
) -> tuple[Refusal, ...]:  # fmt: skip
    """Return why a review cannot be recorded like this; both what is written and how it is applied are reviewed."""
    found: list[Refusal] = []
    if held_on > today:
        found.append(Refusal("review_in_future", "Enter the day of the meeting: today or before.", "002-1", "held_on"))
    found += reason_refusals(found_of_policy, "what was found of the policy", clause="002-1", page="found_of_policy")
    found += reason_refusals(
        found_of_application, "what was found of its application", clause="002-1", page="found_of_application"
    )
    if decision not in DECISIONS:
        found.append(Refusal("no_decision", "Choose what was decided.", "002-1", "decision"))
    latest = months_after(held_on, months)
    if not held_on < next_due_on <= latest:
        sentence = f"Choose a day after the meeting and not later than {day_in_words(latest)}."
        found.append(Refusal("next_review_too_late", sentence, "002-1", "next_due_on"))
    return tuple(found)


def call_refusals(why: str, words: str) -> tuple[Refusal, ...]:
    """Return why nobody can ask for a review like this."""
    found = [] if why in WHY else [Refusal("no_cause", "Choose what asks for a review.", "000-7", "why")]
    return (*found, *reason_refusals(words, "what asks for it", clause="000-7", page="words"))


def checked_figures(figures: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of the pack alone: nothing else can be kept with a review.  Raises ValueError otherwise."""
    if set(figures) != set(FIGURES) or any(type(number) is not int for number in figures.values()):
        raise ValueError("A review keeps exactly the numbers of its pack.")
    return {key: figures[key] for key in FIGURES}
