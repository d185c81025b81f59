"""The ICT lead imports a council's dates, closes the school for snow, and takes it back; every page is looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.pressing import headed, told
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

COUNCIL = Path(__file__).parents[1] / "services" / "calendar_files" / "council.ics"


def test_a_councils_dates_and_a_snow_day(stage: Stage) -> None:
    page = stage.as_(stage.cast.ict)
    page.goto("/s/oak/calendar")
    page.get_by_role("button", name="Import dates from a file").click()
    headed(page, "Import term dates")
    stage.look(page, "calendar import")
    page.get_by_label("File with the dates").set_input_files(COUNCIL)
    page.get_by_role("button", name="Look at this file").click()
    headed(page, "What this file would do")
    stage.look(page, "calendar import preview")
    page.get_by_label("Half-term disco").select_option("Leave it out")
    page.get_by_role("button", name="Look again with these answers").click()
    told(page, "Your answers are kept. Nothing is in the calendar yet.")
    page.get_by_role("button", name="Yes, put the new dates in").click()
    told(page, "1 term and 3 times without pupils are new in the calendar.")
    stage.look(page, "calendar")
    page.goto("/s/oak/")
    page.get_by_label("Why, in a word").fill("snow")
    stage.look(page, "home on a pupil day")
    page.get_by_role("button", name="The school is closed today").click()
    told(page, "The school is closed today. Nothing is due today")
    expect(page.get_by_role("heading", name="The school is closed today (snow)")).to_be_visible()
    stage.look(page, "home on a snow day")
    page.goto("/s/oak/calendar")
    stage.look(page, "calendar on a snow day")
    page.get_by_role("button", name="We are open after all").click()
    told(page, "The school is open today after all.")


def test_the_year_prints_on_two_sheets(stage: Stage) -> None:
    """The lists stand on the first, the twelve months on the second, and nothing that can only be pressed on either."""
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/calendar")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="as a list (CSV)")).to_be_hidden()
    expect(page.get_by_text("July 2027", exact=True)).to_be_visible()
