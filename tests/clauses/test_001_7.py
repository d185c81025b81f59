"""001-7: a disclosure about an adult is recorded and referred to the local authority and/or the police."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.disclosures import Source
from governance.models import Concern, ConcernStep
from governance.services.refused import Refused
from tests.clauses.concern_scene import close, recorded, ring, seen, take
from tests.clauses.standing import stands
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged


def test_it_cannot_close_without_a_referral_or_a_reason(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.SEEN)
    head = cast.actor(session, cast.head)
    take(session, head, concern_id, Route.GOVERNORS)
    seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        close(session, head, concern_id)
    assert refused.value.codes == ("not_referred_yet",)
    take(session, head, concern_id, Route.LADO)
    take(session, head, concern_id, Route.POLICE)
    close(session, head, concern_id)
    assert session.get_one(Concern, concern_id).closed_at == NOW
    routes = list(session.scalars(sa.select(ConcernStep.route).order_by(ConcernStep.id)))
    assert routes == ["governors", "lado", "police_101"]


def test_a_reason_stands_for_the_referral(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.SEEN)
    close(session, cast.actor(session, cast.head), concern_id, "It was a coach of the town’s club, whom they told.")
    assert session.get_one(Concern, concern_id).closed_at == NOW


def test_the_findings_ask_for_the_designated_officer(session: Session) -> None:
    cast = make_cast(session)
    ring(session, cast, Route.POLICE)
    assert stands(session, cast.school, "001-7") is Standing.DUE
    ring(session, cast, Route.LADO)
    assert stands(session, cast.school, "001-7") is Standing.KEPT
