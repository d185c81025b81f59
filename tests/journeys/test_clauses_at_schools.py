"""Who looks after several schools sees their clauses side by side: of a few as they stand, of many as last counted."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import PersonKind
from governance.jobs.counting import count_clauses
from governance.models import ClauseCount, Membership
from tests.clauses.scene import change
from tests.journeys.axe import assert_fits
from tests.journeys.pressing import headed, told
from tests.journeys.stage import PHONE, Stage
from tests.services.cast import live_site
from tests.services.trust import further_schools

pytestmark = pytest.mark.journey

MORNING = dt.datetime(2026, 11, 18, 5, 40, tzinfo=dt.UTC)


def on_paper(page: Page) -> None:
    """The page fits on paper, and shows nothing there that can only be pressed."""
    page.emulate_media(media="print")
    assert_fits(page)
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.get_by_role("button", name="Count again now")).to_be_hidden()
    page.emulate_media(media="screen")


def counted_this_morning(store: Session, stage: Stage) -> None:
    """Twenty more schools for the ICT lead; all 21 were counted, Oak the day before, when it kept A.3.1."""
    live_site(store, stage.cast)
    further = further_schools(store, stage.cast.ict)
    oak = stage.cast.school.id
    moments = {oak: MORNING - dt.timedelta(days=1), **{school.id: MORNING for school in further}}
    for school_id, moment in moments.items():
        store.rollback()
        count_clauses(store, the_clock(school_id), moment)
    change(store, Membership, {"person_id": stage.cast.second.id}, kind=PersonKind.CONTRACTOR)
    store.rollback()
    assert store.scalar(sa.select(sa.func.count(ClauseCount.id))) == 21
    store.rollback()


def test_a_few_schools_are_shown_as_they_stand(store: Session, stage: Stage) -> None:
    live_site(store, stage.cast)
    further_schools(store, stage.cast.ict, count=2)
    page = stage.as_(stage.cast.ict)
    page.goto("/s/oak/clauses")
    page.locator("main").get_by_role("link", name="The clauses at all your schools").click()
    headed(page, "Clauses at your schools")
    expect(page.get_by_role("button", name="Count again now")).to_have_count(0)
    stage.look(page, "three schools, counted live")
    on_paper(page)
    page.get_by_label("Which clause?").select_option("A.3.1")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name="Oak Primary")).to_contain_text("0 of 1")
    stage.look(page, "one clause at three schools, live")


def test_many_schools_are_shown_as_they_were_counted_and_are_counted_again(store: Session, stage: Stage) -> None:
    counted_this_morning(store, stage)
    page = stage.as_(stage.cast.ict)
    page.goto("/clauses?clause=A.3.1")
    expect(page.get_by_text("The oldest of these figures was counted yesterday at 5:40am")).to_be_visible()
    expect(page.get_by_role("row", name="Oak Primary")).to_contain_text("0 of 1")
    stage.look(page, "one clause at many schools, counted at different times")
    on_paper(page)
    page.get_by_role("button", name="Count again now").click()
    told(page, "21 schools were counted again.")
    expect(page.get_by_text("Counted today at 10:30am.")).to_be_visible()
    expect(page.get_by_role("row", name="Oak Primary")).to_contain_text("1 of 1")
    stage.look(page, "one clause at many schools, counted again")
    page.get_by_label("Which clause?").select_option("")
    page.get_by_role("button", name="Show").click()
    stage.look(page, "many schools, counted")
    on_paper(page)
    page.get_by_role("link", name="Oak Primary", exact=True).click()
    headed(page, "Clauses of the policy")


def test_they_are_counted_again_without_scripts_on_a_phone(store: Session, stage: Stage) -> None:
    counted_this_morning(store, stage)
    stage.scripts, stage.width = False, PHONE
    page = stage.as_(stage.cast.ict)
    page.goto("/clauses")
    stage.look(page)
    page.get_by_role("button", name="Count again now").click()
    told(page, "21 schools were counted again.")
    expect(page.get_by_text("Counted today at 10:30am.")).to_be_visible()
    stage.look(page)
