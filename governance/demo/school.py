"""The demo's school: its details and the terms of the school year that it is, whenever the demo is filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, at_the_server
from governance.domain.school_details import SchoolDetails
from governance.models import Account, ClosedSpan, School, Term
from governance.services.actors import load_actor, school_today
from governance.services.school import create_school
from governance.services.transaction import use_case

SLUG = "millbrook"
DETAILS = SchoolDetails(
    name="Millbrook Primary School",
    website="https://www.millbrook.example",
    colour="#1f6f5c",
    nation="england",
    time_zone="Europe/London",
)


@dataclass
class Demo:
    """What the steps share: where they write, what time it is, and whom they have made (by a short key)."""

    session: Session
    now: dt.datetime
    password_hash: str
    link_for: Callable[[Account], str]
    school_id: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Return somebody of the demo school as they act today."""
        found = load_actor(self.session, self._school(), self.people[key], self.now)
        self.session.rollback()
        if found is None:
            raise LookupError(f"{key} does not belong to the demo school today.")
        return found

    def today(self) -> dt.date:
        """Return the day that it is at the demo school."""
        day = school_today(self._school(), self.now)
        self.session.rollback()
        return day

    def _school(self) -> School:
        return self.session.get_one(School, self.school_id)


def fill_school(demo: Demo) -> None:
    """Set up the school and its terms, unless they are there."""
    known = demo.session.scalar(sa.select(School.id).where(School.slug == SLUG))
    demo.session.rollback()
    demo.school_id = known or create_school(demo.session, at_the_server(None), demo.now, slug=SLUG, details=DETAILS)
    _fill_terms(demo)


def _fill_terms(demo: Demo) -> None:
    today = demo.today()
    first_year = today.year if today.month >= 8 else today.year - 1
    with use_case(demo.session, at_the_server(demo.school_id), demo.now) as record:
        known = set(demo.session.scalars(sa.select(Term.starts_on).where(Term.school_id == demo.school_id)))
        for year in (first_year, first_year + 1):
            for name, starts_on, ends_on in _terms(year):
                if starts_on in known:
                    continue
                term = Term(school_id=demo.school_id, name=name, starts_on=starts_on, ends_on=ends_on)
                demo.session.add(term)
                demo.session.flush()
                texts = {"label": name}
                record.act("calendar.term_saved", "term", term.id, texts=texts, starts_on=starts_on, ends_on=ends_on)
            if _terms(year)[0][1] not in known:
                for kind, starts_on, ends_on in _closed(year):
                    span = ClosedSpan(school_id=demo.school_id, kind=kind, starts_on=starts_on, ends_on=ends_on)
                    demo.session.add(span)
                    demo.session.flush()
                    record.act(
                        "calendar.closed_span_saved",
                        "closed_span",
                        span.id,
                        kind=kind,
                        starts_on=starts_on,
                        ends_on=ends_on,
                    )
        if not record.rows:
            record.repeat()


def _terms(year: int) -> list[tuple[str, dt.date, dt.date]]:
    """The terms of the school year that begins in ``year``."""
    return [
        (f"Autumn term {year}", dt.date(year, 9, 3), dt.date(year, 12, 18)),
        (f"Spring term {year + 1}", dt.date(year + 1, 1, 4), dt.date(year + 1, 3, 25)),
        (f"Summer term {year + 1}", dt.date(year + 1, 4, 12), dt.date(year + 1, 7, 21)),
    ]


def _closed(year: int) -> list[tuple[str, dt.date, dt.date]]:
    return [
        ("inset", _weekday(dt.date(year, 9, 3)), _weekday(dt.date(year, 9, 3))),
        ("half_term", _monday(dt.date(year, 10, 26)), _monday(dt.date(year, 10, 26)) + dt.timedelta(days=4)),
        ("half_term", _monday(dt.date(year + 1, 2, 15)), _monday(dt.date(year + 1, 2, 15)) + dt.timedelta(days=4)),
        ("half_term", _monday(dt.date(year + 1, 5, 31)), _monday(dt.date(year + 1, 5, 31)) + dt.timedelta(days=4)),
    ]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _weekday(day: dt.date) -> dt.date:
    return day if day.weekday() < 5 else day + dt.timedelta(days=7 - day.weekday())
