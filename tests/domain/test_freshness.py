"""The weekly update, written out: which week asks for one, and what a site is called that has none (A.1.5, A.1.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term, Week, is_pupil_day
from governance.domain.freshness import (
    Freshness,
    Published,
    Spell,
    Standing,
    WeekCell,
    freshness_of,
    weeks_of_year,
)

# A term from Thursday 3 September with half-term, one INSET-only week's rest, a snow week and a bank holiday.
AUTUMN = Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18))
SPRING = Term("Spring term", date(2027, 1, 4), date(2027, 3, 24))
HALF_TERM = Closed(ClosedKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30))
INSET_WEEK = Closed(ClosedKind.INSET, date(2026, 11, 23), date(2026, 11, 27))
SNOW_WEEK = Closed(ClosedKind.CLOSURE, date(2027, 1, 11), date(2027, 1, 15), "snow")
CALENDAR = SchoolCalendar((AUTUMN, SPRING), (HALF_TERM, INSET_WEEK, SNOW_WEEK), frozenset({date(2027, 2, 15)}))
LONG_LIVE = (Spell(date(2026, 8, 31)),)
MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 9) + timedelta(days=n) for n in range(7))


def on(
    today: date, *updates: date, spells: tuple[Spell, ...] = LONG_LIVE, every: int = 1, unread: date | None = None
) -> Standing:
    return freshness_of(CALENDAR, Published(spells, frozenset(updates), every, unread), today, asleep_after=3)


# Written out here, and nowhere computed: the last days before the week of 9 November on which something was new.
LAST_WEEK, TWO_AGO, THREE_AGO, FOUR_AGO = date(2026, 11, 4), date(2026, 10, 20), date(2026, 10, 13), date(2026, 10, 6)


@pytest.mark.parametrize(
    ("today", "updates", "state", "missed"),
    [
        pytest.param(WED, (LAST_WEEK,), "due", 0, id="a week of school asks for something new"),
        pytest.param(WED, (LAST_WEEK, MON), "fresh", 0, id="something new this week is enough"),
        pytest.param(SUN, (LAST_WEEK, SUN), "fresh", 0, id="a post on Sunday is of the week that it ends"),
        pytest.param(date(2026, 11, 16), (SUN,), "due", 0, id="a post on Sunday does nothing for the next week"),
        pytest.param(WED, (TWO_AGO,), "late", 1, id="one week missed is late, and half-term is none"),
        pytest.param(WED, (THREE_AGO,), "late", 2, id="two weeks missed are late"),
        pytest.param(WED, (FOUR_AGO,), "asleep", 3, id="three weeks missed in a row are asleep"),
        pytest.param(WED, (FOUR_AGO, WED), "fresh", 0, id="several weeks missed and then a post is fresh"),
        pytest.param(
            WED, (date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 10)), "asleep", 7,
            id="many posts in one week do not count for the weeks after",
        ),
        pytest.param(
            date(2026, 10, 28), (TWO_AGO,), "nothing_due", 0, id="nothing is due in the week of half-term"
        ),
        pytest.param(date(2026, 10, 28), (THREE_AGO,), "late", 1, id="what is late stays late in half-term"),
        pytest.param(date(2026, 11, 4), (date(2026, 10, 28),), "due", 0, id="a post in half-term is not next week's"),
        pytest.param(
            WED, (THREE_AGO, date(2026, 10, 28)), "late", 1, id="a post in half-term ends the row of missed weeks"
        ),
        pytest.param(date(2026, 11, 25), (date(2026, 11, 18),), "nothing_due", 0, id="an INSET week asks for nothing"),
        pytest.param(date(2027, 1, 13), (date(2027, 1, 5),), "nothing_due", 0, id="a snow week asks for nothing"),
        pytest.param(
            date(2027, 2, 16), (date(2027, 2, 9),), "due", 0, id="a week with a bank holiday Monday is still due"
        ),
        pytest.param(date(2026, 9, 4), (), "due", 0, id="a first week of two days is due"),
        pytest.param(date(2026, 12, 23), (date(2026, 12, 16),), "nothing_due", 0, id="nothing is due in the holidays"),
        pytest.param(
            date(2027, 4, 14), (date(2027, 3, 23),), "nothing_due", 0, id="nothing is due after the last known term"
        ),
        pytest.param(WED, (LAST_WEEK, FRI), "due", 0, id="what lies ahead is not there yet"),
    ],
)  # fmt: skip
def test_the_rule(today: date, updates: tuple[date, ...], state: str, missed: int) -> None:
    standing = on(today, *updates)
    assert (standing.state, standing.missed) == (Freshness(state), missed)


@pytest.mark.parametrize(
    ("spells", "today", "state"),
    [
        pytest.param((Spell(THU),), FRI, "due", id="a site that goes live on Thursday owes that week's Friday"),
        pytest.param((Spell(FRI),), FRI, "nothing_due", id="a site that goes live on Friday owes nothing that week"),
        pytest.param((Spell(FRI),), date(2026, 11, 16), "due", id="and something in the next"),
        pytest.param((Spell(MON, TUE),), FRI, "nothing_due", id="a suspended site owes nothing"),
        pytest.param(
            (Spell(date(2026, 9, 3), date(2026, 9, 30)), Spell(FRI)), FRI, "asleep",
            id="what was missed before a suspension is still missed after it",
        ),
        pytest.param(
            (Spell(date(2026, 11, 2), date(2026, 11, 2)), Spell(date(2026, 11, 12))), FRI, "due",
            id="weeks that a site was suspended are not missed",
        ),
        pytest.param((), FRI, "nothing_due", id="a site that was never live owes nothing"),
    ],
)  # fmt: skip
def test_only_days_on_which_the_site_is_live_ask_for_something(
    spells: tuple[Spell, ...], today: date, state: str
) -> None:
    assert on(today, spells=spells).state is Freshness(state)


def test_every_two_weeks_is_counted_from_the_week_of_going_live() -> None:
    spells = (Spell(date(2026, 11, 5)),)
    standing = on(date(2026, 11, 17), date(2026, 11, 14), spells=spells, every=2)
    assert standing.period is not None
    assert (standing.period.first, standing.period.last) == (date(2026, 11, 16), date(2026, 11, 29))
    assert standing.state is Freshness.DUE
    assert on(date(2026, 11, 17), spells=spells, every=2).state is Freshness.LATE


@pytest.mark.parametrize(
    ("today", "updates", "state"),
    [
        pytest.param(WED, (FOUR_AGO,), "not_checked", id="what could not be read is never called late or asleep"),
        pytest.param(WED, (LAST_WEEK,), "not_checked", id="nor due"),
        pytest.param(WED, (MON,), "fresh", id="what was seen this week before the feed broke is fresh"),
        pytest.param(date(2026, 10, 28), (TWO_AGO,), "nothing_due", id="in a holiday nothing is due all the same"),
    ],
)
def test_a_feed_that_cannot_be_read(today: date, updates: tuple[date, ...], state: str) -> None:
    standing = on(today, *updates, unread=TUE)
    assert standing.state is Freshness(state)


def test_a_due_period_says_until_when() -> None:
    assert on(WED, LAST_WEEK).due_by == FRI
    assert on(date(2026, 9, 3)).due_by == date(2026, 9, 4)


@pytest.mark.parametrize(
    ("today", "updates", "first"),
    [
        pytest.param(WED, (LAST_WEEK,), None, id="nothing was missed"),
        pytest.param(WED, (TWO_AGO,), date(2026, 11, 2), id="last week was missed, and half-term before it was none"),
        pytest.param(WED, (FOUR_AGO,), date(2026, 10, 12), id="the row of missed weeks begins with the first of them"),
        pytest.param(date(2026, 10, 28), (THREE_AGO,), date(2026, 10, 19), id="in half-term the row stays as it is"),
    ],
)
def test_a_late_site_says_from_which_period_on(today: date, updates: tuple[date, ...], first: date | None) -> None:
    missed = on(today, *updates).missed_from
    assert (missed.first if missed else None) == first


@pytest.mark.parametrize(
    ("today", "weekday", "expected"),
    [
        pytest.param(MON, 2, WED, id="by the policy's day of the week"),
        pytest.param(MON, 4, FRI, id="by Friday"),
        pytest.param(date(2026, 9, 3), 0, date(2026, 8, 31), id="the day may lie before the first school day"),
        pytest.param(date(2026, 12, 14), 4, date(2026, 12, 18), id="the last Friday of term is a school day"),
        pytest.param(date(2027, 3, 22), 4, date(2027, 3, 24), id="never after the last day on which it is asked for"),
        pytest.param(date(2026, 10, 28), 4, None, id="a week that asks for nothing expects nothing"),
    ],
)
def test_from_which_day_an_update_is_expected(today: date, weekday: int, expected: date | None) -> None:
    assert on(today, today - timedelta(weeks=1)).expected_by(weekday) == expected


def test_the_weeks_of_a_year_show_what_each_of_them_was() -> None:
    weeks = [Week(date(2026, 10, 5) + timedelta(weeks=n)) for n in range(8)]
    site = Published((Spell(date(2026, 10, 12)),), frozenset({date(2026, 10, 14), date(2026, 10, 29)}))
    assert weeks_of_year(CALENDAR, site, weeks, WED) == (
        WeekCell.NOT_LIVE,
        WeekCell.UPDATED,
        WeekCell.MISSED,
        WeekCell.UPDATED,
        WeekCell.MISSED,
        WeekCell.DUE,
        WeekCell.TO_COME,
        WeekCell.TO_COME,
    )
    unread = Published(site.spells, site.updates, 1, date(2026, 11, 3))
    assert weeks_of_year(CALENDAR, unread, weeks, WED)[4:6] == (WeekCell.NOT_KNOWN, WeekCell.NOT_KNOWN)


DAYS = st.dates(date(2026, 8, 24), date(2027, 4, 4))


def slow(spells: tuple[Spell, ...], updates: frozenset[date], every: int, today: date) -> tuple[str, int]:
    """The same rule said day by day, slowly: a week at a time from the first, in plain lists."""
    first = min(spell.starts_on for spell in spells)
    monday = first - timedelta(days=first.weekday())
    if today < monday or not any(spell.ends_on is None for spell in spells):
        return "nothing_due", 0
    periods: list[list[date]] = []
    while monday <= today:
        periods.append([monday + timedelta(days=n) for n in range(7 * every)])
        monday += timedelta(days=7 * every)

    def due(period: list[date]) -> bool:
        for day in period:
            for spell in spells:
                ended = spell.ends_on is not None and day > spell.ends_on
                if is_pupil_day(CALENDAR, day) and day > spell.starts_on and not ended:
                    return True
        return False

    if any(day in updates and day <= today for day in periods[-1]):
        return "fresh", 0
    missed = 0
    for period in reversed(periods[:-1]):
        if any(day in updates for day in period):
            break
        if due(period):
            missed += 1
    if missed >= 3:
        return "asleep", missed
    if missed:
        return "late", missed
    return ("due" if due(periods[-1]) else "nothing_due"), 0


@st.composite
def lives(draw: st.DrawFn) -> tuple[Spell, ...]:
    """Spells that follow each other, the last one open or not."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=5, unique=True)))
    pairs = [days[n : n + 2] for n in range(0, len(days), 2)]
    return tuple(Spell(pair[0], pair[1] if len(pair) == 2 else None) for pair in pairs)


@given(lives(), st.frozensets(DAYS, max_size=12), st.integers(1, 3), DAYS)
def test_it_says_what_a_slow_and_obvious_reading_of_the_rule_says(
    spells: tuple[Spell, ...], updates: frozenset[date], every: int, today: date
) -> None:
    standing = freshness_of(CALENDAR, Published(spells, updates, every), today, asleep_after=3)
    assert (standing.state.value, standing.missed) == slow(spells, updates, every, today)


@given(lives(), st.frozensets(DAYS, max_size=12), st.integers(1, 3), DAYS)
def test_a_standing_rests_on_no_update_but_the_newest(
    spells: tuple[Spell, ...], updates: frozenset[date], every: int, today: date
) -> None:
    newest = frozenset(sorted(day for day in updates if day <= today)[-1:])
    known = [Published(spells, found, every, None) for found in (updates, newest)]
    assert freshness_of(CALENDAR, known[0], today, 3) == freshness_of(CALENDAR, known[1], today, 3)
