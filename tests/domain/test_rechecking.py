"""What turns a live site amber: a lost appointment or five uncovered school days, not one day of flu (DESIGN 5)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calendar import SchoolCalendar, Term
from governance.domain.cover import Appointment, CountingRules, DayCover
from governance.domain.gate import Check
from governance.domain.rechecking import (
    cover_looked_back,
    days_looked_at,
    is_lost,
    is_uncovered_too_long,
    stopped_holding,
)
from governance.domain.words import Duty

TODAY = date(2026, 11, 18)
BEGAN = date(2026, 9, 3)
CALENDAR = SchoolCalendar(terms=(Term("Autumn", BEGAN, date(2026, 12, 18)),))


def checks(**holds: bool | None) -> tuple[Check, ...]:
    return tuple(Check(key, "A.5", key, value, "Found.") for key, value in holds.items())


@pytest.mark.parametrize(
    ("lost", "uncovered", "found"),
    [
        pytest.param(False, False, ("logo", "privacy_settings"), id="the checks of people have their own clocks"),
        pytest.param(True, False, ("people", "logo", "privacy_settings"), id="a lost appointment"),
        pytest.param(False, True, ("cover", "logo", "privacy_settings"), id="five uncovered days"),
    ],
)
def test_what_stopped_holding_in_the_order_of_the_gate(lost: bool, uncovered: bool, found: tuple[str, ...]) -> None:
    asked = checks(people=False, cover=None, rules=True, logo=False, privacy_settings=None)
    assert stopped_holding(asked, people_lost=lost, uncovered_too_long=uncovered) == found


def test_a_planned_end_that_has_come_is_the_heads_to_decide_and_no_check_that_lapsed() -> None:
    asked = checks(logo=True, exit_plan=False)
    assert stopped_holding(asked, people_lost=False, uncovered_too_long=False) == ()


def duty(person: int, kind: Duty = Duty.MODERATOR, ends_on: date | None = None, **standing: bool) -> Appointment:
    return Appointment(person, kind, BEGAN, ends_on, **standing)


@pytest.mark.parametrize(
    ("appointments", "lost"),
    [
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2)), False, id="two people, one of them administrator"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(1)), True, id="the same person twice is one"),
        pytest.param((duty(1), duty(2)), True, id="nobody administers"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2, ends_on=TODAY)), False, id="the last day still counts"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2, ends_on=date(2026, 11, 17))), True, id="the day after"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2, trained=False)), False, id="a lapsed training is not lost"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2, acknowledged=False)), False, id="nor is an unread policy"),
        pytest.param((duty(1, Duty.ADMINISTRATOR), duty(2, authorised=False)), True, id="no authorisation is"),
    ],
)
def test_when_an_appointment_is_lost(appointments: tuple[Appointment, ...], lost: bool) -> None:
    assert is_lost(appointments, TODAY, 2) is lost


def test_the_last_five_school_days_go_over_a_weekend_and_not_before_the_launch() -> None:
    assert days_looked_at(CALENDAR, BEGAN, TODAY, 5) == tuple(date(2026, 11, day) for day in (12, 13, 16, 17, 18))
    assert days_looked_at(CALENDAR, date(2026, 11, 17), TODAY, 5) == (date(2026, 11, 17), TODAY)


@pytest.mark.parametrize(
    ("covered", "too_long"),
    [
        pytest.param([False] * 5, True, id="five in a row"),
        pytest.param([False] * 4, False, id="four are not five"),
        pytest.param([False, False, True, False, False], False, id="one covered day breaks the row"),
        pytest.param([], False, id="no day known is no uncovered day"),
    ],
)
def test_how_many_uncovered_days_are_too_many(covered: list[bool], too_long: bool) -> None:
    cover = [DayCover(date(2026, 11, 2 + place), (), (), there) for place, there in enumerate(covered)]
    assert is_uncovered_too_long(cover, 5) is too_long


def test_nobody_had_to_know_a_policy_before_it_was_published() -> None:
    days = (date(2026, 11, 17), TODAY)
    found = cover_looked_back(days, [duty(1, acknowledged=False)], 1, CountingRules(), policy_since=TODAY)
    assert [day.covered for day in found] == [True, False]
