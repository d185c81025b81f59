"""A.2.7: whether a site is right for vulnerable people is asked, and a yes or a doubt stops until there is advice."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import found_at, said, stands
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused

ADVICE = {
    "vulnerable_adviser": "The safeguarding lead",
    "vulnerable_advice_on": "2026-11-16",
    "vulnerable_advice": "Keep the group’s own pages off it.",
}


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_a_yes_forces_an_advice_record_before_submit(session: Session, answer: str) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, vulnerable=answer)
    with refused(session, *["vulnerable_without_advice"] * 3):
        submit(session, cast, version)


def test_the_advice_is_shown_by_its_day(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.2.7") == ["It was asked, and no vulnerable people use the site."]
    with_answers(session, site, vulnerable="yes")
    assert stands(session, cast.school, "A.2.7") is Standing.NOT_KEPT


def test_with_advice_it_is_kept(session: Session) -> None:
    cast = make_cast(session)
    with_answers(session, live_site(session, cast), vulnerable="yes", **ADVICE)
    (finding,) = found_at(session, cast.school, "A.2.7")
    assert finding.standing is Standing.KEPT
    assert finding.said == "Vulnerable people may use the site; advice was taken on Monday 16 November 2026."
