"""What was decided lately, found again and taken along; several at once; a moderator's own keys and covering."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import AuditRow, CommentDecision, CommentRevision
from tests.web.queue_scene import QueueScene, make_queue_scene
from tests.web.test_queue import order, rows

ALL = ("hidden", "removed", "published")
DANGEROUS = "=HYPERLINK(1)"


@pytest.fixture
def scene(app: Flask) -> QueueScene:
    return make_queue_scene(app)


def listed(page: str) -> list[int]:
    return [
        int(number) for number in re.findall(r'several__who"><a class="govuk-link" href="/s/oak/comments/(\d+)"', page)
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("person={second}", ALL),
        ("person={teacher}", ()),
        ("site={site}", ALL),
        ("action=remove", ("removed",)),
        ("rule=1", ("removed",)),
        ("rule=2", ()),
        ("since=18&since=11&since=2026", ALL),
        ("since=19&since=11&since=2026", ()),
        ("until=17&until=11&until=2026", ()),
        ("words=rubbish", ("removed",)),
        ("words=Ava", ("published",)),
        ("words=meet", ()),
    ],
)
def test_decisions_are_found_by_person_site_rule_day_and_words(
    scene: QueueScene, asked: str, found: tuple[str, ...]
) -> None:
    asked = asked.format(site=scene.site_id, **scene.people)
    page = scene.client("second").get(f"/s/oak/queue/decided?{asked}").text
    assert listed(page) == [scene.ids[name] for name in found]


def test_what_was_decided_just_now_can_be_undone_there_and_later_reopened(scene: QueueScene) -> None:
    client = scene.client()
    client.post(scene.address("unkind", "/remove"), data=scene.form("unkind", rule=scene.rule))
    page = client.get("/s/oak/queue/decided").text
    assert f'action="{scene.address("unkind", "/undo")}"' in page
    assert f'action="{scene.address("removed", "/reopen")}"' in page
    assert scene.address("hidden", "/reopen") not in page
    answer = client.post(scene.address("removed", "/reopen"), data=scene.form("removed"))
    assert answer.status_code == 303
    assert scene.comment("removed").state == "waiting"


def dangerous(scene: QueueScene) -> None:
    """Let a reason, a note and an author's name begin as a formula does."""
    client = scene.client()
    client.post(scene.address("unkind", "/note"), data={"note": DANGEROUS})
    scene.change(lambda session: session.execute(sa.update(CommentRevision).values(author_name=DANGEROUS)))
    client.post(scene.address("unkind", "/remove"), data=scene.form("unkind", rule=scene.rule, note=DANGEROUS))


def test_the_export_has_reasons_and_notes_and_no_cell_that_runs(scene: QueueScene) -> None:
    dangerous(scene)
    client = scene.client()
    sheet = client.post("/s/oak/queue/decided/export", data={"format": "csv"})
    lines = list(csv.DictReader(io.StringIO(sheet.text, newline="")))
    assert [line["Decision"] for line in lines] == ["remove", "hide", "remove", "publish"]
    assert (lines[0]["Reason"], lines[0]["Notes"]) == (f"'{DANGEROUS}", f"first teacher: {DANGEROUS}")
    assert (lines[0]["Rule"], lines[0]["Rule as it read"], lines[0]["Who decided"]) == (
        "1",
        "Be kind.",
        "first teacher",
    )
    assert (lines[1]["Author as shown"], lines[1]["Address"], lines[1]["Reason"]) == ("", "", "")
    assert not any(cell.startswith("=") for line in lines for cell in line.values())
    said = json.loads(client.post("/s/oak/queue/decided/export", data={"format": "json"}).text)
    assert said["decisions"][0]["Reason"] == DANGEROUS
    book = client.post("/s/oak/queue/decided/export", data={"format": "xlsx"})
    found = openpyxl.load_workbook(io.BytesIO(book.data)).active
    assert {cell.data_type for line in found.iter_rows(min_row=2) for cell in line} <= {"s", "n", "inlineStr"}
    codes = scene.change(lambda session: session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)).all())
    assert codes[-3:] == ["comments.exported"] * 3


def test_an_export_of_nothing_known_is_refused(scene: QueueScene) -> None:
    before = scene.change(rows)
    assert scene.client().post("/s/oak/queue/decided/export", data={"format": "exe"}).status_code == 422
    assert scene.change(rows) == before


def picks(scene: QueueScene, *names: str) -> list[str]:
    return [f"{scene.ids[name]}.{scene.comment(name).revision}" for name in names]


def test_several_are_looked_at_first_and_nothing_happens_yet(scene: QueueScene) -> None:
    before = scene.change(rows)
    chosen = picks(scene, "harmless", "public", "published")
    query = {"action": "publish", "pick": chosen}
    page = scene.client().get("/s/oak/queue/together", query_string=query).text
    assert "1 of 3 comments can be decided so" in page
    assert "Becomes: <strong>published</strong>" in page
    assert "You cannot publish this comment: it is published." in page
    assert scene.change(rows) == before


def test_several_are_decided_with_a_result_each(scene: QueueScene) -> None:
    chosen = picks(scene, "harmless", "answer", "unkind")
    scene.client("second").post(scene.address("answer", "/hide"), data=scene.form("answer"))
    data = {"action": "publish", "pick": chosen}
    page = scene.client().post("/s/oak/queue/together", data=data).text
    assert "<strong>2 of 3 comments</strong>" in page
    assert "second teacher hid a comment on Year 3 blog" in page
    assert [scene.comment(name).state for name in ("harmless", "answer", "unkind")] == [
        "published",
        "hidden",
        "published",
    ]


def test_several_are_not_removed_without_a_rule(scene: QueueScene) -> None:
    before = scene.change(rows)
    data = {"action": "remove", "pick": picks(scene, "unkind", "link")}
    answer = scene.client().post("/s/oak/queue/together", data=data)
    assert answer.status_code == 422
    assert "Choose the house rule that these comments break." in answer.text
    assert scene.change(rows) == before


def test_nothing_ticked_is_said_so(scene: QueueScene) -> None:
    assert "Nothing is ticked." in scene.client().get("/s/oak/queue/together?action=publish&pick=x.y").text
    assert "Tick the comments" in scene.client().post("/s/oak/queue/together", data={"action": "publish"}).text


def settings(scene: QueueScene, **changed: str) -> dict[str, str]:
    page = scene.client().get("/s/oak/queue/settings").text
    fields = dict(re.findall(r'name="(key_[a-z_]+)"[^>]*value="([^"]*)"', page))
    return {**fields, **changed}


def test_keys_and_covering_are_each_persons_own(scene: QueueScene) -> None:
    client = scene.client()
    assert client.post("/s/oak/queue/settings", data=settings(scene, key_publish="v")).status_code == 303
    page = client.get("/s/oak/queue").text
    assert "<mark>where do you live?" in page
    assert "<kbd" not in page
    assert "data-keys=" in scene.client("second").get("/s/oak/queue").text


def test_two_keys_alike_are_refused_at_the_question(scene: QueueScene) -> None:
    before = scene.change(rows)
    answer = scene.client().post("/s/oak/queue/settings", data=settings(scene, keys_on="y", key_keep="p"))
    assert answer.status_code == 422
    assert "have the same key. Change one of them." in answer.text
    assert scene.change(rows) == before


def test_the_queue_is_whole_after_all_of_it(scene: QueueScene) -> None:
    assert len(order(scene.client().get("/s/oak/queue").text)) == 7
    assert scene.change(lambda session: decisions(session)) == 3


def decisions(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(CommentDecision)) or 0


def test_a_removed_comments_page_gives_the_address_where_another_look_is_asked_for(
    app: Flask, scene: QueueScene
) -> None:
    client = scene.client("second")
    page = client.get(scene.address("removed")).text
    found = re.search(r"http://localhost(/s/oak/removed/[0-9a-f-]+)", page)
    assert found is not None
    assert "Be kind." in app.test_client().get(found[1]).text
    assert client.get(scene.address("removed", "/appeal")).status_code == 200
    assert "/s/oak/removed/" not in client.get(scene.address("published")).text


def test_a_reported_comments_page_says_what_the_public_said(app: Flask, scene: QueueScene) -> None:
    told = app.test_client().post(
        "/s/oak/tell",
        data={
            "address": "https://blog.example/castles/#comment-8",
            "wrong": "rude",
            "words": "It made my friend sad <b>x</b>",
            "grown_up": "no",
        },
    )
    assert told.status_code in (302, 303), told.text
    page = scene.client("teacher").get(scene.address("published")).text
    assert "What the public said" in page
    assert "It made my friend sad &lt;b&gt;x&lt;/b&gt;" in page


def test_a_decided_comments_page_still_says_what_the_machine_saw(app: Flask, scene: QueueScene) -> None:
    client = scene.client("teacher")
    client.post(scene.address("surname", "/remove"), data=scene.form("surname", rule=scene.rule))
    page = client.get(scene.address("surname")).text
    assert "What the machine saw" in page
    assert "<mark>Lena Whitlock</mark>" in page
    assert "Why it waits" not in page


def test_who_published_it_is_told_why_they_cannot_keep_it(app: Flask, scene: QueueScene) -> None:
    told = {"address": "https://blog.example/castles/#comment-8", "wrong": "rude", "grown_up": "no", "words": ""}
    app.test_client().post("/s/oak/tell", data=told)
    sentence = "You decided this comment yourself, so another moderator answers the report."
    assert sentence in scene.client("second").get(scene.address("published")).text
    page = scene.client("teacher").get(scene.address("published")).text
    assert sentence not in page
    assert "Keep as it is" in page


def test_a_filter_says_any_where_nothing_is_chosen(scene: QueueScene) -> None:
    client = scene.client("teacher")
    for path in ("/s/oak/queue", "/s/oak/queue/decided"):
        page = client.get(path).text
        assert '<option value="" selected>Any</option>' in page
        assert ">Choose</option>" not in page
