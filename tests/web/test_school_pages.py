"""The school's own pages: details, logo, policy text and settings, minimum ages, and acting for the head."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from governance.domain.policy_settings import SETTINGS
from governance.domain.words import PersonKind, Role
from governance.models import (
    Acknowledgement,
    AuditRow,
    Delegation,
    PlatformAge,
    PolicySetting,
    PolicyText,
    School,
)
from governance.services.platform_ages import copy_default_rows
from tests.factories import make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient

HOSTILE = ["", "x" * 70_000, "<script>alert(1)</script>", "a\x00b", "‮evil", "=1+1", "-1", "9" * 400]
KINDS = (Delegation, PolicyText, Acknowledgement, PolicySetting, PlatformAge, AuditRow)
TODAY = ["18", "11", "2026"]
SCHOOL = {"seen": "1", "name": "Oak Academy", "colour": "#ffd23f", "nation": "wales", "time_zone": "Europe/London"}


@pytest.fixture(name="school")
def _school(store: Session) -> School:
    school = make_school(store)
    copy_default_rows(store, school.id)
    store.commit()
    return school


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


def _png() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "#225533").save(out, "PNG")
    out.seek(0)
    return out, "logo.png"


PAGES = [
    pytest.param("acting-head", {Role.HEAD, Role.CHAIR_OF_GOVERNORS}, id="acting for the head"),
    pytest.param("acting-head/new", {Role.HEAD, Role.CHAIR_OF_GOVERNORS}, id="let somebody act"),
    pytest.param("policy", {Role.HEAD, Role.ICT_LEAD, Role.TEACHER, Role.CHAIR_OF_GOVERNORS}, id="the policy"),
    pytest.param("policy/publish", {Role.HEAD}, id="publish the policy"),
    pytest.param("policy/acknowledged", {Role.HEAD, Role.ICT_LEAD}, id="who acknowledged"),
    pytest.param("policy/settings", {Role.HEAD, Role.ICT_LEAD}, id="the policy's settings"),
    pytest.param("policy/settings/amber_school_days", {Role.HEAD}, id="one setting"),
    pytest.param("school", {Role.HEAD, Role.ICT_LEAD}, id="the school"),
    pytest.param("school/details", {Role.HEAD, Role.ICT_LEAD}, id="its details"),
    pytest.param("school/logo", {Role.HEAD, Role.ICT_LEAD}, id="its logo"),
    pytest.param("school/platforms", {Role.HEAD, Role.ICT_LEAD}, id="minimum ages"),
    pytest.param("school/platforms/new", {Role.HEAD, Role.ICT_LEAD}, id="a new row of minimum ages"),
]


@pytest.mark.parametrize(("leaf", "roles"), PAGES)
def test_who_may_open_a_page(app: Flask, store: Session, school: School, leaf: str, roles: set[Role]) -> None:
    for role in (Role.HEAD, Role.ICT_LEAD, Role.TEACHER, Role.CHAIR_OF_GOVERNORS):
        status = _client(app, store, school, role).get(f"/s/oak/{leaf}").status_code
        assert status == (200 if role in roles else 403), role


@pytest.mark.parametrize(
    ("leaf", "names"),
    [
        pytest.param("acting-head/new", ("person", "outside", "starts_on", "ends_on", "reason"), id="acting"),
        pytest.param("policy/publish", ("title", "text"), id="publish"),
        pytest.param("policy", ("name", "job_title"), id="acknowledge"),
        pytest.param("policy/settings/amber_school_days", ("value",), id="a number"),
        pytest.param("policy/settings/training_required", ("value",), id="a switch"),
        pytest.param("policy/settings/identity_rule", ("value",), id="a choice"),
        pytest.param("school/details", ("name", "website", "colour", "nation", "time_zone"), id="details"),
        pytest.param("school/logo", ("logo",), id="logo"),
        pytest.param("school/platforms/new", ("platform", "rule", "age", "from_date", "source"), id="minimum age"),
    ],
)
def test_hostile_input_gets_a_page_and_changes_nothing(
    head: FlaskClient, store: Session, leaf: str, names: tuple[str, ...]
) -> None:
    before = _counts(store)
    for typed in HOSTILE:
        answer = head.post(f"/s/oak/{leaf}", data=dict.fromkeys(names, typed) | {"seen": "0"})
        assert answer.status_code in (404, 409, 422), typed[:20]
    assert _counts(store) == before


def test_the_details_are_changed_and_a_pale_colour_is_said_to_be(head: FlaskClient, store: Session) -> None:
    answer = head.post("/s/oak/school/details", data=SCHOOL, follow_redirects=True)
    assert "Oak Academy" in answer.text
    assert "links use a darker shade of it" in answer.text
    stale = head.post("/s/oak/school/details", data=SCHOOL | {"name": "Another"})
    assert stale.status_code == 409
    assert "changed the school" in stale.text
    assert store.scalars(sa.select(School.name)).all() == ["Oak Academy"]


def test_a_logo_is_saved_and_a_script_is_not(head: FlaskClient, store: Session) -> None:
    svg = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "logo.png"
    refused = head.post("/s/oak/school/logo", data={"seen": "1", "logo": svg}, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "This is not a PNG, JPEG, GIF or WebP picture." in refused.text
    saved = head.post("/s/oak/school/logo", data={"seen": "1", "logo": _png()}, content_type="multipart/form-data")
    assert saved.status_code == 302
    kept = store.scalars(sa.select(School.logo)).one()
    assert kept is not None
    assert kept.startswith(b"\x89PNG")
    store.rollback()
    assert head.post("/s/oak/school/logo/remove", data={"seen": "2"}).status_code == 302
    assert store.scalars(sa.select(School.logo_kind)).all() == [""]


def test_the_policy_is_published_read_and_acknowledged(
    app: Flask, head: FlaskClient, store: Session, school: School
) -> None:
    form = head.get("/s/oak/policy/publish").text
    assert "How we use official sites and social media" in form
    text = "We speak with pupils online only on sites that the school has approved. " * 5
    sent = {"seen": "0", "title": "Our policy", "text": text}
    assert head.post("/s/oak/policy/publish", data=sent).status_code == 302
    assert head.post("/s/oak/policy/publish", data=sent | {"title": "Another"}).status_code == 409
    teacher = _client(app, store, school, Role.TEACHER)
    page = teacher.get("/s/oak/policy").text
    assert "without saying so beforehand" in page
    assert "Nothing that you write, keep, send or receive on the school’s systems is private." in page
    typed = {"seen": "1", "name": "T. Eacher", "job_title": "Year 4 teacher", "signature": "T. Eacher", "agree": "y"}
    unticked = teacher.post("/s/oak/policy", data=typed | {"agree": ""})
    assert unticked.status_code == 422
    assert teacher.post("/s/oak/policy", data=typed).status_code == 302
    who = head.get("/s/oak/policy/acknowledged").text
    assert "T. Eacher" in who
    assert "Not yet: 1 person" in who
    assert teacher.get("/s/oak/policy/versions/1").status_code == 200
    assert teacher.get("/s/oak/policy/versions/2").status_code == 404


def test_the_settings_stand_under_what_they_are_about(head: FlaskClient) -> None:
    page = head.get("/s/oak/policy/settings").text
    headings = re.findall(r'<h2 class="govuk-heading-m" id="part-\d">([^<]+)</h2>', page)
    assert headings == [
        "Sites and people",
        "Cover, updates and reminders",
        "Comments and reports",
        "Images and consents",
        "Registers",
        "Records and requests",
        "Answers on a concern",
    ]


@pytest.mark.parametrize("setting", [setting.key for setting in SETTINGS])
def test_every_setting_has_its_page(head: FlaskClient, setting: str) -> None:
    assert head.get(f"/s/oak/policy/settings/{setting}").status_code == 200


def test_a_setting_is_changed_and_says_who_changed_it(app: Flask, head: FlaskClient, store: Session) -> None:
    page = "/s/oak/policy/settings/amber_school_days"
    assert head.post(page, data={"seen": "0", "value": "7"}).status_code == 302
    shown = head.get("/s/oak/policy/settings").text
    assert "7 school days" in shown
    assert "Changed by head on Wednesday 18 November 2026" in shown
    assert head.post(page, data={"seen": "0", "value": "8"}).status_code == 409
    assert head.get("/s/oak/policy/settings/nothing").status_code == 404
    assert store.scalars(sa.select(PolicySetting.value)).all() == [{"is": 7}]


def test_a_minimum_age_is_corrected_and_another_school_s_is_not_there(
    head: FlaskClient, store: Session, school: School
) -> None:
    row = store.scalars(sa.select(PlatformAge.id).where(PlatformAge.platform == "padlet")).one()
    store.rollback()
    data = {"seen": "1", "platform": "padlet", "rule": "age", "age": "13", "source": "Its terms", "checked_on": TODAY}
    assert head.post(f"/s/oak/school/platforms/{row}", data=data).status_code == 302
    assert "13 years" in head.get("/s/oak/school/platforms").text
    elm = make_school(store, "elm")
    copy_default_rows(store, elm.id)
    store.commit()
    other = store.scalars(sa.select(PlatformAge.id).where(PlatformAge.school_id == elm.id).limit(1)).one()
    before = _counts(store)
    assert head.get(f"/s/oak/school/platforms/{other}").status_code == 404
    assert head.post(f"/s/oak/school/platforms/{other}", data=data).status_code == 404
    assert _counts(store) == before


def test_somebody_acts_for_the_head_and_gives_it_back(
    app: Flask, head: FlaskClient, store: Session, school: School
) -> None:
    deputy = make_person(store, school, Role.LEADERSHIP, name="A. Deputy")
    person_id = deputy.id
    store.rollback()
    data = {
        "person": str(person_id),
        "outside": "inside",
        "starts_on": TODAY,
        "ends_on": ["20", "11", "2026"],
        "reason": "The head is at a conference.",
    }
    assert head.post("/s/oak/acting-head/new", data=data).status_code == 302
    assert "A. Deputy" in head.get("/s/oak/acting-head").text
    assert head.post("/s/oak/acting-head/new", data=data).status_code == 422
    row = store.scalars(sa.select(Delegation.id)).one()
    store.rollback()
    as_deputy = sign_in(app.test_client(), store, deputy)
    assert as_deputy.get("/s/oak/acting-head").status_code == 200
    assert as_deputy.post(f"/s/oak/acting-head/{row}/end").status_code == 302
    assert as_deputy.get("/s/oak/acting-head").status_code == 403


def test_somebody_of_another_school_is_not_in_the_list(head: FlaskClient, store: Session) -> None:
    other = make_person(store, make_school(store, "elm"), Role.LEADERSHIP, kind=PersonKind.EMPLOYEE)
    person_id = other.id
    store.rollback()
    data = {"person": str(person_id), "outside": "inside", "starts_on": TODAY, "ends_on": TODAY}
    answer = head.post("/s/oak/acting-head/new", data=data | {"reason": "The head is away today."})
    assert answer.status_code == 422
    assert _counts(store)[0] == 0
