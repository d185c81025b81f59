"""Staffing a site in the browser: naming, the person's answer, the head's small approval, and the last day."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import Appointment, Site
from tests.factories import let_act_for_head
from tests.services.cast import Cast, approve, ready_to_decide, submitted_site
from tests.web.sites_scene import Scene, make_scene


def last_duty(scene: Scene) -> Appointment:
    found: list[Appointment] = []
    query = sa.select(Appointment).order_by(Appointment.id.desc()).limit(1)
    scene.change(lambda session: found.extend(session.scalars(query)))
    return found[0]


def name_assistant(scene: Scene) -> Appointment:
    sent = {"person": str(scene.people["assistant"]), "duty": "moderator", "starts_on": ["18", "11", "2026"]}
    answer = scene.client("teacher").post(scene.address("/people/name"), data=sent)
    assert answer.status_code == 303
    return last_duty(scene)


def test_somebody_is_named_takes_the_duty_and_is_approved(app: Flask) -> None:
    scene = make_scene(app)
    assert "assistant head, Assistant head" in scene.client("teacher").get(scene.address("/people/name")).text
    duty = name_assistant(scene)
    page = scene.client("teacher").get(scene.address("/people")).text
    assert "This person has not yet said that they will do it." in page
    assistant = scene.client("assistant")
    assert "Say whether you take this duty" in assistant.get(scene.address("/people")).text
    assert "first teacher named you as moderator" in assistant.get(scene.address(f"/people/{duty.id}/answer")).text
    assert assistant.post(scene.address(f"/people/{duty.id}/answer"), data={}).status_code == 422
    assert assistant.post(scene.address(f"/people/{duty.id}/answer"), data={"answer": "yes"}).status_code == 303
    head = scene.client("head")
    assert "Approve or decline" in head.get(scene.address("/people")).text
    assert head.get(scene.address(f"/people/{duty.id}/decide")).status_code == 200
    sent = {"seen": str(last_duty(scene).revision), "answer": "approve", "reason": ""}
    assert head.post(scene.address(f"/people/{duty.id}/decide"), data=sent).status_code == 303
    assert scene.acts()[-3:] == ["appointment.named", "appointment.confirmed", "appointment.approved"]
    before = scene.acts()
    assert head.post(scene.address(f"/people/{duty.id}/decide"), data=sent).status_code == 303
    assert scene.acts() == before


def test_who_may_not_is_told_who_can(app: Flask) -> None:
    scene = make_scene(app)
    duty, before = name_assistant(scene), scene.acts()
    for role, rest, sent in (
        ("dsl", "/people/name", {"person": "1", "duty": "moderator", "starts_on": "18/11/2026"}),
        ("head", f"/people/{duty.id}/answer", {"answer": "yes"}),
        ("teacher", f"/people/{duty.id}/decide", {"seen": str(duty.revision), "answer": "approve"}),
        ("dsl", f"/people/{duty.id}/end", {"seen": str(duty.revision), "ends_on": "18/11/2026"}),
    ):
        client = scene.client(role)
        assert client.get(scene.address(rest)).status_code == 403
        page = client.post(scene.address(rest), data=sent)
        assert page.status_code == 403
        assert "Only the" in page.text
    assert scene.acts() == before


def test_a_decision_before_the_answer_and_a_decline_without_a_reason_are_refused(app: Flask) -> None:
    scene = make_scene(app)
    duty, head = name_assistant(scene), scene.client("head")
    page = head.get(scene.address(f"/people/{duty.id}/decide")).text
    assert "The person has not said yet that they take the duty." in page
    before = scene.acts()
    sent = {"seen": str(duty.revision), "answer": "decline", "reason": ""}
    page = head.post(scene.address(f"/people/{duty.id}/decide"), data=sent)
    assert (page.status_code, "Type your reason." in page.text) == (422, True)
    assert scene.acts() == before
    sent["reason"] = "Somebody with more time is needed."
    assert head.post(scene.address(f"/people/{duty.id}/decide"), data=sent).status_code == 303
    assert head.get(scene.address(f"/people/{duty.id}/end")).status_code == 303


def test_a_head_who_is_administrator_needs_somebody_who_acts_for_them(app: Flask) -> None:
    def with_head(session: Session, cast: Cast) -> Site:
        site, version = submitted_site(session, cast, administrators=[cast.teacher.id, cast.head.id])
        ready_to_decide(session, cast, version)
        approve(session, cast, version)
        let_act_for_head(session, cast.school, cast.assistant, cast.head)
        return site

    scene = make_scene(app, with_head)
    waiting: list[Appointment] = []
    query = sa.select(Appointment).where(Appointment.approved_at.is_(None))
    scene.change(lambda session: waiting.extend(session.scalars(query)))
    address = scene.address(f"/people/{waiting[0].id}/decide")
    page = scene.client("head").get(address).text
    assert "This is your own duty, so somebody who acts for the head decides it." in page
    sent = {"seen": str(waiting[0].revision), "answer": "approve"}
    assert scene.client("assistant").post(address, data=sent).status_code == 303


def test_a_last_day_is_set_and_a_stale_one_is_refused(app: Flask) -> None:
    scene = make_scene(app)
    duty, client = name_assistant(scene), scene.client("ict")
    address = scene.address(f"/people/{duty.id}/end")
    assert "Set a last day" in client.get(address).text
    page = client.post(address, data={"seen": str(duty.revision), "ends_on": ["17", "11", "2026"]})
    assert (page.status_code, "Choose today or a later day as the last day." in page.text) == (422, True)
    sent = {"seen": str(duty.revision), "ends_on": ["18", "12", "2026"]}
    assert client.post(address, data=sent).status_code == 303
    assert last_duty(scene).ends_on == dt.date(2026, 12, 18)
    before = scene.acts()
    stale = client.post(address, data={**sent, "ends_on": ["4", "12", "2026"]})
    assert stale.status_code == 409
    assert "ended assistant head" in stale.text
    assert scene.acts() == before
    assert client.get(scene.address("/people/999999/end")).status_code == 404


def test_the_same_person_twice_is_refused_at_the_question(app: Flask) -> None:
    scene = make_scene(app)
    name_assistant(scene)
    before = scene.acts()
    sent = {"person": str(scene.people["assistant"]), "duty": "moderator", "starts_on": ["19", "11", "2026"]}
    page = scene.client("teacher").post(scene.address("/people/name"), data=sent)
    assert page.status_code == 422
    assert "This person holds this duty on the site already." in page.text
    sent["person"] = "999999"
    assert scene.client("teacher").post(scene.address("/people/name"), data=sent).status_code == 422
    assert scene.acts() == before
