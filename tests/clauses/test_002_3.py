"""002-3: what pupils say about staff goes to the head, a reference to oneself to the line manager."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.words import Report
from governance.models import Breach, Notice
from governance.services.breaches.readers import readers_today
from governance.services.breaches.record import pass_to_head
from governance.services.refused import Refused
from tests.clauses.breach_scene import reported, seen
from tests.factories import NOW
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import unchanged


def readers(session: Session, cast: Cast) -> list[str]:
    breach = session.scalars(sa.select(Breach)).one()
    names = {getattr(cast, who).id: who for who in ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")}
    return [names[person] for person in readers_today(session, breach, NOW)]


def test_a_pupils_insult_goes_to_the_head(session: Session) -> None:
    cast = make_cast(session)
    reported(session, cast, report=Report.PUPILS_WORDS)
    assert readers(session, cast) == ["head"]
    assert session.execute(sa.select(Breach.by_kind, Breach.kinds)).one() == ("pupil", ["reputation", "insult"])
    assert list(session.scalars(sa.select(Notice.person_id))) == [cast.head.id]


def test_a_mention_of_oneself_goes_to_the_line_manager_and_not_to_the_head(session: Session) -> None:
    cast = make_cast(session)
    reported(session, cast, report=Report.MENTION, manager=cast.assistant)
    assert readers(session, cast) == ["assistant"]
    assert list(session.scalars(sa.select(Notice.person_id))) == [cast.assistant.id]


def test_the_line_manager_may_pass_it_on_to_the_head(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, report=Report.MENTION, manager=cast.assistant)
    manager = cast.actor(session, cast.assistant)
    session.rollback()
    pass_to_head(session, manager, NOW, breach_id=breach_id, seen=seen(session, breach_id))
    assert readers(session, cast) == ["head", "assistant"]


@pytest.mark.parametrize(
    ("manager", "codes"),
    [
        pytest.param(None, ("no_line_manager",), id="a line manager is chosen"),
        pytest.param("second", ("manager_is_part",), id="nobody is their own line manager"),
        pytest.param("teacher", ("manager_is_part",), id="nor is the person it is about"),
    ],
)
def test_whom_nobody_can_choose(session: Session, manager: str | None, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    session.rollback()
    chosen = getattr(cast, manager) if manager else None
    with unchanged(session), pytest.raises(Refused) as refused:
        reported(session, cast, report=Report.MENTION, about=cast.teacher, manager=chosen)
    assert refused.value.codes == codes
