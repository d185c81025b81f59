"""A breach from its report to its outcome, a letter to its answer, a leak, and a company's own report."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page

from tests.journeys.filling import fill
from tests.journeys.pressing import headed, reads
from tests.journeys.stage import PHONE, Stage

pytestmark = pytest.mark.journey

TUESDAY, NEXT_FRIDAY = dt.date(2026, 11, 17), dt.date(2026, 11, 27)
LEARNED = {"learned_on": TUESDAY, "learned_time": "14:15"}


def send(page: Page) -> None:
    """Press the one button of the form that the page is about."""
    page.locator("main form:not(.button-form) button[type=submit]").last.click()


def report(page: Page, stage: Stage, kind: str) -> None:
    """Report a breach by a parent, and be told that it has arrived."""
    page.goto("/s/oak/breaches/report")
    send(page)
    stage.look(page)
    fill(page, {"report": "breach", "facts": "A page shows our logo.", "kinds": [kind], "by": "parent", **LEARNED})
    send(page)
    headed(page, "Your report has arrived")
    stage.look(page)


def record_on(page: Page) -> str:
    """The address of the one breach on its reader's list: nobody can tell it from another one's."""
    page.goto("/s/oak/breaches")
    return str(page.locator("main h3 a").get_attribute("href"))


def opened(page: Page, address: str) -> None:
    """Open a step of the record, which is there."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200


def step(page: Page, stage: Stage, address: str, answers: dict[str, str | dt.date | list[str]]) -> None:
    """Look at one step of the record, and at the page that it leads to."""
    opened(page, address)
    stage.look(page)
    fill(page, answers)
    send(page)
    stage.look(page)


def test_a_breach_from_its_report_to_its_outcome_with_a_letter(stage: Stage) -> None:
    teacher, head = stage.as_(stage.cast.second), stage.as_(stage.cast.head)
    report(teacher, stage, "images")
    head.goto("/s/oak/")
    reads(head, "A breach of the policy that you read is still open")
    stage.look(head)
    record = record_on(head)
    stage.look(head)
    step(
        head, stage, f"{record}/weigh", {"by": "parent", "kinds": ["images"], "clauses": ["001-5"], "severity": "minor"}
    )
    step(head, stage, f"{record}/note", {"words": "We rang them at noon."})
    step(head, stage, f"{record}/found", {"found": "They said that they took the logo from our website."})
    letter = {"to_whom": "Sam", "what": "The logo at the top of the page.", "grounds": ["copyright"]}
    step(head, stage, f"{record}/demand", {**letter, "address": "https://page.example", "due_on": NEXT_FRIDAY})
    letter_sent = str(head.locator(f"main a[href^='{record}/letters/']").first.get_attribute("href"))
    head.goto(letter_sent)
    stage.look(head)
    step(head, stage, f"{letter_sent}/end", {"result": "removed", "ended_on": dt.date(2026, 11, 18)})
    step(
        head, stage, f"{record}/close", {"outcome": "photo_rights_taken", "reason": "It happened for the second time."}
    )
    reads(head, "It was taken down")
    head.goto(f"{record}/reopen")
    stage.look(head)


def test_a_company_reports_without_a_sign_in_or_scripts_and_the_leak_is_decided(stage: Stage) -> None:
    stage.scripts, stage.width = False, PHONE
    company = stage.window()
    company.goto("/s/oak/register/provider")
    stage.look(company)
    send(company)
    stage.look(company)
    told = {"provider": "Example Hosting", "contact": "desk@hosting.example", "facts": "A copy stood open for an hour."}
    fill(company, {**told, **LEARNED})
    company.locator("main form button[type=submit]").last.press("Enter")
    headed(company, "Your report has arrived")
    stage.look(company)
    stage.scripts = True
    head = stage.as_(stage.cast.head)
    record = record_on(head)
    head.goto(record)
    reads(head, "before the school knew")
    stage.look(head)
    weighed = {"by": "provider", "kinds": ["personal_data"], "clauses": ["9.3"], "severity": "serious"}
    step(head, stage, f"{record}/weigh", weighed)
    for which in ("officer", "leak", "police", "reader"):
        opened(head, f"{record}/{which}")
        stage.look(head)
