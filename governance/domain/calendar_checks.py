"""What is wrong or missing in a school's term dates, before they are saved and every day after (A.1.5; DOMAIN 3.3).

A refusal stops the save, because no day can be worked out from it.  A warning is shown beside the dates: it may be
right, but a launch, a cover list or a weekly reminder built on it would surprise somebody.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term, day_in_words
from governance.domain.calendar_year import FIRST_MONTH, school_year_of
from governance.domain.refusals import Refusal

# A launch asks for five school days and cover looks four weeks ahead, and the summer holiday is about six weeks long:
# dates that end sooner than this leave too little time to ask for the next ones.
KNOWN_AHEAD = timedelta(days=60)
# The summer holiday is about six weeks.  A longer hole is usually a term that somebody has forgotten to type.
LONGEST_HOLIDAY = timedelta(weeks=10)
LONGEST_TERM = timedelta(weeks=20)
UNTIL_ENTERED = "nothing is due until they are entered"
_MISSING = frozenset({"no_term_dates", "term_dates_have_ended", "term_dates_end_soon"})
_MONDAY_TO_FRIDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarFindings:
    """Refusals stop the save; warnings are shown and the save goes on."""

    refusals: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]


def gaps_and_contradictions(calendar: SchoolCalendar, today: date) -> CalendarFindings:
    """Everything that does not hold together, and whatever is missing as seen from today."""
    usable = sorted((t for t in calendar.terms if t.starts_on <= t.ends_on), key=lambda t: (t.starts_on, t.ends_on))
    refusals = [
        *_backward_terms(calendar.terms),
        *_backward_spans(calendar.closed),
        *_overlaps(usable),
    ]
    warnings = [
        *_odd_terms(usable),
        *_spans_without_effect(calendar),
        *_missing_dates(usable, today),
    ]
    return CalendarFindings(tuple(refusals), tuple(warnings))


def doubts_now(calendar: SchoolCalendar, today: date) -> tuple[Refusal, ...]:
    """What does not hold together in the dates of this school year and later; dates that are missing stand apart."""
    since = date(school_year_of(today), FIRST_MONTH, 1)
    current = replace(
        calendar,
        terms=tuple(term for term in calendar.terms if max(term.starts_on, term.ends_on) >= since),
        closed=tuple(span for span in calendar.closed if max(span.starts_on, span.ends_on) >= since),
    )
    findings = gaps_and_contradictions(current, today)
    return tuple(found for found in (*findings.refusals, *findings.warnings) if found.code not in _MISSING)


def _backward_terms(terms: tuple[Term, ...]) -> list[Refusal]:
    found = []
    for term in terms:
        if not term.name.strip():
            sentence = f"Give the term that starts on {day_in_words(term.starts_on)} a name, such as Autumn term."
            found.append(Refusal("term_without_name", sentence))
        if term.ends_on < term.starts_on:
            sentence = (
                f"{term.name} ends on {day_in_words(term.ends_on)}, before it starts on "
                f"{day_in_words(term.starts_on)}. Check the two dates."
            )
            found.append(Refusal("term_ends_before_it_starts", sentence))
    return found


def _backward_spans(closed: tuple[Closed, ...]) -> list[Refusal]:
    return [
        Refusal(
            "closed_ends_before_it_starts",
            f"The {_SPAN_WORDS[span.kind]} that starts on {day_in_words(span.starts_on)} ends before that, on "
            f"{day_in_words(span.ends_on)}. Check the two dates.",
        )
        for span in closed
        if span.ends_on < span.starts_on
    ]


_SPAN_WORDS = {ClosedKind.HALF_TERM: "half-term", ClosedKind.INSET: "INSET day", ClosedKind.CLOSURE: "closure"}


def _overlaps(usable: list[Term]) -> list[Refusal]:
    found = []
    for index, earlier in enumerate(usable):
        for later in usable[index + 1 :]:
            if later.starts_on > earlier.ends_on:
                # The list is in order of first days, so nothing further on can reach back into this term.
                break
            sentence = (
                f"{earlier.name} and {later.name} overlap: {later.name} starts on {day_in_words(later.starts_on)}, "
                f"and {earlier.name} lasts until {day_in_words(earlier.ends_on)}."
            )
            found.append(Refusal("terms_overlap", sentence))
    return found


def _odd_terms(usable: list[Term]) -> list[Refusal]:
    found = [
        Refusal(
            "term_very_long",
            f"{term.name} lasts more than {LONGEST_TERM.days // 7} weeks. Check its year.",
        )
        for term in usable
        if term.ends_on - term.starts_on > LONGEST_TERM
    ]
    for earlier, later in pairwise(usable):
        if later.starts_on - earlier.ends_on > LONGEST_HOLIDAY:
            sentence = (
                f"Nothing is known between the end of {earlier.name} on {day_in_words(earlier.ends_on)} and the start "
                f"of {later.name} on {day_in_words(later.starts_on)}. Is a term missing?"
            )
            found.append(Refusal("term_perhaps_missing", sentence))
    return found


def _spans_without_effect(calendar: SchoolCalendar) -> list[Refusal]:
    found = []
    for span in calendar.closed:
        if span.ends_on < span.starts_on:
            continue
        what = f"The {_SPAN_WORDS[span.kind]} that starts on {day_in_words(span.starts_on)}"
        in_one_term = any(term.holds(span.starts_on) and term.holds(span.ends_on) for term in calendar.terms)
        if span.kind is ClosedKind.HALF_TERM and not in_one_term:
            found.append(Refusal("half_term_outside_a_term", f"{what} is not inside any one term. Check its dates."))
        if span.kind is not ClosedKind.HALF_TERM and _only_weekend(span):
            found.append(Refusal("closed_on_a_weekend", f"{what} falls on a weekend, so it changes nothing."))
    return found


def _only_weekend(span: Closed) -> bool:
    if span.ends_on - span.starts_on > timedelta(days=1):
        return False
    return span.starts_on.weekday() >= _MONDAY_TO_FRIDAY and span.ends_on.weekday() >= _MONDAY_TO_FRIDAY


def _missing_dates(usable: list[Term], today: date) -> list[Refusal]:
    if not usable:
        sentence = "No term dates are known: no site can be launched and nothing is due until they are entered."
        return [Refusal("no_term_dates", sentence)]
    last = max(term.ends_on for term in usable)
    if last - today > KNOWN_AHEAD:
        return []
    code = "term_dates_have_ended" if last < today else "term_dates_end_soon"
    return [Refusal(code, f"No term dates are known after {day_in_words(last)}: {UNTIL_ENTERED}.")]
