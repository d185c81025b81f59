"""When a school can say that it is closed today, and take it back."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.calendar_today import closed_for_today, closing_refusals, opening_refusals

WEDNESDAY = date(2026, 11, 18)
SNOW = Closed(ClosedKind.CLOSURE, WEDNESDAY, WEDNESDAY, "snow")
BOILER = Closed(ClosedKind.CLOSURE, date(2026, 11, 17), WEDNESDAY, "boiler")
AUTUMN = Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18))


def calendar(*closed: Closed) -> SchoolCalendar:
    return SchoolCalendar((AUTUMN,), closed, frozenset({date(2026, 11, 30)}))


@pytest.mark.parametrize(
    ("known", "day", "today", "codes"),
    [
        pytest.param(calendar(), WEDNESDAY, WEDNESDAY, [], id="a pupil day can be closed"),
        pytest.param(calendar(SNOW), WEDNESDAY, WEDNESDAY, [], id="a day that is closed already is a repeat"),
        pytest.param(calendar(BOILER), WEDNESDAY, WEDNESDAY, [], id="so is a day of a longer closure"),
        pytest.param(
            calendar(), date(2026, 11, 21), date(2026, 11, 21), ["no_pupil_day_to_close"], id="no Saturday is closed"
        ),
        pytest.param(
            calendar(), date(2026, 11, 30), date(2026, 11, 30), ["no_pupil_day_to_close"], id="nor a bank holiday"
        ),
        pytest.param(
            calendar(), WEDNESDAY, date(2026, 11, 19), ["page_of_another_day"], id="a page of yesterday closes nothing"
        ),
    ],
)
def test_closing(known: SchoolCalendar, day: date, today: date, codes: list[str]) -> None:
    assert [refusal.code for refusal in closing_refusals(known, day, today)] == codes


@pytest.mark.parametrize(
    ("known", "today", "codes"),
    [
        pytest.param(calendar(SNOW), WEDNESDAY, [], id="what was closed for today can be opened"),
        pytest.param(calendar(), WEDNESDAY, [], id="an open day is open already"),
        pytest.param(
            calendar(BOILER), WEDNESDAY, ["closed_for_longer"], id="a longer closure is not ended in one press"
        ),
        pytest.param(calendar(SNOW), date(2026, 11, 19), ["page_of_another_day"], id="yesterday stays closed"),
    ],
)
def test_opening_after_all(known: SchoolCalendar, today: date, codes: list[str]) -> None:
    assert [refusal.code for refusal in opening_refusals(known, WEDNESDAY, today)] == codes


def test_only_closures_of_this_one_day_are_taken_back() -> None:
    inset = Closed(ClosedKind.INSET, WEDNESDAY, WEDNESDAY)
    assert closed_for_today(calendar(SNOW, BOILER, inset), WEDNESDAY) == (SNOW,)
