"""000-7: the guidelines are reviewed by a date or by an event, and a blank review date is flagged."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.services.policy_reviews import call_review
from tests.clauses.reviewing import print_dates, review
from tests.clauses.standing import found_at, stands
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import refused


def test_a_blank_review_date_is_flagged(session: Session) -> None:
    cast = make_cast(session)
    print_dates(session, cast.actor(session, cast.chair), "July 2026", "..... / ..... / .....")
    (finding,) = found_at(session, cast.school, "000-7")
    assert (finding.standing, finding.said) == (Standing.DUE, "The policy’s review date is blank.")


def test_a_change_of_the_law_asks_for_a_review_until_one_is_held(session: Session) -> None:
    cast = make_cast(session)
    print_dates(session, cast.actor(session, cast.chair), "July 2026", "July 2027")
    assert stands(session, cast.school, "000-7") is Standing.KEPT
    ict = cast.actor(session, cast.ict)
    with refused(session, "no_cause"):
        call_review(session, ict, NOW, why="weather", words="The ages of platforms change.")
    call_review(session, ict, NOW, why="law", words="The ages of platforms change in spring.")
    (called,) = found_at(session, cast.school, "000-7")
    assert called.standing is Standing.DUE
    assert called.said == "A review was asked for on Wednesday 18 November 2026 and has not been held."
    review(session, cast.actor(session, cast.chair))
    assert stands(session, cast.school, "000-7") is Standing.KEPT
