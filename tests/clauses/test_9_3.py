"""9.3: contracted providers tell the school immediately and act under their own procedure."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.words import Outcome
from governance.models import Breach, Notice
from governance.queries.breaches import breach_page
from governance.services.breaches.record import close_breach
from governance.services.breaches.reporting import report_by_provider
from governance.services.pretenders import the_public
from governance.services.refused import Refused
from tests.clauses.breach_scene import FACTS, WHY, looked_into, seen
from tests.factories import NOW
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import unchanged


def told(session: Session, cast: Cast, *, minutes: int = 95, provider: str = "Example Hosting", times: int = 1) -> None:
    for _ in range(times):
        report_by_provider(
            session,
            the_public(cast.school.id),
            NOW,
            school=cast.school,
            provider=provider,
            contact="desk@hosting.example",
            facts=FACTS,
            learned_at=NOW - dt.timedelta(minutes=minutes),
            remote="203.0.113.9",
            salt="salt",
        )


def test_the_gap_between_learned_and_told_is_shown(session: Session) -> None:
    cast = make_cast(session)
    told(session, cast)
    breach = session.scalars(sa.select(Breach)).one()
    page = breach_page(session, cast.actor(session, cast.head), breach.id)
    assert page is not None
    assert page.minutes == 95
    assert (breach.provider, breach.opened_by) == ("Example Hosting", None)


def test_the_head_is_told_that_something_waits_and_no_more(session: Session) -> None:
    cast = make_cast(session)
    told(session, cast)
    mails = session.execute(sa.select(Notice.person_id, Notice.subject, Notice.body)).all()
    assert [(mail.person_id, mail.subject) for mail in mails] == [(cast.head.id, "Something waits for you")]
    assert "hosting" not in mails[0].body.casefold()


def test_the_providers_own_procedure_is_an_outcome(session: Session) -> None:
    cast = make_cast(session)
    told(session, cast)
    breach_id = session.scalars(sa.select(Breach.id)).one()
    head = cast.actor(session, cast.head)
    session.rollback()
    looked_into(session, head, breach_id)
    close_breach(
        session,
        head,
        NOW,
        breach_id=breach_id,
        seen=seen(session, breach_id),
        outcome=Outcome.PROVIDERS_PROCEDURE,
        reason=WHY,
    )
    assert session.scalars(sa.select(Breach.outcome)).one() == "providers_procedure"


@pytest.mark.parametrize(
    ("minutes", "provider", "codes"),
    [
        pytest.param(95, " ", ("no_provider",), id="who tells is asked"),
        pytest.param(-5, "Example Hosting", ("learned_in_future",), id="nobody learns of it later than now"),
    ],
)
def test_what_is_refused(session: Session, minutes: int, provider: str, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    session.rollback()
    with unchanged(session), pytest.raises(Refused) as refused:
        told(session, cast, minutes=minutes, provider=provider)
    assert refused.value.codes == codes


def test_one_address_cannot_flood_the_school(session: Session) -> None:
    cast = make_cast(session)
    told(session, cast, times=10)
    with unchanged(session), pytest.raises(Refused) as refused:
        told(session, cast)
    assert refused.value.codes == ("too_many_reports",)
