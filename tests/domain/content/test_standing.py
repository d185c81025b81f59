"""Standing approvals end with the half-term, by the school's own calendar (A.3.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.content.standing import Giving, Standing, giving_refusals, half_term_end
from governance.domain.words import SiteState


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


YEAR = SchoolCalendar(
    terms=(
        Term("Autumn", day(9, 3), day(12, 18)),
        Term("Spring", day(1, 4, 2027), day(3, 25, 2027)),
    ),
    closed=(
        Closed(ClosedKind.HALF_TERM, day(10, 26), day(10, 30)),
        Closed(ClosedKind.INSET, day(11, 27), day(11, 27)),
        Closed(ClosedKind.HALF_TERM, day(2, 15, 2027), day(2, 19, 2027)),
    ),
)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        pytest.param(day(9, 3), day(10, 25), id="the first half of autumn ends the day before the break"),
        pytest.param(day(10, 25), day(10, 25), id="on the last day of it"),
        pytest.param(day(10, 28), day(12, 18), id="in the break: the half-term that follows"),
        pytest.param(day(11, 18), day(12, 18), id="the second half ends with the term; an INSET day ends nothing"),
        pytest.param(day(12, 25), day(2, 14, 2027), id="in the holiday: the half-term that follows"),
        pytest.param(day(8, 20), day(10, 25), id="before the first term"),
        pytest.param(day(2, 20, 2027), day(3, 25, 2027), id="after the last break"),
        pytest.param(day(3, 26, 2027), None, id="no term is known after it"),
    ],
)
def test_the_half_term_of_a_day(on: dt.date, last: dt.date | None) -> None:
    assert half_term_end(YEAR, on) == last


def test_without_a_calendar_no_half_term_is_known() -> None:
    assert half_term_end(SchoolCalendar(), day(11, 18)) is None


def codes(**changed: Any) -> list[str]:
    giving = {
        "site": SiteState.LIVE,
        "kinds": ["class_work"],
        "starts_on": day(11, 18),
        "ends_on": day(12, 18),
        "today": day(11, 18),
        "calendar": YEAR,
        "is_leadership": True,
        "publishes_there": False,
    }
    return [refusal.code for refusal in giving_refusals(Giving(**{**giving, **changed}))]


def test_routine_posts_until_the_end_of_the_half_term() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"is_leadership": False}, ["not_yours_to_do"], id="a teacher cannot give it"),
        pytest.param({"publishes_there": True}, ["own_content"], id="whoever publishes there cannot give it"),
        pytest.param({"ends_on": day(12, 19)}, ["longer_than_half_term"], id="at most a half-term"),
        pytest.param({"starts_on": day(11, 17)}, ["starts_in_past"], id="never for what came out already"),
        pytest.param({"ends_on": day(11, 17)}, ["ends_before_start"], id="the days the wrong way round"),
        pytest.param({"ends_on": None}, ["days_missing"], id="never without an end"),
        pytest.param({"calendar": SchoolCalendar()}, ["no_term_dates"], id="without a calendar it is refused"),
        pytest.param({"kinds": []}, ["kinds_missing"], id="it says what it covers"),
        pytest.param({"kinds": ["other"]}, ["kinds_missing"], id="'something else' is never routine"),
        pytest.param({"site": SiteState.CLOSING}, ["site_takes_nothing"], id="not on a site that is being closed"),
    ],
)
def test_a_standing_approval_that_cannot_be_given(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(**changed) == expected


def test_the_days_on_which_it_holds() -> None:
    standing = Standing(1, day(11, 18), day(12, 18))
    assert [standing.holds(day(11, number)) for number in (17, 18, 19)] == [False, True, True]
    assert [standing.holds(day(12, number)) for number in (18, 19)] == [True, False]
    ended = Standing(1, day(11, 18), day(12, 18), ended_on=day(11, 30))
    assert [ended.holds(day(11, 29)), ended.holds(day(11, 30))] == [True, False]
