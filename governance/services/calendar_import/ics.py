"""Reads the events of an .ics file, as calendars and councils write them, into entries of dates (RFC 5545).

Each event is cut out of the text and read by itself, so that one broken event costs one line and every event is named
by its line in the file.  The file's own definitions of time zones are not read: a time in a zone with a known name or
in UTC is turned into the school's, any other is taken as it is written.  Repeats are spelled out here, with an end,
because a rule of a few letters can describe more days than there are.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from governance.domain.calendar_file.entries import LONGEST_WORDS, Entry, FileRead, RowKind
from governance.domain.refusals import Refusal
from governance.domain.sheets import text_of
from governance.services.calendar_import.repeats import Repeats, days_of_repeats

LARGEST_ICS = 512 * 1024
MOST_EVENTS = MOST_ENTRIES = 500
LONGEST_EVENT = 20_000
"""Characters of one event; a real one has a few hundred, and a reader must not be kept busy with a single line."""
A_WHOLE_DAY = dt.timedelta(hours=5)
"""A timed event that lasts at least so long takes the school's day; a shorter one is an evening or a meeting."""
KIND_PROPERTY, NAME_PROPERTY = "X-SCHOOL-KIND", "X-SCHOOL-NAME"
"""What a row is and what it is called, in the files that the product itself writes: its words need not be guessed."""
NOT_A_CALENDAR = Refusal(
    "file_not_calendar",
    "This is not a calendar file. Export the calendar as .ics or iCalendar, or fill in the CSV instead.",
)
NOT_READ = "This event cannot be read. Enter its days by hand."


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str


def read_ics(data: bytes, zone: ZoneInfo, today: dt.date) -> FileRead:
    """The entries of a calendar file; ``today`` is where endless repeats are looked at from."""
    text = text_of(data, LARGEST_ICS, NOT_A_CALENDAR)
    if isinstance(text, Refusal):
        return FileRead(faults=(text,))
    lines = text.lstrip("\ufeff").splitlines()
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:20]):
        return FileRead(faults=(NOT_A_CALENDAR,))
    blocks = list(_events(lines))
    if not blocks:
        return FileRead(faults=(Refusal("file_without_events", "There is no event in this calendar."),))
    if len(blocks) > MOST_EVENTS:
        sentence = f"The calendar has more than {MOST_EVENTS:,} events. Export the term dates alone."
        return FileRead(faults=(Refusal("too_many_events", sentence),))
    entries: list[Entry] = []
    events = list(_newest(blocks))
    moved = _moved(events, zone)
    for block, event in events:
        entries += [_not_read(block)] if event is None else _entries(block.line, event, zone, today, moved)
        if len(entries) > MOST_ENTRIES:
            return FileRead(faults=(Refusal("too_many_events", "The events of this calendar repeat too often."),))
    return FileRead(tuple(entries))


def _events(lines: list[str]) -> Iterator[_Block]:
    """Each event with the number of its first line; what is nested in it (alarms) is left out."""
    kept: list[str] = []
    begun, inside = 0, 0
    for number, line in enumerate(lines, 1):
        name = line.strip().upper()
        if name == "BEGIN:VEVENT" and not begun:
            begun, inside, kept = number, 0, [line.strip()]
        elif begun and name == "END:VEVENT" and not inside:
            yield _Block(begun, "\r\n".join([*kept, "END:VEVENT"]))
            begun = 0
        elif begun and name.startswith("BEGIN:"):
            inside += 1
        elif begun and name.startswith("END:") and inside:
            inside -= 1
        elif begun and not inside and line.strip():
            kept.append(line)
    if begun:
        # The file ends inside an event: it was cut off on its way.
        yield _Block(begun, "")


def _newest(blocks: list[_Block]) -> Iterator[tuple[_Block, icalendar.Event | None]]:
    """Each event that can be read, and None for one that cannot; of one that was sent again only the newest."""
    read = [(block, _parsed(block)) for block in blocks]
    newest: dict[tuple[str, str], int] = {}
    for place, (_, event) in enumerate(read):
        if event is None or not event.get("UID"):
            continue
        key = (str(event.get("UID")), _written(event, "RECURRENCE-ID"))
        if key not in newest or _sequence(event) >= _sequence(read[newest[key]][1]):
            newest[key] = place
    current = set(newest.values())
    for place, (block, event) in enumerate(read):
        if event is None or not event.get("UID") or place in current:
            yield block, event


def _moved(events: list[tuple[_Block, icalendar.Event | None]], zone: ZoneInfo) -> dict[str, tuple[dt.date, ...]]:
    """The days of a series that have an event of their own, by the series: they are not days of its rule."""
    found: dict[str, tuple[dt.date, ...]] = {}
    for _, event in events:
        day = _value(event, "RECURRENCE-ID") if event is not None else None
        if event is not None and isinstance(day, dt.date):
            uid = str(event.get("UID"))
            found[uid] = (*found.get(uid, ()), _local(day, zone).date() if isinstance(day, dt.datetime) else day)
    return found


def _parsed(block: _Block) -> icalendar.Event | None:
    if not block.text or len(block.text) > LONGEST_EVENT:
        return None
    try:
        event = icalendar.Event.from_ical(block.text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        # The library raises whichever of these a broken line happens to meet.
        return None
    return event if isinstance(event, icalendar.Event) else None


def _sequence(event: icalendar.Event | None) -> int:
    written = _written(event, "SEQUENCE") if event is not None else ""
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def _written(event: icalendar.Event, name: str) -> str:
    """A property as it stands in the file, empty where there is none."""
    value = event.get(name)
    if value is None or isinstance(value, list):
        return ""
    written = value.to_ical()
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def _not_read(block: _Block) -> Entry:
    found = re.search(r"^SUMMARY[^:\r\n]*:(.*)$", block.text[:LONGEST_EVENT], re.MULTILINE | re.IGNORECASE)
    return Entry(block.line, _line(found[1]) if found else "An event", None, None, fault=NOT_READ)


def _entries(
    line: int, event: icalendar.Event, zone: ZoneInfo, today: dt.date, moved: dict[str, tuple[dt.date, ...]]
) -> list[Entry]:
    titles = event.get("SUMMARY")
    words = _line(str(titles[0] if isinstance(titles, list) else titles or "")) or "An event without a title"
    try:
        first, last, part_of_day = _days(event, zone)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return [Entry(line, words, None, None, fault=NOT_READ)]
    if _written(event, "STATUS").upper() == "CANCELLED":
        return [Entry(line, words, first, last, aside="The file says that this is cancelled.")]
    if event.get("RRULE") is None and event.get("RDATE") is None:
        kind = _written(event, KIND_PROPERTY)
        if kind in {one.value for one in RowKind} and not part_of_day:
            return [Entry(line, words, first, last, RowKind(kind), _line(str(event.get(NAME_PROPERTY) or "")))]
        return [Entry(line, words, first, last, part_of_day=part_of_day)]
    taken_out = (*_dates(event, "EXDATE", zone), *moved.get(str(event.get("UID")), ()))
    repeats = Repeats(event.get("RRULE"), _dates(event, "RDATE", zone), taken_out)
    days = days_of_repeats(first, repeats, today)
    if isinstance(days, str):
        return [Entry(line, words, first, last, fault=days)]
    lasts = last - first
    return [Entry(line, words, day, day + lasts, part_of_day=part_of_day) for day in days]


def _days(event: icalendar.Event, zone: ZoneInfo) -> tuple[dt.date, dt.date, str]:
    """The first and the last day, and in words which part of a day where it is no whole one."""
    start, end = _value(event, "DTSTART"), _value(event, "DTEND")
    if end is None and "DURATION" in event:
        end = start + _value(event, "DURATION")
    if not isinstance(start, dt.date):
        raise TypeError("An event starts on a day.")
    if not isinstance(start, dt.datetime):
        end_day = end.date() if isinstance(end, dt.datetime) else end
        return start, _last_whole_day(start, end_day), ""
    begins = _local(start, zone)
    ends = _local(end, zone) if isinstance(end, dt.datetime) else begins
    last = (ends - dt.timedelta(microseconds=1)).date() if ends > begins else ends.date()
    whole = ends == begins or ends - begins >= A_WHOLE_DAY
    return begins.date(), last, "" if whole else f"It lasts from {begins:%H:%M} to {ends:%H:%M}, not the whole day."


def _value(event: icalendar.Event, name: str) -> Any:
    """A date, a moment or a duration of an event; None where it has none, or several."""
    return getattr(event.get(name), "dt", None)


def _last_whole_day(start: dt.date, end: dt.date | None) -> dt.date:
    """The last day of a whole-day event: its end is the day after, and some programs write the last day itself."""
    if end is None or end < start:
        return end or start
    return max(start, end - dt.timedelta(days=1))


def _local(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The wall clock at the school; a time without a zone is the school's own."""
    return moment.replace(tzinfo=None) if moment.utcoffset() is None else moment.astimezone(zone).replace(tzinfo=None)


def _dates(event: icalendar.Event, name: str, zone: ZoneInfo) -> tuple[dt.date, ...]:
    found: Any = event.get(name) or []
    days = [one.dt for group in (found if isinstance(found, list) else [found]) for one in getattr(group, "dts", [])]
    return tuple(
        _local(day, zone).date() if isinstance(day, dt.datetime) else day for day in days if isinstance(day, dt.date)
    )


def _line(text: str) -> str:
    """Words of one line without control characters, as long as a note may be."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_WORDS]
