"""A.1.4: people say how much time they give a site, week after week."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import said, stands
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_zero_hours_are_refused(session: Session) -> None:
    cast = make_cast(session)
    hours = [{"person": cast.teacher.id, "hours": 0}, {"person": cast.second.id, "hours": 0.5}]
    version = draft_of(session, cast, hours=hours)
    with refused(session, "hours_zero"):
        submit(session, cast, version)


def test_the_approved_text_shows_what_was_promised(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.1.4") == ["2 people promise 1.5 hours a week."]
    with_answers(session, site, hours=[])
    assert stands(session, cast.school, "A.1.4") is Standing.NOT_KEPT
