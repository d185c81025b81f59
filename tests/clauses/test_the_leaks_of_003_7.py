"""003-7, second half: when personal details got out, who was told when, until when, and why is on record."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.words import Kind, Outcome
from governance.domain.words import Role
from governance.models import Breach
from governance.queries.breaches import breach_page
from governance.services.breaches.leaks import decide_leak, tell_officer
from governance.services.breaches.record import close_breach
from governance.services.policy import change_setting
from governance.services.refused import Refused
from tests.clauses.breach_scene import HOUR_AGO, WHY, looked_into, reported, seen
from tests.factories import NOW, make_person
from tests.services.cast import make_cast
from tests.services.unchanged import refused, unchanged


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        pytest.param(None, HOUR_AGO + dt.timedelta(hours=72), id="three days after it was learned of"),
        pytest.param(24, HOUR_AGO + dt.timedelta(hours=24), id="or what the school's policy says"),
    ],
)
def test_the_due_time_is_a_setting(session: Session, hours: int | None, due: dt.datetime) -> None:
    cast = make_cast(session)
    if hours is not None:
        head = cast.actor(session, cast.head)
        session.rollback()
        change_setting(session, head, NOW, key="leak_hours", value=hours, seen=0)
    reported(session, cast, kinds=(Kind.PERSONAL_DATA,))
    assert session.scalars(sa.select(Breach.regulator_due_at)).one() == due


def test_the_data_protection_officer_reads_a_leak_and_no_other_breach(session: Session) -> None:
    cast = make_cast(session)
    officer = make_person(session, cast.school, Role.DPO)
    leak = reported(session, cast, kinds=(Kind.PERSONAL_DATA,))
    other = reported(session, cast, kinds=(Kind.CONDUCT,))
    actor = cast.actor(session, officer)
    assert breach_page(session, actor, leak) is not None
    assert breach_page(session, actor, other) is None


def test_the_officer_is_told_before_it_is_decided_and_the_reason_is_kept(session: Session) -> None:
    cast = make_cast(session)
    leak = reported(session, cast, kinds=(Kind.PERSONAL_DATA,))
    head = cast.actor(session, cast.head)
    session.rollback()
    decision = {"breach_id": leak, "regulator_told": False, "people_told": True, "reason": WHY}
    with unchanged(session), pytest.raises(Refused) as caught:
        decide_leak(session, head, NOW, seen=seen(session, leak), **decision)
    assert caught.value.codes == ("officer_not_told",)
    with unchanged(session), pytest.raises(Refused) as caught:
        tell_officer(
            session, head, NOW, breach_id=leak, seen=seen(session, leak), told_at=HOUR_AGO - dt.timedelta(days=1)
        )
    assert caught.value.codes == ("told_before_learned",)
    tell_officer(session, head, NOW, breach_id=leak, seen=seen(session, leak), told_at=NOW)
    decide_leak(session, head, NOW, seen=seen(session, leak), **decision)
    row = session.execute(
        sa.select(Breach.officer_told_at, Breach.regulator_told, Breach.people_told, Breach.leak_reason)
    ).one()
    assert row == (NOW, False, True, WHY)


def test_a_leak_is_not_closed_before_it_was_decided_who_is_told(session: Session) -> None:
    cast = make_cast(session)
    leak = reported(session, cast, kinds=(Kind.PERSONAL_DATA,))
    head = cast.actor(session, cast.head)
    session.rollback()
    looked_into(session, head, leak)
    ending = {"breach_id": leak, "outcome": Outcome.NO_BREACH, "reason": WHY}
    revision = seen(session, leak)
    with refused(session, "leak_not_decided"):
        close_breach(session, head, NOW, seen=revision, **ending)
    tell_officer(session, head, NOW, breach_id=leak, seen=revision, told_at=NOW)
    decision = {"breach_id": leak, "regulator_told": False, "people_told": True, "reason": WHY}
    decide_leak(session, head, NOW, seen=seen(session, leak), **decision)
    close_breach(session, head, NOW, seen=seen(session, leak), **ending)
    assert session.scalars(sa.select(Breach.closed_at)).one() == NOW


def test_seventy_two_hours_are_seventy_two_hours_across_the_change_of_the_clocks(session: Session) -> None:
    cast = make_cast(session)
    learned = dt.datetime(2026, 10, 24, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    reported(session, cast, kinds=(Kind.PERSONAL_DATA,), learned_at=learned)
    assert session.scalars(sa.select(Breach.regulator_due_at)).one() == dt.datetime(2026, 10, 27, 11, 0, tzinfo=dt.UTC)
