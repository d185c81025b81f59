"""The calendar to take away: a CSV that the import reads back, and an .ics for people's own calendars.

A term is two events in the .ics, its first and its last day, because nobody wants a bar of fourteen weeks across their
diary.  An event keeps its UID as long as its row lives, so that a calendar that is fed again moves it and does not
double it; what the row is stands in a property of our own, so that the file is read back as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import icalendar
from flask import Response, request
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar
from governance.domain.calendar import Term as TermDates
from governance.domain.calendar_file.entries import CLOSED_KINDS, ROW_WORDS, RowKind
from governance.domain.calendar_file.sheet import HEADINGS, calendar_rows
from governance.domain.calendar_year import school_year_of
from governance.domain.cells import csv_text
from governance.models import ClosedSpan, Term
from governance.queries.calendar import closed_spans_of, terms_of
from governance.services.calendar_import.ics import KIND_PROPERTY, NAME_PROPERTY
from governance.services.school_days import bank_holidays_of
from governance.web.calendar import bp
from governance.web.entry import now, requires, school
from governance.web.handed_out import handed_out

_ROW_OF_CLOSED = {closed.value: kind for kind, closed in CLOSED_KINDS.items()}


@bp.get("/export.csv")
@requires(Permission.SEE_SCHOOL)
def export_csv() -> ResponseReturnValue:
    """Hand out the terms and closures, of one school year or of all."""
    terms, spans, _ = _asked()
    known = SchoolCalendar(
        tuple(TermDates(row.name, row.starts_on, row.ends_on) for row in terms),
        tuple(Closed(ClosedKind(row.kind), row.starts_on, row.ends_on, row.note) for row in spans),
    )
    # The mark at the start tells spreadsheet programs that the letters are UTF-8.
    return _file("\ufeff" + csv_text(HEADINGS, calendar_rows(known)), "csv")


@bp.get("/export.ics")
@requires(Permission.SEE_SCHOOL)
def export_ics() -> ResponseReturnValue:
    """Hand out the terms, closures and bank holidays for people's own calendars."""
    terms, spans, years = _asked()
    holidays = {day: name for year in years for day, name in bank_holidays_of(school().nation, year).items()}
    year = _year()
    shown = {day: name for day, name in holidays.items() if year is None or school_year_of(day) == year}
    return _file(calendar_ics(school().name, school().slug, terms, spans, shown, now()), "ics")


def calendar_ics(
    name: str,
    slug: str,
    terms: Iterable[Term],
    spans: Iterable[ClosedSpan],
    bank_holidays: Mapping[dt.date, str],
    written_at: dt.datetime,
) -> bytes:
    """Return the file; ``slug`` keeps the events of two schools apart in one person's calendar."""
    made = icalendar.Calendar()
    made.add("prodid", "-//School sites//School calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{name}: school calendar")

    def add(uid: str, summary: str, kind: RowKind, said: str, first: dt.date, last: dt.date) -> None:
        event = icalendar.Event()
        event.add("uid", f"{uid}@{slug}")
        event.add("dtstamp", written_at)
        event.add("dtstart", first)
        event.add("dtend", last + dt.timedelta(days=1))
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        event.add(KIND_PROPERTY, kind.value)
        event.add(NAME_PROPERTY, said)
        made.add_component(event)

    for term in terms:
        add(f"term-{term.id}-first", f"{term.name} begins", RowKind.TERM_BEGINS, term.name, *[term.starts_on] * 2)
        add(f"term-{term.id}-last", f"{term.name} ends", RowKind.TERM_ENDS, term.name, *[term.ends_on] * 2)
    for span in spans:
        kind = _ROW_OF_CLOSED[span.kind]
        summary = f"{ROW_WORDS[kind]} ({span.note})" if span.note else ROW_WORDS[kind]
        add(f"closed-{span.id}", summary, kind, span.note, span.starts_on, span.ends_on)
    for day, holiday in sorted(bank_holidays.items()):
        add(f"bank-holiday-{day}", f"Bank holiday: {holiday}", RowKind.BANK_HOLIDAY, holiday, day, day)
    return bytes(made.to_ical())


def _asked() -> tuple[list[Term], list[ClosedSpan], list[int]]:
    """Return the rows of the year that the address asks for, else all, and the calendar years that they touch."""
    terms, spans = terms_of(db.session, school().id), closed_spans_of(db.session, school().id)
    year = _year()
    if year is not None:
        terms = [row for row in terms if school_year_of(row.starts_on) == year]
        spans = [row for row in spans if school_year_of(row.starts_on) == year]
    days = [day for term in terms for day in (term.starts_on, term.ends_on)]
    days += [day for span in spans for day in (span.starts_on, span.ends_on)]
    return terms, spans, list(range(min(days).year, max(days).year + 1)) if days else []


def _year() -> int | None:
    typed = request.args.get("year", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None


def _file(body: str | bytes, ending: str) -> Response:
    year = _year()
    name = f"{school().slug}-calendar{f'-{year}-to-{year + 1}' if year else ''}.{ending}"
    return handed_out(name, body)
