"""002-5: "Spring 2025" is a date, and a title that contradicts the approval is shown."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import PolicyText
from tests.clauses.reviewing import print_dates
from tests.clauses.scene import change
from tests.clauses.standing import found_at
from tests.services.cast import make_cast


def test_term_named_dates_are_accepted_and_turned_into_dates(session: Session) -> None:
    cast = make_cast(session)
    print_dates(session, cast.actor(session, cast.chair), "Autumn 2026", "Spring 2027")
    (finding,) = found_at(session, cast.school, "002-5")
    assert (finding.standing, finding.record) == (Standing.KEPT, RecordAt("policy_review"))
    assert finding.said == "The policy carries its dates, and they fit together."


def test_the_clash_of_title_and_approval_is_shown(session: Session) -> None:
    cast = make_cast(session)
    change(session, PolicyText, {"number": 1}, title="Statement and guidelines September 2026")
    print_dates(session, cast.actor(session, cast.chair), "Spring 2026", "Spring 2027")
    (finding,) = found_at(session, cast.school, "002-5")
    assert finding.standing is Standing.DUE
    assert finding.said == "The date in the title and the date of approval contradict each other."
