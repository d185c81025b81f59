"""What the school itself owes: the review of its policy after a year, and the next term dates (DOMAIN 3.3)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.records.keeping import months_after
from governance.domain.reminders import Matter, Rung
from governance.models import PolicyText, Term
from tests.factories import start_writing
from tests.services.cast import make_cast
from tests.services.owed.scene import add, on_day, owed


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param("2026-11-18", 12, "2027-11-18", id="a year later"),
        pytest.param("2026-11-30", 3, "2027-02-28", id="the last day of a shorter month"),
        pytest.param("2027-12-31", 2, "2028-02-29", id="of a leap year"),
        pytest.param("2026-12-01", 1, "2027-01-01", id="over the turn of the year"),
    ],
)
def test_months_after(day: str, months: int, expected: str) -> None:
    assert months_after(dt.date.fromisoformat(day), months).isoformat() == expected


def test_a_year_after_its_last_text_the_policy_is_reviewed(session: Session) -> None:
    cast = make_cast(session)
    assert owed(session, cast, "2027-10-18", Matter.POLICY_REVIEW) == []
    for day in ("2027-10-19", "2028-01-10"):
        (one,) = owed(session, cast, day, Matter.POLICY_REVIEW)
        assert (one.period, one.by, one.since) == ("2027-11-18", dt.date(2027, 11, 18), dt.date(2027, 10, 19))
        assert (one.starts_at, one.path, one.subject_kind) == (Rung.HEAD, "/s/oak/policy/review", "school")
    text = PolicyText(
        school_id=cast.school.id,
        number=2,
        title="Policy",
        text="New.",
        published_at=on_day("2027-11-01"),
        published_by=cast.head.id,
    )
    add(session, text)
    assert owed(session, cast, "2028-01-10", Matter.POLICY_REVIEW) == []


def test_term_dates_that_run_out_are_the_ict_leads_to_type(session: Session) -> None:
    cast = make_cast(session)
    # The last term ends on Thursday 25 March 2027.
    assert owed(session, cast, "2027-01-23", Matter.CALENDAR_ENDS) == []
    for day in ("2027-01-24", "2027-04-12"):
        (one,) = owed(session, cast, day, Matter.CALENDAR_ENDS)
        assert (one.period, one.by, one.starts_at) == ("2027-03-25", dt.date(2027, 3, 25), Rung.ICT_LEAD)
        assert one.path == "/s/oak/calendar"
    start_writing(session)
    session.execute(sa.delete(Term))
    session.commit()
    (one,) = owed(session, cast, "2026-11-18", Matter.CALENDAR_ENDS)
    assert (one.period, one.by) == ("", None)
