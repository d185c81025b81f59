"""How long a record is kept, and from which day it is due (003-7; DOMAIN 3.7, 7.10)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.records.keeping import Kept, Since, due_on, latest_since, months_after
from governance.domain.records.kinds import SCHEDULE, RecordKind, correction_refusals, row_of
from governance.domain.records.words import Sure, Unit

TODAY = dt.date(2026, 11, 18)


@pytest.mark.parametrize(
    ("amount", "unit", "since", "day", "due"),
    [
        pytest.param(
            365, Unit.DAYS, Since.ARRIVED, "2025-11-17", "2026-11-18", id="365 days are over on the day after"
        ),
        pytest.param(365, Unit.DAYS, Since.ARRIVED, "2025-11-18", "2026-11-19", id="the last day still counts"),
        pytest.param(25, Unit.YEARS, Since.BORN, "2001-11-17", "2026-11-18", id="25 years from the date of birth"),
        pytest.param(6, Unit.YEARS, Since.LEFT, "2020-08-31", "2026-09-01", id="six years after the last day"),
        pytest.param(1, Unit.YEARS, Since.BORN, "2024-02-29", "2025-03-01", id="29 February ends on 28 February"),
        pytest.param(1, Unit.MONTHS, Since.MADE, "2026-01-31", "2026-03-01", id="a month from 31 January"),
    ],
)
def test_a_record_is_due_the_day_after_its_time_is_over(
    amount: int, unit: Unit, since: Since, day: str, due: str
) -> None:
    found = due_on(Kept(amount, unit, since), dt.date.fromisoformat(day))
    assert found.on == dt.date.fromisoformat(due)
    assert found.why_not == ""


def test_without_a_date_of_birth_nothing_is_due_and_that_is_said() -> None:
    found = due_on(Kept(25, Unit.YEARS, Since.BORN), None)
    assert found.on is None
    assert found.why_not == "The date of birth is not known, so it is not due."
    assert not found.is_due(dt.date(9999, 12, 31))


@pytest.mark.parametrize("today", [dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2024, 3, 1), TODAY])
@pytest.mark.parametrize(
    "kept",
    [
        Kept(30, Unit.DAYS, Since.MADE),
        Kept(1, Unit.MONTHS, Since.MADE),
        Kept(13, Unit.MONTHS, Since.MADE),
        Kept(1, Unit.YEARS, Since.LEFT),
        Kept(25, Unit.YEARS, Since.BORN),
    ],
    ids=lambda kept: kept.in_words,
)
def test_a_read_finds_what_is_due_and_nothing_else(kept: Kept, today: dt.date) -> None:
    latest = latest_since(kept, today)
    assert due_on(kept, latest).is_due(today)
    assert not any(due_on(kept, latest + dt.timedelta(days=later)).is_due(today) for later in range(1, 40))


def test_a_month_without_the_day_ends_on_its_last_one() -> None:
    assert months_after(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    assert months_after(dt.date(2026, 1, 15), -1) == dt.date(2025, 12, 15)


@pytest.mark.parametrize(
    ("kind", "rule", "sure"),
    [
        (RecordKind.CHILD_PROTECTION, "25 years from the pupil’s date of birth", Sure.READ),
        (RecordKind.PUPIL_RECORD, "25 years from the pupil’s date of birth", Sure.READ),
        (RecordKind.STAFF_RECORD, "6 years from the last day at the school", Sure.READ),
        (RecordKind.ALLEGATION, "10 years from the day it was made", Sure.RECALLED),
        (RecordKind.COMPLAINT, "7 years from the day it was made", Sure.RECALLED),
        (RecordKind.SITE_CONTENT, "As long as it is useful", Sure.RECALLED),
    ],
)
def test_the_schedule_says_how_long_and_how_sure_it_is(kind: RecordKind, rule: str, sure: Sure) -> None:
    assert (row_of(kind).rule, row_of(kind).sure) == (rule, sure)


def test_every_kind_stands_in_the_schedule_once() -> None:
    assert [row.kind for row in SCHEDULE] == list(RecordKind)
    assert all(row.basis for row in SCHEDULE)


@pytest.mark.parametrize(
    ("kind", "amount", "basis", "code"),
    [
        pytest.param(RecordKind.MAIL, 0, "Our own decision", "time_out_of_range", id="no time at all"),
        pytest.param(RecordKind.MAIL, 101, "Our own decision", "time_out_of_range", id="more than a century"),
        pytest.param(RecordKind.MAIL, 2, " ", "basis_missing", id="no ground"),
        pytest.param(RecordKind.COMMENT, 2, "Our own decision", "rule_not_changed_here", id="a setting of the policy"),
    ],
)
def test_a_time_that_cannot_stand_is_refused(kind: RecordKind, amount: int, basis: str, code: str) -> None:
    found = correction_refusals(row_of(kind), amount, Unit.YEARS, basis)
    assert [refusal.code for refusal in found] == [code]
