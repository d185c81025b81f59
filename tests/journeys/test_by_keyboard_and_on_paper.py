"""Without a mouse: sign-in, one page of a proposal and a decision; and the same pages made ready for paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.factories import make_site
from tests.journeys.pressing import headed, told
from tests.journeys.stage import Stage
from tests.services.cast import REASON, answers_of, ready_to_decide, submitted_site
from tests.web.accounts_samples import PASSWORD

pytestmark = pytest.mark.journey

FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
  const shown = getComputedStyle(at);
  const yellow = shown.backgroundColor === "rgb(255, 221, 0)", drawnBeside = ["radio", "checkbox"].includes(at.type);
  const visible = shown.outlineStyle !== "none" || shown.boxShadow !== "none" || yellow || drawnBeside;
  return [label.trim().split("\\n")[0], visible];
}"""
MOST_TABS = 80


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is called so has the focus; on the way the focus can always be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        label, visible = page.evaluate(FOCUSED)
        if page.evaluate("document.activeElement !== document.body"):
            assert visible, f"Nobody sees where the focus is: {label!r} on {page.url}"
        if label == words:
            return
    raise AssertionError(f"{words!r} is not reached by Tab on {page.url}")


def type_in(page: Page, label: str, words: str) -> None:
    tab_to(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_a_teacher_signs_in_and_answers_a_page_without_a_mouse(stage: Stage, store: Session) -> None:
    cast = stage.cast
    site = make_site(store, cast.school, cast.teacher, answers=answers_of(cast), name="Year 3 blog")
    assert site.id == 1
    page, email = stage.before_sign_in(cast.teacher)
    page.goto("/s/oak/proposals/1/name")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[0] == "Skip to the page"
    page.keyboard.press("Enter")
    type_in(page, "E-mail address", email)
    type_in(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    headed(page, "What is it called and where will people find it?")
    type_in(page, "Name of the site", "Year 3 writes")
    tab_to(page, "Save and come back later")
    page.keyboard.press("Enter")
    told(page, "Saved.")
    headed(page, "Year 3 writes")


def test_the_head_decides_without_a_mouse(stage: Stage, store: Session) -> None:
    cast = stage.cast
    _, version = submitted_site(store, cast)
    ready_to_decide(store, cast, version)
    page = stage.as_(cast.head)
    page.goto("/s/oak/decisions")
    tab_to(page, "Decide")
    page.keyboard.press("Enter")
    headed(page, "Year 3 blog")
    tab_to(page, "Go to your decision")
    page.keyboard.press("Enter")
    tab_to(page, "Approve")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Approve")).to_be_checked()
    type_in(page, "Reason", REASON)
    tab_to(page, "Record my decision")
    page.keyboard.press("Enter")
    told(page, "Your yes is recorded")


def test_a_decision_on_paper_shows_the_words_and_nothing_to_press(stage: Stage, store: Session) -> None:
    cast = stage.cast
    _, version = submitted_site(store, cast)
    ready_to_decide(store, cast, version)
    page = stage.as_(cast.head)
    page.goto(f"/s/oak/decisions/{version.id}")
    page.emulate_media(media="print")
    for button in page.get_by_role("button", include_hidden=True).all():
        expect(button).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_text("This text was frozen on")).to_be_visible()
    assert page.screenshot(full_page=True)
