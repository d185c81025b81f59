"""The calendar as files: what they hold, and that the import finds nothing new in them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar
from governance.domain.calendar import Term as TermDates
from governance.domain.calendar_file.plan import Outcome, plan_rows
from governance.domain.words import Role
from governance.models import ClosedSpan, Term
from governance.services.calendar_import.ics import read_ics
from governance.web.calendar_export import calendar_ics
from tests.factories import NOW, TODAY, make_person, make_school, sign_in, start_writing
from tests.web.page_checks import CheckedClient

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def client(app: Flask, store: Session) -> CheckedClient:
    school = make_school(store)
    start_writing(store)
    day = dt.date(2026, 11, 20)
    store.add(ClosedSpan(school_id=school.id, kind="closure", starts_on=day, ends_on=day, note="=snow"))
    store.commit()
    signed = CheckedClient(app, app.response_class)
    sign_in(signed, store, make_person(store, school, Role.TEACHER))
    return signed


def test_the_csv_holds_the_year_and_nothing_that_runs(client: CheckedClient) -> None:
    answer = client.get("/s/oak/calendar/export.csv?year=2026")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="oak-calendar-2026-to-2027.csv"'
    assert answer.get_data(as_text=True).removeprefix("\ufeff").splitlines() == [
        '"Kind","Name","First day","Last day"',
        '"Term","Autumn","2026-09-03","2026-12-18"',
        '"Closure","\'=snow","2026-11-20","2026-11-20"',
        '"Term","Spring","2027-01-04","2027-03-25"',
    ]


def test_the_ics_holds_first_and_last_days_closures_and_bank_holidays(client: CheckedClient) -> None:
    answer = client.get("/s/oak/calendar/export.ics?year=2026")
    assert answer.mimetype == "text/calendar"
    events = icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")
    said = [(str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events]
    assert said[:5] == [
        ("Autumn begins", dt.date(2026, 9, 3), dt.date(2026, 9, 4)),
        ("Autumn ends", dt.date(2026, 12, 18), dt.date(2026, 12, 19)),
        ("Spring begins", dt.date(2027, 1, 4), dt.date(2027, 1, 5)),
        ("Spring ends", dt.date(2027, 3, 25), dt.date(2027, 3, 26)),
        ("Closure (=snow)", dt.date(2026, 11, 20), dt.date(2026, 11, 21)),
    ]
    assert ("Bank holiday: Christmas Day", dt.date(2026, 12, 25), dt.date(2026, 12, 26)) in said
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_an_event_keeps_its_uid_when_its_days_change(client: CheckedClient) -> None:
    def uid(ends_on: dt.date) -> list[str]:
        term = Term(id=7, name="Autumn", starts_on=dt.date(2026, 9, 3), ends_on=ends_on)
        made = icalendar.Calendar.from_ical(calendar_ics("Oak", "oak", [term], [], {}, NOW))
        return [str(event["UID"]) for event in made.walk("VEVENT")]

    assert uid(dt.date(2026, 12, 18)) == uid(dt.date(2026, 12, 17)) == ["term-7-first@oak", "term-7-last@oak"]


@pytest.mark.parametrize("query", ["", "?year=2026", "?year=1999", "?year=%00", "?year=x&year=y"])
@pytest.mark.parametrize("ending", ["csv", "ics"])
def test_any_year_is_answered_with_a_file(client: CheckedClient, ending: str, query: str) -> None:
    answer = client.get(f"/s/oak/calendar/export.{ending}{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="oak-calendar')


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]) | st.just(" "), max_size=40).map(
    lambda text: " ".join(text.split())
)
STARTS = st.integers(0, 10).map(lambda number: dt.date(2026, 9, 1) + dt.timedelta(weeks=7 * number))


@given(
    st.dictionaries(
        STARTS, st.tuples(WORDS.filter(lambda text: any(map(str.isalnum, text))), st.integers(0, 40)), max_size=5
    ),
    st.dictionaries(st.integers(0, 60), st.tuples(st.sampled_from(ClosedKind), WORDS), max_size=5),
)
def test_what_is_exported_is_read_back_as_it_was(
    terms: dict[dt.date, tuple[str, int]], spans: dict[int, tuple[ClosedKind, str]]
) -> None:
    rows = [
        Term(id=number, name=name, starts_on=first, ends_on=first + dt.timedelta(days))
        for number, (first, (name, days)) in enumerate(terms.items())
    ]
    first_day = dt.date(2026, 9, 1)
    closed = [
        ClosedSpan(
            id=number, kind=kind.value, note=note, starts_on=first_day + dt.timedelta(7 * week),
            ends_on=first_day + dt.timedelta(7 * week + 3),
        )
        for number, (week, (kind, note)) in enumerate(spans.items())
    ]  # fmt: skip
    known = SchoolCalendar(
        tuple(TermDates(row.name, row.starts_on, row.ends_on) for row in rows),
        tuple(Closed(ClosedKind(row.kind), row.starts_on, row.ends_on, row.note) for row in closed),
        frozenset({dt.date(2026, 12, 25)}),
    )
    data = calendar_ics("Oak", "oak", rows, closed, {dt.date(2026, 12, 25): "Christmas Day"}, NOW)
    read = read_ics(data, LONDON, TODAY)
    outcomes = {row.outcome for row in plan_rows(read.entries, {}, known)}
    assert outcomes <= {Outcome.SAME, Outcome.LEFT_OUT}
    anew = plan_rows(read.entries, {}, SchoolCalendar())
    assert {row.adds for row in anew if isinstance(row.adds, TermDates)} == set(known.terms)
