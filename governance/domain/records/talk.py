"""Talk about the policy: discussions with staff, questions with their answers, other formats (002-2, 000-6).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from datetime import date, timedelta

from governance.domain.calendar import SchoolCalendar, pupil_days
from governance.domain.reasons import reason_refusals
from governance.domain.records.keeping import months_after
from governance.domain.records.requests import LONGEST_NAME, not_in_future
from governance.domain.refusals import Refusal

MOST_PRESENT = 2_000
SATURDAY = 5


def discussion_refusals(held_on: date, points: str, present: int, today: date) -> tuple[Refusal, ...]:
    """Every reason against keeping a discussion."""
    found = [
        *not_in_future(held_on, today, "held_on"),
        *reason_refusals(points, "what was talked about", page="points"),
    ]
    if not 1 <= present <= MOST_PRESENT:
        sentence = f"Say how many people were there: a number from 1 to {MOST_PRESENT:,}."
        found.append(Refusal("present_not_a_number", sentence, "002-2", "present"))
    return tuple(found)


def question_refusals(words: str) -> tuple[Refusal, ...]:
    """Every reason against a question."""
    return reason_refusals(words, "your question", clause="002-2", page="words")


def answer_refusals(answer: str, *, is_own: bool) -> tuple[Refusal, ...]:
    """Every reason against an answer; nobody answers their own question."""
    found = list(reason_refusals(answer, "the answer", clause="002-2", page="answer"))
    if is_own:
        sentence = "You asked this yourself. Somebody else answers it."
        found.append(Refusal("own_question", sentence, "002-2", "answer"))
    return tuple(found)


def format_refusals(for_whom: str, asked_on: date, today: date) -> tuple[Refusal, ...]:
    """Every reason against keeping that somebody needs another format."""
    found = list(not_in_future(asked_on, today, "asked_on"))
    if not any(character.isalpha() for character in for_whom):
        found.append(Refusal("name_missing", "Say who needs it.", "000-6", "for_whom"))
    elif len(for_whom) > LONGEST_NAME:
        found.append(Refusal("name_too_long", f"Shorten the name to {LONGEST_NAME} characters.", None, "for_whom"))
    return tuple(found)


def school_days_open(calendar: SchoolCalendar, asked_on: date, until: date) -> int:
    """How many school days a question was open: the day on which it was asked does not count.

    Where no terms are typed weekdays are counted, so that a missing calendar leaves no question open for ever.
    """
    first = asked_on + timedelta(days=1)
    if calendar.terms:
        return len(pupil_days(calendar, first, until))
    return sum((first + timedelta(days=passed)).weekday() < SATURDAY for passed in range((until - asked_on).days))


def next_discussion_by(last_held: date | None, published_on: date, months: int) -> date:
    """By when staff talk about the policy again: so many months after the last time, or after it was published."""
    return months_after(last_held or published_on, months)
