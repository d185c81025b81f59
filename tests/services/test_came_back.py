"""A mail that was accepted and came back: by a report, or as the ICT lead says; the next mail clears it (DESIGN 7)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.bounces import Bounce
from governance.domain.words import Role
from governance.models import AuditRow, Notice, School
from governance.services.came_back import note_bounce, say_came_back
from governance.services.failing_addresses import failing
from governance.services.refused import NotHere, Refused
from tests.factories import NOW, actor_of, make_person, make_school, start_writing
from tests.services.unchanged import refused, unchanged

OURS = "<0123456789abcdef0123456789abcdef@governance>"
BOUNCE = Bounce(OURS, "5.1.1")
LATER = NOW + dt.timedelta(hours=1)


def sent(session: Session, school: School | None, **columns: object) -> int:
    start_writing(session)
    values = {"kind": "site_launched", "to_address": "a@oak.example", "message_id": OURS, "sent_at": NOW, "tries": 1}
    school_id = None if school is None else school.id
    notice = Notice(school_id=school_id, subject="s", body="b", created_at=NOW, due_at=NOW, **(values | columns))
    session.add(notice)
    session.flush()
    number = notice.id
    session.commit()
    return number


def kept(session: Session, number: int) -> tuple[dt.datetime | None, str]:
    session.rollback()
    notice = session.get_one(Notice, number, populate_existing=True)
    found = notice.failed_at, notice.problem
    session.rollback()
    return found


def test_a_report_marks_the_mail_and_its_address_fails_until_one_is_accepted(session: Session) -> None:
    school = make_school(session)
    number = sent(session, school)
    note_bounce(session, LATER, BOUNCE)
    assert kept(session, number) == (LATER, "The mail came back: the address does not exist (5.1.1).")
    (act,) = session.scalars(sa.select(AuditRow)).all()
    assert (act.code, act.actor_name, act.chain) == ("notice.came_back", "The product", school.id)
    assert act.details == {"kind": "site_launched", "notice_id": number, "status": "5.1.1"}
    assert failing(session, ["a@oak.example", "b@oak.example"]) == {"a@oak.example": LATER}
    sent(session, school, message_id="<2@x>", sent_at=LATER + dt.timedelta(minutes=1))
    assert failing(session, ["a@oak.example"]) == {}


def test_the_same_report_twice_is_noted_once(session: Session) -> None:
    sent(session, make_school(session))
    note_bounce(session, LATER, BOUNCE)
    with unchanged(session):
        note_bounce(session, LATER + dt.timedelta(hours=1), BOUNCE)


def test_a_report_about_no_mail_of_ours_is_refused(session: Session) -> None:
    sent(session, make_school(session), message_id="<fedcba9876543210fedcba9876543210@governance>")
    with refused(session, "bounce_not_ours"):
        note_bounce(session, LATER, BOUNCE)


def test_a_report_that_is_faster_than_our_own_worker_is_to_come_again(session: Session) -> None:
    sent(session, make_school(session), sent_at=None)
    with refused(session, "mail_not_sent"):
        note_bounce(session, LATER, BOUNCE)


@pytest.mark.parametrize("role", [Role.ICT_LEAD, Role.HEAD])
def test_who_looks_after_the_school_says_that_a_mail_came_back(session: Session, role: Role) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, role))
    number = sent(session, school)
    say_came_back(session, actor, LATER, notice_id=number)
    assert kept(session, number) == (LATER, "The mail came back, as somebody at the school has said.")
    assert session.scalars(sa.select(AuditRow.code)).all() == ["notice.came_back"]


def test_a_mail_about_the_sign_in_of_a_member_is_theirs_to_mark_as_well(session: Session) -> None:
    school = make_school(session)
    person = make_person(session, school, Role.ICT_LEAD)
    number = sent(session, None, kind="account_mail", person_id=person.id)
    say_came_back(session, actor_of(session, school, person), LATER, notice_id=number)
    assert kept(session, number)[0] == LATER


def test_a_teacher_may_not(session: Session) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.TEACHER))
    number = sent(session, school)
    with refused(session, "not_yours_to_do"):
        say_came_back(session, actor, LATER, notice_id=number)


@pytest.mark.parametrize("what", ["another school's", "about a concern", "of no member"])
def test_mails_that_the_list_does_not_show_are_not_here(session: Session, what: str) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.ICT_LEAD))
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = make_person(session, elm, Role.TEACHER)
    number = {
        "another school's": lambda: sent(session, elm),
        "about a concern": lambda: sent(session, school, kind="concern_waits"),
        "of no member": lambda: sent(session, None, kind="account_mail", person_id=stranger.id),
    }[what]()
    with unchanged(session), pytest.raises(NotHere):
        say_came_back(session, actor, LATER, notice_id=number)


def test_a_mail_that_was_never_accepted_cannot_have_come_back(session: Session) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.ICT_LEAD))
    number = sent(session, school, sent_at=None)
    with pytest.raises(Refused) as caught:
        say_came_back(session, actor, LATER, notice_id=number)
    assert caught.value.codes == ("mail_not_sent",)
    assert kept(session, number) == (None, "")
