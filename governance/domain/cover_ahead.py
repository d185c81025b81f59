"""How cover stands on the days to come: which days lack somebody, who is missing, who could be asked (A.1.5, A.5.4).

A day is *uncovered* where fewer moderators are there than the policy asks for.  It is *short* where enough of them are
there, but too few people count for the site at all, or none as its administrator: the next illness leaves it bare.
A day without pupils is *quiet*; one behind the last typed term is *not known*, and never passes for covered.
Whether somebody counts, and who is there, is ``cover.py``'s to say: the gate and the daily recheck ask the same.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.domain.absences import Absence, away_all_day
from governance.domain.calendar import SchoolCalendar, is_school_day
from governance.domain.cover import Appointment, CountingRules, cover_of, distinct_people, why_not_counted
from governance.domain.refusals import Refusal
from governance.domain.words import Duty

_SATURDAY = 5
NEVER_ASKED = frozenset({"person_not_authorised", "person_left", "person_not_started", "authorisation_lapsed"})
"""Who lacks one of these does not act for the school on those days, so nobody is sent to ask them."""


class DayKind(StrEnum):
    """How one day of one site stands."""

    UNCOVERED = "uncovered"
    SHORT = "short"
    COVERED = "covered"
    QUIET = "quiet"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class CoverAsked:
    """What the school's policy asks: moderators on each day, different people in all, and what each of them needs."""

    moderators_each_day: int
    people_at_least: int
    rules: CountingRules


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is appointed and not there; ``why`` is empty where they are away, and why they are is never said."""

    person_id: int
    duties: tuple[Duty, ...]
    why: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of one site.  Every tuple holds each person once, lowest id first."""

    day: date
    kind: DayKind
    moderators: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    half_there: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the school as the moderator that they would be, and how many duties they hold already."""

    as_moderator: Appointment
    duties: int


@dataclass(frozen=True, slots=True)
class Askable:
    """Somebody who is there on the days in question; ``lacks`` is what has to be put right before they count."""

    person_id: int
    duties: int
    lacks: tuple[Refusal, ...]


def weekdays_ahead(first: date, last: date) -> tuple[date, ...]:
    """Return Mondays to Fridays from ``first`` to ``last``, both included."""
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return tuple(day for day in days if day.weekday() < _SATURDAY)


def last_day_ahead(today: date, weeks: int) -> date:
    """Return the last day of the weeks to come, which begin with today."""
    return today + timedelta(weeks=weeks, days=-1)


def cover_ahead(
    calendar: SchoolCalendar,
    days: Iterable[date],
    appointments: Sequence[Appointment],
    absences: Sequence[Absence],
    asked: CoverAsked,
) -> tuple[DayAhead, ...]:
    """Return how each of the days stands on one site; a duty that is over by then is nobody's to miss."""
    known = tuple(days)
    if not known:
        return ()
    first, last = min(known), max(known)
    running = [one for one in appointments if one.starts_on <= last and (one.ends_on is None or one.ends_on >= first)]
    theirs = {appointment.person_id for appointment in running}
    away = [absence for absence in absences if absence.person_id in theirs]
    return tuple(_day(calendar, day, running, away, asked) for day in known)


def is_gap(day: DayAhead) -> bool:
    """Whether somebody has to be found for the day."""
    return day.kind is DayKind.UNCOVERED


def severity(days: Sequence[DayAhead]) -> tuple[int, int, int]:
    """Return what sorts sites, the worst first: the most uncovered days, the earliest of them, the most short days."""
    gaps = [day.day.toordinal() for day in days if is_gap(day)]
    return (-len(gaps), min(gaps, default=0), -sum(day.kind is DayKind.SHORT for day in days))


def spells(days: Sequence[DayAhead], kind: DayKind) -> tuple[tuple[DayAhead, ...], ...]:
    """Return the runs of school days of one kind on which the same people are there and missing, in order."""
    found: list[list[DayAhead]] = []
    last: DayAhead | None = None
    for day in days:
        if day.kind in (DayKind.QUIET, DayKind.NOT_KNOWN):
            continue
        if day.kind is kind:
            if last is not None and _alike(last, day):
                found[-1].append(day)
            else:
                found.append([day])
        last = day
    return tuple(tuple(one) for one in found)


def what_breaks(before: Sequence[DayAhead], after: Sequence[DayAhead]) -> tuple[DayAhead, ...]:
    """Return the days of ``after`` that are uncovered and were not before; both are of the same days in order."""
    return tuple(new for old, new in zip(before, after, strict=True) if is_gap(new) and not is_gap(old))


def without_administrator(before: Sequence[DayAhead], after: Sequence[DayAhead]) -> tuple[date, ...]:
    """Return the days on which no administrator is there any more; both are of the same days in order."""
    pairs = zip(before, after, strict=True)
    return tuple(new.day for old, new in pairs if old.administrators and not new.administrators)


def who_could_be_asked(
    candidates: Iterable[Candidate],
    days: Sequence[date],
    taken: Collection[int],
    absences: Sequence[Absence],
    rules: CountingRules,
) -> tuple[Askable, ...]:
    """Return who is there on all of the days and could moderate, the easiest to ask first.

    That is: who lacks nothing, then who is approved on another site already, then who has the fewest duties.  ``taken``
    are the people who moderate the site anyway.
    """
    gone = frozenset().union(*(away_all_day(absences, day) for day in days), taken)
    found = []
    for candidate in candidates:
        person_id = candidate.as_moderator.person_id
        if person_id in gone:
            continue
        lacks = _each_once(refusal for day in days for refusal in why_not_counted(candidate.as_moderator, day, rules))
        if not NEVER_ASKED & {refusal.code for refusal in lacks}:
            found.append(Askable(person_id, candidate.duties, lacks))
    return tuple(sorted(found, key=lambda one: (len(one.lacks), one.duties == 0, one.duties, one.person_id)))


def _day(
    calendar: SchoolCalendar,
    day: date,
    appointments: Sequence[Appointment],
    absences: Sequence[Absence],
    asked: CoverAsked,
) -> DayAhead:
    last = calendar.last_term_day
    if last is None or day > last:
        return DayAhead(day, DayKind.NOT_KNOWN)
    if not is_school_day(calendar, day):
        return DayAhead(day, DayKind.QUIET)
    (found,) = cover_of((day,), appointments, asked.moderators_each_day, absences, asked.rules)
    kind = DayKind.COVERED
    if not found.covered:
        kind = DayKind.UNCOVERED
    elif _is_short(appointments, day, asked):
        kind = DayKind.SHORT
    there = {Duty.MODERATOR: found.there, Duty.ADMINISTRATOR: found.administrators_there}
    missing = _missing(appointments, day, asked.rules, {duty: frozenset(people) for duty, people in there.items()})
    return DayAhead(day, kind, found.there, found.administrators_there, found.half_there, missing)


def _is_short(appointments: Sequence[Appointment], day: date, asked: CoverAsked) -> bool:
    people = distinct_people(appointments, day, None, asked.rules)
    administrators = distinct_people(appointments, day, Duty.ADMINISTRATOR, asked.rules)
    return len(people) < asked.people_at_least or not administrators


def _missing(
    appointments: Sequence[Appointment], day: date, rules: CountingRules, there: dict[Duty, frozenset[int]]
) -> tuple[Missing, ...]:
    """Return who is appointed and not there; a duty that counts needs no reason, so its person is away."""
    found: dict[int, dict[Duty, list[Refusal] | None]] = {}
    for appointment in appointments:
        if appointment.person_id in there[appointment.duty]:
            continue
        reasons = why_not_counted(appointment, day, rules)
        theirs = found.setdefault(appointment.person_id, {})
        known = theirs.setdefault(appointment.duty, [])
        theirs[appointment.duty] = [*known, *reasons] if reasons and known is not None else None
    return tuple(
        Missing(person_id, tuple(sorted(theirs)), _each_once(one for why in theirs.values() for one in why or ()))
        for person_id, theirs in sorted(found.items())
    )


def _alike(one: DayAhead, other: DayAhead) -> bool:
    return (one.kind, one.moderators, one.missing) == (other.kind, other.moderators, other.missing)


def _each_once(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(dict.fromkeys(refusals))
