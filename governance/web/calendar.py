"""The school's calendar as a page: a picture of the year, how many days it has, and why a day is closed (A.1.5, A.5).

What changes it stands in ``calendar_changes.py`` and ``calendar_today.py``.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain import calendar as days
from governance.domain.access import Permission, may
from governance.domain.calendar import ClosedKind
from governance.domain.calendar_checks import gaps_and_contradictions
from governance.domain.calendar_count import count_in_words, count_of_year
from governance.domain.calendar_year import (
    months_of_year,
    school_year_in_words,
    school_year_of,
    why_closed_by_name,
)
from governance.domain.year_groups import NATION_NAMES, Nation
from governance.queries.calendar import closed_spans_of, terms_of
from governance.services.school_days import bank_holidays_of, calendar_with
from governance.web.calendar_today import school_today_for
from governance.web.entry import actor, policy, requires, school, today
from governance.web.fields import DateField, ProductForm
from governance.web.frame import WAYS, Way

bp = Blueprint("calendar", __name__, url_prefix="/s/<school>/calendar")

WAYS.append(Way("Calendar", "calendar.calendar", Permission.SEE_SCHOOL))

KIND_WORDS = {ClosedKind.HALF_TERM: "Half-term", ClosedKind.INSET: "INSET day", ClosedKind.CLOSURE: "Closure"}


class DayForm(ProductForm):
    """A day that somebody asks about."""

    class Meta:
        csrf = False

    day = DateField("Is the school open on this day?", "Enter a date, such as 27 11 2026")


@bp.get("")
@requires(Permission.SEE_SCHOOL)
def calendar() -> ResponseReturnValue:
    """Show what is known of one school year, what is missing, and why a day is closed."""
    terms, spans = terms_of(db.session, school().id), closed_spans_of(db.session, school().id)
    starts = [*(row.starts_on for row in terms), *(row.starts_on for row in spans), today()]
    years = {school_year_of(day) for day in starts}
    year = _asked_year(years)
    names = {day: name for each in (year, year + 1) for day, name in bank_holidays_of(school().nation, each).items()}
    known = calendar_with(db.session, school(), (year, year + 1, today().year))
    asked = DayForm(request.args) if "day" in request.args else DayForm(None)
    about = asked.day.data if "day" in request.args and asked.validate() else None
    findings = gaps_and_contradictions(known, today())
    return render_template(
        "calendar/calendar.html",
        year=year,
        years=[(each, school_year_in_words(each)) for each in sorted(years)],
        terms=[row for row in terms if school_year_of(row.starts_on) == year],
        spans=[row for row in spans if school_year_of(row.starts_on) == year],
        kinds={kind.value: words for kind, words in KIND_WORDS.items()},
        count=count_in_words(count_of_year(known, year), policy().pupil_days_in_year),
        nation=NATION_NAMES[Nation(school().nation)],
        bank_holidays=sorted((day, name) for day, name in names.items() if school_year_of(day) == year),
        months=months_of_year(known, year, names),
        warnings=[*findings.refusals, *findings.warnings],
        today=today(),
        at_school=school_today_for(known, "calendar"),
        closed_today=_why_closed(known, today()),
        next_day=next(iter(days.next_school_days(known, today() + dt.timedelta(days=1), 1)), None),
        form=asked,
        about=about,
        about_closed=_why_closed(known, about) if about else None,
        changes=may(actor(), Permission.LOOK_AFTER_SCHOOL),
    )


def _asked_year(years: set[int]) -> int:
    """Return the school year that the address asks for; one that nothing is known of is not there."""
    typed = request.args.get("year", "")
    if not typed:
        return school_year_of(today())
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in years):
        abort(404)
    return int(typed)


def _why_closed(known: days.SchoolCalendar, day: dt.date) -> str | None:
    names = bank_holidays_of(school().nation, day.year)
    with_holidays = days.SchoolCalendar(known.terms, known.closed, known.bank_holidays | set(names))
    return why_closed_by_name(with_holidays, day, names)


# The other pages of this blueprint stand in modules of their own; they are made before it is registered.
from governance.web import calendar_changes, calendar_export, calendar_import  # noqa: E402, F401
