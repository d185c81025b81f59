"""Telling a grown-up, without an account: the form, the private page, and what the school's people see of it."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from governance.models import Comment, CommentReport, Concern, PolicySetting
from tests.factories import NOW
from tests.services.comments.cast import LATER
from tests.web.hostile import HOSTILE
from tests.web.told_scene import ToldScene, make_told_scene

ADDRESS = "https://blog.example/castles/#comment-7"
RUDE = {"address": ADDRESS, "wrong": "rude", "words": "He calls me names.", "grown_up": "no"}


@pytest.fixture
def scene(app: Flask) -> ToldScene:
    scene = make_told_scene(app)
    scene.decide("teacher", scene.arrive(), "publish", now=NOW - dt.timedelta(hours=1))
    scene.host_says("public")
    return scene


@pytest.mark.parametrize("path", ["register/1", "register/1/house-rules/pupils", "house-rules/pupils", "register"])
def test_every_public_page_of_a_site_leads_there(scene: ToldScene, path: str) -> None:
    text = scene.client().get(f"/s/oak/{path}").text
    assert "/s/oak/tell" in text
    assert text.index("999") < text.index("/s/oak/tell")


def test_whom_to_ring_stands_before_the_form(scene: ToldScene) -> None:
    text = scene.client().get("/s/oak/tell?site=1").text
    assert text.index("999") < text.index("0800 1111") < text.index("<form")
    assert "Is it about a grown-up at the school?" in text


def test_anybody_tells_and_the_private_page_says_what_became_of_it(scene: ToldScene) -> None:
    visitor = scene.client()
    sent = visitor.post("/s/oak/tell", data=RUDE)
    assert sent.status_code == 302
    page = visitor.get(sent.location)
    assert "A grown-up will look at it" in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    scene.decide("second", scene.value(Comment.id), "remove", now=LATER)
    scene.host_says("removed")
    later = scene.client().get(sent.location).text
    assert "A grown-up at the school looked at it and took it away" in later
    for name in ("second teacher", "first teacher", "He calls me names", "castle."):
        assert name not in later


def test_a_private_page_that_nobody_has_is_not_there(scene: ToldScene) -> None:
    for path in ("told", "appealed", "removed"):
        page = scene.client().get(f"/s/oak/{path}/8-guessed")
        assert page.status_code == 404
        assert "We cannot find this page" in page.text
        assert "0800 1111" in page.text


def test_what_is_about_a_grown_up_is_seen_by_nobody_but_its_readers(scene: ToldScene) -> None:
    visitor = scene.client()
    sent = visitor.post("/s/oak/tell", data=RUDE | {"grown_up": "helper"})
    assert "It has arrived" in visitor.get(sent.location).text
    concern_id, reference = scene.value(Concern.id), scene.value(Concern.reference)
    for who in ("dsl", "chair"):
        client = scene.client(who)
        assert client.get(f"/s/oak/concerns/{concern_id}").status_code == 404
        assert reference not in client.get("/s/oak/concerns").text
        assert "No concern waits for you." in client.get("/s/oak/concerns").text
    for who in ("teacher", "ict"):
        assert scene.client(who).get(f"/s/oak/concerns/{concern_id}").status_code == 403
    page = scene.client("head").get(f"/s/oak/concerns/{concern_id}")
    assert "He calls me names." in page.text
    assert "It has been read" in visitor.get(sent.location).text


def test_neither_history_nor_its_export_nor_the_mails_tell_of_it(scene: ToldScene) -> None:
    scene.client().post("/s/oak/tell", data=RUDE | {"grown_up": "head"})
    for who in ("head", "ict"):
        client = scene.client(who)
        assert "recorded a concern" not in client.get("/s/oak/history").text
        assert "omething waits for you" not in client.get("/s/oak/mails").text
        for kind in ("csv", "json"):
            assert "concern." not in client.post("/s/oak/history/export", data={"format": kind}).text
    assert "No concern waits for you." in scene.client("head").get("/s/oak/concerns").text


def test_the_history_shows_a_concern_to_its_reader(scene: ToldScene) -> None:
    scene.client().post("/s/oak/tell", data=RUDE | {"grown_up": "helper"})
    assert "recorded a concern" in scene.client("head").get("/s/oak/history").text
    assert "recorded a concern" not in scene.client("ict").get("/s/oak/history").text


def test_a_flood_is_slowed_with_the_words_kept(scene: ToldScene) -> None:
    for _ in range(40):
        assert scene.client().post("/s/oak/tell", data=RUDE).status_code == 302
    slowed = scene.client().post("/s/oak/tell", data=RUDE)
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "600"
    for word in ("999", "0800 1111", "He calls me names.", "Wait ten minutes"):
        assert word in slowed.text
    assert scene.count(CommentReport) == 40
    assert scene.client().post("/s/oak/tell", data=RUDE | {"wrong": "scared"}).status_code == 302


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_told_gets_a_page(scene: ToldScene, typed: str) -> None:
    visitor = scene.client()
    assert visitor.get("/s/oak/tell", query_string={"address": typed, "site": typed}).status_code == 200
    answer = visitor.post(
        "/s/oak/tell", data={"address": typed, "words": typed, "site": typed, "wrong": "other", "grown_up": "no"}
    )
    assert answer.status_code in (302, 422)
    assert scene.count(CommentReport) == (1 if answer.status_code == 302 else 0)


@pytest.mark.parametrize("missing", ["wrong", "grown_up"])
def test_what_is_asked_has_to_be_answered(scene: ToldScene, missing: str) -> None:
    sent = {key: value for key, value in RUDE.items() if key != missing}
    answer = scene.client().post("/s/oak/tell", data=sent)
    assert answer.status_code == 422
    assert "He calls me names." in answer.text
    assert scene.count(CommentReport) == 0


def test_a_school_can_close_the_form_to_the_public(scene: ToldScene) -> None:
    closed = {"key": "report_form_open", "value": {"is": False}, "changed_at": NOW, "changed_by": scene.people["head"]}
    scene.change(lambda session: session.add(PolicySetting(school_id=1, **closed)))
    page = scene.client().get("/s/oak/tell").text
    assert "0800 1111" in page
    assert "<textarea" not in page
    assert scene.client().post("/s/oak/tell", data=RUDE).status_code == 404


def test_the_private_page_shows_its_address_to_copy(scene: ToldScene) -> None:
    client = scene.client()
    sent = client.post("/s/oak/tell", data=RUDE)
    assert f"http://localhost{sent.location}</textarea>" in client.get(sent.location).text
