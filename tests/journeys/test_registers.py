"""The registers in a real browser: each page holds to WCAG 2.2 AA and fits a phone, empty and filled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from governance.db import db
from governance.domain.registers.words import DeclarationKind
from tests.clauses.declaring import declared
from tests.journeys.pressing import headed
from tests.journeys.stage import Stage
from tests.services.cast import live_site
from tests.web.walks.filled_registers import fill_registers

pytestmark = pytest.mark.journey

HERE = "/s/oak/registers"
LISTS = ("contributors", "partners", "compromised", "declarations", "accounts", "accounts/retired", "cards")
FORMS = (
    "contributors/add",
    "partners/add",
    "compromised/add",
    "declarations/add",
    "accounts/add",
    "accounts/retired/add",
    "lists/contributors/bring-in",
)


@pytest.fixture
def rows(app: Flask) -> Iterator[Session]:
    """A session that writes beside the served product."""
    with app.app_context():
        engine = db.engines["default"].execution_options(writes=True)
    with Session(engine, expire_on_commit=False) as session:
        yield session


def test_every_register_can_be_read_by_everybody_and_on_a_phone(rows: Session, stage: Stage) -> None:
    page = stage.as_(stage.cast.head)
    for one in ("", *LISTS, *FORMS):
        page.goto(f"{HERE}/{one}".rstrip("/"))
        stage.look(page, f"registers, empty, {one}")
    live_site(rows, stage.cast)
    rows.rollback()
    fill_registers(rows, stage.cast)
    for one in LISTS:
        page.goto(f"{HERE}/{one}")
        stage.look(page, f"registers, filled, {one}")
        if one != "accounts/retired":
            page.locator("table.rows a").first.click()
            stage.look(page, f"registers, record, {one}")


def test_a_declaration_reaches_the_head_and_the_committee(rows: Session, stage: Stage) -> None:
    teacher = stage.as_(stage.cast.teacher)
    teacher.goto(f"{HERE}/declarations/add")
    teacher.get_by_label("I am a friend of a pupil’s family").check()
    teacher.get_by_label("In a sentence or two").fill("We have been neighbours for ten years.")
    teacher.get_by_role("button", name="Declare it").click()
    headed(teacher, "I am a friend of a pupil’s family")
    expect(teacher.get_by_text("Not yet reported to the committee").first).to_be_visible()
    expect(teacher.get_by_role("button", name="Record the committee’s day")).to_have_count(0)
    head = stage.as_(stage.cast.head)
    head.goto(f"{HERE}/declarations")
    head.get_by_role("link", name="I am a friend of a pupil’s family").click()
    head.get_by_role("button", name="I have read it").click()
    head.get_by_role("button", name="Record the committee’s day").click()
    for part, typed in (("Day", "18"), ("Month", "11"), ("Year", "2026")):
        head.get_by_label(part, exact=True).fill(typed)
    head.get_by_role("button", name="Record it").click()
    expect(head.get_by_text("Settled")).to_be_visible()
    assert declared(rows, stage.cast, DeclarationKind.RELATED_PUPIL)
    other = stage.as_(stage.cast.second)
    other.goto(f"{HERE}/declarations")
    expect(other.get_by_text("Nothing is declared.")).to_be_visible()
