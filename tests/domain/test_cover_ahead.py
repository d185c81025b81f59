"""How the days to come stand on a site: uncovered, short, quiet or not known, and who could be asked (A.1.5, A.5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from governance.domain.absences import Absence
from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.cover import Appointment, CountingRules
from governance.domain.cover_ahead import (
    Candidate,
    CoverAsked,
    DayAhead,
    DayKind,
    cover_ahead,
    last_day_ahead,
    severity,
    spells,
    weekdays_ahead,
    what_breaks,
    who_could_be_asked,
    without_administrator,
)
from governance.domain.words import Duty

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(2, 7))
WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
CALENDAR = SchoolCalendar((Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18)),))
FIRST = Appointment(1, Duty.MODERATOR, date(2026, 9, 1))
SECOND = Appointment(2, Duty.MODERATOR, date(2026, 9, 1))
KEEPER = Appointment(1, Duty.ADMINISTRATOR, date(2026, 9, 1))
EVERYBODY = (FIRST, SECOND, KEEPER)
ASKED = CoverAsked(moderators_each_day=1, people_at_least=2, rules=CountingRules())


def kinds(*appointments: Appointment, away: tuple[Absence, ...] = (), calendar: SchoolCalendar = CALENDAR) -> list[str]:
    return [day.kind.value for day in cover_ahead(calendar, WEEK, appointments, away, ASKED)]


def one(day: date, *appointments: Appointment, away: tuple[Absence, ...] = ()) -> DayAhead:
    (found,) = cover_ahead(CALENDAR, (day,), appointments, away, ASKED)
    return found


@pytest.mark.parametrize(
    ("appointments", "away", "expected"),
    [
        pytest.param(EVERYBODY, (), ["covered"] * 5, id="two people, both there: covered"),
        pytest.param(EVERYBODY, (Absence(1, MONDAY, FRIDAY),), ["covered"] * 5, id="two people, one on leave: covered"),
        pytest.param(
            EVERYBODY,
            (Absence(1, TUESDAY, WEDNESDAY), Absence(2, WEDNESDAY, THURSDAY)),
            ["covered", "covered", "uncovered", "covered", "covered"],
            id="both away: that day is uncovered, and no other",
        ),
        pytest.param(
            EVERYBODY,
            (Absence(1, MONDAY, FRIDAY), Absence(2, WEDNESDAY, WEDNESDAY, starts_midday=True)),
            ["covered"] * 5,
            id="who is there for the morning is there that day",
        ),
        pytest.param(
            (replace(FIRST, membership_ends_on=TUESDAY), SECOND, replace(KEEPER, person_id=2)),
            (),
            ["covered", "covered", "short", "short", "short"],
            id="a leaver counts to the last day, and the site says the day after that it lost its second person",
        ),
        pytest.param((FIRST, SECOND), (), ["short"] * 5, id="nobody as administrator: short"),
        pytest.param(
            (FIRST, replace(FIRST, starts_on=MONDAY), KEEPER), (), ["short"] * 5, id="the same person twice counts once"
        ),
        pytest.param((KEEPER,), (), ["uncovered"] * 5, id="an administrator is no moderator"),
        pytest.param((), (), ["uncovered"] * 5, id="nobody is appointed at all"),
        pytest.param(
            (replace(FIRST, trained_until=MONDAY), replace(SECOND, acknowledged=False), KEEPER),
            (),
            ["short", "uncovered", "uncovered", "uncovered", "uncovered"],
            id="lapsed training counts from its day, and a lapsed acknowledgement at once",
        ),
    ],
)
def test_how_days_stand(appointments: tuple[Appointment, ...], away: tuple[Absence, ...], expected: list[str]) -> None:
    assert kinds(*appointments, away=away) == expected


def test_days_without_pupils_are_quiet_and_ask_for_nobody() -> None:
    shut = replace(CALENDAR, closed=(Closed(ClosedKind.INSET, TUESDAY, TUESDAY),), bank_holidays=frozenset({FRIDAY}))
    assert kinds(calendar=shut) == ["uncovered", "quiet", "uncovered", "uncovered", "quiet"]


def test_behind_the_last_known_term_nothing_is_known_and_nothing_passes_for_covered() -> None:
    ends = SchoolCalendar((Term("Autumn term", date(2026, 9, 3), TUESDAY),))
    assert kinds(*EVERYBODY, calendar=ends) == ["covered", "covered", "not_known", "not_known", "not_known"]
    assert kinds(*EVERYBODY, calendar=SchoolCalendar()) == ["not_known"] * 5


def test_more_moderators_are_asked_for_where_the_policy_says_so() -> None:
    both = replace(ASKED, moderators_each_day=2)
    away = [Absence(2, TUESDAY, TUESDAY)]
    found = cover_ahead(CALENDAR, (MONDAY, TUESDAY), EVERYBODY, away, both)
    assert [day.kind.value for day in found] == ["covered", "uncovered"]


def test_a_day_says_who_is_there_and_who_is_missing_but_never_why_somebody_is_away() -> None:
    leaver = replace(SECOND, membership_ends_on=MONDAY)
    found = one(TUESDAY, FIRST, leaver, KEEPER, away=(Absence(1, TUESDAY, TUESDAY),))
    assert (found.moderators, found.administrators) == ((), ())
    assert [(missing.person_id, missing.duties, [why.code for why in missing.why]) for missing in found.missing] == [
        (1, (Duty.ADMINISTRATOR, Duty.MODERATOR), []),
        (2, (Duty.MODERATOR,), ["person_left"]),
    ]


def test_who_is_there_for_half_of_a_day_is_said() -> None:
    found = one(TUESDAY, *EVERYBODY, away=(Absence(2, TUESDAY, TUESDAY, ends_midday=True),))
    assert (found.moderators, found.half_there, found.missing) == ((1, 2), (2,), ())


def test_a_duty_that_was_over_before_and_one_that_begins_later_are_nobodys_to_miss() -> None:
    over, later = replace(SECOND, ends_on=date(2026, 10, 30)), replace(SECOND, starts_on=date(2026, 12, 1))
    assert one(MONDAY, FIRST, over, later, KEEPER).missing == ()


def test_who_is_away_in_one_appointment_lacks_nothing_of_another_that_ended() -> None:
    ended = replace(FIRST, ends_on=MONDAY)
    found = cover_ahead(
        CALENDAR, (MONDAY, TUESDAY), (ended, FIRST, SECOND, KEEPER), [Absence(1, TUESDAY, TUESDAY)], ASKED
    )
    assert [(missing.person_id, missing.why) for missing in found[1].missing] == [(1, ())]


def test_the_worst_comes_first() -> None:
    covered = cover_ahead(CALENDAR, WEEK, EVERYBODY, [], ASKED)
    short = cover_ahead(CALENDAR, WEEK, (FIRST, SECOND), [], ASKED)
    late = cover_ahead(CALENDAR, WEEK, (SECOND,), [Absence(2, FRIDAY, FRIDAY)], ASKED)
    soon = cover_ahead(CALENDAR, WEEK, (SECOND,), [Absence(2, MONDAY, MONDAY)], ASKED)
    bare = cover_ahead(CALENDAR, WEEK, (), [], ASKED)
    assert sorted([covered, short, late, soon, bare], key=severity) == [bare, soon, late, short, covered]


def test_days_in_a_row_with_the_same_people_are_one_spell_also_across_a_quiet_day() -> None:
    shut = replace(CALENDAR, closed=(Closed(ClosedKind.INSET, TUESDAY, TUESDAY),))
    away = [Absence(1, MONDAY, THURSDAY), Absence(2, MONDAY, WEDNESDAY)]
    found = spells(cover_ahead(shut, WEEK, EVERYBODY, away, ASKED), DayKind.UNCOVERED)
    assert [[day.day for day in spell] for spell in found] == [[MONDAY, WEDNESDAY]]


def test_other_people_or_a_covered_day_between_begin_another_spell() -> None:
    away = [Absence(1, MONDAY, MONDAY), Absence(1, WEDNESDAY, FRIDAY)]
    later = replace(SECOND, ends_on=THURSDAY, acknowledged=False)
    found = spells(cover_ahead(CALENDAR, WEEK, (FIRST, later), away, ASKED), DayKind.UNCOVERED)
    assert [[day.day for day in spell] for spell in found] == [[MONDAY], [WEDNESDAY, THURSDAY], [FRIDAY]]


def test_what_breaks_is_what_was_covered_before() -> None:
    known = [Absence(1, MONDAY, TUESDAY)]
    before = cover_ahead(CALENDAR, WEEK, EVERYBODY, [*known, Absence(2, MONDAY, MONDAY)], ASKED)
    after = cover_ahead(CALENDAR, WEEK, EVERYBODY, [*known, Absence(2, MONDAY, WEDNESDAY)], ASKED)
    assert [day.day for day in what_breaks(before, after)] == [TUESDAY]
    gone = cover_ahead(CALENDAR, WEEK, EVERYBODY, [Absence(1, MONDAY, WEDNESDAY)], ASKED)
    assert without_administrator(before, gone) == (WEDNESDAY,)


def candidate(person_id: int, duties: int = 1, **changed: object) -> Candidate:
    return Candidate(replace(Appointment(person_id, Duty.MODERATOR, MONDAY), **changed), duties)


def test_who_lacks_nothing_is_asked_first_then_who_is_approved_elsewhere_then_who_has_fewest_duties() -> None:
    everybody = [
        candidate(1, 3),
        candidate(2, 0),
        candidate(3, 1, trained=False),
        candidate(4, 1),
        candidate(5, 1, trained=False, acknowledged=False),
    ]
    found = who_could_be_asked(everybody, (MONDAY,), (), (), ASKED.rules)
    assert [askable.person_id for askable in found] == [4, 1, 2, 3, 5]
    assert [[why.code for why in askable.lacks] for askable in found][3:] == [
        ["person_not_trained"],
        ["person_not_trained", "policy_not_acknowledged"],
    ]


@pytest.mark.parametrize(
    ("asked", "away"),
    [
        pytest.param(candidate(7), (Absence(7, TUESDAY, TUESDAY),), id="who is away on one of the days"),
        pytest.param(candidate(7, membership_ends_on=MONDAY), (), id="who leaves before the last of them"),
        pytest.param(candidate(7, authorised=False), (), id="who may not act for the school"),
        pytest.param(candidate(7, authorised_until=MONDAY), (), id="whose authorisation ends in between"),
        pytest.param(candidate(8), (), id="who moderates the site anyway"),
    ],
)
def test_who_is_not_asked(asked: Candidate, away: tuple[Absence, ...]) -> None:
    assert who_could_be_asked([asked], (MONDAY, TUESDAY), {8}, away, ASKED.rules) == ()


def test_who_is_away_for_half_of_a_day_can_be_asked() -> None:
    half = (Absence(7, MONDAY, MONDAY, ends_midday=True),)
    assert [one.person_id for one in who_could_be_asked([candidate(7)], (MONDAY,), (), half, ASKED.rules)] == [7]


def test_four_weeks_ahead_begin_today_and_have_no_weekends() -> None:
    last = last_day_ahead(WEDNESDAY, 4)
    assert last == date(2026, 12, 1)
    days = weekdays_ahead(WEDNESDAY, last)
    assert (len(days), days[0], days[3]) == (20, WEDNESDAY, date(2026, 11, 9))
