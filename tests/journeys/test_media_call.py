"""The media call: a teacher takes it on a phone, the head lets the reply go out, and what nobody approved is marked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pressing import follow, headed, press, reads, silent_about, told
from tests.journeys.stage import PHONE, Stage

pytestmark = pytest.mark.journey

MARK = "Said without the head’s yes"


def take_the_call(page: Page, stage: Stage, outlet: str, about: str) -> None:
    """Write down from the home page who asked what, and pass it to the head."""
    page.goto("/s/oak/")
    follow(page, "The media asked something")
    headed(page, "The media asked something")
    stage.look(page)
    page.get_by_label("Who asks?").fill(outlet)
    page.get_by_label("What do they want to know?").fill(about)
    press(page, "Pass it to the head")
    told(page, "The head has it.")
    headed(page, f"Enquiry from {outlet}")


def test_a_call_is_passed_on_answered_with_a_yes_and_one_without_is_marked(stage: Stage) -> None:
    stage.width = PHONE
    teacher, head = stage.as_(stage.cast.teacher), stage.as_(stage.cast.head)
    take_the_call(teacher, stage, "The Evening Post", "When the fair is.")
    reads(teacher, "in the same minute")
    reads(teacher, "Say nothing to them")
    stage.look(teacher)
    press(teacher, "Suggest a reply")
    stage.look(teacher)
    teacher.get_by_label("The reply").fill("The fair is on Saturday, and everybody is welcome.")
    press(teacher, "Save the reply")
    told(teacher, "waits for the head’s yes")

    head.goto("/s/oak/")
    expect(head.locator(".needs__text").first).to_have_text("A reply to the media waits for your yes: The Evening Post")
    stage.look(head)
    head.goto("/s/oak/decisions")
    stage.look(head)
    follow(head, "Open it The Evening Post")
    stage.look(head)
    press(head, "Approve this reply")
    told(head, "may be given as it is written")

    stage.now += dt.timedelta(minutes=5)
    teacher.goto("/s/oak/")
    teacher.get_by_role("button", name=re.compile("The head has answered")).click()
    press(teacher, "Record that it was given")
    stage.look(teacher)
    press(teacher, "Record it")
    told(teacher, "What was said is recorded.")
    silent_about(teacher, MARK)

    take_the_call(teacher, stage, "Radio Oak", "Whether the roof leaks.")
    follow(teacher, "Somebody has spoken to them already")
    stage.look(teacher)
    teacher.get_by_label("If it was something else: what?").fill("I said that it leaks a little.")
    press(teacher, "Record it")
    reads(teacher, MARK)
    stage.look(teacher)
    head.goto("/s/oak/media")
    reads(head, MARK)
    stage.look(head)
