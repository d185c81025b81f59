"""A school year month by month, every day with the kind of day that it is, for the picture on the calendar page.

A school year runs from 1 August to 31 July, so that it holds Scotland's August start as well as England's September.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.domain.calendar import ClosedKind, SchoolCalendar, is_pupil_day, why_closed

FIRST_MONTH = 8
_SATURDAY = 5
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class DayKind(StrEnum):
    """What a day is to the school; the nearest reason where several hold."""

    SCHOOL = "school"
    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank_holiday"
    CLOSURE = "closure"
    HALF_TERM = "half_term"
    INSET = "inset"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the picture."""

    day: date
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are closed for the same reason, weekends between them included; ``why`` is a sentence."""

    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its weeks from Monday to Sunday, None where a day belongs to another month, and why days are closed."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    closed: tuple[Stretch, ...]


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year that holds ``day`` begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def school_year_in_words(first_year: int) -> str:
    """Return a school year as people say it: "2026 to 2027"."""
    return f"{first_year} to {first_year + 1}"


def day_kind(calendar: SchoolCalendar, day: date) -> DayKind:
    """Return what a day is, by the same reasons and in the same order as ``why_closed``."""
    if is_pupil_day(calendar, day):
        return DayKind.SCHOOL
    if day.weekday() >= _SATURDAY:
        return DayKind.WEEKEND
    if day in calendar.bank_holidays:
        return DayKind.BANK_HOLIDAY
    kinds = {span.kind for span in calendar.closed if span.holds(day)}
    for kind in (ClosedKind.CLOSURE, ClosedKind.HALF_TERM, ClosedKind.INSET):
        if kind in kinds:
            return DayKind(kind.value)
    return DayKind.HOLIDAY


def months_of_year(
    calendar: SchoolCalendar, first_year: int, bank_holiday_names: Mapping[date, str]
) -> tuple[Month, ...]:
    """Return the twelve months from August of ``first_year`` on."""
    starts = [
        date(first_year + (FIRST_MONTH - 1 + step) // 12, (FIRST_MONTH - 1 + step) % 12 + 1, 1) for step in range(12)
    ]
    return tuple(_month(calendar, start, bank_holiday_names) for start in starts)


def why_closed_by_name(calendar: SchoolCalendar, day: date, bank_holiday_names: Mapping[date, str]) -> str | None:
    """Return why pupils are not in, as ``why_closed`` does, with the name of a bank holiday."""
    if day_kind(calendar, day) is DayKind.BANK_HOLIDAY and day in bank_holiday_names:
        return f"It is a bank holiday: {bank_holiday_names[day]}."
    return why_closed(calendar, day)


def _month(calendar: SchoolCalendar, start: date, names: Mapping[date, str]) -> Month:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    days = [start + timedelta(days=number) for number in range((following - start).days)]
    cells: list[Day | None] = [None] * start.weekday()
    cells += [Day(day, day_kind(calendar, day)) for day in days]
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[first : first + 7]) for first in range(0, len(cells), 7))
    return Month(f"{_MONTHS[start.month - 1]} {start.year}", weeks, _stretches(calendar, days, names))


def _stretches(calendar: SchoolCalendar, days: list[date], names: Mapping[date, str]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    joined = False
    for day in days:
        if day.weekday() >= _SATURDAY:
            # A weekend neither ends a stretch nor is one: only the days around it say whether it goes on.
            continue
        why = why_closed_by_name(calendar, day, names)
        if why is not None and joined and found[-1].why == why:
            found[-1] = Stretch(found[-1].first, day, why)
        elif why is not None:
            found.append(Stretch(day, day, why))
        joined = why is not None
    return tuple(found)
