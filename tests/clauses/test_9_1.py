"""9.1: a breach may lead to discipline; staff who are not on the case cannot see that it exists."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.words import By, Kind, Outcome
from governance.models import Breach
from governance.queries.breaches import breach_page, breaches_of
from governance.queries.history import Sought, every_row
from governance.services.breaches.record import close_breach, read_breach
from governance.services.refused import NotHere, Refused
from tests.clauses.breach_scene import WHY, looked_into, reported, seen, weighed
from tests.clauses.standing import said
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged

OUTCOME = Outcome.DISCIPLINE


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        pytest.param("head", True, id="the head reads it"),
        pytest.param("teacher", False, id="whom it is about never does"),
        pytest.param("second", False, id="who reported it does not see it again"),
        pytest.param("assistant", False, id="the leadership team does not"),
        pytest.param("ict", False, id="the ICT lead does not"),
        pytest.param("dsl", False, id="the safeguarding lead does not"),
        pytest.param("chair", False, id="the chair does not"),
    ],
)
def test_staff_who_are_not_on_the_case_cannot_see_that_it_exists(session: Session, who: str, reads: bool) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.teacher)
    actor = cast.actor(session, getattr(cast, who))
    session.rollback()
    assert [breach.id for breach in breaches_of(session, actor)] == ([breach_id] if reads else [])
    assert (breach_page(session, actor, breach_id) is not None) is reads
    told = [row for row in every_row(session, cast.school.id, Sought(), reader=actor) if row.code.startswith("breach.")]
    assert bool(told) is reads
    session.rollback()
    if reads:
        read_breach(session, actor, NOW, breach_id=breach_id)
        return
    with unchanged(session), pytest.raises(NotHere):
        read_breach(session, actor, NOW, breach_id=breach_id)


def test_a_breach_by_the_head_is_the_chairs_alone(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.head)
    read_by = {
        who: breach_page(session, cast.actor(session, getattr(cast, who)), breach_id) is not None
        for who in ("head", "chair", "dsl", "assistant", "ict", "teacher")
    }
    assert read_by == {
        "head": False,
        "chair": True,
        "dsl": False,
        "assistant": False,
        "ict": False,
        "teacher": False,
    }


def test_it_can_end_in_the_disciplinary_procedure_with_the_clause_named(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.teacher)
    head = cast.actor(session, cast.head)
    session.rollback()
    with unchanged(session), pytest.raises(Refused) as refused:
        close_breach(
            session,
            head,
            NOW,
            breach_id=breach_id,
            seen=seen(session, breach_id),
            outcome=OUTCOME,
            reason="",
        )
    assert refused.value.codes == ("not_looked_into", "reason_blank")
    weighed(session, head, breach_id, By.EMPLOYEE, Kind.REPUTATION, clauses=("9.1", "A.4.10"))
    looked_into(session, head, breach_id)
    close_breach(session, head, NOW, breach_id=breach_id, seen=seen(session, breach_id), outcome=OUTCOME, reason=WHY)
    breach = session.scalars(sa.select(Breach)).one()
    assert (breach.clauses, breach.outcome, breach.closed_by) == (["9.1", "A.4.10"], "discipline", cast.head.id)


def test_the_clause_page_never_tells_whether_there_is_one(session: Session) -> None:
    cast = make_cast(session)
    before = said(session, cast.school, "9.1")
    reported(session, cast, about=cast.teacher)
    assert said(session, cast.school, "9.1") == before
