"""Accounts on platforms: two people here with full access, no password anywhere, and platforms that were given up."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.proposal.completeness import missing
from governance.domain.registers.platform_accounts import AccountTyped, wrong_with
from governance.domain.registers.words import Access
from governance.domain.reminders import Matter, Rung
from governance.models import AuditRow, Membership, PlatformAccount, School
from governance.queries.registers.platform_accounts import accounts_of
from governance.services.proposals.known import proposal_facts
from governance.services.refused import Refused
from governance.services.registers.platform_accounts import (
    change_account,
    check_account,
    end_access,
    give_access,
    keep_account,
)
from governance.services.registers.retired_platforms import let_platform_back, retire_platform
from tests.domain.proposal.samples import account as answers_of_account
from tests.factories import NOW, TODAY
from tests.services.cast import Cast
from tests.services.owed.scene import change, owed, scene

TYPED = AccountTyped("facebook", handle="@oak", recovery_address="office@oak.example", second_factor=True)
SUMMER = dt.date(2027, 7, 21)


def kept(session: Session, cast: Cast, site_id: int, typed: AccountTyped = TYPED) -> int:
    """The account of Year 3's blog is on the register."""
    return keep_account(session, cast.actor(session, cast.ict), NOW, site_id=site_id, typed=typed)


def held(session: Session, cast: Cast, account_id: int, *people: int) -> None:
    """These people hold full access."""
    for person_id in people:
        ict = cast.actor(session, cast.ict)
        give_access(session, ict, NOW, account_id=account_id, person_id=person_id, access=Access.FULL)


def wrong(session: Session, cast: Cast, day: dt.date = TODAY) -> tuple[str, ...]:
    (line,) = accounts_of(session, cast.school.id, day)
    session.rollback()
    return wrong_with(line.known, 2, 6, day)


def test_an_account_in_order_has_two_people_a_shared_mailbox_a_second_step_and_was_checked(session: Session) -> None:
    cast, site = scene(session)
    number = kept(session, cast, site.id)
    assert wrong(session, cast) == ("0 of at least 2 people here hold full access.", "Nobody has checked it yet.")
    held(session, cast, number, cast.teacher.id, cast.second.id)
    seen = session.get_one(PlatformAccount, number).revision
    session.rollback()
    check_account(session, cast.actor(session, cast.ict), NOW, account_id=number, seen=seen)
    assert wrong(session, cast) == ()
    assert wrong(session, cast, dt.date(2027, 5, 18)) == ()
    assert wrong(session, cast, dt.date(2027, 5, 19)) == ("It is due to be checked again.",)
    assert owed(session, cast, "2027-05-18", Matter.ACCOUNT_CHECK) == []
    (one,) = owed(session, cast, "2027-05-19", Matter.ACCOUNT_CHECK)
    assert (one.label, one.by, one.starts_at) == ("Year 3 blog", dt.date(2027, 5, 18), Rung.ICT_LEAD)


def test_a_leaver_who_still_holds_access_is_red_and_owed_until_it_is_taken_away(session: Session) -> None:
    cast, site = scene(session)
    number = kept(session, cast, site.id)
    held(session, cast, number, cast.teacher.id, cast.second.id)
    member = session.scalars(sa.select(Membership).where(Membership.person_id == cast.second.id)).one()
    change(session, member, ends_on=dt.date(2026, 11, 20))
    assert owed(session, cast, "2026-11-20", Matter.LEAVER_HOLDS_ACCESS) == []
    assert wrong(session, cast, dt.date(2026, 11, 21))[:2] == (
        "Somebody who left still holds access.",
        "1 of at least 2 people here hold full access.",
    )
    (one,) = owed(session, cast, "2026-11-23", Matter.LEAVER_HOLDS_ACCESS)
    assert (one.since, one.starts_at) == (dt.date(2026, 11, 21), Rung.ICT_LEAD)
    end_access(session, cast.actor(session, cast.ict), NOW, account_id=number, person_id=cast.second.id)
    assert owed(session, cast, "2026-11-23", Matter.LEAVER_HOLDS_ACCESS) == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param(AccountTyped("facebook"), ("account_without_name",), id="it has a name or a number there"),
        pytest.param(AccountTyped("x", handle="@oak", notes="pw: Tulip9"), ("typed_password",), id="no password"),
        pytest.param(
            AccountTyped("x", handle="@oak", notes="Tulip2026!x"),
            ("typed_password",),
            id="nor what looks like one",
        ),
    ],
)
def test_an_account_that_cannot_be(session: Session, typed: AccountTyped, codes: tuple[str, ...]) -> None:
    cast, site = scene(session)
    site_id, ict = site.id, cast.actor(session, cast.ict)
    acts = session.scalar(sa.select(sa.func.count(AuditRow.id)))
    session.rollback()
    with pytest.raises(Refused) as refused:
        keep_account(session, ict, NOW, site_id=site_id, typed=typed)
    assert refused.value.codes == codes
    assert session.scalar(sa.select(sa.func.count(AuditRow.id))) == acts


def test_a_personal_recovery_address_is_said(session: Session) -> None:
    cast, site = scene(session)
    number = kept(session, cast, site.id)
    seen = session.get_one(PlatformAccount, number).revision
    session.rollback()
    own = AccountTyped("facebook", handle="@oak", recovery_address="ms.first@gmail.com", second_factor=False)
    change_account(session, cast.actor(session, cast.ict), NOW, account_id=number, seen=seen, typed=own)
    assert wrong(session, cast)[1:3] == (
        "The recovery address is one person’s own. Use a shared mailbox of the school’s.",
        "The second step is off.",
    )


def test_nobody_proposes_a_site_on_a_platform_that_was_given_up(session: Session) -> None:
    cast, site = scene(session)
    school, answers = session.get_one(School, cast.school.id), answers_of_account()
    assert "platform_retired" not in _codes(session, school, answers)
    head, why = cast.actor(session, cast.head), "Nobody of ours reads it any more."
    number = retire_platform(session, head, NOW, platform="facebook", close_by=SUMMER, reason=why)
    assert "platform_retired" in _codes(session, school, answers)
    change(session, site, platform="facebook")
    assert owed(session, cast, "2027-06-18", Matter.PLATFORM_CLOSES) == []
    (one,) = owed(session, cast, "2027-06-21", Matter.PLATFORM_CLOSES)
    assert (one.label, one.by, one.owner) == ("Year 3 blog", SUMMER, cast.assistant.id)
    let_platform_back(session, head, NOW, retired_id=number)
    assert "platform_retired" not in _codes(session, school, answers)


def test_only_the_head_gives_a_platform_up_and_not_for_a_day_that_has_passed(session: Session) -> None:
    cast, _ = scene(session)
    ict, head, why = cast.actor(session, cast.ict), cast.actor(session, cast.head), "Nobody reads it any more."
    with pytest.raises(Refused) as refused:
        retire_platform(session, ict, NOW, platform="facebook", close_by=SUMMER, reason=why)
    assert refused.value.codes == ("not_yours_to_do",)
    with pytest.raises(Refused) as refused:
        retire_platform(session, head, NOW, platform="facebook", close_by=dt.date(2026, 11, 17), reason=why)
    assert refused.value.codes == ("retired_in_past",)


def _codes(session: Session, school: School, answers: dict[str, object]) -> set[str]:
    found = {refusal.code for refusal in missing(answers, proposal_facts(session, school, TODAY))}
    session.rollback()
    return found
