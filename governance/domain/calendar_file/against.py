"""Holds what a file would add against the calendar and against the rest of the file.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term, day_in_words
from governance.domain.calendar_checks import LONGEST_TERM
from governance.domain.calendar_file.meaning import same_name
from governance.domain.refusals import Refusal

_SPAN_WORDS = {ClosedKind.HALF_TERM: "half-term", ClosedKind.INSET: "INSET", ClosedKind.CLOSURE: "a closure"}
# Where each half of a term is a term of its own, the half-term is the short gap between the two.
LONGEST_HALF_TERM = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one row or a pair of rows would add; ``lines`` are theirs in the file."""

    numbers: tuple[int, ...]
    lines: tuple[int, ...]
    adds: Term | Closed

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.adds.starts_on, self.adds.ends_on


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that is fresh, the same as what is known, needless, or against something, with every reason."""

    candidate: Candidate
    fresh: bool = False
    same: bool = False
    needless: bool = False
    reasons: tuple[Refusal, ...] = ()


def judged_terms(candidates: Sequence[Candidate], calendar: SchoolCalendar) -> list[Judged]:
    """Judge the terms of a file."""
    return [
        _term(place, one.adds, candidates, calendar)
        for place, one in enumerate(candidates)
        if isinstance(one.adds, Term)
    ]


def judged_spans(candidates: Sequence[Candidate], calendar: SchoolCalendar) -> list[Judged]:
    """Judge the days without pupils of a file; ``calendar`` holds the file's accepted terms too."""
    return [
        _span(place, one.adds, candidates, calendar)
        for place, one in enumerate(candidates)
        if isinstance(one.adds, Closed)
    ]


def _term(place: int, term: Term, others: Sequence[Candidate], calendar: SchoolCalendar) -> Judged:
    one = others[place]
    for known in calendar.terms:
        if (known.starts_on, known.ends_on) == one.days:
            if same_name(known.name, term.name):
                return Judged(one, same=True)
            sentence = f"The calendar calls this term “{known.name}”. Change the name there if the file is right."
            return Judged(one, reasons=(Refusal("term_has_another_name", sentence),))
    reasons = [
        Refusal("terms_overlap", f"It overlaps {known.name}, which is in the calendar {_from_to(known)}.")
        for known in calendar.terms
        if _meet(known, term)
    ]
    twin = _said_before(place, others)
    if twin and not reasons:
        return twin
    reasons += _overlaps_in_file(one, others)
    if reasons:
        return Judged(one, reasons=tuple(reasons))
    if term.ends_on - term.starts_on > LONGEST_TERM:
        sentence = f"It lasts more than {LONGEST_TERM.days // 7} weeks. Check its year."
        return Judged(one, fresh=True, reasons=(Refusal("term_very_long", sentence),))
    return Judged(one, fresh=True)


def _span(place: int, span: Closed, others: Sequence[Candidate], calendar: SchoolCalendar) -> Judged:
    one = others[place]
    if any((known.kind, known.starts_on, known.ends_on) == (span.kind, *one.days) for known in calendar.closed):
        return Judged(one, same=True)
    needless = _needless(span, calendar)
    if needless:
        return Judged(one, needless=True, reasons=needless)
    reasons = [
        Refusal(
            "days_closed_otherwise", f"The calendar has {_SPAN_WORDS[known.kind]} {_from_to(known)}. Change it there."
        )
        for known in calendar.closed
        if _meet(known, span)
    ]
    twin = _said_before(place, others)
    if twin and not reasons:
        return twin
    reasons += _overlaps_in_file(one, others)
    reasons += _outside_terms(span, calendar)
    return Judged(one, fresh=not reasons, reasons=tuple(reasons))


def _needless(span: Closed, calendar: SchoolCalendar) -> tuple[Refusal, ...]:
    days = [span.starts_on + timedelta(number) for number in range((span.ends_on - span.starts_on).days + 1)]
    if all(day.weekday() > 4 for day in days):
        return (Refusal("only_a_weekend", "It falls on a weekend, so it changes nothing."),)
    before = max((term.ends_on for term in calendar.terms if term.ends_on < span.starts_on), default=None)
    after = min((term.starts_on for term in calendar.terms if term.starts_on > span.ends_on), default=None)
    in_no_term = not any(_meet(term, span) for term in calendar.terms)
    if span.kind is ClosedKind.HALF_TERM and in_no_term and before and after and after - before <= LONGEST_HALF_TERM:
        return (Refusal("between_two_terms", "It lies between two terms, so pupils are out anyway."),)
    return ()


def _outside_terms(span: Closed, calendar: SchoolCalendar) -> list[Refusal]:
    """INSET may lie outside a term; half-term lies wholly in one; a closure closes at least one day of one."""
    if span.kind is ClosedKind.INSET:
        return []
    whole = any(term.holds(span.starts_on) and term.holds(span.ends_on) for term in calendar.terms)
    touches = any(_meet(term, span) for term in calendar.terms)
    if whole or (touches and span.kind is ClosedKind.CLOSURE):
        return []
    sentence = "These days are not inside any one term that is known. Is a term missing, or is the year wrong?"
    return [Refusal("outside_any_term", sentence)]


def _said_before(place: int, others: Sequence[Candidate]) -> Judged | None:
    one = others[place]
    for earlier in others[:place]:
        if _says_the_same(earlier, one):
            return Judged(one, same=True, reasons=(Refusal("row_twice", f"Line {earlier.lines[0]} says the same."),))
    return None


def _overlaps_in_file(one: Candidate, others: Sequence[Candidate]) -> list[Refusal]:
    return [
        Refusal("rows_overlap", f"Line {other.lines[0]} of the file is about some of the same days.")
        for other in others
        if other is not one and not _says_the_same(other, one) and _meet(other.adds, one.adds)
    ]


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    if one.days != other.days:
        return False
    first, second = one.adds, other.adds
    if isinstance(first, Term) and isinstance(second, Term):
        return same_name(first.name, second.name)
    return isinstance(first, Closed) and isinstance(second, Closed) and first.kind is second.kind


def _meet(one: Term | Closed, other: Term | Closed) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _from_to(known: Term | Closed) -> str:
    if known.starts_on == known.ends_on:
        return f"on {day_in_words(known.starts_on)}"
    return f"from {day_in_words(known.starts_on)} to {day_in_words(known.ends_on)}"
