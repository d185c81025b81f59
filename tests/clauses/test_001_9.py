"""001-9: the policy carries its approval; one that is reviewed "as required" warns after a year."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.reviewing import print_dates, review
from tests.clauses.scene import on
from tests.clauses.standing import found_at, stands
from tests.services.cast import make_cast


def test_a_review_without_a_date_warns_after_a_year(session: Session) -> None:
    cast = make_cast(session)
    print_dates(session, cast.actor(session, cast.chair), "November 2026", "As required")
    assert stands(session, cast.school, "001-9") is Standing.KEPT
    a_year_on = on(dt.date(2027, 11, 18))
    (finding,) = found_at(session, cast.school, "001-9", a_year_on)
    assert finding.standing is Standing.DUE
    assert finding.said == (
        "It is reviewed as required, and nobody has since Wednesday 18 November 2026, more than a year ago."
    )
    review(session, cast.actor(session, cast.chair), a_year_on, next_due_on=dt.date(2028, 11, 17))
    assert stands(session, cast.school, "001-9", now=a_year_on) is Standing.KEPT


def test_without_its_approval_it_is_due(session: Session) -> None:
    cast = make_cast(session)
    (finding,) = found_at(session, cast.school, "001-9")
    assert finding.standing is Standing.DUE
    assert finding.said == "The policy does not say when it was approved. The policy’s review date is blank."
