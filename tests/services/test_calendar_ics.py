"""What is read of an .ics file: days, zones, repeats, noise, broken events and hostile ones."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from governance.domain.calendar_file.entries import Entry, FileRead
from governance.services.calendar_import.ics import NOT_READ, read_ics
from governance.services.calendar_import.repeats import NOT_UNDERSTOOD, TOO_OFTEN
from tests.factories import TODAY

LONDON = ZoneInfo("Europe/London")


def calendar(*events: str, ends: str = "\r\n") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("|"), "END:VEVENT"]
    return ends.join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events: str) -> tuple[Entry, ...]:
    found: FileRead = read_ics(calendar(*events), LONDON, TODAY)
    assert found.faults == ()
    return found.entries


@pytest.mark.parametrize(
    ("event", "first", "last"),
    [
        pytest.param(
            "DTSTART;VALUE=DATE:20261026|DTEND;VALUE=DATE:20261031", "10-26", "10-30", id="the end is exclusive"
        ),
        pytest.param("DTSTART;VALUE=DATE:20261026|DTEND;VALUE=DATE:20261026", "10-26", "10-26", id="or the day itself"),
        pytest.param("DTSTART;VALUE=DATE:20261026", "10-26", "10-26", id="a day without an end"),
        pytest.param("DTSTART:20261026", "10-26", "10-26", id="a day that does not say that it is one"),
        pytest.param("DTSTART;VALUE=DATE:20261026|DURATION:P5D", "10-26", "10-30", id="a length instead of an end"),
        pytest.param("DTSTART:20261026T000000|DTEND:20261031T000000", "10-26", "10-30", id="times without a zone"),
        pytest.param(
            "DTSTART;TZID=Europe/London:20261026T000000|DTEND;TZID=Europe/London:20261031T000000",
            "10-26",
            "10-30",
            id="midnight in London",
        ),
        pytest.param(
            "DTSTART:20260622T230000Z|DTEND:20260623T230000Z", "06-23", "06-23", id="midnight in UTC in summer"
        ),
        pytest.param(
            "DTSTART:20261122T000000Z|DTEND:20261123T000000Z", "11-22", "11-22", id="midnight in UTC in winter"
        ),
        pytest.param(
            "DTSTART;TZID=GMT Standard Time:20261026T000000|DTEND;TZID=GMT Standard Time:20261027T000000",
            "10-26",
            "10-26",
            id="a zone by its Windows name",
        ),
        pytest.param(
            "DTSTART;TZID=Our own time:20261026T233000|DTEND;TZID=Our own time:20261027T233000",
            "10-26",
            "10-27",
            id="an unknown zone is read as it is written",
        ),
        pytest.param(
            "DTSTART:20261026T085000|DTEND:20261028T151500", "10-26", "10-28", id="school hours on three days"
        ),
    ],
)
def test_the_days_of_an_event(event: str, first: str, last: str) -> None:
    (entry,) = read(f"SUMMARY:INSET|{event}")
    assert (entry.first, entry.last) == (date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))
    assert (entry.fault, entry.part_of_day, entry.line) == ("", "", 3)


def test_an_evening_is_no_day() -> None:
    (entry,) = read("SUMMARY:INSET|DTSTART;TZID=Europe/London:20261126T180000|DTEND;TZID=Europe/London:20261126T193000")
    assert entry.part_of_day == "It lasts from 18:00 to 19:30, not the whole day."


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        pytest.param("RRULE:FREQ=DAILY;COUNT=3", ["11-02", "11-03", "11-04"], id="three days in a row"),
        pytest.param("RRULE:FREQ=WEEKLY;UNTIL=20261116", ["11-02", "11-09", "11-16"], id="weekly until a day"),
        pytest.param(
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=3", ["11-02", "11-06", "11-16"], id="every other week"
        ),
        pytest.param("RRULE:FREQ=MONTHLY;BYMONTHDAY=2;COUNT=2", ["11-02", "12-02"], id="monthly"),
        pytest.param(
            "RRULE:FREQ=DAILY;COUNT=3|EXDATE;VALUE=DATE:20261103",
            ["11-02", "11-04"],
            id="but for one that is taken out",
        ),
        pytest.param("RDATE;VALUE=DATE:20261130", ["11-02", "11-30"], id="and one day more"),
    ],
)
def test_repeats_are_spelled_out(rule: str, days: list[str]) -> None:
    entries = read(f"SUMMARY:INSET|DTSTART;VALUE=DATE:20261102|{rule}")
    assert [entry.first for entry in entries] == [date.fromisoformat(f"2026-{day}") for day in days]


def test_a_repeat_without_an_end_is_followed_three_years_ahead() -> None:
    entries = read("SUMMARY:INSET|DTSTART;VALUE=DATE:20261102|RRULE:FREQ=YEARLY")
    assert [entry.first for entry in entries] == [date(2026, 11, 2), date(2027, 11, 2), date(2028, 11, 2)]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        pytest.param("DTSTART;VALUE=DATE:20261102|RRULE:FREQ=DAILY", TOO_OFTEN, id="every day for ever"),
        pytest.param("DTSTART;VALUE=DATE:20261102|RRULE:FREQ=SECONDLY;COUNT=9", NOT_UNDERSTOOD, id="every second"),
        pytest.param("DTSTART;VALUE=DATE:00010101|RRULE:FREQ=DAILY", NOT_UNDERSTOOD, id="from the year one on"),
        pytest.param(
            "DTSTART;VALUE=DATE:20261102|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NOT_UNDERSTOOD, id="30 February"
        ),
        pytest.param("DTSTART;VALUE=DATE:20261102|RRULE:FREQ=DAILY;INTERVAL=0", NOT_UNDERSTOOD, id="a step of nothing"),
        pytest.param(
            "DTSTART;VALUE=DATE:20261102|RRULE:FREQ=DAILY;COUNT=99999999999999999999", NOT_UNDERSTOOD, id="a huge count"
        ),
        pytest.param(
            "DTSTART;VALUE=DATE:20261102|RRULE:FREQ=DAILY;COUNT=2|RRULE:FREQ=DAILY;COUNT=3",
            NOT_UNDERSTOOD,
            id="two rules",
        ),
        pytest.param("DTSTART;VALUE=DATE:20260231", NOT_READ, id="no such day"),
        pytest.param("DTSTART:banana", NOT_READ, id="no day at all"),
        pytest.param("DESCRIPTION:no start", NOT_READ, id="no start"),
        pytest.param("DTSTART;VALUE=DATE:99991231|DURATION:P400D", NOT_READ, id="past the end of all days"),
        pytest.param("DTSTART;VALUE=DATE:20261102|DESCRIPTION:" + "x" * 30_000, NOT_READ, id="an endless event"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line_and_words(event: str, fault: str) -> None:
    (entry,) = read(f"SUMMARY:Boiler day|{event}")
    assert (entry.line, entry.words, entry.fault) == (3, "Boiler day", fault)


def test_a_broken_event_costs_only_itself() -> None:
    entries = read("SUMMARY:Broken|DTSTART:banana", "SUMMARY:INSET|DTSTART;VALUE=DATE:20261102")
    assert [(entry.line, entry.words, bool(entry.fault)) for entry in entries] == [
        (3, "Broken", True),
        (7, "INSET", False),
    ]


def test_a_file_that_was_cut_off_says_so_of_its_last_event() -> None:
    data = calendar("SUMMARY:INSET|DTSTART;VALUE=DATE:20261102", "SUMMARY:Half term|DTSTART;VALUE=DATE:20261026")
    entries = read_ics(data[: data.rindex(b"END:VEVENT")], LONDON, TODAY).entries
    assert [entry.fault for entry in entries] == ["", NOT_READ]


def test_alarms_and_other_noise_say_nothing() -> None:
    alarm = "BEGIN:VALARM|TRIGGER:-P1D|SUMMARY:Half term|DTSTART;VALUE=DATE:20200101|END:VALARM"
    (entry,) = read(f"SUMMARY:INSET|{alarm}|DTSTART;VALUE=DATE:20261102|X-COLOUR:red|CLASS:PUBLIC")
    assert (entry.words, entry.first) == ("INSET", date(2026, 11, 2))


def test_a_cancelled_event_is_left_out() -> None:
    (entry,) = read("SUMMARY:INSET|STATUS:CANCELLED|DTSTART;VALUE=DATE:20261102")
    assert entry.aside == "The file says that this is cancelled."


def test_of_an_event_that_was_sent_again_the_newest_counts() -> None:
    entries = read(
        "UID:1|SEQUENCE:2|SUMMARY:INSET|DTSTART;VALUE=DATE:20261103",
        "UID:1|SEQUENCE:1|SUMMARY:INSET|DTSTART;VALUE=DATE:20261102",
        "UID:2|SUMMARY:INSET|DTSTART;VALUE=DATE:20261130",
    )
    assert [entry.first for entry in entries] == [date(2026, 11, 3), date(2026, 11, 30)]


def test_one_day_of_a_series_that_was_moved_is_where_it_was_moved_to() -> None:
    entries = read(
        "UID:1|SUMMARY:INSET|DTSTART;VALUE=DATE:20261102|RRULE:FREQ=WEEKLY;COUNT=2",
        "UID:1|RECURRENCE-ID;VALUE=DATE:20261109|SUMMARY:INSET|DTSTART;VALUE=DATE:20261110",
    )
    assert [entry.first for entry in entries] == [date(2026, 11, 2), date(2026, 11, 10)]


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"], ids=["CRLF", "LF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_line_end_and_encoding_is_read(ends: str, encoding: str) -> None:
    data = calendar("SUMMARY:Café – staff tr|  aining day|DTSTART;VALUE=DATE:20261102", ends=ends)
    (entry,) = read_ics(data.decode().encode(encoding), LONDON, TODAY).entries
    assert (entry.words, entry.first) == ("Café – staff tr aining day", date(2026, 11, 2))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="nothing"),
        pytest.param(b"<html>not found</html>", "file_not_calendar", id="a page instead of the file"),
        pytest.param(b"PK\x03\x04" + b"\0" * 40, "file_not_calendar", id="an archive"),
        pytest.param(calendar(), "file_without_events", id="no event"),
        pytest.param(calendar(*["SUMMARY:x|DTSTART:20261102"] * 501), "too_many_events", id="too many events"),
    ],
)
def test_what_is_no_calendar_is_said_plainly(data: bytes, code: str) -> None:
    found = read_ics(data, LONDON, TODAY)
    assert found.entries == ()
    assert [fault.code for fault in found.faults] == [code]
