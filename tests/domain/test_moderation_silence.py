"""When a site open to comments shows no moderation for too long, and when that is no neglect (A.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.domain.calendar import SchoolCalendar, Term
from governance.domain.moderation_silence import Moderation, Silence, saying_refusals, silence_of, takes_comments
from governance.domain.words import SiteState

AUTUMN = Term("Autumn", date(2026, 9, 3), date(2026, 12, 18))
SPRING = Term("Spring", date(2027, 1, 4), date(2027, 3, 25))
CALENDAR = SchoolCalendar((AUTUMN, SPRING))
TODAY = date(2026, 11, 20)
LONG_AGO = date(2026, 9, 7)


def _known(**changed: Any) -> Moderation:
    return Moderation(**{"live_since": LONG_AGO, "known_since": date(2026, 5, 1), "is_told": False, **changed})


@pytest.mark.parametrize(
    ("known", "silence"),
    [
        pytest.param(
            _known(),
            Silence(LONG_AGO, date(2026, 9, 21), waits=False),
            id="nobody wrote anything down since its launch",
        ),
        pytest.param(_known(last_decided=date(2026, 11, 7)), None, id="thirteen days ago"),
        pytest.param(
            _known(last_decided=date(2026, 11, 6)),
            Silence(date(2026, 11, 6), TODAY, waits=False),
            id="fourteen days ago",
        ),
        pytest.param(_known(last_said=date(2026, 11, 18)), None, id="somebody said that there was nothing to moderate"),
        pytest.param(_known(last_arrived=date(2026, 11, 18)), None, id="somebody handed a comment in"),
        pytest.param(_known(is_told=True), None, id="no comment came: that is no neglect"),
        pytest.param(
            _known(is_told=True, waits_since=date(2026, 11, 2)),
            Silence(date(2026, 11, 2), date(2026, 11, 16), waits=True),
            id="a comment waits and nobody decides",
        ),
        pytest.param(
            _known(is_told=True, waits_since=date(2026, 11, 2), last_decided=date(2026, 11, 12)),
            None,
            id="one waits, and others are decided",
        ),
        pytest.param(
            _known(waits_since=date(2026, 11, 2), last_said=date(2026, 11, 19)),
            Silence(date(2026, 11, 2), date(2026, 11, 16), waits=True),
            id="a comment waits, whatever somebody said",
        ),
        pytest.param(_known(live_since=date(2026, 11, 16)), None, id="launched this week"),
    ],
)
def test_which_silence_is_said(known: Moderation, silence: Silence | None) -> None:
    assert silence_of(CALENDAR, known, TODAY, 14) == silence


@pytest.mark.parametrize(
    ("today", "is_said"),
    [
        pytest.param(date(2027, 1, 3), False, id="in the holidays nothing counts"),
        pytest.param(date(2027, 1, 4), False, id="nobody is told on the first day after them"),
        pytest.param(date(2027, 1, 14), False, id="a day too early"),
        pytest.param(date(2027, 1, 15), True, id="two days before them and twelve after them"),
    ],
)
def test_weeks_without_a_school_day_do_not_count(today: date, is_said: bool) -> None:
    known = _known(last_decided=date(2026, 12, 18))
    assert (silence_of(CALENDAR, known, today, 14) is not None) is is_said


def test_without_terms_nothing_is_said_and_the_calendars_own_line_says_why() -> None:
    assert silence_of(SchoolCalendar(), _known(), TODAY, 14) is None


@pytest.mark.parametrize(
    ("answers", "takes"),
    [
        pytest.param({"audience": ["pupils"], "contributors": {"parents": ["comments"]}}, True, id="parents comment"),
        pytest.param({"audience": ["pupils"], "contributors": {"staff": ["text"]}}, False, id="only staff write"),
        pytest.param({"audience": ["pupils"], "contributors": {"parents": []}}, False, id="nobody may add anything"),
        pytest.param({"audience": ["parents"], "contributors": {"parents": ["text"]}}, False, id="not for pupils"),
        pytest.param({}, False, id="no approved text"),
    ],
)
def test_a_site_takes_comments_where_pupils_see_it_and_somebody_may_add(answers: dict[str, Any], takes: bool) -> None:
    assert takes_comments(answers) is takes


def test_every_reason_why_nobody_can_say_that_there_was_nothing_to_moderate() -> None:
    found = saying_refusals(SiteState.SUSPENDED, is_moderator=False, waits=True)
    assert [refusal.code for refusal in found] == ["not_yours_to_do", "not_in_this_state", "comments_wait"]
    assert saying_refusals(SiteState.LIVE, is_moderator=True, waits=False) == ()
