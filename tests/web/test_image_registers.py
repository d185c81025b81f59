"""The registers of images in the browser: who opens what, what staff see of a child, and from consent to taken down."""

from __future__ import annotations

import io
import logging

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.shown_words import Face, Matter
from governance.domain.words import Role
from governance.models import Consent, Image, PersonShown, PhotoPassHolder, TakeDown, WrittenPermission
from governance.services.written_permissions import ask_permission
from tests.factories import NOW, sign_in
from tests.services.images_cast import Pictures
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

SCHOOL = "/s/oak"


@pytest.fixture
def place(app: Flask, store: Session) -> Pictures:
    app.test_client_class = CheckedClient
    return Pictures(store)


def client(app: Flask, place: Pictures, role: Role) -> FlaskClient:
    return sign_in(app.test_client(), place.session, place.people[role])


def count(place: Pictures, table: type) -> int:
    found = place.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    place.session.rollback()
    return found


def test_from_a_consent_to_a_withdrawal_to_taken_down(app: Flask, place: Pictures) -> None:
    office, teacher = client(app, place, Role.OFFICE), client(app, place, Role.TEACHER)
    added = office.post(
        f"{SCHOOL}/people-shown/add", data={"seen": 0, "kind": "pupil", "name": "Ada", "group_name": "Y4"}
    )
    assert added.location == f"{SCHOOL}/people-shown/1"
    agreed = {"covers": "image", "uses": ["class_blog"], "given_by_kind": "parent", "given_by": "Mum",
              "given_on": ["7", "9", "2026"]}  # fmt: skip
    assert office.post(f"{SCHOOL}/people-shown/1/consents/new", data=agreed).status_code == 302
    assert "Holds" in office.get(f"{SCHOOL}/people-shown/1").text
    table = teacher.get(f"{SCHOOL}/may-be-shown?group=Y4&use=class_blog").text
    assert table.count(">Yes<") == 1
    made = {"seen": 0, "kind": "picture", "description": "Sports day"}
    assert teacher.post(f"{SCHOOL}/images/add", data=made).location == f"{SCHOOL}/images/1/people"
    who = {"seen": place.seen(1), "shown": ["1"], "face": "recognisable", "name_shown": "none", "known": "y"}
    assert teacher.post(f"{SCHOOL}/images/1/people?group=Y4", data=who).status_code == 302
    used = {"seen": place.seen(1), "place": f"site-{place.blog_id}", "address": "https://oak.example/sports"}
    assert teacher.post(f"{SCHOOL}/images/1/uses/new", data=used).status_code == 302
    assert "In order" in teacher.get(f"{SCHOOL}/images").text
    page = office.get(f"{SCHOOL}/people-shown/1/withdraw").text
    assert "Sports day" in page
    assert "https://oak.example/sports" in page
    back = {"uses": ["class_blog"], "withdrawn_by": "Mum", "withdrawn_on": ["18", "11", "2026"]}
    assert office.post(f"{SCHOOL}/people-shown/1/withdraw", data=back).location == f"{SCHOOL}/take-downs"
    waiting = teacher.get(f"{SCHOOL}/take-downs").text
    assert "This is yours to do." in waiting
    assert "Ada" not in waiting
    assert "Consent is missing" in teacher.get(f"{SCHOOL}/images/1").text
    assert teacher.post(f"{SCHOOL}/take-downs/1/done", data={"seen": 1}).status_code == 302
    assert "Nothing has to be taken down" in teacher.get(f"{SCHOOL}/take-downs").text
    assert "No image in use shows them" in office.get(f"{SCHOOL}/people-shown/1").text


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        pytest.param(
            Role.OFFICE, {"people-shown", "may-be-shown", "images", "permissions", "photo-passes"}, id="office"
        ),
        pytest.param(Role.ICT_LEAD, {"people-shown", "may-be-shown", "images", "permissions"}, id="ICT lead"),
        pytest.param(Role.HEAD, {"people-shown", "may-be-shown", "images", "permissions", "photo-passes"}, id="head"),
        pytest.param(Role.TEACHER, {"may-be-shown", "images"}, id="a teacher looks up and sees only that"),
        pytest.param(Role.GOVERNOR, set(), id="a governor sees no name of a child"),
    ],
)
def test_who_opens_what(app: Flask, place: Pictures, role: Role, opens: set[str]) -> None:
    browser = client(app, place, role)
    pages = {"people-shown", "may-be-shown", "images", "permissions", "photo-passes"}
    found = {page: browser.get(f"{SCHOOL}/{page}").status_code for page in pages}
    assert found == {page: 200 if page in opens else 403 for page in pages}


def test_a_look_up_says_whether_and_nothing_else(app: Flask, place: Pictures) -> None:
    ada = place.person("Ada")
    place.consent(ada, "print")
    page = client(app, place, Role.TEACHER).get(f"{SCHOOL}/may-be-shown?group=Year 4&use=print").text
    assert "Ada" in page
    assert "Parent of Ada" not in page
    assert "2026" not in page.split("<main")[1].split("</main")[0]


def test_a_name_that_is_looked_for_stands_in_no_address_and_no_log(
    app: Flask, place: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    place.person("Ada Lovell")
    place.person("Ben")
    with caplog.at_level(logging.DEBUG):
        answer = client(app, place, Role.OFFICE).post(f"{SCHOOL}/people-shown/search", data={"name": "lovell"})
    assert answer.status_code == 200
    assert "Ada Lovell" in answer.text
    assert "Ben" not in answer.text
    assert "?" not in answer.request.path
    assert "lovell" not in caplog.text.lower()


def test_a_list_is_looked_at_and_imported_and_twice_changes_nothing(app: Flask, place: Pictures) -> None:
    office = client(app, place, Role.OFFICE)

    def look() -> str:
        file = (io.BytesIO(b"Name,Class\nAda,Year 4\n,Year 4\n"), "pupils.csv")
        return office.post(f"{SCHOOL}/people-shown/list", data={"file": file}).text

    page = look()
    assert "Added" in page
    assert "Left out" in page
    assert count(place, PersonShown) == 0
    hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("plan", "list")}
    for _ in range(2):
        assert office.post(f"{SCHOOL}/people-shown/list/import", data=hidden).status_code == 302
        assert count(place, PersonShown) == 1
    assert "There is nothing new in this list" in look()
    sheet = office.get(f"{SCHOOL}/people-shown/export.csv").text
    assert sheet == '"Name","Kind","Class","Told apart by","Left on"\r\n"Ada","pupil","Year 4","",""\r\n'


def test_pupils_images_to_look_at_again(app: Flask, place: Pictures) -> None:
    ada = place.person()
    image = place.image(ada, face=Face.FACE_ON)
    place.use(image)
    place.use(place.image(place.person("Ben"), face=Face.NONE))
    ict = client(app, place, Role.ICT_LEAD)
    page = ict.get(f"{SCHOOL}/images/to-look-at").text
    assert page.count("Running at the sports day</a>") == 1
    assert "Looks into the camera" in page
    assert "Never" in page
    assert ict.post(f"{SCHOOL}/images/{image}/looked-at", data={"seen": place.seen(image)}).status_code == 302
    assert "Never" not in ict.get(f"{SCHOOL}/images/to-look-at").text


def test_a_permission_is_asked_given_and_used(app: Flask, place: Pictures) -> None:
    office, head = client(app, place, Role.OFFICE), client(app, place, Role.HEAD)
    asked = {"matter": "personal_data", "what": "A portrait", "scope": "In the prospectus."}
    assert office.post(f"{SCHOOL}/permissions/add", data=asked).location == f"{SCHOOL}/permissions/1"
    assert "the school, by its head and the person whom it is about" in office.get(f"{SCHOOL}/permissions/1").text
    day = ["2", "11", "2026"]
    mine = {"seen": 1, "party": "school", "given_on": day}
    assert "Ask the head to record it here" in office.post(f"{SCHOOL}/permissions/1/yes", data=mine).text
    assert head.post(f"{SCHOOL}/permissions/1/yes", data=mine).status_code == 302
    used = {"seen": 2, "place": "Prospectus", "used_on": ["18", "11", "2026"]}
    refused = office.post(f"{SCHOOL}/permissions/1/uses/new", data=used)
    assert refused.status_code == 422
    assert "Written permission of the person whom it is about is missing" in refused.text
    theirs = {"seen": 2, "party": "person_shown", "given_by": "Mrs Hill", "given_on": day}
    assert office.post(f"{SCHOOL}/permissions/1/yes", data=theirs).status_code == 302
    assert office.post(f"{SCHOOL}/permissions/1/uses/new", data=used | {"seen": 3}).status_code == 302
    assert "Agreed before" in office.get(f"{SCHOOL}/permissions/1").text
    assert '"A portrait"' in office.get(f"{SCHOOL}/registers/lists/permissions.csv").text


def test_a_pass_is_issued_printed_taken_away_and_refused(app: Flask, place: Pictures) -> None:
    office = client(app, place, Role.OFFICE)
    held = {"name": "Winter play", "held_on": ["10", "12", "2026"]}
    assert office.post(f"{SCHOOL}/photo-passes/add", data=held).location == f"{SCHOOL}/photo-passes/1"
    assert office.post(f"{SCHOOL}/photo-passes/1", data={"name": "Kit Marsh"}).status_code == 302
    assert "Kit Marsh" in office.get(f"{SCHOOL}/photo-passes/1/door").text
    gone = {"seen": 1, "reason": "Put another child online."}
    assert office.post(f"{SCHOOL}/photo-passes/holders/1/revoke", data=gone).location == f"{SCHOOL}/photo-passes"
    assert "Kit Marsh" not in office.get(f"{SCHOOL}/photo-passes/1/door").text
    again = office.post(f"{SCHOOL}/photo-passes/1", data={"name": "Kit Marsh"})
    assert again.status_code == 422
    assert "took away this person" in again.text
    assert '"taken away"' in office.get(f"{SCHOOL}/photo-passes/1/export.csv").text
    assert count(place, PhotoPassHolder) == 1


def test_another_schools_rows_are_404(app: Flask, place: Pictures, store: Session) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada)
    place.use(image)
    place.withdraw(ada)
    letter = {"matter": Matter.LOGO, "what": "The logo", "scope": "On a flyer."}
    ask_permission(store, place.office, NOW, **letter)  # type: ignore[arg-type]  # one mapping for three answers.
    elm = Pictures(store, "elm")
    head = client(app, elm, Role.HEAD)
    for path in (f"people-shown/{ada}", f"people-shown/{ada}/withdraw", f"images/{image}", "permissions/1"):
        assert head.get(f"/s/elm/{path}").status_code == 404, path
    assert head.post("/s/elm/take-downs/1/done", data={"seen": 1}).status_code == 404
    assert head.post(f"/s/elm/images/{image}/uses/1/end").status_code == 404
    assert "Ada" not in head.get("/s/elm/people-shown").text


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_a_page(app: Flask, place: Pictures, typed: str) -> None:
    office = client(app, place, Role.OFFICE)
    answers = [
        office.post(
            f"{SCHOOL}/people-shown/add", data={"seen": 0, "kind": "pupil", "name": typed, "group_name": typed}
        ),
        office.post(f"{SCHOOL}/images/add", data={"seen": 0, "kind": "picture", "description": typed}),
        office.post(f"{SCHOOL}/permissions/add", data={"matter": "logo", "what": typed, "scope": typed}),
        office.post(f"{SCHOOL}/people-shown/search", data={"name": typed}),
    ]
    assert {answer.status_code for answer in answers} <= {200, 302, 422}
    for page in ("people-shown", "images", "permissions"):
        assert office.get(f"{SCHOOL}/{page}").status_code == 200
    assert count(place, Image) + count(place, WrittenPermission) + count(place, Consent) + count(place, TakeDown) <= 2
