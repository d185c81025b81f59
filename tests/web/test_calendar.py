"""The calendar's pages: what they show, what they ask, and what a wrong answer leaves."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan, School, Term
from tests.factories import make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient, check_page

PAGE = "/s/oak/calendar"
SUMMER = {"seen": "0", "name": "Summer", "starts_on": ["12", "4", "2027"], "ends_on": ["21", "7", "2027"]}


@pytest.fixture
def client(app: Flask, store: Session) -> CheckedClient:
    school = make_school(store)
    return _signed_in(app, store, Role.ICT_LEAD, school)


def _signed_in(app: Flask, store: Session, role: Role, school: School) -> CheckedClient:
    signed = CheckedClient(app, app.response_class)
    sign_in(signed, store, make_person(store, school, role))
    return signed


def test_the_page_says_what_today_is(client: CheckedClient) -> None:
    page = client.get(PAGE).text
    assert "Today, Wednesday 18 November 2026, is a school day." in page
    assert "The next school day is Thursday 19 November 2026." in page
    assert "It is a bank holiday: Christmas Day." in page
    assert "It is the holiday between Autumn and Spring." in page


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (["18", "11", "2026"], "It is a school day."),
        (["25", "12", "2026"], "It is a bank holiday: Christmas Day."),
        (["31", "5", "2027"], "It is a bank holiday: Spring Bank Holiday."),
        (["19", "12", "2026"], "It is the weekend."),
        (["1", "6", "2027"], "No term dates are known after Thursday 25 March 2027."),
    ],
)
def test_a_day_can_be_asked_about(client: CheckedClient, day: list[str], answer: str) -> None:
    page = check_page(client.get(PAGE, query_string={"day": day}).text)
    said = [one.said for one in page.elements if one["class"] == "answer"]
    assert [text.split(": ", 1)[1] for text in said] == [answer]


def test_a_term_is_typed_changed_and_taken_out(client: CheckedClient, store: Session) -> None:
    answer = client.post(f"{PAGE}/terms/new", data=SUMMER, follow_redirects=True)
    assert "Summer is in the calendar." in answer.text
    number = store.scalar(sa.select(Term.id).where(Term.name == "Summer"))
    changed = SUMMER | {"seen": "1", "name": "Summer term"}
    assert client.post(f"{PAGE}/terms/{number}", data=changed).status_code == 302
    assert "Change Summer term" in client.get(f"{PAGE}/terms/{number}").text
    answer = client.post(f"{PAGE}/terms/{number}/remove", data={"seen": "2"}, follow_redirects=True)
    assert "Summer term is no longer in the calendar." in answer.text
    store.rollback()
    assert list(store.scalars(sa.select(AuditRow.code).order_by(AuditRow.id))) == [
        "calendar.term_saved",
        "calendar.term_saved",
        "calendar.term_removed",
    ]


def test_a_snow_day_is_one_date(client: CheckedClient, store: Session) -> None:
    typed = {"seen": "0", "kind": "closure", "starts_on": ["18", "11", "2026"], "ends_on": ["", "", ""], "note": "snow"}
    page = client.post(f"{PAGE}/closures/new", data=typed, follow_redirects=True).text
    assert "Pupils are not in today, Wednesday 18 November 2026. The school is closed that day (snow)." in page
    span = store.scalars(sa.select(ClosedSpan)).one()
    assert (span.starts_on, span.ends_on) == (dt.date(2026, 11, 18), dt.date(2026, 11, 18))
    shown = check_page(client.get(f"{PAGE}/closures/{span.id}").text)
    assert shown.h1 == "Change closure"
    assert "Staff are in, pupils are not." in [one.said for one in shown.elements]
    answer = client.post(f"{PAGE}/closures/{span.id}/remove", data={"seen": "1"}, follow_redirects=True)
    assert "Closure from Wednesday 18 November 2026 is no longer in the calendar." in answer.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"name": ""}, "Enter a name, such as Autumn term", id="no name"),
        pytest.param({"ends_on": ["1", "4", "2027"]}, "before it starts on Monday 12 April 2027", id="backwards"),
        pytest.param({"starts_on": ["1", "3", "2027"]}, "Spring and Summer overlap", id="two terms share days"),
        pytest.param({"starts_on": ["30", "2", "2027"]}, "There is no such day", id="no such day"),
        pytest.param({"name": "x" * 121}, "Shorten it to 120 or fewer", id="a name that is too long"),
    ],
)
def test_what_cannot_stand_keeps_what_was_typed(
    client: CheckedClient, store: Session, change: dict[str, object], sentence: str
) -> None:
    answer = client.post(f"{PAGE}/terms/new", data=SUMMER | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="2027"' in answer.text
    assert store.scalar(sa.select(sa.func.count(Term.id))) == 2
    assert store.scalar(sa.select(sa.func.count(AuditRow.id))) == 0


@pytest.mark.parametrize(
    "path", ["?year=1999", "?year=x", "/terms/999999", "/terms/99999999999999999999", "/closures/7"]
)
def test_what_is_not_there_is_said_so(client: CheckedClient, path: str) -> None:
    assert client.get(PAGE + path).status_code == 404


def test_a_teacher_sees_the_calendar_and_changes_nothing(client: CheckedClient, app: Flask, store: Session) -> None:
    school = store.scalars(sa.select(School)).one()
    teacher = _signed_in(app, store, Role.TEACHER, school)
    page = teacher.get(PAGE)
    assert page.status_code == 200
    assert "Add a term" not in page.text
    assert teacher.get(f"{PAGE}/terms/new").status_code == 403
    assert teacher.post(f"{PAGE}/terms/new", data=SUMMER).status_code == 403
    assert store.scalar(sa.select(sa.func.count(AuditRow.id))) == 0
