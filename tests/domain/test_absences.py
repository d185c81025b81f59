"""When somebody is away, by half days, and why an absence cannot be entered (A.1.5, A.5.4)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.absences import Absence, Half, absence_refusals, away_all_day, halves_missed, in_words
from governance.domain.access import Actor
from governance.domain.words import Role

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
TEACHER = Actor(1, "teacher", 1, frozenset({Role.TEACHER}))
BOTH = {Half.MORNING, Half.AFTERNOON}


@pytest.mark.parametrize(
    ("absence", "missed"),
    [
        pytest.param(Absence(1, MONDAY, WEDNESDAY), [BOTH, BOTH, BOTH], id="three whole days"),
        pytest.param(
            Absence(1, MONDAY, WEDNESDAY, starts_midday=True),
            [{Half.AFTERNOON}, BOTH, BOTH],
            id="leaves at midday of the first",
        ),
        pytest.param(
            Absence(1, MONDAY, WEDNESDAY, ends_midday=True),
            [BOTH, BOTH, {Half.MORNING}],
            id="is back at midday of the last",
        ),
        pytest.param(
            Absence(1, TUESDAY, TUESDAY, starts_midday=True), [set(), {Half.AFTERNOON}, set()], id="one afternoon"
        ),
        pytest.param(Absence(1, TUESDAY, TUESDAY, ends_midday=True), [set(), {Half.MORNING}, set()], id="one morning"),
    ],
)
def test_which_halves_are_missed(absence: Absence, missed: list[set[Half]]) -> None:
    assert [halves_missed([absence], day).get(1, set()) for day in (MONDAY, TUESDAY, WEDNESDAY)] == missed


def test_who_misses_both_halves_by_two_absences_is_away_that_day() -> None:
    until_midday = Absence(1, MONDAY, TUESDAY, ends_midday=True)
    from_midday = Absence(1, TUESDAY, WEDNESDAY, starts_midday=True)
    assert away_all_day([until_midday, from_midday], TUESDAY) == {1}
    assert away_all_day([until_midday], TUESDAY) == set()


@pytest.mark.parametrize(
    ("absence", "words"),
    [
        pytest.param(Absence(1, MONDAY, MONDAY), "on Monday 2 November 2026", id="one day"),
        pytest.param(
            Absence(1, MONDAY, MONDAY, starts_midday=True), "from midday on Monday 2 November 2026", id="an afternoon"
        ),
        pytest.param(
            Absence(1, MONDAY, MONDAY, ends_midday=True), "until midday on Monday 2 November 2026", id="a morning"
        ),
        pytest.param(
            Absence(1, MONDAY, WEDNESDAY),
            "from Monday 2 November 2026 to Wednesday 4 November 2026",
            id="several days",
        ),
        pytest.param(
            Absence(1, MONDAY, WEDNESDAY, starts_midday=True, ends_midday=True),
            "from midday on Monday 2 November 2026 until midday on Wednesday 4 November 2026",
            id="from midday until midday",
        ),
    ],
)
def test_an_absence_is_said_as_people_say_it(absence: Absence, words: str) -> None:
    assert in_words(absence) == words


def test_all_reasons_are_given_not_the_first() -> None:
    found = absence_refusals(
        TEACHER,
        Absence(2, date(2025, 9, 5), date(2025, 9, 1)),
        (),
        MONDAY,
        member_from=date(2026, 9, 1),
        member_until=None,
    )
    assert [refusal.code for refusal in found] == [
        "absence_not_yours",
        "absence_ends_before_start",
        "absence_long_over",
        "absence_not_here_then",
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "codes"),
    [
        pytest.param(date(2026, 8, 30), date(2026, 11, 30), [], id="shares some of its days with the membership"),
        pytest.param(date(2026, 12, 18), date(2026, 12, 31), [], id="begins on the last day"),
        pytest.param(date(2026, 12, 19), date(2026, 12, 31), ["absence_not_here_then"], id="begins after it"),
    ],
)
def test_an_absence_is_of_days_on_which_the_person_is_at_the_school(
    starts_on: date, ends_on: date, codes: list[str]
) -> None:
    asked = Absence(1, starts_on, ends_on)
    until = date(2026, 12, 18)
    found = absence_refusals(TEACHER, asked, (), MONDAY, member_from=date(2026, 9, 1), member_until=until)
    assert [refusal.code for refusal in found] == codes


def test_the_one_that_is_overlapped_is_named() -> None:
    others = [Absence(1, TUESDAY, WEDNESDAY), Absence(1, date(2026, 11, 9), date(2026, 11, 10))]
    asked = Absence(1, WEDNESDAY, date(2026, 11, 9), starts_midday=True, ends_midday=True)
    (refusal,) = absence_refusals(TEACHER, asked, others, MONDAY, member_from=date(2026, 9, 1), member_until=None)
    assert refusal.code == "absence_overlaps"
    assert "from Tuesday 3 November 2026 to Wednesday 4 November 2026" in refusal.sentence
