"""The people pages: what they show, who may open them, and that bad input changes nothing."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role
from governance.models import Account, AuditRow, Membership, Notice, Person, RoleHeld, School, Training
from tests.factories import make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient

HOSTILE = ["", " ", "x" * 5000, "<script>alert(1)</script>", "a\x00b", "‮evil", "=1+1", "-1", "9" * 400, "' OR 1=1 --"]
GOOD = {
    "name": "A new teacher",
    "email": "new@oak.example",
    "kind": "employee",
    "position": "Year 4 teacher",
    "roles": ["teacher"],
    "starts_on": ["18", "11", "2026"],
}
KINDS = (Person, Membership, RoleHeld, Notice, Training, AuditRow)


@pytest.fixture(name="school")
def _school(store: Session) -> School:
    return make_school(store)


@pytest.fixture(name="head")
def _head(app: Flask, store: Session, school: School) -> FlaskClient:
    return _client(app, store, school, Role.HEAD)


def _client(app: Flask, store: Session, school: School, *roles: Role) -> FlaskClient:
    app.test_client_class = CheckedClient
    return sign_in(app.test_client(), store, make_person(store, school, *roles))


def _counts(store: Session) -> list[int]:
    store.rollback()
    found = [store.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in KINDS]
    store.rollback()
    return found


def _member(store: Session, school: School, *roles: Role, **kinds: PersonKind) -> int:
    person = make_person(store, school, *roles, name="A. Member", **kinds)
    found = store.scalars(sa.select(Membership.id).where(Membership.person_id == person.id)).one()
    store.rollback()
    return found


def test_somebody_is_invited_by_form_and_shown(head: FlaskClient, store: Session) -> None:
    answer = head.post("/s/oak/people/invite", data=GOOD, follow_redirects=True)
    assert answer.status_code == 200
    assert "An invitation to A new teacher is on its way to new@oak.example." in answer.text
    mail = store.scalars(sa.select(Notice)).one()
    assert mail.link.startswith("/welcome/")
    assert mail.to_address == "new@oak.example"


@pytest.mark.parametrize("field", ["name", "email", "kind", "position", "roles", "starts_on"])
def test_an_invitation_with_hostile_input_is_answered_with_a_page(
    head: FlaskClient, store: Session, field: str
) -> None:
    for number, typed in enumerate(HOSTILE):
        before = _counts(store)
        answer = head.post("/s/oak/people/invite", data=GOOD | {"email": f"n{number}@oak.example", field: typed})
        assert answer.status_code in (302, 422)
        if answer.status_code == 422:
            assert _counts(store) == before
            assert "There is a problem" in answer.text


def test_what_was_typed_stays(head: FlaskClient) -> None:
    answer = head.post("/s/oak/people/invite", data=GOOD | {"email": "nobody"})
    assert answer.status_code == 422
    assert 'value="A new teacher"' in answer.text
    assert "Enter an e-mail address" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/people",
        "/people?show=left",
        "/people/invite",
        "/people/list",
        "/people/{}",
        "/people/{}/details",
        "/people/{}/roles/new",
        "/people/{}/leaving",
        "/people/{}/invitation",
        "/people/{}/training",
    ],
)
def test_every_page_is_there_for_the_head_and_the_ict_lead_and_for_nobody_else(
    app: Flask, head: FlaskClient, store: Session, school: School, path: str
) -> None:
    member = _member(store, school, Role.TEACHER)
    address = "/s/oak" + path.format(member)
    assert head.get(address).status_code == 200
    assert _client(app, store, school, Role.ICT_LEAD).get(address).status_code == 200
    refused = _client(app, store, school, Role.TEACHER).get(address)
    assert refused.status_code == 403
    assert "The ICT lead and the head can do this." in refused.text


@pytest.mark.parametrize(
    "leaf", ["", "/details", "/roles/new", "/leaving", "/invitation", "/training", "/authorisation"]
)
def test_somebody_of_another_school_is_not_there(head: FlaskClient, store: Session, leaf: str) -> None:
    other = _member(store, make_school(store, "elm"), Role.TEACHER)
    before = _counts(store)
    assert head.get(f"/s/oak/people/{other}{leaf}").status_code == 404
    if leaf:
        assert head.post(f"/s/oak/people/{other}{leaf}", data={"seen": "1"}).status_code == 404
    assert head.get(f"/s/oak/people/{'9' * 30}").status_code == 404
    assert _counts(store) == before


@pytest.mark.parametrize("leaf", ["details", "roles/new", "leaving", "invitation", "training", "authorisation"])
def test_a_change_with_hostile_input_changes_nothing(
    head: FlaskClient, store: Session, school: School, leaf: str
) -> None:
    member = _member(store, school, kind=PersonKind.VOLUNTEER)
    before = _counts(store)
    names = ("kind", "role", "starts_on", "ends_on", "last_day", "email", "topic", "trained_on", "expires_on", "reason")
    for typed in HOSTILE:
        answer = head.post(f"/s/oak/people/{member}/{leaf}", data=dict.fromkeys(names, typed) | {"seen": "1"})
        assert answer.status_code == 422
    assert _counts(store) == before


@pytest.mark.parametrize("seen", ["", "x", "99", "-1", "9" * 50])
def test_a_change_without_what_was_seen_changes_nothing(
    head: FlaskClient, store: Session, school: School, seen: str
) -> None:
    member = _member(store, school, Role.TEACHER)
    before = _counts(store)
    data = {"seen": seen, "role": "office", "starts_on": ["18", "11", "2026"]}
    assert head.post(f"/s/oak/people/{member}/roles/new", data=data).status_code in (409, 422)
    assert head.post(f"/s/oak/people/{member}/stays", data={"seen": seen}).status_code in (302, 409, 422)
    assert _counts(store) == before


def test_a_role_is_given_and_ended_and_a_last_day_set(head: FlaskClient, store: Session, school: School) -> None:
    member = _member(store, school, Role.TEACHER)
    page = f"/s/oak/people/{member}"
    day = ["18", "12", "2026"]
    given = {"seen": "1", "role": "office", "starts_on": ["18", "11", "2026"]}
    assert head.post(f"{page}/roles/new", data=given).status_code == 302
    held = store.scalars(sa.select(RoleHeld.id).where(RoleHeld.role == Role.OFFICE)).one()
    store.rollback()
    assert head.post(f"{page}/roles/{held}", data={"seen": "2", "ends_on": day}).status_code == 302
    assert head.post(f"{page}/leaving", data={"seen": "3", "last_day": day}).status_code == 302
    shown = head.get(page)
    assert "Their last day is Friday 18 December 2026." in shown.text
    assert head.post(f"{page}/stays", data={"seen": "4"}).status_code == 302
    codes = store.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)).all()
    assert codes == ["role.given", "role.ended", "person.left", "person.stays"]


def test_only_the_head_authorises(app: Flask, head: FlaskClient, store: Session, school: School) -> None:
    member = _member(store, school, kind=PersonKind.VOLUNTEER)
    page = f"/s/oak/people/{member}/authorisation"
    data = {
        "starts_on": ["18", "11", "2026"],
        "ends_on": ["21", "7", "2027"],
        "reason": "Runs the chess club for us.",
    }
    refused = _client(app, store, school, Role.ICT_LEAD).post(page, data=data)
    assert refused.status_code == 403
    assert head.post(page, data=data).status_code == 302
    assert "Runs the chess club for us." in head.get(f"/s/oak/people/{member}").text


def test_a_list_is_looked_at_and_imported_once(head: FlaskClient, store: Session) -> None:
    sheet = "Name,E-mail,Roles\nJo Hill,jo@oak.example,Teacher\nNobody,nowhere,Teacher\n=1+1,x@oak.example,Teacher\n"
    sent = head.post(
        "/s/oak/people/list",
        data={"file": (io.BytesIO(sheet.encode()), "staff.csv")},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 302
    shown = head.get(sent.location)
    assert "“nowhere” is no whole e-mail address." in shown.text
    assert store.scalar(sa.select(sa.func.count()).select_from(Account)) == 1
    store.rollback()
    plan = shown.text.split('name="plan" value="')[1].split('"')[0]
    assert head.post(sent.location, data={"plan": "wrong"}).status_code == 409
    assert head.post(sent.location, data={"plan": plan}).status_code == 302
    assert head.post(sent.location, data={"plan": plan}).status_code == 302
    assert store.scalars(sa.select(Account.email).order_by(Account.id)).all()[1:] == ["jo@oak.example"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04", b"Name\nA", b"a" * 3_000_000, b"\xff" * 50])
def test_a_file_that_is_no_list_gets_a_sentence(head: FlaskClient, store: Session, data: bytes) -> None:
    before = _counts(store)
    sent = head.post(
        "/s/oak/people/list", data={"file": (io.BytesIO(data), "staff.csv")}, content_type="multipart/form-data"
    )
    assert sent.status_code == 422
    assert "There is a problem" in sent.text
    assert _counts(store) == before


def test_the_example_can_be_downloaded_and_imported(head: FlaskClient) -> None:
    example = head.get("/s/oak/people/list/example.csv")
    assert example.mimetype == "text/csv"
    sent = head.post(
        "/s/oak/people/list", data={"file": (io.BytesIO(example.data), "e.csv")}, content_type="multipart/form-data"
    )
    shown = head.get(sent.location)
    assert "3 people are invited" in shown.text
