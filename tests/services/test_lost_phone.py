"""A lost phone: who takes the second step off, what goes with it, who is told, and that a refusal changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, at_the_server
from governance.domain.words import Role
from governance.models import Account, AuditRow, AuditText, Membership, Notice, Person, School
from governance.services.accounts import account_actor, sign_in
from governance.services.lost_phone import take_second_step_off, take_second_step_off_at_server
from governance.services.refused import NotHere, Refused, Stale
from governance.services.second_factor import Proof, set_second_factor
from tests.factories import NOW, actor_of, let_act_for_head, make_person, make_school
from tests.services.unchanged import counts, refused

REASON = "They came to the office and showed their card."
YESTERDAY = dt.date(2026, 11, 17)


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Person:
    return make_person(session, school, Role.HEAD, name="head")


@pytest.fixture(name="lead")
def _lead(session: Session, school: School) -> Person:
    return make_person(session, school, Role.ICT_LEAD, name="ICT lead")


def protect(session: Session, person: Person) -> str:
    """Give somebody a second step; return the uniquifier that their sessions are bound to."""
    account = _account(session, person)
    account_id, actor = account.id, account_actor(account)
    session.rollback()
    set_second_factor(
        session, actor, NOW, account_id=account_id, secret="{}", counter=1, recovery_digests=["a"], cleared="x"
    )
    seen = _account(session, person).fs_uniquifier
    session.rollback()
    return seen


def kept(session: Session, person: Person) -> tuple[object, ...]:
    """What is kept of somebody's second step and sessions."""
    one = _account(session, person)
    found = (one.tf_totp_secret, one.tf_primary_method, one.totp_counter, one.mf_recovery_codes, one.fs_uniquifier)
    session.rollback()
    return found


def take_off(session: Session, actor: Actor, school: School, person: Person, reason: str = REASON) -> None:
    membership_id, seen = session.execute(
        sa.select(Membership.id, Membership.revision).where(
            Membership.person_id == person.id, Membership.school_id == school.id
        )
    ).one()
    session.rollback()
    take_second_step_off(session, actor, NOW, membership_id=membership_id, seen=seen, reason=reason)


def told(session: Session) -> list[tuple[str, int | None]]:
    """The mails of a taken-off second step: kind and person."""
    found = session.execute(
        sa.select(Notice.kind, Notice.person_id).where(Notice.kind.like("second_step_%")).order_by(Notice.id)
    ).all()
    session.rollback()
    return [(row[0], row[1]) for row in found]


def _account(session: Session, person: Person) -> Account:
    return session.scalars(
        sa.select(Account).where(Account.person_id == person.id).execution_options(populate_existing=True)
    ).one()


def test_everything_of_the_second_step_goes_and_every_session_with_it(
    session: Session, school: School, head: Person, lead: Person
) -> None:
    teacher = make_person(session, school, Role.TEACHER, name="teacher")
    before = protect(session, teacher)
    take_off(session, actor_of(session, school, lead), school, teacher)
    secret, method, counter, codes, uniquifier = kept(session, teacher)
    assert (secret, method, counter, codes) == (None, None, None, None)
    assert uniquifier != before
    account = _account(session, teacher)
    account_id, actor = account.id, account_actor(account)
    with refused(session, "sign_in_wrong"):
        # Who waited half signed in with a code or a recovery code waits in vain.
        sign_in(session, actor, NOW, account_id=account_id, seen=before, cleared="x", proof=Proof(counter=2))


def test_it_is_on_record_with_its_reason_and_the_person_is_told_without_it(
    session: Session, school: School, head: Person, lead: Person
) -> None:
    teacher = make_person(session, school, Role.TEACHER, name="teacher")
    protect(session, teacher)
    take_off(session, actor_of(session, school, lead), school, teacher)
    row = session.scalars(sa.select(AuditRow).where(AuditRow.chain == school.id)).one()
    assert (row.code, row.actor_id, row.subject_kind) == ("person.second_step_removed", lead.id, "membership")
    assert row.details == {"account_ids": [_account(session, teacher).id]}
    texts = dict(session.execute(sa.select(AuditText.key, AuditText.text).where(AuditText.row_id == row.id)).all())
    assert texts == {"label": "teacher", "reason": REASON}
    assert told(session) == [("second_step_taken_off", teacher.id)]
    body = session.scalars(sa.select(Notice.body).where(Notice.kind == "second_step_taken_off")).one()
    assert body.startswith("ICT lead took the second step off your sign-in")
    assert REASON not in body


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.CHAIR_OF_GOVERNORS, Role.LEADERSHIP])
def test_the_ict_lead_leaves_those_who_decide_to_the_head(
    session: Session, school: School, head: Person, lead: Person, role: Role
) -> None:
    person = make_person(session, school, role, name="decides")
    protect(session, person)
    before = kept(session, person)
    actor = actor_of(session, school, lead)
    with refused(session, "second_step_taken_off_by_the_head"):
        take_off(session, actor, school, person)
    assert kept(session, person) == before
    take_off(session, actor_of(session, school, head), school, person)
    assert told(session) == [("second_step_taken_off", person.id)]


def test_who_acts_for_the_head_helps_the_head_and_the_ict_lead_then_does_not(
    session: Session, school: School, head: Person, lead: Person
) -> None:
    deputy = make_person(session, school, Role.TEACHER, name="deputy")
    let_act_for_head(session, school, deputy, head)
    before = protect(session, head)
    with refused(session, "second_step_taken_off_by_the_head"):
        take_off(session, actor_of(session, school, lead), school, head)
    assert kept(session, head)[4] == before
    take_off(session, actor_of(session, school, deputy), school, head)
    assert kept(session, head)[0] is None


def test_the_ict_lead_leaves_who_acts_for_the_head_to_the_head(
    session: Session, school: School, head: Person, lead: Person
) -> None:
    deputy = make_person(session, school, Role.TEACHER, name="deputy")
    let_act_for_head(session, school, deputy, head)
    protect(session, deputy)
    with refused(session, "second_step_taken_off_by_the_head"):
        take_off(session, actor_of(session, school, lead), school, deputy)


def test_where_nobody_acts_for_the_head_the_ict_lead_helps_and_the_chair_is_told(
    session: Session, school: School, head: Person, lead: Person
) -> None:
    chair = make_person(session, school, Role.CHAIR_OF_GOVERNORS, name="chair")
    protect(session, head)
    take_off(session, actor_of(session, school, lead), school, head)
    assert kept(session, head)[0] is None
    assert told(session) == [("second_step_taken_off", head.id), ("second_step_taken_off_without_head", chair.id)]


@pytest.mark.parametrize("role", [Role.HEAD, Role.ICT_LEAD])
def test_nobody_does_it_for_themselves(session: Session, school: School, role: Role) -> None:
    person = make_person(session, school, role)
    before = protect(session, person)
    with refused(session, "second_step_of_oneself"):
        take_off(session, actor_of(session, school, person), school, person)
    assert kept(session, person)[4] == before


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DSL, Role.CHAIR_OF_GOVERNORS, Role.GOVERNOR])
def test_only_who_looks_after_people_does_it(session: Session, school: School, role: Role) -> None:
    person, other = make_person(session, school, role), make_person(session, school, Role.TEACHER)
    protect(session, other)
    with refused(session, "not_yours_to_do"):
        take_off(session, actor_of(session, school, person), school, other)


def test_no_school_does_it_alone_for_a_sign_in_that_opens_another(
    session: Session, school: School, head: Person
) -> None:
    person = make_person(session, school, Role.TEACHER)
    make_person(session, make_school(session, "elm"), Role.HEAD, person=person)
    before = protect(session, person)
    with refused(session, "belongs_elsewhere"):
        take_off(session, actor_of(session, school, head), school, person)
    assert kept(session, person)[4] == before


def test_a_school_that_they_left_does_not_hinder(session: Session, school: School, head: Person) -> None:
    person = make_person(session, school, Role.TEACHER)
    make_person(session, make_school(session, "elm"), Role.HEAD, person=person, ends_on=YESTERDAY)
    protect(session, person)
    take_off(session, actor_of(session, school, head), school, person)
    assert kept(session, person)[0] is None


def test_a_school_that_they_left_does_it_no_more(session: Session, school: School, head: Person) -> None:
    person = make_person(session, school, Role.TEACHER, ends_on=YESTERDAY)
    protect(session, person)
    with refused(session, "has_left"):
        take_off(session, actor_of(session, school, head), school, person)


@pytest.mark.parametrize(
    ("reason", "code"), [("  ", "reason_blank"), ("phone", "reason_one_word"), ("so it is " * 200, "reason_too_long")]
)
def test_a_reason_is_asked_for(session: Session, school: School, head: Person, reason: str, code: str) -> None:
    person = make_person(session, school, Role.TEACHER)
    protect(session, person)
    with refused(session, code):
        take_off(session, actor_of(session, school, head), school, person, reason)
    with refused(session, code):
        take_second_step_off_at_server(session, at_the_server(None), NOW, email=_email(session, person), reason=reason)


def test_another_schools_member_is_not_there_and_a_stale_form_changes_nothing(
    session: Session, school: School, head: Person
) -> None:
    other = make_person(session, make_school(session, "elm"), Role.TEACHER)
    person = make_person(session, school, Role.TEACHER)
    protect(session, other)
    protect(session, person)
    actor = actor_of(session, school, head)
    found = dict(session.execute(sa.select(Membership.person_id, Membership.id)).all())
    before = counts(session)
    with pytest.raises(NotHere):
        take_second_step_off(session, actor, NOW, membership_id=found[other.id], seen=1, reason=REASON)
    with pytest.raises(Stale):
        take_second_step_off(session, actor, NOW, membership_id=found[person.id], seen=9, reason=REASON)
    assert counts(session) == before
    assert kept(session, other)[0] == kept(session, person)[0] == "{}"


def test_the_same_again_changes_nothing(session: Session, school: School, head: Person) -> None:
    person = make_person(session, school, Role.TEACHER)
    protect(session, person)
    actor = actor_of(session, school, head)
    take_off(session, actor, school, person)
    before, after = counts(session), kept(session, person)
    take_off(session, actor, school, person)
    assert (counts(session), kept(session, person)) == (before, after)


def _email(session: Session, person: Person) -> str:
    email = _account(session, person).email
    session.rollback()
    return email


def test_at_the_server_it_stands_in_every_school_that_they_have_not_left(session: Session, school: School) -> None:
    elm, ash = make_school(session, "elm"), make_school(session, "ash")
    person = make_person(session, school, Role.HEAD)
    make_person(session, elm, Role.TEACHER, person=person)
    make_person(session, ash, Role.TEACHER, person=person, ends_on=YESTERDAY)
    before = protect(session, person)
    email = _email(session, person).upper()
    take_second_step_off_at_server(session, at_the_server(None), NOW, email=email, reason=REASON)
    assert kept(session, person)[:4] == (None, None, None, None)
    assert kept(session, person)[4] != before
    rows = session.execute(
        sa.select(AuditRow.chain, AuditRow.actor_id, AuditRow.actor_name)
        .where(AuditRow.code == "person.second_step_removed")
        .order_by(AuditRow.chain)
    ).all()
    assert rows == [(school.id, None, "Set up on the server"), (elm.id, None, "Set up on the server")]
    assert told(session) == [("second_step_taken_off", person.id)]


def test_at_the_server_somebody_of_no_school_stands_in_the_chain_without_one(session: Session, school: School) -> None:
    person = make_person(session, school, Role.TEACHER, ends_on=YESTERDAY)
    protect(session, person)
    take_second_step_off_at_server(session, at_the_server(None), NOW, email=_email(session, person), reason=REASON)
    found = sa.select(AuditRow.chain, AuditRow.subject_kind).where(AuditRow.code == "person.second_step_removed")
    assert session.execute(found).all() == [(0, "account")]


def test_at_the_server_what_cannot_be_done_is_refused(session: Session, school: School, head: Person) -> None:
    server = at_the_server(None)
    email = _email(session, head)
    with refused(session, "email_not_known"):
        take_second_step_off_at_server(session, server, NOW, email="nobody@oak.example", reason=REASON)
    with refused(session, "no_second_step"):
        take_second_step_off_at_server(session, server, NOW, email=email, reason=REASON)


def test_nobody_who_signs_in_takes_the_servers_way(session: Session, school: School, head: Person) -> None:
    protect(session, head)
    for actor in (actor_of(session, school, head), at_the_server(school.id)):
        with pytest.raises(Refused) as caught:
            take_second_step_off_at_server(session, actor, NOW, email=_email(session, head), reason=REASON)
        assert caught.value.codes == ("not_yours_to_do",)
    assert kept(session, head)[0] == "{}"
