"""A.1.1: on official sites people behave as well as in any other public work; it is listed in the clause evidence."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.policy_text import STANDARDS
from tests.clauses.standing import found_at
from tests.services.cast import make_cast


def test_it_is_advice_and_listed_with_who_acknowledged_it(session: Session) -> None:
    assert "behave as well as in any other public work" in STANDARDS
    cast = make_cast(session)
    (finding,) = found_at(session, cast.school, "A.1.1")
    assert (finding.standing, finding.record) == (Standing.ADVICE_ONLY, RecordAt("acknowledged"))
    assert finding.said == (
        "Whoever acknowledges the policy promises the same standards as in any public work. "
        "6 of 7 people have acknowledged version 1 of the policy."
    )
