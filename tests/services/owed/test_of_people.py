"""What people owe: training and authorisation that end, acting for the head, the policy to read (A.1.5, A.3.1, 8.2)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Rung
from governance.domain.words import PersonKind, Role
from governance.models import Authorisation, Delegation, Membership, PolicyText, RoleHeld, Training
from governance.services.policy_texts import acknowledge_policy
from tests.factories import NOW, actor_of
from tests.services.cast import Cast
from tests.services.owed.scene import add, change, owed, scene

TRAINED_UNTIL = dt.date(2027, 1, 15)


def training_until(session: Session, person: int, topic: str, day: dt.date) -> None:
    row = session.scalars(sa.select(Training).filter_by(person_id=person, topic=topic)).one()
    change(session, row, expires_on=day)


def delegated(session: Session, cast: Cast, starts_on: dt.date, ends_on: dt.date) -> None:
    add(
        session,
        Delegation(
            school_id=cast.school.id,
            person_id=cast.assistant.id,
            granted_by=cast.head.id,
            granted_at=NOW,
            starts_on=starts_on,
            ends_on=ends_on,
            reason="The head is away.",
        ),
    )


def test_training_is_said_thirty_days_ahead_and_stays_owed_once_it_has_run_out(session: Session) -> None:
    cast, _ = scene(session)
    training_until(session, cast.second.id, "moderating", TRAINED_UNTIL)
    assert owed(session, cast, "2026-12-15", Matter.TRAINING_ENDS) == []
    for day in ("2026-12-16", "2027-01-15", "2027-03-01"):
        (one,) = owed(session, cast, day, Matter.TRAINING_ENDS)
        assert (one.period, one.since, one.by) == ("2027-01-15", dt.date(2026, 12, 16), TRAINED_UNTIL)
        assert (one.authors, one.label, one.subject_kind) == ((cast.second.id,), "second teacher", "membership")
    again = Training(
        school_id=cast.school.id,
        person_id=cast.second.id,
        topic="moderating",
        trained_on=dt.date(2027, 2, 1),
        expires_on=dt.date(2029, 2, 1),
        recorded_by=cast.ict.id,
        recorded_at=NOW,
    )
    add(session, again)
    assert owed(session, cast, "2027-03-01", Matter.TRAINING_ENDS) == []


def test_two_topics_that_end_on_one_day_are_one_thing(session: Session) -> None:
    cast, _ = scene(session)
    for topic in ("moderating", "safeguarding_online"):
        training_until(session, cast.second.id, topic, TRAINED_UNTIL)
    assert len(owed(session, cast, "2027-01-15", Matter.TRAINING_ENDS)) == 1


def test_who_holds_no_duty_owes_no_training(session: Session) -> None:
    cast, _ = scene(session)
    training_until(session, cast.dsl.id, "moderating", TRAINED_UNTIL)
    assert owed(session, cast, "2027-01-15", Matter.TRAINING_ENDS) == []


def test_an_authorisation_that_ends_is_owed_by_whom_it_is_about_and_by_no_employee(session: Session) -> None:
    cast, _ = scene(session)
    last = dt.date(2027, 1, 31)
    add(
        session,
        Authorisation(
            school_id=cast.school.id,
            person_id=cast.second.id,
            granted_by=cast.head.id,
            granted_at=NOW,
            starts_on=dt.date(2026, 9, 1),
            ends_on=last,
            reason="Runs the club.",
        ),
    )
    assert owed(session, cast, "2027-01-31", Matter.AUTHORISATION_ENDS) == []
    member = session.scalars(sa.select(Membership).filter_by(person_id=cast.second.id)).one()
    change(session, member, kind=PersonKind.VOLUNTEER)
    assert owed(session, cast, "2026-12-31", Matter.AUTHORISATION_ENDS) == []
    for day in ("2027-01-01", "2027-02-15"):
        (one,) = owed(session, cast, day, Matter.AUTHORISATION_ENDS)
        assert (one.authors, one.by, one.period) == ((cast.second.id,), last, "2027-01-31")


def test_a_term_of_acting_for_the_head_is_said_to_both_before_it_ends_and_not_after(session: Session) -> None:
    cast, _ = scene(session)
    delegated(session, cast, dt.date(2026, 9, 3), dt.date(2027, 1, 31))
    assert owed(session, cast, "2026-12-31", Matter.DELEGATION_ENDS) == []
    (one,) = owed(session, cast, "2027-01-04", Matter.DELEGATION_ENDS)
    assert one.authors == (cast.assistant.id, cast.head.id)
    assert (one.by, one.path) == (dt.date(2027, 1, 31), "/s/oak/acting-head")
    assert owed(session, cast, "2027-02-01", Matter.DELEGATION_ENDS) == []


def test_a_stand_in_of_a_few_days_needs_no_reminder(session: Session) -> None:
    cast, _ = scene(session)
    delegated(session, cast, dt.date(2026, 11, 16), dt.date(2026, 11, 27))
    assert owed(session, cast, "2026-11-18", Matter.DELEGATION_ENDS) == []


def test_one_that_ran_out_is_owed_while_nobody_decides(session: Session) -> None:
    cast, _ = scene(session)
    delegated(session, cast, dt.date(2026, 11, 16), dt.date(2026, 11, 27))
    held = session.scalars(sa.select(RoleHeld).filter_by(role=Role.HEAD)).one()
    change(session, held, ends_on=dt.date(2026, 11, 20))
    assert owed(session, cast, "2026-11-27", Matter.DELEGATION_ENDS) == []
    (one,) = owed(session, cast, "2026-11-30", Matter.DELEGATION_ENDS)
    assert (one.by, one.starts_at) == (dt.date(2026, 11, 27), Rung.AUTHOR)


def test_everybody_owes_the_reading_of_a_changed_policy_until_they_say_so(session: Session) -> None:
    cast, _ = scene(session)
    everybody = {"chair"}
    assert {one.label for one in owed(session, cast, "2026-11-18", Matter.TO_ACKNOWLEDGE)} == everybody
    text = PolicyText(
        school_id=cast.school.id, number=2, title="Policy", text="New.", published_at=NOW, published_by=cast.head.id
    )
    add(session, text)
    found = owed(session, cast, "2026-11-19", Matter.TO_ACKNOWLEDGE)
    assert [one.label for one in found] == [
        "assistant head",
        "chair",
        "dsl",
        "first teacher",
        "head",
        "ict_lead",
        "second teacher",
    ]
    assert {(one.period, one.since, one.path) for one in found} == {
        ("version 2", dt.date(2026, 11, 18), "/s/oak/policy")
    }
    teacher = actor_of(session, cast.school, cast.teacher)
    acknowledge_policy(
        session, teacher, NOW, number=2, name="First Teacher", job_title="Teacher", signature="First Teacher"
    )
    assert "first teacher" not in {one.label for one in owed(session, cast, "2026-11-19", Matter.TO_ACKNOWLEDGE)}
