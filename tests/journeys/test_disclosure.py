"""A child tells of harm in a comment: it goes off the page, to the safeguarding lead, to a referral, into the pack.

On the way nobody else learns of it: the teacher who passed it on finds no page of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.db import db
from tests.factories import NOW
from tests.journeys.pressing import follow, headed, press, reads, told
from tests.journeys.stage import PHONE, Stage
from tests.services.cast import live_site
from tests.services.comment_cast import settle_flags
from tests.services.comments.cast import Blog, arrive, one

pytestmark = pytest.mark.journey

WORDS = "My uncle hurts me when I am at his house."


@pytest.fixture
def told_in_a_comment(app: Flask, stage: Stage) -> Callable[[], None]:
    """Lets the comment arrive on the blog of the stage's school."""

    def run() -> None:
        with app.app_context():
            engine = db.engines["default"].execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session:
            blog = Blog(stage.cast, live_site(session, stage.cast))
            arrive(session, blog, one("1", WORDS), now=NOW)
            settle_flags(session)
            session.commit()

    return run


def pass_on(teacher: Page, stage: Stage) -> None:
    """The teacher on duty hides the comment, which tells the safeguarding lead."""
    teacher.goto("/s/oak/queue")
    reads(teacher, WORDS)
    stage.look(teacher, "queue")
    teacher.get_by_role("button", name=re.compile("^Hide, tell safeguarding")).first.click()
    reads(teacher, "It is hidden")
    stage.look(teacher, "queue after hiding")


def refer(dsl: Page, stage: Stage) -> str:
    """The safeguarding lead takes it in hand and to children's social care; the address of the record."""
    dsl.goto("/s/oak/concerns")
    stage.look(dsl)
    dsl.locator(".card__title a").first.click()
    reads(dsl, "Nobody has it yet")
    stage.look(dsl)
    record = dsl.url
    press(dsl, "I have it")
    press(dsl, "Write down a route")
    stage.look(dsl)
    reads(dsl, "Ring 999 first")
    dsl.get_by_label("Children’s social care").check()
    dsl.get_by_label("Which reference did they give you?").fill("R 1234")
    dsl.get_by_label("What was done, and what did they say?").fill("Rang the duty desk. They look into it today.")
    press(dsl, "Write it down")
    told(dsl, "The route is on record.")
    reads(dsl, "reference R 1234")
    return record


def finish(dsl: Page, stage: Stage) -> None:
    """The answer comes, the parents are told, the record goes into the pack and is closed."""
    follow(dsl, "Write down the answer")
    stage.look(dsl)
    dsl.get_by_label("What did they say?").fill("A social worker is with the family.")
    press(dsl, "Write it down")
    press(dsl, "Write a line in the record")
    stage.look(dsl)
    dsl.get_by_label("The parents were told").check()
    dsl.get_by_label("What was said or decided?").fill("The social worker told the mother.")
    press(dsl, "Write it down")
    press(dsl, "Close it")
    stage.look(dsl)
    press(dsl, "Close it")
    told(dsl, "The concern is closed.")
    press(dsl, "Make a pack of the record")
    reads(dsl, "Print it (PDF)")
    dsl.get_by_label("In which system or file is it now?").fill("The school’s safeguarding system")
    press(dsl, "It has arrived")
    reads(dsl, "Arrived")
    stage.look(dsl)


def test_a_childs_disclosure_goes_from_a_comment_to_a_referral(
    stage: Stage, told_in_a_comment: Callable[[], None]
) -> None:
    told_in_a_comment()
    stage.width = PHONE
    teacher, dsl = stage.as_(stage.cast.teacher), stage.as_(stage.cast.dsl)
    pass_on(teacher, stage)
    record = refer(dsl, stage)
    answer = teacher.goto(record)
    assert answer is not None
    assert answer.status == 403
    finish(dsl, stage)
    expect(dsl.locator("main")).to_contain_text("A social worker is with the family.")


def test_everybody_finds_the_button_and_what_must_never_be_copied(stage: Stage) -> None:
    stage.width = PHONE
    teacher = stage.as_(stage.cast.second)
    teacher.goto("/s/oak/calendar")
    follow(teacher, "Tell the safeguarding lead")
    headed(teacher, "Tell the safeguarding lead")
    reads(teacher, "Ring 999 first")
    stage.look(teacher)
    teacher.get_by_label("A child").first.check()
    teacher.get_by_label("What happened?").fill("A pupil said that somebody from a game wants to meet them.")
    press(teacher, "Record it")
    headed(teacher, "Your record has arrived")
    stage.look(teacher)
