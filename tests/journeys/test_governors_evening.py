"""The governors' evening: the clauses and what shows them, the pack, the review in figures, and the decision."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.journeys.pressing import headed
from tests.journeys.stage import Stage
from tests.services.cast import live_site

pytestmark = pytest.mark.journey


def test_the_governors_evening(store: Session, stage: Stage) -> None:
    live_site(store, stage.cast)
    page = stage.as_(stage.cast.chair)
    page.goto("/s/oak/policy")
    page.get_by_role("link", name="How each clause stands").click()
    headed(page, "Clauses of the policy")
    stage.look(page, "clauses")
    page.get_by_role("link", name=re.compile("Not kept or due")).click()
    stage.look(page, "clauses, not kept or due")
    page.goto("/s/oak/clauses/A.5.4")
    headed(page, "Clause A.5.4")
    stage.look(page, "one clause")
    page.get_by_role("link", name="Year 3 blog", exact=True).click()
    headed(page, "Clauses on Year 3 blog")
    stage.look(page, "clauses of a site")
    page.goto("/s/oak/clauses")
    page.get_by_role("button", name="Print or take the pack").click()
    headed(page, "Pack of the clauses")
    expect(page.get_by_text("first teacher")).to_have_count(0)
    stage.look(page, "pack")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take it as PDF").click()
    assert taken.value.suggested_filename == "clauses-oak-2026-11-18.pdf"

    page.goto("/s/oak/policy")
    page.get_by_role("link", name="The governors’ review").click()
    headed(page, "Review of the policy")
    stage.look(page, "review")
    page.get_by_role("link", name="Write down which dates stand on it").click()
    page.get_by_role("textbox", name=re.compile("^Approved(?! or)")).fill("Autumn 2026")
    page.get_by_role("textbox", name=re.compile("^Review")).fill("Autumn 2027")
    stage.look(page, "dates on the policy")
    page.get_by_role("button", name="Save the dates").click()
    expect(page.get_by_text("Its dates are there and fit together.")).to_be_visible()

    page.get_by_role("button", name="Ask for a review").click()
    page.get_by_label("The law or national guidance changed").check()
    page.get_by_label("What changed?").fill("Minimum ages of platforms change in spring.")
    stage.look(page, "ask for a review")
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.get_by_text("Somebody asked for a review on Wednesday 18 November 2026.")).to_be_visible()

    page.get_by_role("button", name="Record a review").click()
    page.get_by_label("Number of the minute").fill("7")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    stage.look(page, "record a review, with errors")
    page.get_by_label("What did they find of the policy?").fill("It says what we want to say.")
    page.get_by_label("What did they find of how it is applied?").fill("The blog is looked after well.")
    page.get_by_label("The policy stays as it is").check()
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("The review is recorded.")).to_be_visible()
    expect(page.get_by_text("The next review is due by Thursday 18 November 2027.").first).to_be_visible()
    stage.look(page, "review, recorded")


def test_the_head_sees_what_a_change_of_the_policy_would_break(store: Session, stage: Stage) -> None:
    live_site(store, stage.cast)
    page = stage.as_(stage.cast.head)
    page.goto("/s/oak/policy/settings")
    stage.look(page, "policy settings")
    page.goto("/s/oak/policy/settings/administrators_at_least")
    page.get_by_label("Fewest approved people").fill("3")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This change puts live sites in breach.")).to_be_visible()
    stage.look(page, "a change that breaks something")
    page.get_by_role("button", name="Save it all the same").click()
    headed(page, "The policy’s settings")
    page.goto("/s/oak/policy/settings/administrators_at_least")
    stage.look(page, "a setting with its changes")
