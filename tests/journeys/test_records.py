"""The data protection officer's morning: what is due goes with a certificate, and a request by law is answered."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Import
from tests.factories import make_person, start_writing
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

LISTS = "/s/oak/records/retention/uploaded_list"


def test_what_is_due_goes_with_a_certificate_and_requests_have_their_day(store: Session, stage: Stage) -> None:
    officer = make_person(store, stage.cast.school, Role.DPO, name="D. Officer")
    start_writing(store)
    store.add(
        Import(
            school_id=stage.cast.school.id, kind="staff", name="a.csv", text="{}",
            uploaded_by=stage.cast.head.id, uploaded_at=stage.now - dt.timedelta(days=60),
        )
    )  # fmt: skip
    store.commit()
    page = stage.as_(officer)
    page.goto("/s/oak/")
    expect(page.get_by_text("Look at a record that is due to go", exact=True)).to_be_visible()
    page.goto("/s/oak/records/retention")
    stage.look(page, "retention")
    page.goto(LISTS)
    stage.look(page, "due")
    page.get_by_label("I have looked at the list").check()
    page.get_by_role("button", name="Dispose of these").click()
    expect(page.get_by_role("heading", name="Certificate of disposal 1")).to_be_visible()
    stage.look(page, "certificate")
    page.goto("/s/oak/records/information/add")
    stage.look(page, "a request for information")
    page.get_by_label("What is asked for?").fill("How many blogs does the school have?")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("20 school days end on")).to_be_visible()
    stage.look(page, "requests for information")
    page.goto("/s/oak/records/copies/add")
    stage.look(page, "a request for a copy")
    page.get_by_label("Whose data is it?").fill("first teacher")
    page.get_by_label("Do they work for the school, or did they?").select_option(str(stage.cast.teacher.id))
    page.get_by_role("button", name="Write it down").click()
    stage.look(page, "requests for a copy")
    page.get_by_role("button", name="Prepare the copy").click()
    expect(page.get_by_text("whether or not the school holds any")).to_be_visible()
    stage.look(page, "a copy")
    for address in ("records/holds", "records/holds/place", "records/certificates", "records/documents",
                    "records/documents/impact-assessment", "records/retention/mail/time"):  # fmt: skip
        page.goto(f"/s/oak/{address}")
        stage.look(page, address)


def test_staff_sign_ask_and_are_answered(stage: Stage) -> None:
    teacher = stage.as_(stage.cast.teacher)
    teacher.goto("/s/oak/policy/talk/ask")
    stage.look(teacher, "ask")
    teacher.get_by_label("Your question").fill("May we show the names on a class painting?")
    teacher.get_by_role("button", name="Ask").click()
    stage.look(teacher, "talk of a teacher")
    teacher.goto("/s/oak/policy/formats/need")
    stage.look(teacher, "need a format")
    head = stage.as_(stage.cast.head)
    head.goto("/s/oak/policy/talk")
    head.get_by_role("link", name="Answer").click()
    head.get_by_label("Your answer").fill("No. Take the picture so that no name can be read.")
    head.get_by_role("button", name="Keep this answer").click()
    expect(head.get_by_text("No. Take the picture so that no name can be read.")).to_be_visible()
    stage.look(head, "talk of the head")
    for address in ("policy/acknowledged", "policy/formats", "policy/formats/add", "records/training"):
        head.goto(f"/s/oak/{address}")
        stage.look(head, address)
