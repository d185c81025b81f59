"""Existing accounts by form and by list, in the browser (7.1; DOMAIN 7.12)."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow, Person, Site
from tests.factories import make_person, make_school, sign_in
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

SHEET = b"Name,Address,Password\nYear 4 blog,https://blogs.example/year4,x\n=1+1,,\n,https://blogs.example/y5,\n"


@pytest.fixture
def lead(app: Flask, store: Session) -> FlaskClient:
    app.test_client_class = CheckedClient
    school = make_school(store)
    person = make_person(store, school, Role.ICT_LEAD)
    make_person(store, school, Role.HEAD)
    make_person(store, school, Role.TEACHER)
    return sign_in(app.test_client(), store, person)


def _upload(client: FlaskClient, data: bytes, name: str = "accounts.csv") -> str:
    answer = client.post("/s/oak/found/upload", data={"sheet": (io.BytesIO(data), name)})
    assert answer.status_code in (302, 422)
    return answer.location or ""


def _sites(store: Session) -> list[str]:
    found = list(store.scalars(sa.select(Site.name).order_by(Site.id)))
    store.rollback()
    return found


def test_a_list_is_previewed_confirmed_and_the_second_time_changes_nothing(lead: FlaskClient, store: Session) -> None:
    assert lead.get("/s/oak/found/upload").status_code == 200
    preview = _upload(lead, SHEET)
    page = lead.get(preview).text
    assert "Line 4: Say what the account is called." in page
    assert "These columns are left out: Password." in page
    assert _sites(store) == []
    assert lead.post(preview).location == "/s/oak/found"
    assert _sites(store) == ["Year 4 blog", "=1+1"]
    page = lead.get("/s/oak/found").text
    assert "who runs it" in page
    assert 'href="https://blogs.example' not in page
    lead.post(preview)
    again = _upload(lead, SHEET)
    assert "Nothing in this list is new." in lead.get(again).text
    lead.post(again)
    assert _sites(store) == ["Year 4 blog", "=1+1"]


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02", b"PK\x03\x04zip", b'Name\n"open', b"Name,Name\na,b", b"x" * 70_000, "Name\n‮evil".encode()],
)
def test_whatever_is_uploaded_gets_a_page(lead: FlaskClient, store: Session, data: bytes) -> None:
    location = _upload(lead, data)
    if location:
        assert lead.get(location).status_code == 200
    assert lead.post("/s/oak/found/upload").status_code == 422
    assert lead.post("/s/oak/found/upload", data={"sheet": "text"}).status_code == 422
    assert _sites(store) == []


def test_one_account_by_form(lead: FlaskClient, store: Session) -> None:
    assert lead.get("/s/oak/found/add").status_code == 200
    given = {"name": "School on X", "platform": "x", "address": "@oak"}
    assert lead.post("/s/oak/found/add", data=given).location == "/s/oak/found"
    assert lead.post("/s/oak/found/add", data=given).status_code == 422
    assert _sites(store) == ["School on X"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_a_page(lead: FlaskClient, typed: str) -> None:
    fields = ("name", "address", "owner", "since", "notes")
    assert lead.post("/s/oak/found/add", data=dict.fromkeys(fields, typed)).status_code in (302, 422)
    assert lead.post("/s/oak/found/add", data={"name": "A", "kind": typed, "platform": typed}).status_code in (302, 422)
    assert lead.get("/s/oak/found").status_code == 200


def test_the_head_sees_the_list_and_only_the_ict_lead_adds(app: Flask, lead: FlaskClient, store: Session) -> None:
    preview = _upload(lead, SHEET)
    audited = store.scalar(sa.select(sa.func.count()).select_from(AuditRow))
    clients = []
    for number in (2, 3):
        person = store.get(Person, number)
        assert person is not None
        clients.append(sign_in(app.test_client(), store, person))
    head, teacher = clients
    assert "Add one account" not in head.get("/s/oak/found").text
    assert head.post("/s/oak/found/add", data={"name": "A"}).status_code == 422
    assert head.post(preview).status_code == 422
    assert teacher.get("/s/oak/found").status_code == 403
    assert teacher.post(preview).status_code == 403
    assert store.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == audited
    assert _sites(store) == []


def test_another_schools_list_is_not_there(app: Flask, lead: FlaskClient, store: Session) -> None:
    _upload(lead, SHEET)
    elm = make_school(store, "elm", name="Elm Primary")
    other = sign_in(app.test_client(), store, make_person(store, elm, Role.ICT_LEAD))
    assert other.get("/s/elm/found/lists/1").status_code == 404
    assert other.post("/s/elm/found/lists/1").status_code == 404
