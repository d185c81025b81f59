"""7.4: a site for pupils says how it serves the interests of children before anybody decides about it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import found_at, stands
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_a_pupil_site_cannot_be_submitted_without_it(session: Session) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, best_interests=None)
    with refused(session, "best_interests_missing"):
        submit(session, cast, version)


def test_the_approved_text_shows_it(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (finding,) = found_at(session, cast.school, "7.4")
    assert finding.standing is Standing.KEPT
    assert finding.said == "The approved text says how it is good for the children."
    with_answers(session, site, best_interests=None)
    assert stands(session, cast.school, "7.4") is Standing.NOT_KEPT


def test_a_site_of_adults_for_adults_is_not_asked(session: Session) -> None:
    cast = make_cast(session)
    with_answers(session, live_site(session, cast), audience=["parents"], contributors={"staff": ["text"]})
    assert stands(session, cast.school, "7.4") is Standing.NOT_ASKED
