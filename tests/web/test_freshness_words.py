"""How a site's standing reads: the day by which something is due, also when that day is over and the week is not."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.freshness import Freshness, Period, Standing
from governance.web.freshness_words import sentence_of

WEEK = Period(dt.date(2026, 11, 16), dt.date(2026, 11, 22))
FRIDAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("state", "missed", "today", "sentence"),
    [
        pytest.param(
            Freshness.DUE,
            0,
            FRIDAY,
            "Something new is due by Friday 20 November 2026.",
            id="due on its last school day",
        ),
        pytest.param(
            Freshness.DUE,
            0,
            dt.date(2026, 11, 21),
            "Something new was due by Friday 20 November 2026. It still counts if it comes by Sunday 22 November 2026.",
            id="on Saturday the day has passed, and what comes by Sunday still counts",
        ),
        pytest.param(
            Freshness.LATE,
            1,
            dt.date(2026, 11, 18),
            "1 update was missed. The next one is due by Friday 20 November 2026.",
            id="late, and the next is due",
        ),
        pytest.param(
            Freshness.ASLEEP,
            3,
            dt.date(2026, 11, 22),
            "3 updates in a row were missed. The next one was due by Friday 20 November 2026. "
            "It still counts if it comes by Sunday 22 November 2026.",
            id="asleep at the weekend",
        ),
    ],
)
def test_a_sentence_never_says_that_something_is_due_by_a_day_that_has_passed(
    state: Freshness, missed: int, today: dt.date, sentence: str
) -> None:
    assert sentence_of(Standing(state, WEEK, missed, FRIDAY), 1, today) == sentence


def test_a_late_site_in_the_holidays_is_not_told_of_a_next_day() -> None:
    assert sentence_of(Standing(Freshness.LATE, WEEK, 2), 1, FRIDAY) == "2 updates in a row were missed."
