"""When the school is open: terms, half-terms, INSET days, closures and bank holidays (A.1.5, A.5; DOMAIN 3.3).

Three words are kept apart.  A *pupil day* is a weekday in a term that nothing closes.  A *staff day* is a pupil day or
an INSET day: staff are in, pupils are not.  A *school day* is what cover and every clock "in school days" count, and it
is the pupil day: on an INSET day nobody promises to sit with the queue, so it neither needs cover nor uses up a clock.

Dates are whole days in the school's own time zone and every span is inclusive.  Bank holidays are passed in.
May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SATURDAY = 5


class ClosedKind(StrEnum):
    """Why pupils are not in during a term."""

    HALF_TERM = "half_term"
    INSET = "inset"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Term:
    """One term; both days are days of the term."""

    name: str
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Closed:
    """A span without pupils; both days belong to it.  The note is what people typed ("snow", "boiler")."""

    kind: ClosedKind
    starts_on: date
    ends_on: date
    note: str = ""

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Everything that is known of one school's days.  The order of terms and spans does not matter."""

    terms: tuple[Term, ...] = ()
    closed: tuple[Closed, ...] = ()
    bank_holidays: frozenset[date] = frozenset()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.terms, self.closed, self.bank_holidays)))

    def __hash__(self) -> int:
        """Reckoned once: what is kept by calendar is looked up for each site, and a calendar has a hundred dates."""
        return self._hash

    @property
    def last_term_day(self) -> date | None:
        """The last day that any term holds, or None when no usable term is known."""
        return max((term.ends_on for term in self.terms if term.starts_on <= term.ends_on), default=None)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday."""

    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def holds(self, day: date) -> bool:
        return self.monday <= day <= self.sunday


def day_in_words(day: date) -> str:
    """A date as people say it: "Friday 27 November 2026".  strftime would follow the locale of the server."""
    return f"{_DAY_NAMES[day.weekday()]} {day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def weekday_number(name: str) -> int:
    """Which day of the week a name is, 0 for Monday: settings keep it as "friday"."""
    return [day.lower() for day in _DAY_NAMES].index(name.lower())


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The school's own date at an instant.  The instant must carry its offset; a naive one raises ValueError."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("An instant without a time zone cannot be turned into a school's day.")
    return instant.astimezone(zone).date()


def is_pupil_day(calendar: SchoolCalendar, day: date) -> bool:
    """Pupils are in: a weekday of a term, no bank holiday, and nothing closes it."""
    return (
        day.weekday() < _SATURDAY
        and day not in calendar.bank_holidays
        and any(term.holds(day) for term in calendar.terms)
        and not any(span.holds(day) for span in calendar.closed)
    )


def is_staff_day(calendar: SchoolCalendar, day: date) -> bool:
    """Staff are in: a pupil day, or a weekday of INSET (also just outside a term) that nothing else closes."""
    if is_pupil_day(calendar, day):
        return True
    kinds = {span.kind for span in calendar.closed if span.holds(day)}
    return day.weekday() < _SATURDAY and day not in calendar.bank_holidays and kinds == {ClosedKind.INSET}


def is_school_day(calendar: SchoolCalendar, day: date) -> bool:
    """The day that cover and clocks count: a pupil day.  See the module's docstring for why INSET is not one."""
    return is_pupil_day(calendar, day)


def pupil_days(calendar: SchoolCalendar, first: date, last: date) -> tuple[date, ...]:
    """The pupil days from first to last, both included, in order."""
    return tuple(day for day in _days(first, last) if is_pupil_day(calendar, day))


def next_school_days(calendar: SchoolCalendar, on_or_after: date, count: int) -> tuple[date, ...]:
    """The next school days, beginning with the given day if it is one.

    Fewer than ``count`` come back when the known term dates run out: the caller says so and never takes the short
    answer for "all of them are covered".
    """
    last = calendar.last_term_day
    found: list[date] = []
    if last is None or count <= 0:
        return ()
    for day in _days(on_or_after, last):
        if is_school_day(calendar, day):
            found.append(day)
            if len(found) == count:
                break
    return tuple(found)


def school_days_after(calendar: SchoolCalendar, day: date, count: int) -> date | None:
    """The date ``count`` school days after a day, which itself does not count; None when the term dates run out.

    Nought school days after a day is that day, whether or not the school is open on it.
    """
    if count <= 0:
        return day
    if day == date.max:
        return None
    following = next_school_days(calendar, day + timedelta(days=1), count)
    return following[-1] if len(following) == count else None


def week_of(day: date) -> Week:
    """The Monday-to-Sunday week that holds a day."""
    return Week(day - timedelta(days=day.weekday()))


def weeks_from(first: date, last: date) -> tuple[Week, ...]:
    """Every week that holds at least one day from first to last, in order."""
    if first > last:
        return ()
    mondays = range(week_of(first).monday.toordinal(), last.toordinal() + 1, 7)
    return tuple(Week(date.fromordinal(monday)) for monday in mondays)


def why_closed(calendar: SchoolCalendar, day: date) -> str | None:
    """Why pupils are not in, as one sentence; None on a pupil day.  The nearest reason to the day comes first."""
    if is_pupil_day(calendar, day):
        return None
    if day.weekday() >= _SATURDAY:
        return "It is the weekend."
    if day in calendar.bank_holidays:
        return "It is a bank holiday."
    spans = sorted((span for span in calendar.closed if span.holds(day)), key=lambda span: _NEAREST_REASON[span.kind])
    if spans:
        note = spans[0].note.strip()
        return f"{_CLOSED_WORDS[spans[0].kind]}{f' ({note})' if note else ''}."
    return _between_terms(calendar, day)


_NEAREST_REASON = {ClosedKind.CLOSURE: 0, ClosedKind.HALF_TERM: 1, ClosedKind.INSET: 2}
_CLOSED_WORDS = {
    ClosedKind.HALF_TERM: "It is half-term",
    ClosedKind.INSET: "It is an INSET day: staff are in, pupils are not",
    ClosedKind.CLOSURE: "The school is closed that day",
}


def _between_terms(calendar: SchoolCalendar, day: date) -> str:
    usable = [term for term in calendar.terms if term.starts_on <= term.ends_on]
    before = max((term for term in usable if term.ends_on < day), key=lambda term: term.ends_on, default=None)
    after = min((term for term in usable if term.starts_on > day), key=lambda term: term.starts_on, default=None)
    if before and after:
        return f"It is the holiday between {before.name} and {after.name}."
    if before:
        return f"No term dates are known after {day_in_words(before.ends_on)}."
    if after:
        return f"No term dates are known before {day_in_words(after.starts_on)}."
    return "No term dates are known yet."


def _days(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
