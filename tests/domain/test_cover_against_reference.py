"""Cover against a slow and obvious reference: every person asked, every half of every day (A.1.5, A.5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.domain.absences import Absence
from governance.domain.cover import Appointment, CountingRules, cover_of
from governance.domain.rechecking import cover_looked_back, is_uncovered_too_long
from governance.domain.words import Duty
from tests.plugins.sizes import examples

FIRST = date(2026, 11, 2)
FORTNIGHT = [FIRST + timedelta(days=step) for step in range(14)]
SCHOOL_DAYS = [day for day in FORTNIGHT if day.weekday() < 5]
PEOPLE = range(1, 7)

DAYS = st.sampled_from(FORTNIGHT)
OPEN = st.none() | DAYS
MOSTLY = st.sampled_from([True, True, True, False])
APPOINTMENTS = st.lists(
    st.builds(
        Appointment,
        # One number is one person, under however many sign-ins and appointments they come.
        person_id=st.sampled_from(PEOPLE),
        duty=st.sampled_from(Duty),
        starts_on=st.just(date(2026, 9, 1)) | DAYS,
        ends_on=OPEN,
        approved=MOSTLY,
        confirmed=MOSTLY,
        authorised=MOSTLY,
        authorised_until=OPEN,
        trained=MOSTLY,
        trained_until=OPEN,
        acknowledged=MOSTLY,
        membership_starts_on=OPEN,
        membership_ends_on=OPEN,
    ),
    max_size=12,
)
ABSENCES = st.lists(
    st.builds(
        lambda person, days, starts_midday, ends_midday: Absence(
            person, min(days), max(days), starts_midday, ends_midday and not (starts_midday and days[0] == days[1])
        ),
        st.sampled_from(PEOPLE),
        st.tuples(DAYS, DAYS),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)
RULES = st.builds(CountingRules, st.booleans(), st.booleans())


def counts(one: Appointment, day: date, rules: CountingRules) -> bool:
    begun = one.starts_on <= day and (one.membership_starts_on is None or one.membership_starts_on <= day)
    ends = [one.ends_on, one.membership_ends_on, one.authorised_until]
    if rules.training_required:
        ends.append(one.trained_until)
    over = any(end is not None and end < day for end in ends)
    may = one.approved and one.confirmed and one.authorised
    learnt = one.trained or not rules.training_required
    read = one.acknowledged or not rules.acknowledgement_required
    return begun and not over and may and learnt and read


def is_out(person: int, day: date, half: str, absences: Sequence[Absence]) -> bool:
    for one in absences:
        if one.person_id != person or not one.starts_on <= day <= one.ends_on:
            continue
        leaves_later = day == one.starts_on and one.starts_midday and half == "morning"
        is_back = day == one.ends_on and one.ends_midday and half == "afternoon"
        if not leaves_later and not is_back:
            return True
    return False


@settings(max_examples=examples(300), deadline=None)
@given(APPOINTMENTS, ABSENCES, st.integers(1, 3), RULES)
def test_the_cover_of_a_fortnight(
    appointments: list[Appointment], absences: list[Absence], least: int, rules: CountingRules
) -> None:
    found = cover_of(SCHOOL_DAYS, appointments, least, absences, rules)
    assert [one.day for one in found] == SCHOOL_DAYS
    for one in found:
        there: dict[Duty, list[int]] = {duty: [] for duty in Duty}
        away: dict[Duty, list[int]] = {duty: [] for duty in Duty}
        half = set()
        for person in PEOPLE:
            out = [part for part in ("morning", "afternoon") if is_out(person, one.day, part, absences)]
            for duty in Duty:
                held = [own for own in appointments if own.person_id == person and own.duty is duty]
                if any(counts(own, one.day, rules) for own in held):
                    (away if len(out) == 2 else there)[duty].append(person)
                    half |= {person} if len(out) == 1 else set()
        assert list(one.there) == there[Duty.MODERATOR]
        assert list(one.away) == away[Duty.MODERATOR]
        assert list(one.administrators_there) == there[Duty.ADMINISTRATOR]
        assert list(one.administrators_away) == away[Duty.ADMINISTRATOR]
        assert list(one.half_there) == sorted(half)
        assert one.covered is (len(there[Duty.MODERATOR]) >= least)
        assert one.is_nobody_there is (there[Duty.MODERATOR] == [])


@settings(max_examples=examples(200), deadline=None)
@given(APPOINTMENTS, ABSENCES, st.integers(1, 3), RULES, OPEN)
def test_five_uncovered_school_days_in_a_row_and_not_four(
    appointments: list[Appointment],
    absences: list[Absence],
    least: int,
    rules: CountingRules,
    policy_since: date | None,
) -> None:
    week = SCHOOL_DAYS[-5:]
    uncovered = 0
    for day in week:
        asked = CountingRules(
            rules.training_required,
            rules.acknowledgement_required and not (policy_since is not None and day < policy_since),
        )
        people = {
            one.person_id
            for one in appointments
            if one.duty is Duty.MODERATOR
            and counts(one, day, asked)
            and not all(is_out(one.person_id, day, part, absences) for part in ("morning", "afternoon"))
        }
        uncovered += len(people) < least
    cover = cover_looked_back(week, appointments, least, rules, policy_since, absences)
    assert is_uncovered_too_long(cover, 5) is (uncovered == 5)


@settings(max_examples=examples(100), deadline=None)
@given(APPOINTMENTS, ABSENCES, st.integers(1, 3))
def test_an_absence_moves_people_from_there_to_away_and_adds_or_loses_nobody(
    appointments: list[Appointment], absences: list[Absence], least: int
) -> None:
    without = cover_of(SCHOOL_DAYS, appointments, least)
    with_them = cover_of(SCHOOL_DAYS, appointments, least, absences)
    for before, after in zip(without, with_them, strict=True):
        assert before.there == tuple(sorted(after.there + after.away))
        assert before.covered or not after.covered
