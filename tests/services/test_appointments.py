"""Appointments: named, taken, approved, declined and ended; what each leaves, and who may not (A.3.1, A.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Duty, PersonKind, Role, SiteState
from governance.models import Appointment, Authorisation, Person, Site
from governance.queries.sites import appointments_waiting
from governance.services.appointments import answer_appointment, decide_appointment, end_appointment, name_person
from governance.services.refused import NotHere, Stale
from tests.factories import NOW, TODAY, let_act_for_head, make_person, make_school, make_site, start_writing
from tests.services.cast import Cast, approve, live_site, make_cast, ready_to_decide, submitted_site
from tests.services.left_behind import leaving
from tests.services.unchanged import refused

WHY = "Somebody with more time is needed."


def duty(person: Person, **changed: Any) -> dict[str, Any]:
    return {"person_id": person.id, "duty": Duty.MODERATOR, "starts_on": TODAY, "ends_on": None, **changed}


def named(session: Session, cast: Cast, site: Site, person: Person, by: Person, **changed: Any) -> Appointment:
    """Somebody is named by the use case itself."""
    actor = cast.actor(session, by)
    name_person(session, actor, NOW, site_id=site.id, **duty(person, **changed))
    found = session.scalar(sa.select(Appointment).order_by(Appointment.id.desc()).limit(1))
    assert found is not None
    session.rollback()
    return found


def fresh(session: Session, row: Appointment) -> Appointment:
    session.refresh(row)
    session.expunge(row)
    session.rollback()
    return row


def scene(session: Session) -> tuple[Cast, Site]:
    cast = make_cast(session)
    return cast, live_site(session, cast)


def test_somebody_is_named_takes_it_and_is_approved(session: Session) -> None:
    cast, site = scene(session)
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant))
    assert (left.rows, left.acts) == ({"appointments": 1}, ["appointment.named"])
    assert left.told == [("appointment_to_confirm", "assistant head")]
    row = session.scalars(sa.select(Appointment).order_by(Appointment.id.desc())).first()
    assert row is not None
    row = fresh(session, row)
    with leaving(session) as left:
        answer_appointment(
            session, cast.actor(session, cast.assistant), NOW, appointment_id=row.id, accepts=True
        )  # fmt: skip
    assert (left.rows, left.acts) == ({}, ["appointment.confirmed"])
    assert left.told == [("appointment_to_approve", "head")]
    assert [line.appointment_id for line in appointments_waiting(session, cast.school.id, TODAY)] == [row.id]
    session.rollback()
    head, version = cast.actor(session, cast.head), session.get_one(Appointment, row.id).revision
    session.rollback()
    with leaving(session) as left:
        decide_appointment(session, head, NOW, appointment_id=row.id, seen=version, is_yes=True)
    assert (left.rows, left.acts) == ({}, ["appointment.approved"])
    assert left.told == [("appointment_approved", "assistant head")]
    assert session.get_one(Appointment, row.id).approved_by == cast.head.id
    assert appointments_waiting(session, cast.school.id, TODAY) == []
    session.rollback()
    with leaving(session) as left:
        decide_appointment(session, head, NOW, appointment_id=row.id, seen=version, is_yes=True)
    assert left.acts == []


def test_the_same_naming_twice_is_a_repeat_and_an_overlapping_one_is_refused(session: Session) -> None:
    cast, site = scene(session)
    ict = cast.actor(session, cast.ict)
    until = dt.date(2026, 12, 18)
    name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant, ends_on=until))
    with leaving(session) as left:
        name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant, ends_on=until))
    assert (left.rows, left.acts) == ({}, [])
    with refused(session, "holds_already"):
        name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant, starts_on=until))
    with leaving(session) as left:
        name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant, starts_on=dt.date(2027, 1, 4)))
    assert left.rows == {"appointments": 1}
    # The same person may hold the other duty beside it.
    with leaving(session) as left:
        name_person(session, ict, NOW, site_id=site.id, **duty(cast.assistant, duty=Duty.ADMINISTRATOR))
    assert left.rows == {"appointments": 1}


def test_naming_is_refused(session: Session) -> None:
    cast, site = scene(session)
    leaver = make_person(session, cast.school, Role.TEACHER, name="leaver", ends_on=dt.date(2026, 11, 17))
    helper = make_person(session, cast.school, name="helper", kind=PersonKind.CONTRACTOR)
    ict = cast.actor(session, cast.ict)
    yesterday = dt.date(2026, 11, 17)
    for asked, codes in (
        (duty(leaver), ("not_member",)),
        (duty(helper), ("not_authorised",)),
        (duty(cast.second, starts_on=dt.date(2026, 11, 19)), ("holds_already",)),
        (duty(cast.assistant, starts_on=yesterday), ("starts_in_past",)),
        (duty(cast.assistant, ends_on=yesterday), ("ends_before_start",)),
    ):
        with refused(session, *codes):
            name_person(session, ict, NOW, site_id=site.id, **asked)
    dsl = cast.actor(session, cast.dsl)
    with refused(session, "not_yours_to_do"):
        name_person(session, dsl, NOW, site_id=site.id, **duty(cast.assistant))
    elsewhere = make_person(session, make_school(session, "elm", name="Elm Primary"), Role.TEACHER)
    with pytest.raises(NotHere):
        name_person(session, ict, NOW, site_id=site.id, **duty(elsewhere))
    closed = make_site(session, cast.school, cast.teacher, state=SiteState.CLOSED, name="Old blog")
    with refused(session, "not_in_this_state"):
        name_person(session, ict, NOW, site_id=closed.id, **duty(cast.assistant))


def test_a_contractor_is_named_within_the_authorisation_alone(session: Session) -> None:
    cast, site = scene(session)
    helper = make_person(session, cast.school, name="helper", kind=PersonKind.CONTRACTOR)
    start_writing(session)
    session.add(
        Authorisation(
            school_id=cast.school.id,
            person_id=helper.id,
            granted_by=cast.head.id,
            granted_at=NOW,
            starts_on=dt.date(2026, 11, 23),
            ends_on=dt.date(2026, 12, 18),
            reason="Sets the blog up.",
        )
    )
    session.commit()
    ict = cast.actor(session, cast.ict)
    with refused(session, "not_authorised"):
        name_person(session, ict, NOW, site_id=site.id, **duty(helper))
    with leaving(session) as left:
        name_person(session, ict, NOW, site_id=site.id, **duty(helper, starts_on=dt.date(2026, 11, 23)))
    assert left.rows == {"appointments": 1}


def test_who_names_themselves_has_taken_it_and_the_head_is_asked(session: Session) -> None:
    cast, site = scene(session)
    owner = cast.actor(session, cast.assistant)
    with leaving(session) as left:
        name_person(session, owner, NOW, site_id=site.id, **duty(cast.assistant))
    assert left.told == [("appointment_to_approve", "head")]
    assert [line.person for line in appointments_waiting(session, cast.school.id, TODAY)] == ["assistant head"]
    session.rollback()


def test_a_no_ends_it_and_who_named_them_is_told(session: Session) -> None:
    cast, site = scene(session)
    row = named(session, cast, site, cast.assistant, by=cast.ict)
    assistant, other = cast.actor(session, cast.assistant), cast.actor(session, cast.teacher)
    with refused(session, "not_yours_to_do"):
        answer_appointment(session, other, NOW, appointment_id=row.id, accepts=True)
    with leaving(session) as left:
        answer_appointment(session, assistant, NOW, appointment_id=row.id, accepts=False)
    assert (left.acts, left.told) == (["appointment.refused"], [("appointment_refused", "ict_lead")])
    with leaving(session) as left:
        answer_appointment(session, assistant, NOW, appointment_id=row.id, accepts=False)
    assert left.acts == []
    with refused(session, "not_in_this_state"):
        answer_appointment(session, assistant, NOW, appointment_id=row.id, accepts=True)


def test_the_small_approval_is_refused(session: Session) -> None:
    cast, site = scene(session)
    row = fresh(session, named(session, cast, site, cast.assistant, by=cast.ict))
    asked = {"appointment_id": row.id, "seen": row.revision}
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    with refused(session, "not_yours_to_do", "own_naming", "not_confirmed"):
        decide_appointment(session, ict, NOW, **asked, is_yes=True)
    with refused(session, "not_confirmed"):
        decide_appointment(session, head, NOW, **asked, is_yes=True)
    with refused(session, "reason_blank"):
        decide_appointment(session, head, NOW, **asked, is_yes=False, reason="")
    with pytest.raises(Stale):
        decide_appointment(session, head, NOW, appointment_id=row.id, seen=row.revision + 1, is_yes=True)


def test_the_head_declines_with_a_reason_and_both_are_told(session: Session) -> None:
    cast, site = scene(session)
    row = fresh(session, named(session, cast, site, cast.assistant, by=cast.ict))
    head = cast.actor(session, cast.head)
    asked = {"appointment_id": row.id, "seen": row.revision, "is_yes": False, "reason": WHY}
    with leaving(session) as left:
        decide_appointment(session, head, NOW, **asked)
    assert (left.rows, left.acts) == ({}, ["appointment.declined"])
    assert left.told == [("appointment_declined", "assistant head"), ("appointment_declined", "ict_lead")]
    with leaving(session) as left:
        decide_appointment(session, head, NOW, **asked)
    assert left.acts == []


def test_a_head_as_administrator_is_approved_by_who_acts_for_the_head(session: Session) -> None:
    cast = make_cast(session)
    people = [cast.teacher.id, cast.head.id]
    _, version = submitted_site(session, cast, administrators=people)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    waiting = appointments_waiting(session, cast.school.id, TODAY)
    assert [(line.person, line.duty) for line in waiting] == [("head", Duty.ADMINISTRATOR)]
    session.rollback()
    asked = {"appointment_id": waiting[0].appointment_id, "seen": waiting[0].revision, "is_yes": True}
    head = cast.actor(session, cast.head)
    with refused(session, "own_appointment"):
        decide_appointment(session, head, NOW, **asked)
    delegation = let_act_for_head(session, cast.school, cast.assistant, cast.head)
    acting = cast.actor(session, cast.assistant)
    with leaving(session) as left:
        decide_appointment(session, acting, NOW, **asked)
    assert left.acts == ["appointment.approved"]
    assert session.get_one(Appointment, waiting[0].appointment_id).delegation_id == delegation.id


def test_a_duty_ends_on_a_last_day_that_still_counts(session: Session) -> None:
    cast, site = scene(session)
    row = session.scalars(sa.select(Appointment).where(Appointment.person_id == cast.second.id)).one()
    row = fresh(session, row)
    asked = {"appointment_id": row.id, "seen": row.revision}
    friday = dt.date(2026, 11, 20)
    dsl, second = cast.actor(session, cast.dsl), cast.actor(session, cast.second)
    with refused(session, "not_yours_to_do"):
        end_appointment(session, dsl, NOW, **asked, ends_on=friday)
    with refused(session, "ends_in_past"):
        end_appointment(session, second, NOW, **asked, ends_on=dt.date(2026, 11, 17))
    with leaving(session) as left:
        end_appointment(session, second, NOW, **asked, ends_on=friday)
    assert (left.rows, left.acts) == ({}, ["appointment.ended"])
    assert left.told == [("appointment_ended", "ict_lead")]
    with leaving(session) as left:
        end_appointment(session, second, NOW, **asked, ends_on=friday)
    assert left.acts == []
    # Once it is over, the same person can be named again.
    after = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        name_person(session, ict, after, site_id=site.id, **duty(cast.second, starts_on=dt.date(2026, 11, 23)))
    assert left.rows == {"appointments": 1}
