"""The days on which a repeated event falls, for the few rules that school calendars use, and always with an end.

Daily, weekly on named days, monthly and yearly on the same date are spelled out day by day over a few years.  Any other
rule is said to be not understood rather than guessed at.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_REPEATS = 60
YEARS_BACK, YEARS_AHEAD = 2, 3
"""Around today: what lies outside is no term date that anybody waits for."""
OLDEST = 5
"""Years; a rule that began earlier would only keep the reader busy."""
NOT_UNDERSTOOD = "It repeats in a way that is not understood here. Enter its days by hand."
TOO_OFTEN = f"It repeats more than {MOST_REPEATS} times. Enter the days that count by hand."
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLAIN_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule as the library parsed it (a mapping of lists) or None, with days added to it and taken out of it."""

    rule: Any
    added: tuple[dt.date, ...] = ()
    taken_out: tuple[dt.date, ...] = ()


def days_of_repeats(first: dt.date, repeats: Repeats, today: dt.date) -> list[dt.date] | str:
    """The days in order, within a few years of ``today``; or a sentence that says why they cannot be told."""
    try:
        earliest = today.replace(year=today.year - YEARS_BACK, day=1)
        latest = today.replace(year=today.year + YEARS_AHEAD, day=1)
        if first.year < today.year - OLDEST:
            return NOT_UNDERSTOOD
        by_rule = _by_rule(first, repeats.rule, latest)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return NOT_UNDERSTOOD
    if by_rule is None:
        return NOT_UNDERSTOOD
    days = sorted({*by_rule, *repeats.added} - set(repeats.taken_out))
    near = [day for day in days if earliest <= day <= latest]
    return TOO_OFTEN if len(near) > MOST_REPEATS else near


def _by_rule(first: dt.date, rule: Any, latest: dt.date) -> list[dt.date] | None:
    if rule is None:
        return [first]
    if not isinstance(rule, Mapping):
        # The library keeps a rule that it could not read as it was written.
        return None
    parts = {str(key).upper(): list(value) if isinstance(value, list) else [value] for key, value in rule.items()}
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    on_days = {_WEEKDAYS.index(str(day).upper()) for day in parts.get("BYDAY", [])}
    allowed = _PLAIN_PARTS | ({"BYDAY"} if frequency == "WEEKLY" else _same_date(first, parts, frequency))
    interval = int(parts.get("INTERVAL", [1])[0])
    if set(parts) - allowed or interval < 1:
        return None
    until = _day(parts["UNTIL"][0]) if "UNTIL" in parts else latest
    most = int(parts["COUNT"][0]) if "COUNT" in parts else None
    found: list[dt.date] = []
    for day in _steps(first, frequency, interval, on_days, min(until, latest)):
        if most is not None and len(found) >= most:
            break
        found.append(day)
    return found


def _same_date(first: dt.date, parts: Mapping[str, list[Any]], frequency: str) -> set[str]:
    """The parts that only repeat what the first day says, as many programs write them."""
    says = {"BYMONTHDAY": first.day, "BYMONTH": first.month}
    named = {"MONTHLY": ("BYMONTHDAY",), "YEARLY": ("BYMONTHDAY", "BYMONTH")}.get(frequency, ())
    return {name for name in named if [int(value) for value in parts.get(name, [])] == [says[name]]}


def _steps(first: dt.date, frequency: str, interval: int, on_days: set[int], last: dt.date) -> Iterator[dt.date]:
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError(frequency)
    monday = first.toordinal() - first.weekday()
    weekdays = on_days or {first.weekday()}
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = dt.date.fromordinal(number)
        if frequency == "DAILY":
            falls = (number - first.toordinal()) % interval == 0
        elif frequency == "WEEKLY":
            falls = day.weekday() in weekdays and (number - monday) // 7 % interval == 0
        elif frequency == "MONTHLY":
            falls = day.day == first.day and _months(first, day) % interval == 0
        else:
            falls = (day.day, day.month) == (first.day, first.month) and (day.year - first.year) % interval == 0
        if falls:
            yield day


def _months(first: dt.date, day: dt.date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def _day(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise ValueError("The end of a repeat is no day.")
