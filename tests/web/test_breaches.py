"""Breaches on their pages: reported by anybody, opened by few, ended with an outcome; a provider needs no sign-in."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from governance.models import Breach, Notice, RemovalDemand
from tests.web.told_scene import ToldScene, make_told_scene

LEARNED = {"learned_on": ["17", "11", "2026"], "learned_time": "14:15"}
REPORT = {
    "report": "breach",
    "facts": "A page of a parent shows our logo.",
    "kinds": ["images"],
    "by": "parent",
    "person": "",
    "manager": "",
    **LEARNED,
}
FOUND = "They said that they took the logo from our website."


@pytest.fixture
def scene(app: Flask) -> ToldScene:
    return make_told_scene(app)


def revision(scene: ToldScene) -> str:
    return str(scene.value(Breach.revision))


def record(scene: ToldScene) -> str:
    """The address of the one breach; its number does not count."""
    return f"/s/oak/breaches/{scene.value(Breach.id)}"


def letter(scene: ToldScene) -> str:
    """The address of its one letter."""
    return f"{record(scene)}/letters/{scene.value(RemovalDemand.id)}"


def mails(scene: ToldScene) -> list[str]:
    """The subjects of the mails about breaches."""
    subjects = sa.select(Notice.subject).where(Notice.kind == "breach_waits")
    return scene.change(lambda session: list(session.scalars(subjects)))


def test_a_breach_from_its_report_to_its_end(scene: ToldScene) -> None:
    teacher, head = scene.client("second"), scene.client("head")
    assert "Report a breach" in teacher.get("/s/oak/breaches").text
    assert teacher.get("/s/oak/breaches/report").status_code == 200
    refused = teacher.post("/s/oak/breaches/report", data=REPORT | {"kinds": []})
    assert "Choose what was breached" in refused.text
    sent = teacher.post("/s/oak/breaches/report", data=REPORT)
    assert "Your report has arrived" in teacher.get(sent.location).text
    assert "No breach waits for you" in teacher.get("/s/oak/breaches").text
    assert teacher.get(record(scene)).status_code == 404
    assert "Not looked into yet" in head.get("/s/oak/breaches").text
    shown = head.get(record(scene)).text
    assert "a parent or carer" in shown
    assert "complaints procedure" in shown
    weigh = {"by": "parent", "kinds": ["images"], "clauses": ["001-5"], "severity": "minor"}
    assert head.get(f"{record(scene)}/weigh").status_code == 200
    assert head.post(f"{record(scene)}/weigh", data=weigh | {"seen": revision(scene)}).status_code == 302
    assert head.get(f"{record(scene)}/found").status_code == 200
    head.post(f"{record(scene)}/found", data={"found": FOUND, "seen": revision(scene)})
    choices = head.get(f"{record(scene)}/close").text
    assert "They may no longer take pictures" in choices
    assert "disciplinary" not in choices
    close = {"outcome": "photo_rights_taken", "reason": "It happened for the second time."}
    assert head.post(f"{record(scene)}/close", data=close | {"seen": "1"}).status_code == 409
    assert head.post(f"{record(scene)}/close", data=close | {"seen": revision(scene)}).status_code == 302
    ended = head.get(record(scene)).text
    assert "Take back the photo pass" in ended
    assert head.get(f"{record(scene)}/weigh").status_code == 404
    words = {"words": "They did it once more today.", "seen": revision(scene)}
    assert head.post(f"{record(scene)}/reopen", data=words).status_code == 302
    assert "Before: It happened for the second time." in head.get(record(scene)).text


def test_a_letter_is_read_printed_and_ended(scene: ToldScene) -> None:
    scene.client("second").post("/s/oak/breaches/report", data=REPORT)
    head = scene.client("head")
    demand = {
        "to_whom": "Sam",
        "what": "The logo at the top of the page.",
        "address": "https://page.example",
        "grounds": ["copyright"],
        "due_on": ["27", "11", "2026"],
        "seen": revision(scene),
    }
    assert head.get(f"{record(scene)}/demand").status_code == 200
    assert head.post(f"{record(scene)}/demand", data=demand).status_code == 302
    shown = head.get(letter(scene)).text
    assert "without its written permission" in shown
    assert "defamation" not in shown
    file = head.get(f"{letter(scene)}/letter.pdf")
    assert (file.mimetype, file.data[:5]) == ("application/pdf", b"%PDF-")
    assert head.get(f"{letter(scene)}/end").status_code == 200
    end = {"result": "removed", "ended_on": ["18", "11", "2026"], "seen": str(scene.value(RemovalDemand.revision))}
    assert head.post(f"{letter(scene)}/end", data=end).status_code == 302
    assert "It was taken down" in head.get(record(scene)).text


@pytest.mark.parametrize("address", ["", "/letter.pdf", "/end"])
def test_who_reads_no_breach_finds_no_letter(scene: ToldScene, address: str) -> None:
    scene.client("second").post("/s/oak/breaches/report", data=REPORT)
    assert scene.client("ict").get(f"{record(scene)}/letters/1{address}").status_code == 404


def test_a_provider_tells_the_school_without_a_sign_in(scene: ToldScene) -> None:
    public = scene.client()
    assert public.get("/s/oak/register/provider").status_code == 200
    told = {
        "provider": "Example Hosting",
        "contact": "desk@hosting.example",
        "facts": "A copy of the blog stood open for an hour.",
        **LEARNED,
    }
    refused = public.post("/s/oak/register/provider", data=told | {"contact": ""})
    assert "Say how the school can reach you" in refused.text
    sent = public.post("/s/oak/register/provider", data=told)
    assert "Your report has arrived" in public.get(sent.location).text
    shown = scene.client("head").get(record(scene)).text
    assert "Example Hosting" in shown
    assert "before the school knew" in shown
    assert mails(scene) == ["Something waits for you"]


def test_a_mention_is_passed_on_to_the_head(scene: ToldScene) -> None:
    mention = REPORT | {"report": "mention", "manager": str(scene.people["assistant"])}
    scene.client("second").post("/s/oak/breaches/report", data=mention)
    manager, head = scene.client("assistant"), scene.client("head")
    assert head.get(record(scene)).status_code == 404
    assert manager.get(f"{record(scene)}/pass-on").status_code == 200
    assert manager.post(f"{record(scene)}/pass-on", data={"seen": revision(scene)}).status_code == 302
    assert head.get(record(scene)).status_code == 200


def test_nobody_else_is_told_of_it_in_the_list_of_mails(scene: ToldScene) -> None:
    scene.client("second").post("/s/oak/breaches/report", data=REPORT)
    assert mails(scene) == ["Something waits for you"]
    assert "Something waits for you" not in scene.client("ict").get("/s/oak/mails").text
