"""003-3: photographs, data, contact details: written permission of the school and of the data subject."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import Matter, Party
from tests.clauses.standing import stands
from tests.clauses.test_a_4_6 import Letters
from tests.services.unchanged import refused

WRITTEN = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        pytest.param((), ("school", "person_shown"), id="neither: both are said"),
        pytest.param((Party.SCHOOL,), ("person_shown",), id="one missing blocks: the person"),
        pytest.param((Party.PERSON_SHOWN,), ("school",), id="one missing blocks: the school"),
    ],
)
def test_one_missing_blocks_and_says_which(
    session: Session, given: tuple[Party, ...], missing: tuple[str, ...]
) -> None:
    letters = Letters(session)
    permission = letters.ask(Matter.PERSONAL_DATA, shown=letters.place.person())
    for party in given:
        letters.yes(permission, party, WRITTEN, by_head=party is Party.SCHOOL)
    with refused(session, *(f"permission_missing_{party}" for party in missing)):
        letters.use(permission)
    letters.use(permission, dt.date(2026, 11, 17))
    assert stands(session, letters.place.school, "003-3") is Standing.NOT_KEPT


def test_both_permit_it(session: Session) -> None:
    letters = Letters(session)
    permission = letters.ask(Matter.PERSONAL_DATA)
    letters.yes(permission, Party.SCHOOL, WRITTEN, by_head=True)
    letters.yes(permission, Party.PERSON_SHOWN, WRITTEN)
    letters.use(permission)
    assert stands(session, letters.place.school, "003-3") is Standing.KEPT
