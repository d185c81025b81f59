"""How dates, times, lengths of time, numbers and states are said on the screen.

Every page says them through the filters here, so that no page invents its own.  Moments are timezone-aware and are
said in the school's zone; dates are whole days and have none.  May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from governance.domain.comments.marking import as_plain
from governance.web.pages import school_zone

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SITE_STATES: Final = {
    "found": ("Found, not approved", "warn"),
    "proposed": ("Proposed", "wait"),
    "approved": ("Approved, not live", "ready"),
    "live": ("Live", "good"),
    "suspended": ("Suspended", "stop"),
    "closing": ("Closing", "warn"),
    "closed": ("Closed", "past"),
}
"""What a site's state is called for staff, and its tone (the tag's colour and shape)."""

PUBLIC_SITE_STATES: Final = SITE_STATES | {"suspended": ("Paused", "stop"), "live": ("Official", "good")}
"""The same for the public register, where "suspended" would sound like somebody's fault."""

VERSION_STATES: Final = {
    "draft": ("Draft", "past"),
    "submitted": ("Waiting for a decision", "wait"),
    "returned": ("Sent back", "warn"),
    "declined": ("Declined", "stop"),
    "withdrawn": ("Withdrawn", "past"),
    "approved": ("Approved", "good"),
    "superseded": ("Replaced", "past"),
}
"""What the state of a proposal's version is called, and its tone."""

_KINDS: Final = {"site": SITE_STATES, "public": PUBLIC_SITE_STATES, "version": VERSION_STATES}


def state_word(state: str, kind: str = "site") -> str:
    """Say a state in words.  ``kind`` is ``site``, ``public`` or ``version``; an unknown state raises ``KeyError``."""
    return _KINDS[kind][str(state)][0]


def state_tone(state: str, kind: str = "site") -> str:
    """Answer the tone of a state: ``good``, ``ready``, ``wait``, ``warn``, ``stop`` or ``past``."""
    return _KINDS[kind][str(state)][1]


def date_words(day: date) -> str:
    """Say a date as people do: "Friday 27 November 2026"."""
    return f"{_DAYS[day.weekday()]} {short_date_words(day)}"


def short_date_words(day: date) -> str:
    """Say a date where there is little room: "27 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime | time) -> str:
    """Say a time of day: "9am", "3:05pm", "midday", "midnight"."""
    clock = _local(moment).time() if isinstance(moment, datetime) else moment
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    half = "am" if clock.hour < 12 else "pm"
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{half}"


def moment_words(moment: datetime) -> str:
    """Say a moment: "Friday 27 November 2026 at 3:05pm", in the school's time zone."""
    return f"{date_words(_local(moment).date())} at {time_words(moment)}"


def lately_words(moment: datetime, now: datetime) -> str:
    """Say a moment not long past: "today at 5:40am", "yesterday at 3:05pm", "on Friday 27 November 2026 at 9am"."""
    day, today = _local(moment).date(), _local(now).date()
    said = days_words(day, today) if 0 <= (today - day).days <= 1 else f"on {date_words(day)}"
    return f"{said} at {time_words(moment)}"


def machine_time(moment: datetime | date) -> str:
    """Answer a date or moment for the ``datetime`` attribute of ``<time>``."""
    return moment.isoformat()


def duration_words(length: timedelta) -> str:
    """Say how long something took or waits, in its largest whole unit: "3 days", "1 hour", "less than a minute"."""
    seconds = int(abs(length.total_seconds()))
    for size, one, many in ((86_400, "day", "days"), (3_600, "hour", "hours"), (60, "minute", "minutes")):
        if seconds >= size:
            return count_words(seconds // size, one, many)
    return "less than a minute"


def days_words(day: date, today: date) -> str:
    """Say how far away a date is: "today", "tomorrow", "in 4 days", "yesterday", "4 days ago"."""
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if away in near:
        return near[away]
    return f"in {away} days" if away > 0 else f"{-away} days ago"


def hours_words(hours: Decimal | int | float) -> str:
    """Say a number of hours without needless noughts: "1 hour", "1.5 hours", "half an hour"."""
    exact = Decimal(str(hours))
    if exact == Decimal("0.5"):
        return "half an hour"
    plain = f"{exact.normalize():f}"
    return f"{plain} hour" if exact == 1 else f"{plain} hours"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """Say a number with its noun: "no sites", "1 site", "1,200 sites"."""
    noun = one if count == 1 else many or one + "s"
    return f"no {noun}" if count == 0 else f"{count:,} {noun}"


def list_words(things: Iterable[object], last: str = "and") -> str:
    """Say a list: "text", "text and images", "text, images and files"."""
    said = [str(thing) for thing in things]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def size_words(count: int) -> str:
    """Say the size of a file, from its bytes: "300 bytes", "12 KB", "2.5 MB"."""
    if count < 1_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count // 1_000} KB"
    return f"{(Decimal(count) / 1_000_000).quantize(Decimal('0.1')).normalize():f} MB"


def yes_words(answer: bool | None) -> str:
    """Say a yes-or-no answer: "Yes", "No", "Not answered"."""
    return "Not answered" if answer is None else "Yes" if answer else "No"


def _local(moment: datetime, zone: ZoneInfo | None = None) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be said in the school's.")
    return moment.astimezone(zone or school_zone())


def plain_words(text: str | None) -> str:
    """Say what somebody outside typed, a name or a title, as one line without markup and without what hides in it."""
    return as_plain(text or "", 120)


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "date": date_words,
    "short_date": short_date_words,
    "time": time_words,
    "moment": moment_words,
    "lately": lately_words,
    "machine_time": machine_time,
    "duration": duration_words,
    "days_from": days_words,
    "hours": hours_words,
    "count_of": count_words,
    "list_of": list_words,
    "size": size_words,
    "yes_no": yes_words,
    "plain": plain_words,
}
"""The names by which templates call them: ``{{ proposal.submitted_at | moment }}``."""
