"""Reporting a site that pretends to be ours, and settling the report (7.1)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.words import Role
from governance.models import Notice, PolicySetting, PretenderReport
from tests.factories import NOW, make_person, make_school, sign_in
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

ADDRESS = "https://oak-primary.example/year4"


@pytest.fixture
def visitor(app: Flask, store: Session) -> FlaskClient:
    app.test_client_class = CheckedClient
    school = make_school(store)
    for role in (Role.HEAD, Role.ICT_LEAD, Role.TEACHER):
        make_person(store, school, role)
    store.rollback()
    return app.test_client()


def _as(app: Flask, store: Session, person_id: int) -> FlaskClient:
    from governance.models import Person

    person = store.get(Person, person_id)
    assert person is not None
    return sign_in(app.test_client(), store, person)


def _reports(store: Session) -> list[str]:
    found = list(store.scalars(sa.select(PretenderReport.address).order_by(PretenderReport.id)))
    store.rollback()
    return found


def test_anybody_reports_without_a_sign_in(visitor: FlaskClient, store: Session) -> None:
    assert visitor.get("/s/oak/register/report?address=https://x.example").status_code == 200
    answer = visitor.post("/s/oak/register/report", data={"address": ADDRESS, "words": "It uses our logo."})
    assert answer.status_code == 302
    assert visitor.get(answer.location).status_code == 200
    assert _reports(store) == [ADDRESS]
    assert store.scalar(sa.select(sa.func.count()).select_from(Notice)) == 2


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_reported_gets_a_page(visitor: FlaskClient, store: Session, typed: str) -> None:
    assert visitor.get("/s/oak/register/report", query_string={"address": typed}).status_code == 200
    answer = visitor.post("/s/oak/register/report", data={"address": typed, "words": typed})
    assert answer.status_code in (302, 422)
    assert len(_reports(store)) == (1 if answer.status_code == 302 else 0)


def test_a_reported_address_is_never_a_link(app: Flask, visitor: FlaskClient, store: Session) -> None:
    visitor.post("/s/oak/register/report", data={"address": ADDRESS, "words": "See https://more.example"})
    lead = _as(app, store, 2)
    for path in ("/s/oak/pretenders", "/s/oak/pretenders/1"):
        page = lead.get(path).text
        assert ADDRESS in page
        assert 'href="https://oak-primary' not in page
        assert 'href="https://more' not in page


def test_the_ict_lead_settles_a_report_and_a_teacher_does_not(app: Flask, visitor: FlaskClient, store: Session) -> None:
    visitor.post("/s/oak/register/report", data={"address": ADDRESS})
    assert visitor.get("/s/oak/pretenders").status_code == 302
    assert _as(app, store, 3).get("/s/oak/pretenders").status_code == 403
    lead = _as(app, store, 2)
    assert "(1 waiting)" in lead.get("/s/oak/more").text
    given = {"seen": "1", "outcome": "removed", "note": "The service took it down today."}
    assert lead.post("/s/oak/pretenders/1", data=given | {"note": "Done."}).status_code == 422
    assert lead.post("/s/oak/pretenders/1", data=given | {"outcome": "sold"}).status_code == 422
    assert lead.post("/s/oak/pretenders/1", data=given | {"seen": "x"}).status_code == 422
    assert lead.post("/s/oak/pretenders/1", data=given).status_code == 302
    assert lead.post("/s/oak/pretenders/1", data=given | {"note": "We rang the police."}).status_code == 409
    assert "No report waits." in lead.get("/s/oak/pretenders").text


def test_another_schools_report_is_not_there(app: Flask, visitor: FlaskClient, store: Session) -> None:
    visitor.post("/s/oak/register/report", data={"address": ADDRESS})
    elm = make_school(store, "elm", name="Elm Primary")
    head = make_person(store, elm, Role.HEAD)
    store.rollback()
    client = sign_in(app.test_client(), store, head)
    assert client.get("/s/elm/pretenders/1").status_code == 404
    assert client.post("/s/elm/pretenders/1", data={"seen": "1"}).status_code == 404
    assert ADDRESS not in client.get("/s/elm/pretenders").text


def test_a_school_can_close_the_form_to_the_public(visitor: FlaskClient, store: Session) -> None:
    begin_writing(store)
    store.add(PolicySetting(school_id=1, key="report_form_open", value={"is": False}, changed_at=NOW, changed_by=1))
    store.commit()
    page = visitor.get("/s/oak/register/report")
    assert page.status_code == 200
    assert "<textarea" not in page.text
    assert visitor.post("/s/oak/register/report", data={"address": ADDRESS}).status_code == 404
    assert _reports(store) == []
