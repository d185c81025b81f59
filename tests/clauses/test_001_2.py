"""001-2: name, logo and published material only with the head's written prior permission, online or in print."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import Matter, Party
from tests.clauses.standing import found_at, stands
from tests.clauses.test_a_4_6 import Letters
from tests.services.unchanged import refused


@pytest.fixture
def letters(session: Session) -> Letters:
    return Letters(session)


@pytest.mark.parametrize("matter", [Matter.SCHOOL_NAME, Matter.LOGO, Matter.PUBLISHED_MATERIAL])
def test_a_use_dated_before_permission_is_flagged(letters: Letters, matter: Matter) -> None:
    permission = letters.ask(matter)
    letters.use(permission, dt.date(2026, 11, 2))
    assert stands(letters.session, letters.place.school, "001-2") is Standing.NOT_KEPT
    letters.yes(permission, Party.SCHOOL, dt.date(2026, 11, 9), by_head=True)
    (found,) = found_at(letters.session, letters.place.school, "001-2")
    assert (found.standing, found.said) == (Standing.DUE, "1 permission is dated after its use.")


def test_only_the_head_gives_the_schools_permission(letters: Letters) -> None:
    permission = letters.ask(Matter.LOGO)
    with refused(letters.session, "the_head_gives_it"):
        letters.yes(permission, Party.SCHOOL, dt.date(2026, 11, 2))
    letters.yes(permission, Party.SCHOOL, dt.date(2026, 11, 2), by_head=True)
    letters.use(permission)
    assert stands(letters.session, letters.place.school, "001-2") is Standing.KEPT
