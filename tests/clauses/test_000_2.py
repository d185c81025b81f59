"""000-2: a compromised account is told to the manager at once; the gap is shown."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.compromised import CompromisedTyped
from governance.models import CompromisedAccount
from governance.services.refused import NotHere, Refused
from governance.services.registers.compromised import record_compromised, secure_account
from tests.clauses.declaring import told
from tests.clauses.standing import said, stands
from tests.factories import NOW
from tests.services.cast import make_cast

NINE = dt.datetime(2026, 11, 18, 9, 43, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 11, 18, 11, 30, tzinfo=dt.UTC)
YESTERDAY = dt.datetime(2026, 11, 17, 10, 30, tzinfo=dt.UTC)


def test_the_gap_is_shown_and_head_and_ict_lead_are_told_at_once(session: Session) -> None:
    cast = make_cast(session)
    teacher = cast.actor(session, cast.teacher)
    number = record_compromised(session, teacher, NOW, typed=CompromisedTyped("My Instagram", NINE, None, ""))
    assert told(session, "compromised_waits") == [
        ("head", "Something waits for you now"),
        ("ict_lead", "Something waits for you now"),
    ]
    # Noticed at 9:43 and told by this report at 10:30.
    assert said(session, cast.school, "000-2") == [
        "The longest gap between noticing and telling was 47 minutes.",
        "An account is not safe again yet.",
    ]
    seen = session.get_one(CompromisedAccount, number).revision
    session.rollback()
    secure_account(session, teacher, NOW, report_id=number, seen=seen, done="A new one and a second step.")
    assert stands(session, cast.school, "000-2") is Standing.KEPT


def test_told_a_day_later_is_not_at_once(session: Session) -> None:
    cast = make_cast(session)
    typed = CompromisedTyped("My page", YESTERDAY, None, "")
    record_compromised(session, cast.actor(session, cast.second), NOW, typed=typed)
    assert stands(session, cast.school, "000-2") is Standing.NOT_KEPT
    assert "1,440 minutes" in said(session, cast.school, "000-2")[0]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param(CompromisedTyped(" ", NINE, None, ""), ("compromised_without_account",), id="which account"),
        pytest.param(CompromisedTyped("Mine", LATER, None, ""), ("compromised_in_future",), id="not tomorrow"),
        pytest.param(CompromisedTyped("Mine", NINE, YESTERDAY, ""), ("compromised_told_before",), id="told after"),
        pytest.param(CompromisedTyped("Mine", NINE, None, "pw: Tulip2026!"), ("typed_password",), id="no password"),
    ],
)
def test_a_report_that_cannot_be(session: Session, typed: CompromisedTyped, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    teacher = cast.actor(session, cast.teacher)
    with pytest.raises(Refused) as refused:
        record_compromised(session, teacher, NOW, typed=typed)
    assert refused.value.codes == codes
    assert stands(session, cast.school, "000-2") is Standing.NOT_ASKED


def test_another_teacher_does_not_see_it(session: Session) -> None:
    cast = make_cast(session)
    typed = CompromisedTyped("My page", NINE, None, "")
    number = record_compromised(session, cast.actor(session, cast.teacher), NOW, typed=typed)
    other = cast.actor(session, cast.second)
    with pytest.raises(NotHere):
        secure_account(session, other, NOW, report_id=number, seen=1, done="I looked.")
