"""The home page of who reads a breach, and of the person whom it is about: the same page as without it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.page_checks import check_page
from tests.web.test_breaches import REPORT
from tests.web.told_scene import ToldScene, make_told_scene

LINE = "A breach of the policy that you read is still open"


@pytest.fixture
def scene(app: Flask) -> ToldScene:
    return make_told_scene(app)


def told_of(scene: ToldScene, role: str) -> None:
    """The second teacher reports a breach by somebody of the cast."""
    about = {"by": "employee", "person": str(scene.people[role])}
    assert scene.client("second").post("/s/oak/breaches/report", data=REPORT | about).status_code == 302


def test_the_line_of_a_breach_leads_its_reader_to_it(scene: ToldScene) -> None:
    told_of(scene, "teacher")
    page = scene.client("head").get("/s/oak/").text
    assert LINE in page
    assert [link for link in check_page(page).links if re.fullmatch(r"/s/oak/breaches/\d+", link)]


@pytest.mark.parametrize("role", ["head", "teacher", "second", "assistant", "ict", "dsl"])
def test_a_breach_by_the_head_changes_nobodys_page_but_the_chairs(scene: ToldScene, role: str) -> None:
    before = scene.client(role).get("/s/oak/").text
    told_of(scene, "head")
    assert LINE not in before
    assert scene.client(role).get("/s/oak/").text.count("<li") == before.count("<li")
    assert not re.search(r"breaches/\d", scene.client(role).get("/s/oak/").text)
    assert LINE in scene.client("chair").get("/s/oak/").text
