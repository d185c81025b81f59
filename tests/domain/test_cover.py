"""Who of the appointed is there on a day (A.1.5, A.3.1, A.5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.absences import Absence
from governance.domain.cover import (
    Appointment,
    CountingRules,
    DayCover,
    counts_on,
    cover_of,
    distinct_people,
    longest_uncovered_run,
    why_not_counted,
)
from governance.domain.words import Duty

MONDAY = date(2026, 11, 2)
TUESDAY = date(2026, 11, 3)
FIRST = Appointment(1, Duty.MODERATOR, date(2026, 9, 1))
SECOND = Appointment(2, Duty.MODERATOR, date(2026, 9, 1))


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        pytest.param({}, [], id="approved, confirmed, trained, acknowledged and in date: counts"),
        pytest.param({"starts_on": TUESDAY}, ["appointment_not_started"], id="starts tomorrow"),
        pytest.param({"ends_on": MONDAY}, [], id="counts on the last day of the appointment"),
        pytest.param({"ends_on": date(2026, 11, 1)}, ["appointment_ended"], id="ended yesterday"),
        pytest.param({"membership_ends_on": MONDAY}, [], id="a leaver counts to the last day"),
        pytest.param({"membership_ends_on": date(2026, 11, 1)}, ["person_left"], id="the day after, a leaver does not"),
        pytest.param({"membership_starts_on": TUESDAY}, ["person_not_started"], id="joins the school tomorrow"),
        pytest.param({"approved": False}, ["appointment_not_approved"], id="not approved"),
        pytest.param({"confirmed": False}, ["appointment_not_confirmed"], id="never said yes"),
        pytest.param({"authorised": False}, ["person_not_authorised"], id="a volunteer without authorisation"),
        pytest.param({"authorised_until": MONDAY}, [], id="authorised until today"),
        pytest.param(
            {"authorised_until": date(2026, 7, 20)}, ["authorisation_lapsed"], id="authorised only until July"
        ),
        pytest.param({"trained": False}, ["person_not_trained"], id="not trained"),
        pytest.param({"trained_until": date(2026, 11, 1)}, ["training_lapsed"], id="training lapsed yesterday"),
        pytest.param({"acknowledged": False}, ["policy_not_acknowledged"], id="policy not acknowledged"),
        pytest.param(
            {
                "ends_on": date(2026, 10, 1),
                "membership_ends_on": date(2026, 10, 1),
                "approved": False,
                "trained": False,
            },
            ["appointment_ended", "person_left", "appointment_not_approved", "person_not_trained"],
            id="all reasons are given, not the first",
        ),
    ],
)
def test_why_an_appointment_does_not_count(change: dict[str, object], codes: list[str]) -> None:
    appointment = replace(FIRST, **change)
    assert [refusal.code for refusal in why_not_counted(appointment, MONDAY)] == codes
    assert counts_on(appointment, MONDAY) is (codes == [])


def test_a_school_that_asks_for_neither_training_nor_acknowledgement_counts_without_them() -> None:
    bare = replace(FIRST, trained=False, acknowledged=False)
    assert counts_on(bare, MONDAY, CountingRules(training_required=False, acknowledgement_required=False))


def test_the_same_person_twice_counts_once() -> None:
    twice = (FIRST, replace(FIRST, starts_on=date(2026, 10, 1)), replace(FIRST, duty=Duty.ADMINISTRATOR))
    assert distinct_people(twice, MONDAY) == {1}
    assert cover_of([MONDAY], twice, 2) == (DayCover(MONDAY, (1,), (), covered=False, administrators_there=(1,)),)


def test_one_of_two_on_leave_is_covered_and_still_two_people() -> None:
    leave = [Absence(1, MONDAY, MONDAY)]
    assert cover_of([MONDAY], (FIRST, SECOND), 1, leave) == (DayCover(MONDAY, (2,), (1,), True),)
    assert distinct_people((FIRST, SECOND), MONDAY) == {1, 2}


def test_both_away_leaves_that_day_uncovered_and_no_other() -> None:
    trip = [Absence(1, MONDAY, MONDAY), Absence(2, MONDAY, MONDAY)]
    assert [day.covered for day in cover_of([MONDAY, TUESDAY], (FIRST, SECOND), 1, trip)] == [False, True]


def test_administrators_are_not_cover() -> None:
    assert not cover_of([MONDAY], (replace(FIRST, duty=Duty.ADMINISTRATOR),), 1)[0].covered


def test_a_least_number_of_nought_still_needs_somebody() -> None:
    assert not cover_of([MONDAY], (), 0)[0].covered


def test_the_longest_uncovered_run_is_in_a_row() -> None:
    days = [MONDAY + timedelta(days=step) for step in range(5)]
    away = [Absence(1, days[0], days[0]), Absence(1, days[2], days[3])]
    assert longest_uncovered_run(cover_of(days, (FIRST,), 1, away)) == (days[2], days[3])
    assert longest_uncovered_run(()) == ()


DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 12))
OPEN = st.none() | DAYS
APPOINTMENTS = st.lists(
    st.builds(
        Appointment,
        person_id=st.integers(1, 3),
        duty=st.sampled_from(Duty),
        starts_on=DAYS,
        ends_on=OPEN,
        approved=st.booleans(),
        authorised_until=OPEN,
        trained=st.booleans(),
        trained_until=OPEN,
        membership_ends_on=OPEN,
    ),
    max_size=5,
)
ABSENCES = st.lists(st.builds(Absence, st.integers(1, 3), DAYS, DAYS), max_size=3)


@given(APPOINTMENTS, ABSENCES, st.lists(DAYS, unique=True).map(sorted), st.integers(0, 3))
def test_cover_is_what_asking_each_person_each_day_gives(
    appointments: list[Appointment], absences: list[Absence], days: list[date], least: int
) -> None:
    for found in cover_of(days, appointments, least, absences):
        there = []
        for person in (1, 2, 3):
            may = False
            for a in appointments:
                ends = [end for end in (a.ends_on, a.authorised_until, a.trained_until, a.membership_ends_on) if end]
                if a.person_id == person and a.duty is Duty.MODERATOR and a.approved and a.trained:
                    may = may or (a.starts_on <= found.day and all(found.day <= end for end in ends))
            away = any(b.person_id == person and b.starts_on <= found.day <= b.ends_on for b in absences)
            if may and not away:
                there.append(person)
        assert found.there == tuple(there)
        assert found.covered == (len(there) >= 1 and len(there) >= least)
