"""Concerns on their pages: recorded by anybody, opened by few, closed with a route or a reason."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Alarm, AuditRow, Comment, Concern
from tests.factories import make_person, make_school, sign_in, start_writing
from tests.web.page_checks import CheckedClient, check_page
from tests.web.told_scene import ToldScene, make_told_scene

RECORD = {"about": "child", "person": "", "facts": "A comment asks pupils where they live."}


@pytest.fixture
def scene(app: Flask) -> ToldScene:
    return make_told_scene(app)


def at(scene: ToldScene, step: str = "") -> str:
    """The address of the one concern, or of a step on it; its number does not count, so it is looked up."""
    return f"/s/oak/concerns/{scene.value(Concern.id)}" + (f"/{step}" if step else "")


def revision(scene: ToldScene) -> str:
    return str(scene.value(Concern.revision))


def test_a_concern_from_the_first_record_to_its_close(scene: ToldScene) -> None:
    teacher = scene.client("second")
    assert teacher.get("/s/oak/concerns/record").status_code == 200
    sent = teacher.post("/s/oak/concerns/record", data=RECORD)
    assert "Your record has arrived" in teacher.get(sent.location).text
    assert teacher.get("/s/oak/concerns").status_code == 403
    dsl = scene.client("dsl")
    assert "Nobody has it yet" in dsl.get("/s/oak/concerns").text
    assert "Nobody has it yet" in dsl.get(at(scene)).text
    assert dsl.post(at(scene, "take")).status_code == 302
    assert "has it since" in dsl.get(at(scene)).text
    assert "Why was no route needed?" in dsl.get(at(scene, "close")).text
    close = {"seen": revision(scene), "reason": ""}
    refused = dsl.post(at(scene, "close"), data=close).text
    assert "A concern is not closed without either" in refused
    assert 'href="#reason"' in refused
    route = {"seen": revision(scene), "route": "social_care", "words": "Rang the duty desk, reference 1234."}
    assert dsl.get(at(scene, "route")).status_code == 200
    assert dsl.post(at(scene, "route"), data=route).status_code == 302
    assert dsl.post(at(scene, "route"), data=route).status_code == 409
    assert "Rang the duty desk" in dsl.get(at(scene)).text
    assert "Anything to add to the record? (optional)" in dsl.get(at(scene, "close")).text
    parents = {"seen": revision(scene), "kind": "parents_told", "words": "Rang the mother, who thanked us."}
    assert dsl.get(at(scene, "line")).status_code == 200
    assert dsl.post(at(scene, "line"), data=parents).status_code == 302
    early = dsl.post(at(scene, "close"), data={"seen": revision(scene), "reason": ""})
    assert "Write down what came back from: Children’s social care." in early.text
    answer = {"seen": revision(scene), "words": "They take it on, and ring on Friday."}
    assert dsl.get(at(scene, "routes/1/answer")).status_code == 200
    assert dsl.post(at(scene, "routes/1/answer"), data=answer).status_code == 302
    assert dsl.get(at(scene, "routes/2/answer")).status_code == 404
    assert dsl.post(at(scene, "close"), data={"seen": revision(scene), "reason": ""}).status_code == 302
    closed = dsl.get(at(scene)).text
    assert "Closed on" in closed
    assert "I have it" not in closed
    assert dsl.get(at(scene, "route")).status_code == 404


def test_opening_one_is_put_on_record(scene: ToldScene) -> None:
    scene.client("second").post("/s/oak/concerns/record", data=RECORD)
    here = at(scene)
    assert scene.client("dsl").get(here).status_code == 200
    who = sa.select(AuditRow.actor_id).where(AuditRow.code == "concern.read")
    assert scene.change(lambda session: session.scalars(who).all()) == [scene.people["dsl"]]


def test_the_chair_says_that_it_is_not_about_the_head(scene: ToldScene) -> None:
    scene.client("second").post("/s/oak/concerns/record", data=RECORD | {"about": "head"})
    head, chair = scene.client("head"), scene.client("chair")
    assert head.get(at(scene)).status_code == 404
    assert head.get(at(scene, "close")).status_code == 404
    assert head.post(at(scene, "take")).status_code == 404
    assert chair.get(at(scene, "about")).status_code == 200
    said = {"seen": revision(scene), "about": "adult", "person": str(scene.people["teacher"])}
    answer = chair.post(at(scene, "about"), data=said)
    assert answer.location.endswith("/s/oak/concerns")
    assert chair.get(at(scene)).status_code == 404
    assert "first teacher" in head.get(at(scene)).text
    assert head.get(at(scene, "reader")).status_code == 200
    added = {"seen": revision(scene), "person": str(scene.people["dsl"])}
    assert head.post(at(scene, "reader"), data=added).status_code == 302
    assert scene.client("dsl").get(at(scene)).status_code == 200


def test_only_a_safeguarding_lead_releases_what_is_hidden(scene: ToldScene) -> None:
    scene.decide("teacher", scene.arrive("Where do you live?"), "hide")
    head, dsl = scene.client("head"), scene.client("dsl")
    assert "Release the comment" not in head.get(at(scene)).text
    page = dsl.get(at(scene)).text
    assert "Where do you live?" in page
    assert "less than a minute" in page
    seen = str(scene.value(Comment.revision))
    head.post(at(scene, "release"), data={"seen": seen})
    assert scene.value(Comment.state) == "hidden"
    assert dsl.post(at(scene, "release"), data={"seen": seen}).status_code == 302
    assert scene.value(Comment.state) == "waiting"


def test_one_person_says_that_they_are_looking(scene: ToldScene) -> None:
    scene.arrive("Where do you live?")
    alarm = str(scene.value(Alarm.id))
    for who in ("teacher", "second", "dsl", "head"):
        assert "I am looking at it" in scene.client(who).get("/s/oak/alarms/" + alarm).text
    assert "Open it and decide" in scene.client("dsl").get("/s/oak/alarms/" + alarm).text
    assert "Open it and decide" not in scene.client("head").get("/s/oak/alarms/" + alarm).text
    assert scene.client("assistant").get("/s/oak/alarms/" + alarm).status_code == 404
    assert scene.client("assistant").post("/s/oak/alarms/" + alarm).status_code == 404
    assert scene.client("dsl").post("/s/oak/alarms/" + alarm).status_code == 302
    later = scene.client("teacher").get("/s/oak/alarms/" + alarm).text
    assert "is looking at it since" in later
    assert "I am looking at it" not in later


def test_every_page_of_staff_leads_to_recording_a_concern(scene: ToldScene) -> None:
    page = scene.client("second").get("/s/oak/").text
    assert "Worried about a child, or about a grown-up at the school?" in page
    assert "/s/oak/concerns/record" in check_page(page).links


def test_every_public_page_leads_to_telling_a_grown_up(scene: ToldScene) -> None:
    page = scene.client().get("/s/oak/register").text
    assert "/s/oak/tell" in check_page(page).links
    assert "/s/oak/concerns/record" not in page


def test_the_home_page_says_first_that_a_concern_waits_to_its_readers_alone(scene: ToldScene) -> None:
    scene.client("second").post("/s/oak/concerns/record", data=RECORD | {"about": "head"})
    chair, line = scene.client("chair"), "A concern was recorded, and nobody has it yet"
    page = chair.get("/s/oak/").text
    assert line in page
    assert at(scene) in check_page(page).links
    for who in ("head", "dsl", "second", "ict"):
        assert line not in scene.client(who).get("/s/oak/").text
    chair.post(at(scene, "take"))
    page = chair.get("/s/oak/").text
    assert line not in page
    assert "A concern that you have is still open" in page


def test_without_a_chair_of_governors_the_head_and_the_recorder_know_that_nobody_reads_it(
    app: Flask, store: Session
) -> None:
    school = make_school(store)
    head, teacher = make_person(store, school, Role.HEAD), make_person(store, school, Role.TEACHER)
    unread = "Nobody at the school reads this yet: it has no chair of governors."
    client = sign_in(CheckedClient(app), store, head)
    assert "Add the chair of governors" in client.get("/s/oak/").text
    assert unread in client.get("/s/oak/concerns/record").text
    assert "Add the chair" not in sign_in(CheckedClient(app), store, teacher).get("/s/oak/").text
    sent = client.post("/s/oak/concerns/record", data=RECORD | {"about": "head"})
    assert sent.status_code in (302, 303)
    number = store.scalars(sa.select(Concern.id)).one()
    store.rollback()
    assert client.get(f"/s/oak/concerns/{number}").status_code == 404
    start_writing(store)
    make_person(store, school, Role.CHAIR_OF_GOVERNORS)
    store.commit()
    assert "Add the chair of governors" not in client.get("/s/oak/").text
    assert unread not in client.get("/s/oak/concerns/record").text
