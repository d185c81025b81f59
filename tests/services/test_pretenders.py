"""Reports of pretending sites: who is told, what limits them, how they are settled (7.1)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.pretenders import PretenderOutcome
from governance.domain.words import Role
from governance.models import AuditRow, Notice, PretenderReport, School
from governance.services.pretenders import report_pretender, settle_pretender, the_public
from governance.services.refused import NotHere, Stale
from tests.factories import NOW, actor_of, let_act_for_head, make_person, make_school
from tests.services.unchanged import counts, refused

ADDRESS = "https://oak-primary.example/year4"


def _report(
    session: Session, school: School, address: str = ADDRESS, now: dt.datetime = NOW, remote: str = "192.0.2.7"
) -> None:
    found = session.get(School, school.id)
    assert found is not None
    session.expunge(found)
    session.rollback()
    report_pretender(
        session,
        the_public(found.id),
        now,
        school=found,
        address=address,
        words="It uses our logo.",
        remote=remote,
        salt="a salt",
    )


def _settle(session: Session, actor: Actor, seen: int = 1, note: str = "We told the service today.") -> None:
    report_id = session.scalars(sa.select(PretenderReport.id)).first() or 0
    session.rollback()
    settle_pretender(
        session, actor, NOW, report_id=report_id, seen=seen, outcome=PretenderOutcome.REPORTED_ON, note=note
    )


def test_a_report_reaches_the_ict_lead_the_head_and_who_acts_for_the_head(session: Session) -> None:
    school = make_school(session)
    head = make_person(session, school, Role.HEAD)
    deputy = make_person(session, school, Role.LEADERSHIP)
    lead = make_person(session, school, Role.ICT_LEAD)
    make_person(session, school, Role.TEACHER)
    let_act_for_head(session, school, deputy, head)
    wanted = {head.id, deputy.id, lead.id}
    _report(session, school)
    notices = session.scalars(sa.select(Notice)).all()
    assert {notice.person_id for notice in notices} == wanted
    assert {(notice.kind, notice.link) for notice in notices} == {("pretender_reported", "/s/oak/pretenders")}
    assert all(ADDRESS not in notice.body + notice.subject for notice in notices)
    row = session.scalars(sa.select(AuditRow)).one()
    assert (row.code, row.actor_id, row.actor_name) == ("pretender.reported", None, "Somebody")


def test_the_same_address_twice_is_two_reports_and_one_mail(session: Session) -> None:
    school = make_school(session)
    make_person(session, school, Role.HEAD)
    _report(session, school)
    _report(session, school, "HTTP://www.oak-primary.example/year4/")
    found = counts(session)
    assert (found["pretender_reports"], found["notices"], found["audit_rows"]) == (2, 1, 2)


def test_a_class_behind_one_address_can_report_and_a_program_cannot(session: Session) -> None:
    school = make_school(session)
    for number in range(40):
        _report(session, school, f"https://pretender{number}.example")
    with refused(session, "too_many_reports"):
        _report(session, school)
    _report(session, school, remote="192.0.2.8")
    _report(session, school, now=NOW + dt.timedelta(minutes=61))
    assert counts(session)["pretender_reports"] == 42


def test_from_where_a_report_came_is_forgotten_after_a_day(session: Session) -> None:
    school = make_school(session)
    _report(session, school)
    _report(session, school, now=NOW + dt.timedelta(hours=25))
    digests = session.scalars(sa.select(PretenderReport.from_digest).order_by(PretenderReport.reported_at)).all()
    assert digests[0] == ""
    assert len(digests[1]) == 64


def test_a_report_without_an_address_is_refused(session: Session) -> None:
    school = make_school(session)
    with refused(session, "address_blank"):
        _report(session, school, " ")


def test_a_report_is_settled_with_an_outcome(session: Session) -> None:
    school = make_school(session)
    lead = actor_of(session, school, make_person(session, school, Role.ICT_LEAD))
    _report(session, school)
    _settle(session, lead)
    report = session.scalars(sa.select(PretenderReport)).one()
    assert (report.settled_by, report.settled_at) == (lead.person_id, NOW)
    assert report.outcome == "We reported it to the service or to the police. We told the service today."
    session.rollback()
    before = counts(session)
    _settle(session, lead)
    assert counts(session) == before
    with pytest.raises(Stale):
        _settle(session, lead, note="It went to the police.")


def test_only_the_ict_lead_and_the_head_settle_and_they_say_what_they_did(session: Session) -> None:
    school = make_school(session)
    lead = actor_of(session, school, make_person(session, school, Role.ICT_LEAD))
    teacher = actor_of(session, school, make_person(session, school, Role.TEACHER))
    _report(session, school)
    with refused(session, "not_yours_to_do"):
        _settle(session, teacher)
    with refused(session, "reason_one_word"):
        _settle(session, lead, note="Done.")


def test_another_schools_report_is_not_there(session: Session) -> None:
    school = make_school(session)
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    _report(session, school)
    with pytest.raises(NotHere):
        _settle(session, stranger)
