"""How a reminder climbs, written out and against a slow reference that walks through every day (A.1.5; DESIGN 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term, is_school_day
from governance.domain.ladder import Climb, DaysBetween, climb_today, told_on
from governance.domain.reminders import Matter, Owed, Rung

CALENDAR = SchoolCalendar(
    (Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)), Term("Spring", date(2027, 1, 4), date(2027, 3, 24))),
    (
        Closed(ClosedKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30)),
        Closed(ClosedKind.CLOSURE, date(2026, 11, 12), date(2026, 11, 12), "snow"),
    ),
)
BETWEEN = DaysBetween(owner=2, ict_lead=2, head=3)
AUTHOR, OWNER, LEAD, HEAD = 1, 2, 3, 4
EVERYBODY = {
    Rung.AUTHOR: frozenset({AUTHOR}),
    Rung.RESOURCING_OWNER: frozenset({OWNER}),
    Rung.ICT_LEAD: frozenset({LEAD}),
    Rung.HEAD: frozenset({HEAD}),
}
MONDAY = date(2026, 11, 2)


def owed(
    matter: Matter = Matter.UPDATE_LATE, since: date = MONDAY, by: date | None = None, starts_at: Rung = Rung.AUTHOR
) -> Owed:
    return Owed(matter, "site", 1, "", since, "Year 4 blog", "/s/oak/sites/1", by, starts_at=starts_at)


def diary(
    one: Owed, first: date, days: int, people: Mapping[Rung, frozenset[int]] | None = None
) -> list[tuple[date, set[int]]]:
    """Who is told on which day while nothing is settled."""
    found, climb = [], None
    people = EVERYBODY if people is None else people
    for number in range(days):
        today = first + timedelta(days=number)
        after = climb_today(one, climb, today, CALENDAR, BETWEEN, people)
        if after is not None:
            climb = after
            found.append((today, set(told_on(one, after.rung, people))))
    return found


def test_it_climbs_after_the_policys_school_days_and_whoever_was_told_stays_told() -> None:
    # Thursday 12 November is a snow day: it uses up no day, and nobody is written to.
    assert diary(owed(), MONDAY, 12) == [
        (date(2026, 11, 2), {AUTHOR}),
        (date(2026, 11, 3), {AUTHOR}),
        (date(2026, 11, 4), {AUTHOR, OWNER}),
        (date(2026, 11, 5), {AUTHOR, OWNER}),
        (date(2026, 11, 6), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 9), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 10), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 11), {AUTHOR, OWNER, LEAD, HEAD}),
        (date(2026, 11, 13), {AUTHOR, OWNER, LEAD, HEAD}),
    ]


@pytest.mark.parametrize(
    ("since", "first"),
    [
        pytest.param(date(2026, 11, 7), date(2026, 11, 9), id="from a Saturday on: told on Monday"),
        pytest.param(date(2026, 10, 24), date(2026, 11, 2), id="half-term is quiet"),
        pytest.param(date(2026, 11, 12), date(2026, 11, 13), id="a snow day is quiet"),
        pytest.param(date(2026, 12, 19), date(2027, 1, 4), id="the holidays are quiet"),
        pytest.param(date(2027, 3, 25), None, id="beyond the last term that is known nobody is told"),
    ],
)
def test_the_first_message_comes_on_the_first_school_day(since: date, first: date | None) -> None:
    told = diary(owed(since=since), since, 20)
    assert (told[0][0] if told else None) == first


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        pytest.param({Rung.AUTHOR}, {OWNER}, id="no author: the resourcing owner at once"),
        pytest.param({Rung.AUTHOR, Rung.RESOURCING_OWNER}, {LEAD}, id="nor an owner: the ICT lead at once"),
        pytest.param({Rung.AUTHOR, Rung.RESOURCING_OWNER, Rung.ICT_LEAD}, {HEAD}, id="only a head"),
        pytest.param(set(Rung), None, id="nobody at all: nobody is told, and it stays as it was"),
    ],
)
def test_a_rung_on_which_nobody_can_be_reached_is_passed_over_at_once(gone: set[Rung], told: set[int] | None) -> None:
    people = {rung: ids for rung, ids in EVERYBODY.items() if rung not in gone}
    assert diary(owed(), MONDAY, 1, people) == ([(MONDAY, told)] if told else [])


def test_who_cannot_be_reached_any_more_is_passed_over_on_that_day() -> None:
    before = Climb(Rung.AUTHOR, MONDAY, MONDAY)
    people = EVERYBODY | {Rung.AUTHOR: frozenset()}
    after = climb_today(owed(), before, date(2026, 11, 3), CALENDAR, BETWEEN, people)
    assert after == Climb(Rung.RESOURCING_OWNER, date(2026, 11, 3), date(2026, 11, 3), 2)


def test_at_a_school_of_two_the_next_rung_is_the_next_person() -> None:
    one_teacher = {Rung.AUTHOR: frozenset({AUTHOR}), Rung.RESOURCING_OWNER: frozenset({AUTHOR})}
    people = one_teacher | {Rung.ICT_LEAD: frozenset({AUTHOR}), Rung.HEAD: frozenset({HEAD})}
    assert diary(owed(), MONDAY, 3, people)[-1] == (date(2026, 11, 4), {AUTHOR, HEAD})


def test_what_begins_higher_up_is_never_told_to_those_below() -> None:
    told = diary(owed(Matter.PAGE_CHECK, starts_at=Rung.ICT_LEAD), MONDAY, 4)
    assert told == [
        (date(2026, 11, 2), {LEAD}),
        (date(2026, 11, 3), {LEAD}),
        (date(2026, 11, 4), {LEAD}),
        (date(2026, 11, 5), {LEAD, HEAD}),
    ]


def test_what_is_said_weeks_ahead_repeats_once_a_week_and_climbs_in_its_last_week() -> None:
    told = diary(owed(Matter.TRAINING_ENDS, by=date(2026, 11, 24)), MONDAY, 24)
    assert told == [
        (date(2026, 11, 2), {AUTHOR}),
        (date(2026, 11, 9), {AUTHOR}),
        (date(2026, 11, 16), {AUTHOR}),
        (date(2026, 11, 17), {AUTHOR, OWNER}),
        (date(2026, 11, 18), {AUTHOR, OWNER}),
        (date(2026, 11, 19), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 20), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 23), {AUTHOR, OWNER, LEAD}),
        (date(2026, 11, 24), {AUTHOR, OWNER, LEAD, HEAD}),
        (date(2026, 11, 25), {AUTHOR, OWNER, LEAD, HEAD}),
    ]


def test_after_three_school_weeks_of_mornings_it_is_said_once_a_week() -> None:
    told = [day for day, _ in diary(owed(), MONDAY, 45)]
    # Fifteen school days from 2 November, without the snow day, end on Monday 23 November.
    assert told[14:] == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]


def test_a_day_less_than_a_week_off_is_said_every_morning_however_often_it_was_said() -> None:
    told = [day for day, _ in diary(owed(Matter.AMBER, by=date(2026, 12, 9)), MONDAY, 38)]
    assert told[14:] == [
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 2),
        date(2026, 12, 3),
        date(2026, 12, 4),
        date(2026, 12, 7),
        date(2026, 12, 8),
        date(2026, 12, 9),
    ]


def test_a_second_look_on_the_same_day_tells_nobody() -> None:
    before = climb_today(owed(), None, MONDAY, CALENDAR, BETWEEN, EVERYBODY)
    assert climb_today(owed(), before, MONDAY, CALENDAR, BETWEEN, EVERYBODY) is None


# The reference: all that was ever sent is kept, and everything is counted anew from it, a day at a time.
Sent = list[tuple[date, Rung]]


def slowly(one: Owed, sent: Sent, today: date, between: DaysBetween, people: Mapping[Rung, frozenset[int]]) -> Sent:
    """What is sent today, as the rules read: nothing, or one more message up to a rung."""
    if today < one.since or not is_school_day(CALENDAR, today) or any(day == today for day, _ in sent):
        return []
    ahead = one.matter is Matter.TRAINING_ENDS and one.by is not None and (one.by - today).days > 7
    if ahead and sent and (today - max(day for day, _ in sent)).days < 7:
        return []
    presses = one.by is not None and 0 <= (one.by - today).days <= 7
    if len(sent) >= 15 and not presses and (today - max(day for day, _ in sent)).days < 7:
        return []
    ladder = [rung for rung in Rung if rung >= one.starts_at]
    highest = max((rung for _, rung in sent), default=None)
    if highest is None:
        return [(today, next(rung for rung in ladder if people[rung]))] if any(people[r] for r in ladder) else []
    since = min(day for day, rung in sent if rung == highest)
    passed, day = 0, since
    while day < today:
        day += timedelta(days=1)
        passed += is_school_day(CALENDAR, day)
    waits = {Rung.AUTHOR: between.owner, Rung.RESOURCING_OWNER: between.ict_lead, Rung.ICT_LEAD: between.head}
    may_climb = highest is not Rung.HEAD and not ahead and passed >= waits[highest]
    told = {person for rung in ladder if rung <= highest for person in people[rung]}
    if may_climb or not people[highest]:
        for rung in ladder:
            if rung > highest and people[rung] - told:
                return [(today, rung)]
    return [(today, highest)] if told else []


PEOPLE = st.fixed_dictionaries({rung: st.frozensets(st.integers(1, 4), max_size=2) for rung in Rung})


@given(
    matter=st.sampled_from([Matter.UPDATE_LATE, Matter.TRAINING_ENDS]),
    since=st.dates(date(2026, 10, 15), date(2027, 1, 10)),
    left=st.integers(0, 40),
    starts_at=st.sampled_from(list(Rung)),
    days=st.tuples(*(st.integers(1, 4),) * 3),
    days_people=st.lists(st.tuples(PEOPLE, st.booleans()), min_size=1, max_size=45),
)
def test_it_climbs_as_the_slow_reference_says(
    matter: Matter,
    since: date,
    left: int,
    starts_at: Rung,
    days: tuple[int, int, int],
    days_people: list[tuple[dict[Rung, frozenset[int]], bool]],
) -> None:
    one, between = owed(matter, since, since + timedelta(days=left), starts_at), DaysBetween(*days)
    sent: Sent = []
    climb: Climb | None = None
    for number, (people, is_looked_at) in enumerate(days_people):
        today = since - timedelta(days=2) + timedelta(days=number)
        if not is_looked_at:
            # The worker was away on this day.
            continue
        more = slowly(one, sent, today, between, people)
        sent += more
        after = climb_today(one, climb, today, CALENDAR, between, people)
        assert ([(after.told_on, after.rung)] if after else []) == more
        climb = after or climb
        assert climb is None or climb.times_told == len(sent)
