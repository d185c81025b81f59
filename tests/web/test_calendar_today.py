"""The button of a snow day on the home page and on the calendar, and the amber lines about dates."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan, School, Term
from tests.factories import NOW, TODAY, make_person, make_school, sign_in, start_writing
from tests.web.page_checks import CheckedClient, Element, check_page

HOME, CALENDAR = "/s/oak/", "/s/oak/calendar"
CLOSE, OPEN = f"{CALENDAR}/today/closed", f"{CALENDAR}/today/open"
SNOW = {"day": "2026-11-18", "page": "home", "word": "snow"}


@pytest.fixture
def school(store: Session) -> School:
    return make_school(store)


def signed_in(app: Flask, store: Session, school: School, role: Role) -> CheckedClient:
    client = CheckedClient(app, app.response_class)
    sign_in(client, store, make_person(store, school, role))
    return client


def buttons(page: str) -> list[str]:
    return [one.said for one in check_page(page).elements if one.tag == "button"]


def needs(page: str) -> list[Element]:
    return [one for one in check_page(page).elements if "needs__row" in one["class"].split()]


@pytest.mark.parametrize("role", [Role.ICT_LEAD, Role.HEAD])
def test_a_snow_day_is_one_press_from_the_home_page(app: Flask, store: Session, school: School, role: Role) -> None:
    client = signed_in(app, store, school, role)
    assert "The school is closed today" in buttons(client.get(HOME).text)
    answer = client.post(CLOSE, data=SNOW)
    assert answer.location == HOME
    page = client.get(HOME).text
    assert "Nothing is due today, no cover is asked today" in page
    assert "The school is closed today (snow)" in [one.said for one in check_page(page).elements if one.tag == "h2"]
    assert "We are open after all" in buttons(page)
    store.rollback()
    assert store.scalars(sa.select(ClosedSpan)).one().note == "snow"
    assert client.post(OPEN, data=SNOW | {"page": "calendar"}).location == CALENDAR
    assert "Today, Wednesday 18 November 2026, is a school day." in client.get(CALENDAR).text
    store.rollback()
    assert store.scalar(sa.select(sa.func.count(ClosedSpan.id))) == 0


def test_the_calendar_has_the_button_too(app: Flask, store: Session, school: School) -> None:
    client = signed_in(app, store, school, Role.ICT_LEAD)
    assert "The school is closed today" in buttons(client.get(CALENDAR).text)
    page = client.post(CLOSE, data=SNOW | {"page": "calendar"}, follow_redirects=True).text
    assert "We are open after all" in buttons(page)
    assert "1 day lost to closures, and not counted." in page


def test_a_teacher_has_no_such_button(app: Flask, store: Session, school: School) -> None:
    client = signed_in(app, store, school, Role.TEACHER)
    for address in (HOME, CALENDAR):
        assert "The school is closed today" not in buttons(client.get(address).text)
    assert client.post(CLOSE, data=SNOW).status_code == 403


def test_there_is_nothing_to_close_on_a_day_without_pupils(app: Flask, store: Session, school: School) -> None:
    start_writing(store)
    store.add(ClosedSpan(school_id=school.id, kind="half_term", starts_on=TODAY, ends_on=TODAY))
    store.commit()
    client = signed_in(app, store, school, Role.ICT_LEAD)
    for address in (HOME, CALENDAR):
        assert "The school is closed today" not in buttons(client.get(address).text)
    answer = client.post(CLOSE, data=SNOW, follow_redirects=True).text
    assert "Pupils are not in today anyway. It is half-term." in answer


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        pytest.param({"day": "2026-11-17"}, 302, "That page was of Tuesday 17 November 2026", id="yesterday's page"),
        pytest.param({"day": "banana"}, 422, "which version of this page", id="a garbled day"),
        pytest.param({"word": "x" * 61}, 302, "Nothing was changed.", id="more than a word"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    app: Flask, store: Session, school: School, change: dict[str, str], status: int, said: str
) -> None:
    client = signed_in(app, store, school, Role.ICT_LEAD)
    answer = client.post(CLOSE, data=SNOW | change)
    assert answer.status_code == status
    assert said in (client.get(HOME).text if status == 302 else answer.text)
    assert store.scalar(sa.select(sa.func.count(ClosedSpan.id))) == 0
    assert store.scalar(sa.select(sa.func.count(AuditRow.id))) == 0


def test_nobody_is_sent_to_an_address_of_somebodys_choosing(app: Flask, store: Session, school: School) -> None:
    client = signed_in(app, store, school, Role.ICT_LEAD)
    assert client.post(CLOSE, data=SNOW | {"page": "https://elsewhere.example"}).location == CALENDAR


def test_dates_that_run_out_are_an_amber_line_of_the_ict_lead(app: Flask, store: Session, school: School) -> None:
    start_writing(store)
    store.execute(sa.delete(Term).where(Term.name == "Spring"))
    store.commit()
    client = signed_in(app, store, school, Role.ICT_LEAD)
    sentence = "No term dates are known after Friday 18 December 2026: nothing is due until they are entered."
    (row,) = [one for one in needs(client.get(HOME).text) if "Type the next terms" in one.said]
    assert sentence in row.said
    assert "needs__row--amber" in row["class"].split()
    assert sentence in client.get(CALENDAR).text


def test_dates_that_contradict_each_other_are_said_there_too(app: Flask, store: Session, school: School) -> None:
    start_writing(store)
    store.add(
        ClosedSpan(
            school_id=school.id, kind="half_term", starts_on=dt.date(2026, 12, 17), ends_on=dt.date(2026, 12, 22)
        )
    )
    store.commit()
    lead, head = (signed_in(app, store, school, role) for role in (Role.ICT_LEAD, Role.HEAD))
    said = "The half-term that starts on Thursday 17 December 2026 is not inside any one term. Check its dates."
    assert said in lead.get(HOME).text
    assert said not in head.get(HOME).text
    assert said in head.get(CALENDAR).text


def test_the_year_is_counted_beside_the_number_of_the_policy(app: Flask, store: Session, school: School) -> None:
    page = signed_in(app, store, school, Role.TEACHER).get(CALENDAR).text
    assert "136 pupil days, which is 272 sessions (mornings and afternoons)." in page
    assert "That is 54 days fewer than the 190 days (380 sessions) that a school year asks for." in page
    assert "Friday 2 April 2027" not in page
    assert "Good Friday" in page
    assert NOW.date() == TODAY
