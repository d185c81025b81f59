"""Whether a school may say this morning that it is closed, and take it back the same day (A.1.5, A.5).

A closure that is said today is one day long.  A day on which pupils would not be in cannot be closed once more, and a
closure of several days is not ended by one press: its dates are changed in the calendar, where they are all seen.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from datetime import date

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, day_in_words, is_pupil_day, why_closed
from governance.domain.refusals import Refusal

LONGEST_WORD = 60
WHAT_FOLLOWS = "Nothing is due today, no cover is asked today, and today does not count in any number of school days."


def closed_for_today(calendar: SchoolCalendar, day: date) -> tuple[Closed, ...]:
    """The closures that are of this one day and of no other: what saying "we are open after all" takes back."""
    return tuple(span for span in _closures(calendar, day) if span.starts_on == span.ends_on == day)


def is_closed(calendar: SchoolCalendar, day: date) -> bool:
    """Whether a closure holds the day, however long it is."""
    return bool(_closures(calendar, day))


def closing_refusals(calendar: SchoolCalendar, day: date, today: date) -> tuple[Refusal, ...]:
    """Why the school cannot be said to be closed on ``day``; empty where it can, or is closed already."""
    if day != today:
        return (_another_day(day, today),)
    if is_pupil_day(calendar, day) or is_closed(calendar, day):
        return ()
    sentence = f"Pupils are not in today anyway. {why_closed(calendar, day)}"
    return (Refusal("no_pupil_day_to_close", sentence),)


def opening_refusals(calendar: SchoolCalendar, day: date, today: date) -> tuple[Refusal, ...]:
    """Why a closure cannot be taken back on ``day``; empty where it can, or where nothing closes the day."""
    if day != today:
        return (_another_day(day, today),)
    return tuple(
        Refusal(
            "closed_for_longer",
            f"The calendar has the school closed from {day_in_words(span.starts_on)} to {day_in_words(span.ends_on)}. "
            "Change these days in the calendar.",
        )
        for span in _closures(calendar, day)
        if span.starts_on != span.ends_on
    )


def _closures(calendar: SchoolCalendar, day: date) -> tuple[Closed, ...]:
    return tuple(span for span in calendar.closed if span.kind is ClosedKind.CLOSURE and span.holds(day))


def _another_day(day: date, today: date) -> Refusal:
    sentence = f"That page was of {day_in_words(day)}, and today is {day_in_words(today)}. Nothing was changed."
    return Refusal("page_of_another_day", sentence)
