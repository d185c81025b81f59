"""Where a school leaves the packages of the second look out: every comment says so, and nothing else changes."""

from __future__ import annotations

import sys

import pytest
from flask import Flask

from governance.services.comments.second_looks import record_second_look, to_read_again
from governance.triage import read_again
from tests.services.comments.cast import LATER
from tests.web.told_scene import make_told_scene

SAID = "Could not check: second look (not installed). So look closely."


def test_the_card_and_the_page_of_a_comment_say_that_it_had_no_second_look(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = make_told_scene(app)
    comment_id = scene.arrive("I like your castle.")
    # Python's own way to say that a module is not there.
    monkeypatch.setitem(sys.modules, "governance.triage.second_look", None)
    (due,) = scene.change(lambda session: to_read_again(session, 10))
    scene.change(lambda session: record_second_look(session, LATER, due, read_again(due.body)))
    client = scene.client("teacher")
    assert SAID in client.get("/s/oak/queue").text
    assert SAID in client.get(f"/s/oak/comments/{comment_id}").text
