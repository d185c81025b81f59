"""The page of what few read and is due to go: its reader disposes, and for everybody else there is nothing on it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask import Flask

from governance.models import Breach, Declaration, Membership, RemovalDemand
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


def test_a_breach_leaves_a_page_that_says_what_is_no_longer_kept(app: Flask) -> None:
    scene = make_told_scene(app)
    row = {
        "id": 4712, "school_id": 1, "reference": "B-4712", "report": "breach", "read_by": "head", "by_kind": "employee",
        "facts": "Somebody was rude.", "learned_at": NOW, "opened_by": scene.people["second"], "opened_at": NOW,
        "found": "They said so.", "found_by": scene.people["head"], "found_at": NOW, "outcome": "advice",
        "outcome_reason": "It is settled.", "closed_by": scene.people["head"], "closed_at": NOW, "severity": "minor",
    }  # fmt: skip
    letter = {
        "id": 4713, "school_id": 1, "breach_id": 4712, "to_whom": "Sam", "what": "The page.", "grounds": ["copyright"],
        "sent_on": NOW.date(), "sent_by": scene.people["head"], "due_on": NOW.date() + dt.timedelta(days=7),
        "result": "removed", "result_on": NOW.date(),
    }  # fmt: skip
    scene.change(lambda session: session.add(Breach(**row)))
    scene.change(lambda session: session.add(RemovalDemand(**letter)))
    app.extensions["clock"] = lambda: dt.datetime(2033, 11, 19, 12, tzinfo=dt.UTC)
    head, ict = scene.client("head"), scene.client("ict")
    assert "breach B-4712" in head.get(PAGE).text
    assert "B-4712" not in ict.get(PAGE).text
    sent = head.post(f"{PAGE}/breach/dispose", data={"number": "4712", "sure": "yes"})
    assert "Breaches of the policy, and what companies reported" in head.get(sent.location).text
    assert ict.get(sent.location).status_code == 404
    stub = head.get("/s/oak/breaches/4712").text
    assert "What this record said is no longer kept" in stub
    assert "Sam" not in stub
    assert "Open it again" not in stub
    assert head.get("/s/oak/breaches/4712/letters/4713").status_code == 404
    assert head.get("/s/oak/breaches/4712/reopen").status_code == 404
