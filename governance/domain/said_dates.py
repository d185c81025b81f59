"""Dates as schools print them on a policy: a day, "Sept 2024", "Spring 2025", "as required", or nothing (002-5).

A term's name is read by the school's own calendar where it knows that term, else by its usual months; "Spring 2024/25"
is the spring of that school year, which is the spring of 2025.  What contradicts itself is said and never mended.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.calendar import SchoolCalendar, day_in_words
from governance.domain.records.keeping import months_after

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
"""The months of a term that the calendar does not know, the first and the last."""
_WHEN_NEEDED = re.compile(r"\b(as (and when )?(required|needed|necessary)|when (required|needed)|ongoing)\b")
_TERM = re.compile(r"\b(autumn|spring|summer)(?: term)?,? ([12]\d{3})(?:\s?[/–-]\s?((?:\d\d)?\d{1,2}))?(?!\d)")
_SAID_MONTHS = "|".join((*_MONTHS, *(name[:3] for name in _MONTHS), "sept"))
_MONTH = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?({_SAID_MONTHS})\b[.,]? ([12]\d{{3}})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")


class Kind(StrEnum):
    """What somebody printed."""

    BLANK = "blank"
    WHEN_NEEDED = "when_needed"
    DATED = "dated"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A printed date: the days that it may mean, both inclusive; None where it names none."""

    kind: Kind
    first: date | None = None
    last: date | None = None

    def touches(self, other: SaidDate) -> bool:
        """Whether both can mean the same day; what names no day touches everything."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing about the printed dates that somebody should look at."""

    code: str
    sentence: str


def said_date(text: str, calendar: SchoolCalendar) -> SaidDate:
    """Return which days a printed date means."""
    words = " ".join(text.casefold().split())
    if not any(letter.isalnum() for letter in words):
        # Dots and strokes are a line to write on.
        return SaidDate(Kind.BLANK)
    if _WHEN_NEEDED.search(words):
        return SaidDate(Kind.WHEN_NEEDED)
    found = _dated(words, calendar)
    return SaidDate(Kind.DATED, *found) if found else SaidDate(Kind.UNCLEAR)


def date_in_title(title: str, calendar: SchoolCalendar) -> SaidDate | None:
    """Return the date that stands in a title ("Policy September 2024"), None where none does."""
    found = _dated(" ".join(title.casefold().split()), calendar)
    return SaidDate(Kind.DATED, *found) if found else None


def flags_of(
    title: str, approved: str, review: str, *, calendar: SchoolCalendar, today: date, since: date
) -> tuple[Flag, ...]:
    """Return what is blank, unclear or contradictory; ``since`` is the day of the last approval or review known."""
    return tuple(_flags(title, said_date(approved, calendar), said_date(review, calendar), calendar, today, since))


def _flags(
    title: str, approved: SaidDate, review: SaidDate, calendar: SchoolCalendar, today: date, since: date
) -> Iterator[Flag]:
    if approved.kind is Kind.BLANK:
        yield Flag("approval_blank", "The policy does not say when it was approved.")
    if review.kind is Kind.BLANK:
        yield Flag("review_blank", "The policy’s review date is blank.")
    for name, said in (("approval", approved), ("review", review)):
        if said.kind is Kind.UNCLEAR:
            yield Flag(f"{name}_unclear", f"The date of {name} cannot be read as a day, a month or a term.")
    in_title = date_in_title(title, calendar)
    if in_title is not None and not in_title.touches(approved):
        yield Flag("title_clashes", "The date in the title and the date of approval contradict each other.")
    if approved.last is not None and review.last is not None and review.last < approved.last:
        yield Flag("review_before_approval", "The review is dated before the approval.")
    if review.kind is Kind.WHEN_NEEDED and months_after(since, 12) <= today:
        yield Flag(
            "no_date_for_a_year",
            f"It is reviewed as required, and nobody has since {day_in_words(since)}, more than a year ago.",
        )
    if review.last is not None and review.last < today and since <= review.last:
        yield Flag("review_passed", f"The date of review, {day_in_words(review.last)} at the latest, has passed.")


def _dated(words: str, calendar: SchoolCalendar) -> tuple[date, date] | None:
    term = _TERM.search(words)
    if term is not None:
        return _named_term(term[1], int(term[2]), term[3], calendar)
    month = _MONTH.search(words)
    if month is not None:
        number, year = [name[:3] for name in _MONTHS].index(month[2][:3]) + 1, int(month[3])
        if month[1] is None:
            return date(year, number, 1), date(year, number, monthrange(year, number)[1])
        return _day(year, number, int(month[1]))
    numbers = _NUMBERS.search(words)
    if numbers is None:
        return None
    if numbers[4] is not None:
        return _day(int(numbers[4]), int(numbers[5]), int(numbers[6]))
    return _day(int(numbers[3]), int(numbers[2]), int(numbers[1]))


def _named_term(name: str, year: int, until: str | None, calendar: SchoolCalendar) -> tuple[date, date] | None:
    """Return the days of a term of a year, or of a school year such as "2024/25"; None where that is none."""
    if until is None:
        return _term(name, year, calendar)
    if int(until) != (year + 1) % 10 ** len(until):
        return None
    return _term(name, year if name == "autumn" else year + 1, calendar)


def _term(name: str, year: int, calendar: SchoolCalendar) -> tuple[date, date]:
    known = [term for term in calendar.terms if name in term.name.casefold() and term.starts_on.year == year]
    if known:
        return min(term.starts_on for term in known), max(term.ends_on for term in known)
    first, last = _TERMS[name]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found
