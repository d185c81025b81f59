"""A last day: access, sessions and duties end after it, whether or not the daily sweep runs."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.domain.words import Duty, PersonKind, Role
from governance.models import Account, Appointment, AuditRow, Authorisation, Membership, Person, RoleHeld, School
from governance.services.actors import load_actor
from governance.services.leaving import end_access_of_leavers, set_last_day
from governance.services.refused import Refused
from tests.factories import LONG_AGO, NOW, TODAY, actor_of, make_person, make_school, make_site

FRIDAY = dt.date(2026, 11, 20)
ON_FRIDAY = dt.datetime(2026, 11, 20, 23, 59, tzinfo=dt.UTC)
ON_SATURDAY = dt.datetime(2026, 11, 21, 0, 1, tzinfo=dt.UTC)


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="teacher")
def _teacher(session: Session, school: School) -> Person:
    return make_person(session, school, Role.TEACHER)


def _membership(session: Session, person: Person, school: School) -> tuple[int, int]:
    """The id and the revision of somebody's membership."""
    found = session.execute(
        sa.select(Membership.id, Membership.revision).where(
            Membership.person_id == person.id, Membership.school_id == school.id
        )
    ).one()
    session.rollback()
    return found[0], found[1]


def _leave(session: Session, actor: Actor, person: Person, school: School, day: dt.date | None = FRIDAY) -> None:
    membership_id, seen = _membership(session, person, school)
    set_last_day(session, actor, NOW, membership_id=membership_id, seen=seen, last_day=day)


def _appoint(session: Session, school: School, head: Actor, person: Person, starts_on: dt.date) -> int:
    site = make_site(session, school, person)
    row = Appointment(
        school_id=school.id,
        site_id=site.id,
        person_id=person.id,
        duty=Duty.MODERATOR,
        named_by=head.person_id,
        named_at=NOW,
        starts_on=starts_on,
    )
    session.add(row)
    session.flush()
    row_id = row.id
    session.commit()
    return row_id


def test_a_leaver_has_access_on_the_last_day_and_none_after_it(
    session: Session, school: School, head: Actor, teacher: Person
) -> None:
    _leave(session, head, teacher, school)
    assert load_actor(session, school, teacher.id, ON_FRIDAY) is not None
    assert load_actor(session, school, teacher.id, ON_SATURDAY) is None


def test_roles_duties_and_authorisations_end_with_the_last_day(
    session: Session, school: School, head: Actor, teacher: Person
) -> None:
    begun = _appoint(session, school, head, teacher, LONG_AGO)
    coming = _appoint(session, school, head, teacher, dt.date(2027, 1, 4))
    session.add(
        Authorisation(
            school_id=school.id,
            person_id=teacher.id,
            granted_by=head.person_id,
            granted_at=NOW,
            starts_on=LONG_AGO,
            reason="Helps with the blog.",
        )
    )
    session.commit()
    _leave(session, head, teacher, school)
    assert session.get_one(Appointment, begun).ends_on == FRIDAY
    assert session.get_one(Appointment, coming).ended_at == NOW
    assert session.scalars(sa.select(Authorisation.ends_on)).all() == [FRIDAY]
    assert session.scalars(sa.select(RoleHeld.ends_on).where(RoleHeld.role == Role.TEACHER)).all() == [FRIDAY]
    codes = session.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)).all()
    assert codes == ["person.left", "appointment.ended", "appointment.ended"]


def test_the_sweep_ends_sessions_once_and_only_after_the_last_day(
    session: Session, school: School, head: Actor, teacher: Person
) -> None:
    _leave(session, head, teacher, school)
    session_key = session.scalars(sa.select(Account.fs_uniquifier).where(Account.person_id == teacher.id)).one()
    session.rollback()
    assert end_access_of_leavers(session, the_clock(head.school_id), ON_FRIDAY) == 0
    assert end_access_of_leavers(session, the_clock(head.school_id), ON_SATURDAY) == 1
    assert end_access_of_leavers(session, the_clock(head.school_id), ON_SATURDAY) == 0
    account = session.scalars(sa.select(Account).where(Account.person_id == teacher.id)).one()
    assert not account.active
    assert account.fs_uniquifier != session_key
    assert session.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)).all() == [
        "person.left",
        "person.access_ended",
    ]


def test_who_belongs_to_another_school_keeps_the_sign_in(
    session: Session, school: School, head: Actor, teacher: Person
) -> None:
    make_person(session, make_school(session, "elm"), Role.TEACHER, person=teacher)
    _leave(session, head, teacher, school)
    end_access_of_leavers(session, the_clock(head.school_id), ON_SATURDAY)
    assert session.scalars(sa.select(Account.active).where(Account.person_id == teacher.id)).all() == [True]
    assert load_actor(session, school, teacher.id, ON_SATURDAY) is None


def test_who_stays_after_all_keeps_the_role(session: Session, school: School, head: Actor, teacher: Person) -> None:
    _leave(session, head, teacher, school)
    _leave(session, head, teacher, school, None)
    membership = session.get_one(Membership, _membership(session, teacher, school)[0])
    assert (membership.ends_on, [held.ends_on for held in membership.roles]) == (None, [None])


def test_the_last_head_does_not_leave_before_there_is_another(session: Session, school: School, head: Actor) -> None:
    own = session.get_one(Person, head.person_id)
    with pytest.raises(Refused) as refused:
        _leave(session, head, own, school)
    assert refused.value.codes == ("last_head",)
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 0
    assert session.scalars(sa.select(Membership.ends_on)).all() == [None]


def test_the_ict_lead_does_not_send_the_safeguarding_lead_away(session: Session, school: School, head: Actor) -> None:
    lead = actor_of(session, school, make_person(session, school, Role.ICT_LEAD))
    dsl = make_person(session, school, Role.DSL)
    with pytest.raises(Refused) as refused:
        _leave(session, lead, dsl, school)
    assert refused.value.codes == ("role_ended_by_the_head",)
    _leave(session, head, dsl, school)


def test_a_last_day_before_the_first_is_refused(session: Session, school: School, head: Actor, teacher: Person) -> None:
    with pytest.raises(Refused) as refused:
        _leave(session, head, teacher, school, dt.date(2019, 1, 1))
    assert refused.value.codes == ("left_before_start",)


def test_the_same_last_day_again_changes_nothing(
    session: Session, school: School, head: Actor, teacher: Person
) -> None:
    _leave(session, head, teacher, school)
    _leave(session, head, teacher, school)
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 1


def test_today_is_a_last_day_too(session: Session, school: School, head: Actor) -> None:
    helper = make_person(session, school, kind=PersonKind.VOLUNTEER)
    _leave(session, head, helper, school, TODAY)
    assert load_actor(session, school, helper.id, NOW) is not None
