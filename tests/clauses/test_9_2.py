"""9.2: confidence, defamation, the school's name and illegal acts weigh heaviest; a breach can be of several kinds."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.rules import outcome_refusals
from governance.domain.breaches.words import By, Kind, Outcome
from governance.models import Breach
from tests.clauses.breach_scene import WHY, reported, weighed
from tests.services.cast import make_cast


def test_more_than_one_type_can_be_recorded(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.teacher, kinds=(Kind.REPUTATION,))
    head = cast.actor(session, cast.head)
    session.rollback()
    weighed(session, head, breach_id, By.EMPLOYEE, Kind.DEFAMATION, Kind.CONFIDENCE, clauses=("9.2",))
    assert session.scalars(sa.select(Breach.kinds)).one() == ["confidence", "defamation"]
    assert session.scalars(sa.select(Breach.severity)).one() == "serious"


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        pytest.param(Kind.CONFIDENCE, [], id="a confidence broken may end in dismissal"),
        pytest.param(Kind.DEFAMATION, [], id="defamation may"),
        pytest.param(Kind.REPUTATION, [], id="harm to the school's name may"),
        pytest.param(Kind.ILLEGAL, [], id="an illegal act may, once the police know"),
        pytest.param(Kind.UNOFFICIAL, ["not_grave_enough"], id="talking outside the official sites alone may not"),
        pytest.param(Kind.CONDUCT, ["not_grave_enough"], id="anything else alone may not"),
    ],
)
def test_only_the_gravest_kinds_may_end_in_dismissal(kind: Kind, codes: list[str]) -> None:
    done = {"is_looked_into": True, "police_told": True, "is_leak_undecided": False}
    found = outcome_refusals(By.EMPLOYEE, (kind,), Outcome.DISMISSAL, WHY, **done)
    assert [refusal.code for refusal in found] == codes
