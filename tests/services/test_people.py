"""Inviting people, keeping what is known of them right, and the guards on roles."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.invitation import PersonAsked, RoleAsked
from governance.domain.words import PersonKind, Role
from governance.models import Account, AuditRow, Membership, Notice, Person, RoleHeld, School
from governance.services.people import change_person, invite_again, invite_person
from governance.services.refused import NotHere, Refused, Stale
from governance.services.roles import end_role, give_role
from tests.factories import LONG_AGO, NOW, TODAY, actor_of, make_person, make_school

KINDS = (Person, Account, Membership, RoleHeld, Notice, AuditRow)


def _counts(session: Session) -> list[int]:
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in KINDS]
    session.rollback()
    return found


def _link(account: Account) -> str:
    return f"/choose/{account.fs_uniquifier[:4]}"


def _asked(email: str = "new@oak.example", *roles: Role, **changes: object) -> PersonAsked:
    held = tuple(RoleAsked(role, TODAY) for role in roles or (Role.TEACHER,))
    asked = PersonAsked("A new teacher", email, PersonKind.EMPLOYEE, "Year 4 teacher", held, TODAY)
    return dataclasses.replace(asked, **changes)


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="lead")
def _lead(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def _own(session: Session, actor: Actor) -> tuple[int, int]:
    """The id of an actor's membership, and of the first role held with it."""
    membership = session.scalars(
        sa.select(Membership).where(Membership.person_id == actor.person_id, Membership.school_id == actor.school_id)
    ).one()
    found = membership.id, membership.roles[0].id
    session.rollback()
    return found


def _set_account(session: Session, person_id: int, **values: object) -> str:
    """Change an account as rows and return its address."""
    begin_writing(session)
    account = session.scalars(sa.select(Account).where(Account.person_id == person_id)).one()
    email = account.email
    for key, value in values.items():
        setattr(account, key, value)
    session.commit()
    return email


def test_an_invitation_makes_person_account_membership_role_and_mail(session: Session, head: Actor) -> None:
    before = _counts(session)
    membership_id = invite_person(session, head, NOW, asked=_asked(" New@Oak.Example"[1:]), link_for=_link)
    assert [after - was for after, was in zip(_counts(session), before, strict=True)] == [1, 1, 1, 1, 1, 1]
    membership = session.get_one(Membership, membership_id)
    mail = session.scalars(sa.select(Notice)).one()
    assert (membership.person.name, membership.kind, membership.invited_at) == (
        "A new teacher",
        PersonKind.EMPLOYEE,
        NOW,
    )
    assert (mail.kind, mail.to_address) == ("invited", "new@oak.example")
    assert mail.link.startswith("/choose/")
    assert session.scalars(sa.select(AuditRow)).one().code == "person.invited"


def test_a_known_address_becomes_the_same_person_whatever_its_capitals(session: Session, head: Actor) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    elsewhere = make_person(session, elm, Role.TEACHER)
    elsewhere_id = elsewhere.id
    session.rollback()
    email = _set_account(session, elsewhere_id, password="x")
    invite_person(session, head, NOW, asked=_asked(email.upper()), link_for=_link)
    here = session.scalars(sa.select(Membership).where(Membership.school_id == head.school_id)).all()
    assert [membership.person_id for membership in here] == [head.person_id, elsewhere_id]
    mail = session.scalars(sa.select(Notice)).one()
    # Who has a password gets no link that changes it, and nobody is told of the other school.
    assert (mail.kind, mail.link) == ("added", "/s/oak/")
    assert "Elm" not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"name": "  "}, "name_missing", id="no name"),
        pytest.param({"name": "123"}, "name_missing", id="a name without a letter"),
        pytest.param({"name": "a" * 201}, "name_too_long", id="a name that is too long"),
        pytest.param({"email": "nobody"}, "email_not_one", id="no whole address"),
        pytest.param({"email": "a@b.example, c@d.example"}, "email_not_one", id="two addresses"),
        pytest.param({"roles": ()}, "role_missing", id="an employee without a role"),
        pytest.param({"ends_on": dt.date(2026, 11, 1)}, "person_ends_before_start", id="a last day before the first"),
        pytest.param(
            {"roles": (RoleAsked(Role.TEACHER, TODAY), RoleAsked(Role.TEACHER, TODAY))}, "role_twice", id="a role twice"
        ),
        pytest.param(
            {"roles": (RoleAsked(Role.TEACHER, LONG_AGO),)}, "role_before_membership", id="a role before the first day"
        ),
        pytest.param(
            {"roles": (RoleAsked(Role.TEACHER, TODAY, LONG_AGO),)}, "role_ends_before_start", id="a role ends too early"
        ),
    ],
)
def test_what_cannot_be_invited_changes_nothing(
    session: Session, head: Actor, changes: dict[str, object], code: str
) -> None:
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        invite_person(session, head, NOW, asked=_asked(**changes), link_for=_link)  # type: ignore[arg-type]
    assert refused.value.codes == (code,)
    assert _counts(session) == before


def test_who_belongs_here_already_is_not_invited_again(session: Session, head: Actor) -> None:
    invite_person(session, head, NOW, asked=_asked(), link_for=_link)
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        invite_person(session, head, NOW, asked=_asked("NEW@oak.example"), link_for=_link)
    assert refused.value.codes == ("already_a_member",)
    assert _counts(session) == before


def test_who_left_and_comes_back_gets_the_old_membership(session: Session, school: School, head: Actor) -> None:
    person_id = make_person(session, school, Role.TEACHER, ends_on=dt.date(2026, 7, 31)).id
    session.rollback()
    email = _set_account(session, person_id, active=False)
    invite_person(session, head, NOW, asked=_asked(email), link_for=_link)
    membership = session.scalars(sa.select(Membership).where(Membership.person_id == person_id)).one()
    assert (membership.ends_on, membership.starts_on) == (None, LONG_AGO)
    assert session.scalars(sa.select(Account.active).where(Account.person_id == person_id)).all() == [True]


@pytest.mark.parametrize("role", [Role.HEAD, Role.LEADERSHIP, Role.DSL, Role.CHAIR_OF_GOVERNORS])
def test_the_ict_lead_does_not_give_the_head_s_roles(session: Session, head: Actor, lead: Actor, role: Role) -> None:
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        invite_person(session, lead, NOW, asked=_asked("new@oak.example", role), link_for=_link)
    assert refused.value.codes == ("role_given_by_the_head",)
    assert _counts(session) == before
    invite_person(session, head, NOW, asked=_asked("new@oak.example", role), link_for=_link)


def test_the_ict_lead_of_a_school_without_a_head_begins(session: Session, lead: Actor) -> None:
    invite_person(session, lead, NOW, asked=_asked("head@oak.example", Role.HEAD), link_for=_link)
    with pytest.raises(Refused) as refused:
        invite_person(session, lead, NOW, asked=_asked("second@oak.example", Role.HEAD), link_for=_link)
    assert refused.value.codes == ("role_given_by_the_head",)


def test_nobody_gives_themselves_a_role(session: Session, head: Actor) -> None:
    own, _ = _own(session, head)
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        give_role(session, head, NOW, membership_id=own, seen=1, asked=RoleAsked(Role.DSL, TODAY))
    assert refused.value.codes == ("role_for_oneself",)
    assert _counts(session) == before


def test_a_role_is_given_with_its_days_and_recorded(session: Session, head: Actor, lead: Actor) -> None:
    member, _ = _own(session, lead)
    give_role(session, head, NOW, membership_id=member, seen=1, asked=RoleAsked(Role.DSL, TODAY, dt.date(2026, 12, 18)))
    held = session.scalars(sa.select(RoleHeld).where(RoleHeld.role == Role.DSL)).one()
    assert (held.starts_on, held.ends_on) == (TODAY, dt.date(2026, 12, 18))
    assert session.scalars(sa.select(AuditRow)).one().details == {"role": "dsl", "starts_on": "2026-11-18"}


def test_a_role_held_on_some_of_the_days_is_not_given_twice(session: Session, head: Actor, lead: Actor) -> None:
    member, _ = _own(session, lead)
    with pytest.raises(Refused) as refused:
        give_role(session, head, NOW, membership_id=member, seen=1, asked=RoleAsked(Role.ICT_LEAD, TODAY))
    assert refused.value.codes == ("role_already_held",)


def test_the_last_head_keeps_the_role_until_somebody_takes_over(session: Session, school: School, head: Actor) -> None:
    own, role_id = _own(session, head)
    with pytest.raises(Refused) as refused:
        end_role(session, head, NOW, membership_id=own, role_id=role_id, seen=1, last_day=TODAY)
    assert refused.value.codes == ("last_head",)
    make_person(session, school, Role.HEAD, name="the next head")
    end_role(session, head, NOW, membership_id=own, role_id=role_id, seen=1, last_day=TODAY)
    assert session.get_one(RoleHeld, role_id).ends_on == TODAY


def test_the_last_ict_lead_keeps_the_role(session: Session, head: Actor, lead: Actor) -> None:
    member, role_id = _own(session, lead)
    with pytest.raises(Refused) as refused:
        end_role(session, head, NOW, membership_id=member, role_id=role_id, seen=1, last_day=TODAY)
    assert refused.value.codes == ("last_ict_lead",)


def test_the_ict_lead_does_not_end_the_head_s_role(session: Session, school: School, head: Actor, lead: Actor) -> None:
    own, role_id = _own(session, head)
    make_person(session, school, Role.HEAD, name="the next head")
    with pytest.raises(Refused) as refused:
        end_role(session, lead, NOW, membership_id=own, role_id=role_id, seen=1, last_day=TODAY)
    assert refused.value.codes == ("role_ended_by_the_head",)


def test_a_change_after_the_page_was_opened_is_refused(session: Session, head: Actor, lead: Actor) -> None:
    member, _ = _own(session, lead)
    give_role(session, head, NOW, membership_id=member, seen=1, asked=RoleAsked(Role.OFFICE, TODAY))
    with pytest.raises(Stale) as stale:
        give_role(session, head, NOW, membership_id=member, seen=1, asked=RoleAsked(Role.DPO, TODAY))
    assert "head gave ict_lead the role school office" in stale.value.refusals[0].sentence


def test_another_school_s_member_is_not_here(session: Session, head: Actor) -> None:
    elm = make_school(session, "elm")
    other, _ = _own(session, actor_of(session, elm, make_person(session, elm, Role.TEACHER)))
    before = _counts(session)
    with pytest.raises(NotHere):
        give_role(session, head, NOW, membership_id=other, seen=1, asked=RoleAsked(Role.DSL, TODAY))
    with pytest.raises(NotHere):
        change_person(
            session, head, NOW, membership_id=other, seen=1, name="Changed", position="", kind=PersonKind.OUTSIDE
        )
    assert _counts(session) == before


def test_a_name_used_elsewhere_too_is_the_person_s_own(session: Session, school: School, head: Actor) -> None:
    elm = make_school(session, "elm")
    person = make_person(session, elm, Role.TEACHER)
    make_person(session, school, Role.TEACHER, person=person)
    here, _ = _own(session, actor_of(session, school, person))
    with pytest.raises(Refused) as refused:
        change_person(
            session, head, NOW, membership_id=here, seen=1, name="Other", position="", kind=PersonKind.EMPLOYEE
        )
    assert refused.value.codes == ("name_is_theirs",)


def test_an_address_typed_wrongly_is_corrected_before_it_was_used(session: Session, head: Actor) -> None:
    member = invite_person(session, head, NOW, asked=_asked("wrogn@oak.example"), link_for=_link)
    invite_again(session, head, NOW, membership_id=member, seen=1, email="right@oak.example", link_for=_link)
    assert session.scalars(sa.select(Notice.to_address).order_by(Notice.id)).all() == [
        "wrogn@oak.example",
        "right@oak.example",
    ]


def test_an_address_in_use_is_not_changed_by_others(session: Session, head: Actor) -> None:
    member = invite_person(session, head, NOW, asked=_asked("new@oak.example"), link_for=_link)
    person_id = session.get_one(Membership, member).person_id
    session.rollback()
    _set_account(session, person_id, password="x")
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        invite_again(session, head, NOW, membership_id=member, seen=1, email="mine@oak.example", link_for=_link)
    assert refused.value.codes == ("email_is_theirs",)
    assert _counts(session) == before
