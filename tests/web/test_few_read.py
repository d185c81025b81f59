"""The page of what few read and is due to go: its reader disposes, and for everybody else there is nothing on it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask import Flask

from governance.models import Declaration, Membership
from tests.factories import NOW
from tests.web.told_scene import ToldScene, make_told_scene

LEFT, DUE = dt.date(2027, 8, 31), dt.datetime(2033, 9, 1, 12, tzinfo=dt.UTC)
PAGE = "/s/oak/records/few-read"


def declared(scene: ToldScene) -> None:
    """The teacher declares something, and leaves in the summer."""
    row = {
        "id": 4711, "school_id": 1, "person_id": scene.people["teacher"], "kind": "related_pupil",
        "words": "My niece is in Year 3.", "happened_on": NOW.date(), "declared_at": NOW,
    }  # fmt: skip
    scene.change(lambda session: session.add(Declaration(**row)))
    gone = sa.update(Membership).where(Membership.person_id == scene.people["teacher"]).values(ends_on=LEFT)
    scene.change(lambda session: session.execute(gone))


def test_its_reader_disposes_and_nobody_else_finds_anything(app: Flask) -> None:
    scene = make_told_scene(app)
    declared(scene)
    app.extensions["clock"] = lambda: DUE
    head, ict = scene.client("head"), scene.client("ict")
    assert "declared by first teacher" in head.get(PAGE).text
    assert "declared by" not in ict.get(PAGE).text
    ticked = {"number": "4711", "sure": "yes"}
    refused = ict.post(f"{PAGE}/declaration/dispose", data=ticked)
    assert "Some of this is not due" in ict.get(refused.location).text
    assert scene.value(Declaration.words) == "My niece is in Year 3."
    sent = head.post(f"{PAGE}/declaration/dispose", data=ticked)
    assert "What people who left had declared about themselves" in head.get(sent.location).text
    assert ict.get(sent.location).status_code == 404
    assert scene.value(Declaration.words) == "(no longer kept)"
    assert '"declaration"' in head.get(f"{PAGE}/certificates.json").text
    assert '"declaration"' not in ict.get(f"{PAGE}/certificates.json").text
    assert "Nothing was disposed of yet" in head.get("/s/oak/records/certificates").text
    assert "a list of their own" in head.get("/s/oak/records/retention/declaration").text
