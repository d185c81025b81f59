"""003-4: the school may require that something published is taken down, and what came of it is on record."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.demands import Ground, Result
from governance.models import RemovalDemand
from governance.services.breaches.demands import demand_removal, end_demand
from governance.services.refused import Refused
from tests.clauses.breach_scene import reported, seen
from tests.factories import NOW, TODAY
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged

NEXT_WEEK = TODAY + dt.timedelta(days=7)


def test_a_demand_on_the_ground_of_the_policy_and_its_end(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.teacher)
    head = cast.actor(session, cast.head)
    session.rollback()
    demand_id = demand_removal(
        session,
        head,
        NOW,
        breach_id=breach_id,
        seen=seen(session, breach_id),
        to_whom="the teacher",
        what="The picture of the class on your page.",
        address="https://page.example/picture",
        grounds=(Ground.POLICY,),
        due_on=NEXT_WEEK,
    )
    asked = session.execute(sa.select(RemovalDemand.grounds, RemovalDemand.sent_on, RemovalDemand.due_on)).one()
    assert asked == (["policy"], TODAY, NEXT_WEEK)
    session.rollback()
    with unchanged(session), pytest.raises(Refused) as refused:
        end_demand(
            session,
            head,
            NOW,
            breach_id=breach_id,
            demand_id=demand_id,
            seen=1,
            result=Result.REMOVED,
            ended_on=NEXT_WEEK,
        )
    assert refused.value.codes == ("ended_at_no_such_time",)
    end_demand(
        session, head, NOW, breach_id=breach_id, demand_id=demand_id, seen=1, result=Result.REMOVED, ended_on=TODAY
    )
    ended = session.execute(sa.select(RemovalDemand.result, RemovalDemand.result_on, RemovalDemand.result_by)).one()
    assert ended == ("removed", TODAY, cast.head.id)
