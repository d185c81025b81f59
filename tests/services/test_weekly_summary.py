"""The week's summary for the ICT lead and the head: once, on its day or the first school day after it (DESIGN 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.delivery import TOO_LATE
from governance.domain.reminders import Matter, Owed
from governance.domain.words import Role
from governance.models import Account, AuditRow, ClosedSpan, Notice, Person, PolicySetting, School
from governance.services import owed as services_owed
from governance.services.weekly_summary import send_weekly_summary
from tests.factories import TODAY, let_act_for_head, make_person, make_school, start_writing
from tests.services.unchanged import unchanged

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def school(session: Session, monkeypatch: pytest.MonkeyPatch) -> School:
    """A school with a teacher, an ICT lead, a head and somebody who acts for the head, where a blog is late."""

    def collect(_: Session, __: School, ___: dt.datetime) -> Iterable[Owed]:
        yield Owed(Matter.UPDATE_LATE, "site", 1, "2026-W47", TODAY, "Year 4 blog", "/s/oak/sites/1")

    monkeypatch.setattr(services_owed, "COLLECTORS", (collect,))
    oak = make_school(session)
    make_person(session, oak, Role.TEACHER)
    make_person(session, oak, Role.ICT_LEAD)
    head = make_person(session, oak, Role.HEAD)
    let_act_for_head(session, oak, make_person(session, oak, Role.LEADERSHIP), head)
    return oak


def written(session: Session, school: School, now: dt.datetime) -> list[str]:
    """Send what is due, and return who gets a summary now."""
    session.rollback()
    send_weekly_summary(session, the_clock(school.id), now)
    names = session.scalars(
        sa.select(Person.name)
        .join(Notice, Notice.person_id == Person.id)
        .where(Notice.kind == "weekly_summary", Notice.created_at == now)
        .order_by(Person.name)
    ).all()
    session.rollback()
    return list(names)


def closed(session: Session, school: School, day: dt.date) -> None:
    start_writing(session)
    session.add(ClosedSpan(school_id=school.id, kind="closure", starts_on=day, ends_on=day, revision=1))
    session.commit()


def test_the_ict_lead_and_who_acts_as_head_get_it_once_a_week(session: Session, school: School) -> None:
    assert written(session, school, MONDAY) == ["head", "ict_lead", "leadership"]
    for days in range(1, 5):
        assert written(session, school, MONDAY + DAY * days) == []
    assert written(session, school, MONDAY + DAY * 7) == ["head", "ict_lead", "leadership"]
    mail = session.scalars(sa.select(Notice)).first()
    assert mail is not None
    assert mail.subject == "How the sites of Oak Primary stand, Monday 23 November 2026"
    assert mail.lines[0] == ["No site is live.", "/s/oak/freshness"]
    (details,) = set(map(str, session.scalars(sa.select(AuditRow.details).where(AuditRow.code == "summary.sent"))))
    assert details == "{'people': 3}"


def test_it_waits_for_the_policys_day(session: Session, school: School) -> None:
    head = session.scalars(sa.select(Person.id).where(Person.name == "head")).one()
    start_writing(session)
    value = {"key": "summary_weekday", "value": {"is": "thursday"}, "changed_at": MONDAY, "changed_by": head}
    session.add(PolicySetting(school_id=school.id, revision=1, **value))
    session.commit()
    assert written(session, school, MONDAY + DAY * 2) == []
    assert written(session, school, MONDAY + DAY * 3) != []


def test_it_comes_on_the_first_school_day_after_its_day(session: Session, school: School) -> None:
    closed(session, school, dt.date(2026, 11, 23))
    with unchanged(session):
        assert written(session, school, MONDAY) == []
    assert written(session, school, MONDAY + DAY) != []


def test_a_week_of_holidays_has_none(session: Session, school: School) -> None:
    assert [written(session, school, dt.datetime(2026, 12, day, 9, tzinfo=dt.UTC)) for day in range(21, 28)] == [[]] * 7


def test_one_that_never_left_is_written_anew(session: Session, school: School) -> None:
    written(session, school, MONDAY)
    start_writing(session)
    session.execute(sa.update(Notice).values(failed_at=MONDAY, problem=TOO_LATE))
    session.commit()
    assert written(session, school, MONDAY + DAY) == ["head", "ict_lead", "leadership"]


def test_whose_mails_do_not_arrive_is_named(session: Session, school: School) -> None:
    address = session.scalars(sa.select(Account.email).order_by(Account.id)).first()
    start_writing(session)
    mail = {"kind": "site_launched", "subject": "s", "body": "b", "message_id": "<1@x>", "problem": "refused"}
    session.add(Notice(to_address=address, created_at=MONDAY, due_at=MONDAY, failed_at=MONDAY - DAY, **mail))
    session.commit()
    written(session, school, MONDAY)
    lines = session.scalars(sa.select(Notice.lines).where(Notice.kind == "weekly_summary")).first()
    assert lines is not None
    assert lines[-1] == [
        "Mails do not arrive at teacher. Correct the address, or ask them for another.",
        "/s/oak/mails",
    ]
