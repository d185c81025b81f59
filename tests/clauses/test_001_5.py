"""001-5: parents use no name, logo or images without the head, and bring complaints to the school's own channels."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.words import OUTCOMES, By, Kind
from governance.domain.clauses.finding import Standing
from governance.models import Breach
from tests.clauses.breach_scene import reported, weighed
from tests.clauses.standing import stands
from tests.services.cast import make_cast


def test_a_parent_is_a_kind_of_person_of_its_own(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, by=By.PARENT, kinds=(Kind.IMAGES,))
    head = cast.actor(session, cast.head)
    session.rollback()
    weighed(session, head, breach_id, By.PARENT, Kind.IMAGES, clauses=("001-5",))
    row = session.execute(sa.select(Breach.by_kind, Breach.kinds, Breach.clauses)).one()
    assert row == ("parent", ["images"], ["001-5"])
    assert "discipline" not in {outcome.value for outcome in OUTCOMES[By.PARENT]}
    assert stands(session, cast.school, "001-5") is Standing.KEPT
