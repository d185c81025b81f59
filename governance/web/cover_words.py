"""How cover reads on the screen: days, gaps and people, in words and with a shape each.

May import the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from governance.domain.calendar import day_in_words
from governance.domain.cover_ahead import CoverAsked, DayAhead, DayKind, Missing
from governance.domain.words import Duty, listed

CELL_WORDS = {
    DayKind.COVERED: "covered",
    DayKind.SHORT: "covered, but the site has too few people",
    DayKind.UNCOVERED: "not covered",
    DayKind.QUIET: "no school",
    DayKind.NOT_KNOWN: "not known: no term dates",
}
CELL_MARKS = {
    DayKind.COVERED: "✓",
    DayKind.SHORT: "△",
    DayKind.UNCOVERED: "✕",
    DayKind.QUIET: "–",
    DayKind.NOT_KNOWN: "?",
}
LEGEND = (
    (DayKind.COVERED, "somebody is there to moderate"),
    (DayKind.SHORT, "somebody is there, but the site has too few people"),
    (DayKind.UNCOVERED, "not covered"),
    (DayKind.QUIET, "no school"),
    (DayKind.NOT_KNOWN, "not known, because no term dates are entered"),
)
DUTY_WORDS = {Duty.ADMINISTRATOR: "administrator", Duty.MODERATOR: "moderator"}
DAY_LETTERS = ("M", "T", "W", "T", "F")


def count_of_days(count: int) -> str:
    """Say a number of school days: "1 school day", "3 school days"."""
    return "1 school day" if count == 1 else f"{count} school days"


def stands(days: Sequence[DayAhead]) -> tuple[str, str]:
    """Return how a site stands on these days, and the tone of its tag; what is not known is never called covered."""
    kinds = [day.kind for day in days]
    uncovered = kinds.count(DayKind.UNCOVERED)
    if uncovered:
        return f"{count_of_days(uncovered)} not covered", "stop"
    if DayKind.SHORT in kinds:
        return "Too few people", "warn"
    if DayKind.COVERED in kinds:
        return ("Covered as far as term dates are known" if DayKind.NOT_KNOWN in kinds else "Covered"), "good"
    return ("Not known", "wait") if DayKind.NOT_KNOWN in kinds else ("No school", "past")


def span_words(days: Sequence[dt.date]) -> str:
    """Say from which to which day a run of school days goes, and how many they are where it is more than one."""
    first, last = days[0], days[-1]
    if first == last:
        return day_in_words(first)
    return f"{day_in_words(first)} to {day_in_words(last)} ({count_of_days(len(days))})"


def there_words(day: DayAhead, asked: CoverAsked, names: Mapping[int, str]) -> str:
    """Say who is there to moderate on a day, against what the policy asks."""
    least = max(1, asked.moderators_each_day)
    if not day.moderators:
        return "Nobody is there to moderate."
    people = listed([_named(person, day, names) for person in day.moderators])
    if day.kind is not DayKind.UNCOVERED:
        return f"There to moderate: {people}."
    return f"There to moderate: {people}. The policy asks for {least}."


def missing_words(missing: Sequence[Missing], names: Mapping[int, str]) -> list[str]:
    """Say of everybody who is missing that they are away, or why they do not count."""
    away = [names[one.person_id] for one in missing if not one.why]
    found = [f"Away: {listed(away)}."] if away else []
    for one in missing:
        if one.why:
            found.append(f"{names[one.person_id]} does not count: {' '.join(why.sentence for why in one.why)}")
    return found


def duties_words(count: int) -> str:
    """Say on how many sites somebody has duties already."""
    return "no duties on a site yet" if count == 0 else "duties on 1 site" if count == 1 else f"duties on {count} sites"


def _named(person: int, day: DayAhead, names: Mapping[int, str]) -> str:
    return f"{names[person]} (half of the day)" if person in day.half_there else names[person]
