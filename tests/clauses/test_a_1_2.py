"""A.1.2: purpose, outcome and effort are weighed before a site is made."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import said, stands
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


@pytest.mark.parametrize("left_out", ["reason", "intended_outcome", "worth_the_effort"])
def test_all_three_are_needed(session: Session, left_out: str) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, **{left_out: None})
    with refused(session, f"{left_out}_missing"):
        submit(session, cast, version)


def test_the_approved_text_shows_them(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.1.2") == ["Purpose, outcome and effort were weighed in the approved text."]
    with_answers(session, site, worth_the_effort=None)
    assert stands(session, cast.school, "A.1.2") is Standing.NOT_KEPT
    assert said(session, cast.school, "A.1.2") == ["The approved text does not say the effort."]
