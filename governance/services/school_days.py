"""What is known of a school's days: the typed terms and closures, and the bank holidays of its nation (A.1.5, A.5).

A use case that counts school days reads them here, once, and asks ``domain/calendar.py`` everything else.
May not import queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import holidays
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, school_days_after
from governance.domain.calendar import Term as TermDates
from governance.models import ClosedSpan, School, Term

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
"""The library's names of the nations that ``School.nation`` may hold."""

# Nearly everything that the clock does counts school days, so these are put together once.
_SCHOOLS: sa.BindParameter[int] = sa.bindparam("schools", type_=sa.Integer(), expanding=True)
_TERMS = (
    sa.select(Term.school_id, Term.name, Term.starts_on, Term.ends_on)
    .where(Term.school_id.in_(_SCHOOLS))
    .order_by(Term.starts_on)
)
_SPANS = (
    sa.select(ClosedSpan.school_id, ClosedSpan.kind, ClosedSpan.starts_on, ClosedSpan.ends_on, ClosedSpan.note)
    .where(ClosedSpan.school_id.in_(_SCHOOLS))
    .order_by(ClosedSpan.starts_on, ClosedSpan.id)
)
_Term = tuple[str, dt.date, dt.date]
_Span = tuple[str, dt.date, dt.date, str]


@lru_cache(maxsize=256)
def bank_holidays_of(nation: str, year: int) -> Mapping[dt.date, str]:
    """Return the bank holidays of a nation in one year with their names; empty beyond what the library knows."""
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, expand=False)
    return MappingProxyType(dict(found.items()))


def calendar_of(session: Session, school: School) -> SchoolCalendar:
    """Return everything that is known of the school's days, with the bank holidays of the years that are typed."""
    return calendar_with(session, school, ())


def calendar_with(session: Session, school: School, years: Iterable[int]) -> SchoolCalendar:
    """Return what is known of the school's days, with the bank holidays of further calendar ``years`` as well."""
    return calendars_of(session, {school.id: school.nation}, years)[school.id]


def calendars_of(session: Session, nations: Mapping[int, str], years: Iterable[int] = ()) -> dict[int, SchoolCalendar]:
    """Return the same for several schools, each with its nation, in two reads; those with the same days share one."""
    asked = {"schools": list(nations)}
    terms: dict[int, list[_Term]] = {}
    for school_id, name, first, last in session.execute(_TERMS, asked):
        terms.setdefault(school_id, []).append((name, first, last))
    spans: dict[int, list[_Span]] = {}
    for school_id, kind, first, last, note in session.execute(_SPANS, asked):
        spans.setdefault(school_id, []).append((kind, first, last, note))
    further = frozenset(years)
    return {
        school_id: _calendar(nation, tuple(terms.get(school_id, ())), tuple(spans.get(school_id, ())), further)
        for school_id, nation in nations.items()
    }


@lru_cache(maxsize=512)
def _calendar(nation: str, terms: tuple[_Term, ...], spans: tuple[_Span, ...], years: frozenset[int]) -> SchoolCalendar:
    days = [day for _, first, last in terms for day in (first, last)]
    days += [day for _, first, last, _ in spans for day in (first, last)]
    holiday_years = {*years, *(range(min(days).year, max(days).year + 1) if days else ())}
    return SchoolCalendar(
        terms=tuple(TermDates(*term) for term in terms),
        closed=tuple(Closed(ClosedKind(kind), first, last, note) for kind, first, last, note in spans),
        bank_holidays=frozenset(day for year in holiday_years for day in bank_holidays_of(nation, year)),
    )


def school_days_on(session: Session, school: School, after: dt.date, days: int) -> dt.date:
    """Return the day so many school days after a day, or that many weekdays where no terms are typed.

    A missing calendar must not make a time endless.
    """
    until = school_days_after(calendar_of(session, school), after, days)
    return until or after + dt.timedelta(days=days * 7 // 5)
