"""On which day something that a site published counts, whatever date it carries (A.1.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from governance.domain.updates import Why, counted

LONDON = ZoneInfo("Europe/London")
FRIDAY, MONDAY = datetime(2026, 11, 13, 15, 0, tzinfo=UTC), datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said_at", "read_before", "counts_on", "why"),
    [
        pytest.param(
            datetime(2026, 11, 15, 20, 0, tzinfo=UTC), FRIDAY, date(2026, 11, 15), "its_date",
            id="a post counts on the date that it carries",
        ),
        pytest.param(
            datetime(2026, 11, 12, 20, 0, tzinfo=UTC), FRIDAY, date(2026, 11, 12), "its_date",
            id="a feed may be a day behind its own blog",
        ),
        pytest.param(
            datetime(2026, 11, 20, 9, 0, tzinfo=UTC), FRIDAY, date(2026, 11, 16), "dated_ahead",
            id="a post dated ahead counts on the day it was seen, never in a week to come",
        ),
        pytest.param(
            datetime(2026, 11, 4, 9, 0, tzinfo=UTC), FRIDAY, date(2026, 11, 16), "dated_back",
            id="a post dated back mends no week that is over; it counts on the day it was seen",
        ),
        pytest.param(
            datetime(2026, 6, 4, 9, 0, tzinfo=UTC), FRIDAY, None, "history",
            id="old posts of a blog that has moved are no news",
        ),
        pytest.param(None, FRIDAY, date(2026, 11, 16), "no_date", id="a post without a date counts when it is seen"),
        pytest.param(None, None, None, "no_date_at_first", id="at the first look nobody knows since when it is there"),
        pytest.param(
            datetime(2026, 6, 4, 9, 0, tzinfo=UTC), None, date(2026, 6, 4), "its_date",
            id="at the first look the dates of what is there are taken as they are",
        ),
        pytest.param(
            datetime(2026, 11, 4, 9, 0, tzinfo=UTC), datetime(2026, 11, 2, 9, 0, tzinfo=UTC), date(2026, 11, 4),
            "its_date", id="after a feed was unreadable its posts count on their own dates",
        ),
    ],
)  # fmt: skip
def test_the_day_that_counts(
    said_at: datetime | None, read_before: datetime | None, counts_on: date | None, why: str
) -> None:
    found = counted(said_at, MONDAY, read_before, LONDON)
    assert (found.counts_on, found.why) == (counts_on, Why(why))


def test_the_day_is_the_schools_own() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert counted(late, datetime(2026, 7, 1, 8, 0, tzinfo=UTC), None, LONDON).counts_on == date(2026, 7, 1)
