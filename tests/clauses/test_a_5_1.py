"""A.5.1: what each group may add is decided: text, comments, pictures."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import said, stands
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_it_cannot_be_left_open(session: Session) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, contributors=None)
    with refused(session, "contributors_missing"):
        submit(session, cast, version)


def test_the_approved_text_shows_what_each_group_may_add(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (sentence,) = said(session, cast.school, "A.5.1")
    assert sentence.startswith("It is decided what each group may add. ")
    assert "comments" in sentence
    with_answers(session, site, contributors=None)
    assert stands(session, cast.school, "A.5.1") is Standing.NOT_KEPT
