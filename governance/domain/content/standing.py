"""Standing approvals: routine content of some kinds on one site, for at most a half-term (A.3.4).

Leadership gives it, and not whoever publishes on the site.  The half-term is the school's own, by its calendar.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.calendar import ClosedKind, SchoolCalendar, day_in_words
from governance.domain.content.words import ROUTINE_KINDS, ContentKind
from governance.domain.refusals import Refusal
from governance.domain.words import SITE_WORDS, SiteState

_A_DAY = timedelta(days=1)
LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class Standing:
    """One standing approval; both days are inclusive, ``ended_on`` is the first day on which it holds no longer.

    ``kinds`` are the kinds of content that it names.
    """

    id: int
    starts_on: date
    ends_on: date
    ended_on: date | None = None
    kinds: frozenset[ContentKind] = frozenset(ROUTINE_KINDS)

    def holds(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.starts_on <= day <= self.ends_on and (self.ended_on is None or day < self.ended_on)

    def covers(self, kind: ContentKind | None) -> bool:
        """Return whether it covers content of a kind; one that nobody knows, only where it names every kind."""
        return self.kinds >= set(ROUTINE_KINDS) if kind is None else kind in self.kinds


def half_term_end(calendar: SchoolCalendar, day: date) -> date | None:
    """Return the last day of the half-term in which a day lies; in a holiday, of the one that follows.

    It is the day before the half-term holiday, or the last day of the term.  None where no term is known for it.
    """
    terms = sorted((term for term in calendar.terms if term.starts_on <= term.ends_on), key=lambda one: one.starts_on)
    breaks = sorted(span.starts_on for span in calendar.closed if span.kind is ClosedKind.HALF_TERM)
    ends = {span.starts_on: span.ends_on for span in calendar.closed if span.kind is ClosedKind.HALF_TERM}
    for term in terms:
        if term.ends_on < day:
            continue
        start = max(day, term.starts_on)
        for first in breaks:
            # A day within the holiday itself belongs to the half-term that comes after it.
            if first <= start <= ends[first]:
                start = ends[first] + _A_DAY
        if start > term.ends_on:
            continue
        return min((first - _A_DAY for first in breaks if start < first <= term.ends_on), default=term.ends_on)
    return None


@dataclass(frozen=True, slots=True)
class Giving:
    """What a standing approval is to say, and what is known of its site and of who gives it."""

    site: SiteState
    kinds: Collection[str]
    starts_on: date | None
    ends_on: date | None
    today: date
    calendar: SchoolCalendar
    is_leadership: bool
    publishes_there: bool
    note: str = ""


def giving_refusals(giving: Giving) -> tuple[Refusal, ...]:
    """Return every reason why a standing approval cannot be given."""
    found: list[Refusal] = []
    if not giving.is_leadership:
        found.append(
            Refusal("not_yours_to_do", "Only a member of the leadership team can approve content ahead.", "A.3.4")
        )
    if giving.publishes_there:
        sentence = "You publish on this site yourself, so another member of the leadership team has to give it."
        found.append(Refusal("own_content", sentence, "A.3.4"))
    if giving.site not in (SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED):
        sentence = f"Nothing new goes on a site that is {SITE_WORDS[giving.site]}."
        found.append(Refusal("site_takes_nothing", sentence, "A.3.4"))
    if not giving.kinds or not set(giving.kinds) <= {kind.value for kind in ROUTINE_KINDS}:
        found.append(Refusal("kinds_missing", "Choose what it covers.", "A.3.4", "kinds"))
    if len(giving.note) > LONGEST_NOTE:
        found.append(Refusal("note_too_long", f"Keep it to {LONGEST_NOTE:,} characters.", None, "note"))
    return (*found, *_day_refusals(giving))


def _day_refusals(giving: Giving) -> tuple[Refusal, ...]:
    starts, ends = giving.starts_on, giving.ends_on
    if starts is None or ends is None:
        return (Refusal("days_missing", "Enter the first and the last day.", "A.3.4", "ends_on"),)
    if starts < giving.today:
        sentence = "It cannot begin before today: what was published already is approved afterwards, post by post."
        return (Refusal("starts_in_past", sentence, "A.3.4", "starts_on"),)
    if ends < starts:
        return (Refusal("ends_before_start", "The last day comes before the first.", "A.3.4", "ends_on"),)
    last = half_term_end(giving.calendar, starts)
    if last is None:
        sentence = "No term dates are known for that day. Enter them in the calendar first."
        return (Refusal("no_term_dates", sentence, "A.3.4", "starts_on"),)
    if ends > last:
        sentence = f"It holds for a half-term at most. This one ends on {day_in_words(last)}."
        return (Refusal("longer_than_half_term", sentence, "A.3.4", "ends_on"),)
    return ()
