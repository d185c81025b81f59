"""What the weekly summary says: how many sites are fresh, late or asleep, what lacks cover, and what is to be decided.

Its lines hold numbers, names of sites and of staff, and dates, and nothing else (DESIGN 3, rule 11).
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.calendar import Week, day_in_words
from governance.domain.reminder_words import plain
from governance.domain.reminders import Matter, Owed
from governance.domain.words import listed

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_MOST_NAMED = 10
_UPDATES = frozenset({Matter.UPDATE_DUE, Matter.UPDATE_LATE, Matter.SITE_ASLEEP})
SUMMED = _UPDATES | {Matter.UNCOVERED, Matter.AMBER, Matter.DUE_FOR_DECISION}
"""The matters that the summary counts."""


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """How a school's sites stand: how many are live, what is owed of ``SUMMED``, and whose mails do not arrive."""

    live: int
    owed: tuple[Owed, ...]
    unreached: tuple[str, ...]


def summary_starts_on(week: Week, weekday: str) -> date:
    """Return the day of a week from which its summary may go; ``weekday`` is the policy's word, "monday"."""
    return week.monday + timedelta(days=_DAYS.index(weekday))


def summary_lines(week: SchoolWeek, school_path: str) -> tuple[tuple[str, str], ...]:
    """Return the lines of the summary, each a text and the page where it is seen; ``school_path`` is "/s/oak"."""
    return tuple((text, f"{school_path}{path}") for text, path in _lines(week))


def _lines(week: SchoolWeek) -> Iterator[tuple[str, str]]:
    yield _freshness(week), "/freshness"
    uncovered = _of(week, Matter.UNCOVERED)
    yield (
        _listed(uncovered, "Every site has somebody there in the weeks ahead.", "Nobody is there on some days: "),
        "/cover",
    )
    amber = _of(week, Matter.AMBER)
    yield _listed(amber, "No site is amber.", "Amber, with the day by which it must be put right: "), "/sites"
    ending = _of(week, Matter.DUE_FOR_DECISION)
    yield _listed(ending, "No site is due for a decision.", "Due for a decision whether they go on: "), "/sites"
    if week.unreached:
        names = _named([plain(name) for name in week.unreached])
        yield f"Mails do not arrive at {names}. Correct the address, or ask them for another.", "/mails"
    else:
        yield "No mail was refused or came back.", "/mails"


def _freshness(week: SchoolWeek) -> str:
    if not week.live:
        return "No site is live."
    due, late, asleep = (
        len({one.subject_id for one in _of(week, matter)})
        for matter in (Matter.UPDATE_DUE, Matter.UPDATE_LATE, Matter.SITE_ASLEEP)
    )
    sites = "1 site is live" if week.live == 1 else f"{week.live} sites are live"
    behind = len({one.subject_id for one in week.owed if one.matter in _UPDATES})
    counts = [
        f"{max(0, week.live - behind)} with nothing outstanding",
        f"{due} due",
        f"{late} late",
        f"{asleep} asleep",
    ]
    names = [plain(one.label) for matter in (Matter.SITE_ASLEEP, Matter.UPDATE_LATE) for one in _of(week, matter)]
    return f"{sites}: {listed(counts)}." + (f" Late or asleep: {_named(names)}." if names else "")


def _of(week: SchoolWeek, matter: Matter) -> list[Owed]:
    found = [one for one in week.owed if one.matter is matter]
    return sorted(found, key=lambda one: (one.by or date.max, one.label))


def _listed(owed: Sequence[Owed], none: str, some: str) -> str:
    return f"{some}{_named([_with_day(one) for one in owed])}." if owed else none


def _with_day(owed: Owed) -> str:
    days = ""
    if owed.matter is Matter.UNCOVERED and owed.count:
        days = f", {owed.count} {'day' if owed.count == 1 else 'days'}"
    on = f"{'from ' if days else ''}{day_in_words(owed.by)}" if owed.by else ""
    said = f"{days}{' ' if days and on else ''}{on}".removeprefix(", ")
    return f"{plain(owed.label)} ({said})" if said else plain(owed.label)


def _named(names: Sequence[str]) -> str:
    """Return up to ten of the names, and how many more there are."""
    shown, more = list(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    return listed([*shown, f"{more} more"] if more > 0 else shown)
