"""Appeals: the page of a removal, the private answer, and the decision by somebody else."""

from __future__ import annotations

import pytest
from flask import Flask

from governance.models import Appeal, Comment, CommentDecision
from governance.web.private_pages import removal_of, removal_token
from tests.web.told_scene import ToldScene, make_told_scene

WHY = {"behalf": "parent", "words": "My child meant it kindly."}
REASON = "It names no pupil after all, so it can be read once more."


@pytest.fixture
def scene(app: Flask) -> ToldScene:
    scene = make_told_scene(app)
    scene.decide("teacher", scene.arrive("Hidden words here."), "remove")
    return scene


def link(scene: ToldScene) -> str:
    secret = scene.app.extensions["governance"].secret_key
    return f"/s/oak/removed/{removal_token(scene.value(CommentDecision.id), 1, secret)}"


def test_a_parent_appeals_by_link_and_another_moderator_decides(scene: ToldScene) -> None:
    visitor, path = scene.client(), link(scene)
    page = visitor.get(path)
    assert "Be kind." in page.text
    assert "Hidden words here." not in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    sent = visitor.post(path, data=WHY)
    assert sent.status_code == 302
    assert "We look at it again" in visitor.get(sent.location).text
    appeal_id = scene.value(Appeal.id)
    remover = scene.client("teacher")
    assert "No appeal waits for you." in remover.get("/s/oak/appeals").text
    own = remover.get(f"/s/oak/appeals/{appeal_id}")
    assert "You removed this comment" in own.text
    assert "<textarea" not in own.text
    given = {"seen": str(scene.value(Appeal.revision)), "outcome": "looked_at_again", "reason": REASON}
    assert remover.post(f"/s/oak/appeals/{appeal_id}", data=given).status_code == 422
    other = scene.client("second")
    assert f"/s/oak/appeals/{appeal_id}" in other.get("/s/oak/appeals").text
    assert other.post(f"/s/oak/appeals/{appeal_id}", data=given | {"reason": "No."}).status_code == 422
    assert other.post(f"/s/oak/appeals/{appeal_id}", data=given).status_code == 302
    assert other.get(f"/s/oak/appeals/{appeal_id}").status_code == 200
    assert scene.value(Comment.state) == "waiting"
    told = visitor.get(sent.location).text
    assert "It is looked at again" in told
    assert REASON in told
    assert "second teacher" not in told
    assert "looking at it again" in visitor.get(path).text


def test_a_second_appeal_is_not_taken(scene: ToldScene) -> None:
    path = link(scene)
    assert scene.client().post(path, data=WHY).status_code == 302
    assert scene.client().post(path, data=WHY).status_code == 422
    assert scene.count(Appeal) == 1


def test_staff_write_one_down_and_do_not_decide_it(scene: ToldScene) -> None:
    path = f"/s/oak/comments/{scene.value(Comment.id)}/appeal"
    assert scene.client("assistant").get(path).status_code == 404
    second = scene.client("second")
    assert second.get(path).status_code == 200
    made = second.post(path, data=WHY | {"behalf": "author"})
    assert made.status_code == 302
    assert "You wrote this appeal down" in second.get(made.location).text
    head = scene.client("head")
    stands = {"seen": "1", "outcome": "stands", "reason": REASON}
    assert head.post(made.location, data=stands).status_code == 302
    assert head.post(made.location, data=stands | {"outcome": "looked_at_again"}).status_code == 409


@pytest.mark.parametrize("token", ["", "1", "1-", "1-0", "x-y", "-1-0", "99999999999-0", "1-é"])
def test_a_seal_that_is_not_ours_opens_nothing(token: str) -> None:
    assert removal_of(token, 1, "secret") is None


def test_a_seal_is_of_one_school_and_one_removal() -> None:
    token = removal_token(7, 1, "secret")
    assert removal_of(token, 1, "secret") == 7
    assert removal_of(token, 2, "secret") is None
    assert removal_of(token.replace("7-", "8-", 1), 1, "secret") is None
