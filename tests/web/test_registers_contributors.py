"""The register of contributors in the browser: from a partner school's class to a site, and out again (A.2.6)."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import InstrumentedAttribute, Session

from governance.domain.words import Role
from governance.models import AuditRow, Contributor, ContributorSite, Site
from tests.factories import make_person, make_school, make_site, sign_in
from tests.web.page_checks import CheckedClient

HERE = "/s/oak/registers/contributors"


@pytest.fixture
def lead(app: Flask, store: Session) -> FlaskClient:
    """The ICT lead of a school with one site."""
    app.test_client_class = CheckedClient
    school = make_school(store)
    person = make_person(store, school, Role.ICT_LEAD)
    make_site(store, school, make_person(store, school, Role.TEACHER))
    return sign_in(app.test_client(), store, person)


def _only(store: Session, column: InstrumentedAttribute[int]) -> int:
    found = store.scalars(sa.select(column)).one()
    store.rollback()
    return found


def _added(lead: FlaskClient, store: Session, name: str = "Class 4 of Elm") -> str:
    answer = lead.post(f"{HERE}/add", data={"kind": "group", "name": name, "belongs_to": "Elm", "seen": "0"})
    assert answer.status_code == 303
    return f"{HERE}/{_only(store, Contributor.id)}"


def test_a_class_is_added_vetted_let_on_and_taken_off(lead: FlaskClient, store: Session) -> None:
    assert "Nobody from outside contributes." in lead.get(HERE).text
    page = _added(lead, store)
    assert "Nobody has vetted them yet." in lead.get(page).text
    site = _only(store, Site.id)
    refused = lead.post(f"{page}/sites", data={"site": str(site)})
    assert refused.status_code == 422
    assert "Record how they were vetted first." in refused.text
    by = lead.get(f"{page}/vet").text
    person = by.split('<option value="')[2].split('"')[0]
    vetted = {"method": "met", "vetted_by": person, "vetted_on": ["18", "11", "2026"]}
    assert lead.post(f"{page}/vet", data=vetted).status_code == 303
    assert lead.post(f"{page}/sites", data={"site": str(site)}).status_code == 303
    shown = lead.get(page).text
    assert "Counts until Thursday 18 November 2027." in shown
    assert "Year 4 blog" in lead.get(HERE).text
    lead.post(f"{page}/sites/{site}/off")
    assert store.scalars(sa.select(ContributorSite.ended_on)).one() is not None


def test_who_is_on_the_register_is_not_added_twice(lead: FlaskClient, store: Session) -> None:
    _added(lead, store)
    before = store.scalar(sa.select(sa.func.count(AuditRow.id)))
    store.rollback()
    answer = lead.post(
        f"{HERE}/add", data={"kind": "group", "name": "class 4 of elm", "belongs_to": "Elm", "seen": "0"}
    )
    assert answer.status_code == 422
    assert "They are on the register already." in answer.text
    assert store.scalar(sa.select(sa.func.count(AuditRow.id))) == before


def test_a_list_comes_in_and_goes_out(lead: FlaskClient, store: Session) -> None:
    lists = "/s/oak/registers/lists/contributors"
    assert lead.get(f"{lists}/bring-in").status_code == 200
    sheet = io.BytesIO(b"Name,Kind,From\nClass 4,A group,Elm\n=1+1,One person,\n")
    preview = lead.post(f"{lists}/bring-in", data={"file": (sheet, "list.csv")}).location
    page = lead.get(preview).text
    assert "Nothing has happened yet." in page
    digest = page.split('name="plan" value="')[1].split('"')[0]
    assert lead.post(preview, data={"plan": digest}).status_code == 303
    assert lead.post(preview, data={"plan": digest}).status_code == 303
    names = store.scalars(sa.select(Contributor.name).order_by(Contributor.id)).all()
    store.rollback()
    assert names == ["Class 4", "=1+1"]
    out = lead.get(f"{lists}.csv").text
    assert '"Class 4","A group","Elm"' in out
    assert '"\'=1+1"' in out
    assert lead.get(f"{lists}.xlsx").status_code == 200


def test_a_teacher_opens_no_list_of_contributors(app: Flask, store: Session) -> None:
    school = make_school(store)
    client = sign_in(app.test_client(), store, make_person(store, school, Role.TEACHER))
    for address in (HERE, "/s/oak/registers/lists/contributors.csv", "/s/oak/registers/lists/contributors/bring-in"):
        assert client.get(address).status_code == 403, address
