"""The pages of content: writing, deciding from the frozen text, standing approvals, and posts without approval."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.models import (
    ContentMatch,
    Draft,
    DraftVersion,
    PermissionGiven,
    School,
    StandingApproval,
    WrittenPermission,
)
from governance.services.actors import load_actor
from governance.services.content.standing_approvals import give_standing_approval
from tests.factories import NOW, TODAY
from tests.services.cast import live_site
from tests.services.content.cast import come_out
from tests.web.sites_scene import Scene, make_scene

TEXT = {
    "kind": "class_work",
    "title": "Our trip to the museum",
    "text": "We saw a mummy. Ring Sam on 07700 900123.",
    "sources": "Our own class.",
}
LAW = ["child_protection", "privacy", "data_protection", "libel", "harassment", "copyright"]
PAGES = {
    "right": {"accurate": "yes", "commits": "no", "sensitive": "no"},
    "law": {"law": LAW, "party_political": "no", "others_work": "no"},
    "look": {"logo": "site", "speaks": "no"},
}
YES = {
    "answer": "approve",
    "confirmed": ["worthwhile", "law", "no_politics", "no_contacts", "no_opinions"],
    "discussed_on": ["18", "11", "2026"],
}


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app, live_site)


def read(scene: Scene, query: sa.Select[Any]) -> Any:
    """The one value that a query finds."""
    found: list[Any] = []
    scene.change(lambda store: found.append(store.scalars(query).one()))
    return found[0]


def seen(scene: Scene) -> int:
    return int(read(scene, sa.select(Draft.revision)))


def state(scene: Scene) -> str:
    return str(read(scene, sa.select(Draft.state)).value)


def submitted(scene: Scene) -> FlaskClient:
    """The teacher writes a draft without a telephone number in it and sends it."""
    client = scene.client("teacher")
    client.post(scene.address("/content/new"), data={**TEXT, "text": "We saw a mummy."})
    for page, answers in PAGES.items():
        client.post(f"/s/oak/content/1/{page}", data={**answers, "seen": seen(scene)})
    assert client.post("/s/oak/content/1/submit", data={"seen": seen(scene)}).status_code == 303
    assert state(scene) == "submitted"
    return client


def test_a_telephone_number_stops_a_draft_and_is_named(scene: Scene) -> None:
    client = scene.client("teacher")
    assert client.get(scene.address("/content/new")).status_code == 200
    assert client.post(scene.address("/content/new"), data=TEXT).headers["Location"] == "/s/oak/content/1/right"
    for page in ("right", "law", "pictures", "look"):
        assert client.get(f"/s/oak/content/1/{page}").status_code == 200
        client.post(f"/s/oak/content/1/{page}", data={**PAGES.get(page, {}), "seen": seen(scene)})
    page = client.get("/s/oak/content/1").text
    assert "“07700 900123” looks like a telephone number. Take it out." in page
    assert "Send it for approval" not in page
    client.post("/s/oak/content/1/submit", data={"seen": seen(scene)})
    assert state(scene) == "draft"


def test_a_draft_is_its_authors_own_until_it_is_sent(scene: Scene) -> None:
    scene.client("teacher").post(scene.address("/content/new"), data=TEXT)
    for address in ("/s/oak/content/1", "/s/oak/content/1/text"):
        assert scene.client("head").get(address).status_code == 404


def test_the_head_reads_the_frozen_text_and_approves(scene: Scene) -> None:
    submitted(scene)
    head = scene.client("head")
    assert "Our trip to the museum" in head.get("/s/oak/content").text
    page = head.get("/s/oak/content/1").text
    assert "We saw a mummy." in page
    assert "This text was frozen" in page
    assert "Decide on content for Year 3 blog" in head.get("/s/oak/").text
    answer = head.post("/s/oak/content/1/decide", data={**YES, "confirmed": [], "seen": seen(scene)})
    assert (answer.status_code, state(scene)) == (422, "submitted")
    assert head.post("/s/oak/content/1/decide", data={**YES, "seen": seen(scene)}).status_code == 303
    assert state(scene) == "approved"
    assert "It can be published as it stands" in scene.client("teacher").get("/s/oak/content/1").text


def test_a_teacher_has_no_form_for_a_decision_and_is_refused(scene: Scene) -> None:
    submitted(scene)
    second = scene.client("second")
    assert "Your decision" not in second.get("/s/oak/content/1").text
    before = scene.acts()
    assert second.post("/s/oak/content/1/decide", data={**YES, "seen": seen(scene)}).status_code == 403
    assert (state(scene), scene.acts()) == ("submitted", before)


def test_returned_with_a_reason_that_its_author_reads(scene: Scene) -> None:
    submitted(scene)
    head = scene.client("head")
    assert head.post("/s/oak/content/1/decide", data={"answer": "return", "seen": seen(scene)}).status_code == 422
    said = {"answer": "return", "reason": "The date of the trip is wrong.", "seen": seen(scene)}
    assert head.post("/s/oak/content/1/decide", data=said).status_code == 303
    teacher = scene.client("teacher")
    assert "The date of the trip is wrong." in teacher.get("/s/oak/content/1").text
    assert "Change your draft for Year 3 blog" in teacher.get("/s/oak/").text
    teacher.post("/s/oak/content/1/revise", data={"seen": seen(scene)})
    assert state(scene) == "draft"
    teacher.post("/s/oak/content/1/withdraw", data={"seen": seen(scene)})
    assert state(scene) == "withdrawn"


def test_routine_posts_are_approved_ahead_and_ended(scene: Scene) -> None:
    assert scene.client("teacher").get(scene.address("/content/standing")).status_code == 403
    head = scene.client("head")
    assert "This half-term ends on Friday 18 December 2026" in head.get(scene.address("/content/standing")).text
    days = {"starts_on": ["18", "11", "2026"], "ends_on": ["8", "1", "2027"]}
    long = head.post(scene.address("/content/standing"), data={"kinds": ["news"], **days})
    assert (long.status_code, "It holds for a half-term at most." in long.text) == (422, True)
    days["ends_on"] = ["18", "12", "2026"]
    assert head.post(scene.address("/content/standing"), data={"kinds": ["news"], **days}).status_code == 303
    assert "In force" in head.get(scene.address("/content")).text
    assert "news of the school" in scene.client("teacher").get("/s/oak/content").text.lower()
    head.post(scene.address("/content/standing/1/end"), data={"seen": 1})
    assert read(scene, sa.select(StandingApproval.ended_on)) == dt.date(2026, 11, 18)


def test_what_came_out_without_approval_is_said_everywhere_and_approved_afterwards(scene: Scene) -> None:
    scene.change(lambda store: come_out(store, "Snow today"))
    head = scene.client("head")
    assert "1 post came out without approval on Year 3 blog" in head.get("/s/oak/").text
    for address in ("/s/oak/content", scene.address("/content"), scene.address("/updates"), scene.address()):
        assert "without approval" in head.get(address).text, address
    assert "without approval" not in scene.client("ict").get("/s/oak/").text
    post = scene.address("/content/posts/1")
    assert head.get(post).status_code == 200
    assert head.post(f"{post}/draft", data={"seen": 1, "draft": ""}).status_code == 422
    assert head.post(f"{post}/afterwards", data={"seen": 1, "reason": ""}).status_code == 422
    said = {"seen": 1, "reason": "The closure had to be told at once."}
    assert head.post(f"{post}/afterwards", data=said).status_code == 303
    assert "Approved afterwards" in head.get(scene.address("/content")).text
    assert read(scene, sa.select(ContentMatch.matched_by)) == "afterwards"


def test_the_pages_are_not_empty_without_content(scene: Scene) -> None:
    head = scene.client("head")
    assert "Nothing waits for you." in head.get("/s/oak/content").text
    assert "No draft was sent yet." in head.get(scene.address("/content")).text


def test_the_kind_of_a_post_is_said_with_one_button_on_its_line(scene: Scene) -> None:
    scene.change(lambda store: stand_for_news(store, scene))
    scene.change(lambda store: come_out(store, "Our week"))
    teacher, address = scene.client("teacher"), scene.address("/content")
    page = teacher.get(address).text
    assert "Kind not known yet" in page
    assert "What kind of post is it?" in page
    assert "What kind of post is it?" not in scene.client("dsl").get(address).text
    beside = teacher.get(scene.address("/updates")).text
    assert "Kind not known yet" in beside
    assert "What kind of post is it?" in beside
    assert "Published without approval" not in beside
    said = scene.address("/content/posts/1/kind")
    nonsense = teacher.post(said, data={"kind": "nonsense", "seen": 1})
    assert "Choose what kind of post it is." in teacher.get(nonsense.location).text
    assert teacher.post(said, data={"kind": "news", "seen": 1}).status_code == 303
    page = " ".join(teacher.get(address).text.split())
    assert "News of the school, as first teacher said." in page
    assert "Kind not known yet" not in page
    assert "Kind not known yet" not in teacher.get(scene.address("/updates")).text


def stand_for_news(store: Session, scene: Scene) -> None:
    """News is approved ahead, and nothing else."""
    kinds, days = ["news"], {"starts_on": TODAY, "ends_on": dt.date(2026, 12, 18)}
    store.rollback()
    head = load_actor(store, store.get_one(School, 1), scene.people["head"], NOW)
    assert head is not None
    store.rollback()
    give_standing_approval(store, head, NOW, site_id=scene.site_id, kinds=kinds, **days)


def test_the_page_about_the_law_leads_to_the_register_of_written_permissions(scene: Scene) -> None:
    for role, words in (("head", "enter it in the register"), ("teacher", "ask the school office to enter it")):
        client = scene.client(role)
        draft = client.post(scene.address("/content/new"), data=TEXT).headers["Location"].removesuffix("/right")
        page = client.get(f"{draft}/law").text
        assert words in page
        assert "None of the register" in page


def test_an_approved_draft_says_until_when_it_may_go_out_and_that_it_may_not(app: Flask, scene: Scene) -> None:
    submitted(scene)
    head = scene.client("head")
    assert head.post("/s/oak/content/1/decide", data={**YES, "seen": seen(scene)}).status_code == 303
    scene.change(lambda store: store.add(poem(scene)))
    yes = PermissionGiven(
        school_id=1, permission_id=71, party="author", given_by="The poet", given_on=TODAY, starts_on=TODAY,
        until=dt.date(2026, 11, 27), recorded_by=scene.people["ict"], recorded_at=NOW,
    )  # fmt: skip
    scene.change(lambda store: store.add(yes))
    named = sa.func.json_set(DraftVersion.answers, "$.others_work", "yes", "$.permission_of", "71")
    scene.change(lambda store: store.execute(sa.text("DROP TRIGGER draft_versions_frozen")))
    scene.change(lambda store: store.execute(sa.update(DraftVersion).values(answers=named)))
    page = scene.client("teacher").get("/s/oak/content/1").text
    assert "It may go out until Friday 27 November 2026." in page
    assert "Then the written permission for “A poem about rain” ends." in page
    for who in ("teacher", "head"):
        assert (
            "Something that was agreed to for “Our trip to the museum” ends soon"
            in scene.client(who).get("/s/oak/").text
        )
    app.extensions["clock"] = lambda: dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    page = scene.client("teacher").get("/s/oak/content/1").text
    assert "It was approved, but it may not go out now" in page
    assert "It can be published as it stands" not in page
    for who in ("teacher", "head"):
        assert "“Our trip to the museum” may not go out any more" in scene.client(who).get("/s/oak/").text
    assert "may not go out" not in scene.client("dsl").get("/s/oak/").text


def poem(scene: Scene) -> WrittenPermission:
    """The work of somebody else, with their permission."""
    return WrittenPermission(
        id=71, school_id=1, matter="others_work", what="A poem about rain", scope="All of it.", asked_of=["author"],
        recorded_by=scene.people["ict"], recorded_at=NOW,
    )  # fmt: skip
