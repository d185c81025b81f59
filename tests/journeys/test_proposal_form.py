"""A teacher fills the guided form in a real browser: accessible, fit for a phone, with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.domain.proposal.questions import FORM
from governance.models import ProposalVersion
from tests.factories import make_site
from tests.journeys.axe import assert_accessible, assert_fits
from tests.journeys.stage import PHONE, Stage
from tests.services.cast import Cast, answers_of

pytestmark = pytest.mark.journey

EMPTIED = """() => {
  for (const box of document.querySelectorAll("main input[type=text], main textarea")) box.value = "";
  for (const tick of document.querySelectorAll("main input:checked")) tick.checked = false;
  for (const list of document.querySelectorAll("main select")) list.selectedIndex = 0;
}"""

ONE_OF_EACH_KIND = {
    "kind",
    "name",
    "contributors",
    "moderators",
    "hours",
    "shown",
    "guidance",
    "risks",
    "vulnerable",
    "lasting",
    "exit",
    "measures",
}
"""Pages that between them ask every kind of question; on these the errors are looked at as well."""


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def teacher(request: pytest.FixtureRequest, stage: Stage) -> Page:
    """A phone on which the teacher is signed in."""
    stage.scripts, stage.width = request.param, PHONE
    return stage.as_(stage.cast.teacher)


def has_scripts(page: Page) -> bool:
    """Whether this browser runs scripts, which axe needs."""
    return page.locator("body.js-enabled").count() > 0


def seen(page: Page) -> None:
    """Hold the page to what every page must be; axe needs scripts, the width does not."""
    if has_scripts(page):
        assert_accessible(page)
    assert_fits(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").last.click()


def date(page: Page, group: str, day: str, month: str, year: str) -> None:
    box = page.get_by_role("group", name=group)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        box.get_by_label(label).fill(value)


def test_a_teacher_takes_an_empty_account_form_to_its_submission(teacher: Page, cast: Cast) -> None:
    page = teacher
    page.goto("/s/oak/proposals")
    page.get_by_role("button", name="Propose a site").or_(page.get_by_role("link", name="Propose a site")).click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    seen(page)
    page.get_by_label("The school’s account on a network").check()
    page.get_by_role("button", name="Continue").click()
    seen(page)
    page.get_by_label("A written example").check()
    page.get_by_role("button", name="Start").click()
    seen(page)
    page.get_by_role("link", name="What kind of site is it?").click()
    save(page)
    seen(page)  # Which pupils: nothing to say for a broadcast.
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose service will it be on?")
    save(page)
    page.get_by_label("Facebook").check()
    save(page)
    page.get_by_label("Name of the site").fill("School page")
    page.get_by_label("Address or handle").fill("@oakprimary")
    save(page)
    for heading in ("Why does the school need it?", "What should come of it, and is it worth the effort?"):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        save(page)
    for heading in ("Who will read it?", "Who may add what?"):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        seen(page)
        save(page)
    page.get_by_label("Person 1").select_option(label="first teacher, First teacher")
    page.get_by_role("button", name="Add another person").click()
    expect(page.get_by_label("Person 3")).to_be_visible()
    expect(page.get_by_label("Person 1")).to_have_value(str(cast.teacher.id))
    save(page)
    page.get_by_label("Person 1").select_option(label="first teacher, First teacher")
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("one person in all")
    seen(page)
    page.get_by_label("Person 2").select_option(label="second teacher, Second teacher")
    save(page)
    page.get_by_label("Person 1").select_option(label="second teacher, Second teacher")
    save(page)
    page.get_by_label("first teacher").fill("0")
    page.get_by_label("second teacher").fill("1.5")
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Zero hours for first teacher")
    page.get_by_label("first teacher").fill("0.5")
    save(page)
    page.get_by_label("Resourcing owner").select_option(label="assistant head, Assistant head")
    save(page)
    page.get_by_label("Who", exact=True).select_option(label="second teacher, Second teacher")
    page.get_by_label("Name on the site").fill("Mr Second")
    page.get_by_label("Position").fill("Computing lead")
    seen(page)
    save(page)
    save(page)  # Under-age access, as the example has it.
    save(page)  # The rules.
    page.get_by_label("Where you report to the service").fill("https://www.facebook.com/help/report")
    page.get_by_label("Person 1").select_option(label="first teacher, First teacher")
    seen(page)
    save(page)
    save(page)  # The logo.
    save(page)  # Advertising.
    date(page, "It opens on", "4", "1", "2027")
    date(page, "It ends on", "1", "1", "2027")
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("would end before it opens")
    date(page, "It ends on", "23", "7", "2027")
    save(page)
    for select in page.get_by_label("Who does it").all():
        select.select_option(label="assistant head, Assistant head")
    seen(page)
    save(page)
    date(page, "Measure 1", "26", "3", "2027")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    seen(page)
    page.get_by_role("button", name="Submit this proposal").click()
    expect(page.get_by_text("the text is frozen until there is a decision")).to_be_visible()
    expect(page.get_by_text("This text was frozen on")).to_be_visible()
    seen(page)


@pytest.fixture
def filled(store: Session, cast: Cast) -> ProposalVersion:
    """A draft whose answers call for every page of the form."""
    answers: dict[str, Any] = answers_of(
        cast,
        hosted_by="third_party",
        platform="facebook",
        audience=["pupils", "organisations"],
        organisations=[{"name": "Library", "part": "both"}],
    )
    site = make_site(store, cast.school, cast.teacher, answers=answers, name="Year 3 blog")
    version = store.scalar(sa.select(ProposalVersion).where(ProposalVersion.site_id == site.id))
    assert version is not None
    store.refresh(version)
    store.rollback()
    return version


def test_every_page_is_accessible_and_fits_whole_and_with_errors(stage: Stage, filled: ProposalVersion) -> None:
    stage.width = PHONE
    version_id, page = filled.id, stage.as_(stage.cast.teacher)
    stage.store.rollback()
    for asked in FORM:
        page.goto(f"/s/oak/proposals/{version_id}/{asked.key}")
        expect(page.get_by_role("heading", level=1)).to_have_text(asked.title)
        seen(page)
        if asked.key in ONE_OF_EACH_KIND:
            page.evaluate(EMPTIED)
            save(page)
            expect(page.locator(".govuk-error-summary")).to_be_visible()
            seen(page)
    for path in ("/withdraw", "/hand-over"):
        page.goto(f"/s/oak/proposals/{version_id}{path}")
        seen(page)
