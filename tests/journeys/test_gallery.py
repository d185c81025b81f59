"""Every component in a real browser: accessible, fit for a phone, in any school's colour, with scripts and without."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from governance.web.interface import STATIC
from tests.journeys.axe import assert_accessible, assert_fits
from tests.web.gallery import make_gallery

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module", name="address")
def _address() -> Iterator[str]:
    assert (STATIC / "built" / "govuk-frontend.min.css").is_file(), "Build the interface's assets first: make assets"
    server = make_server("127.0.0.1", 0, make_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/?colour=%23ffd23f", "/register?public=1", "/broken/409", "/nowhere"])
def test_every_component_is_accessible_and_fits(page: Page, address: str, path: str, width: int) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if "Content Security" in line.text else None)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    assert_accessible(page)
    assert_fits(page)
    assert not problems


@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_with_errors_leads_to_each_of_them(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter the day on which it should start").click()
    expect(page.locator("#start-day")).to_be_focused()
    assert_accessible(page)
    assert_fits(page)


def test_without_scripts_nothing_is_shown_that_cannot_work(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Print this page")).to_be_hidden()
    page.get_by_text("Change school").click()
    expect(page.get_by_role("link", name="Hill Top Infant School")).to_be_visible()
    page.get_by_label("What is the site called?").fill("Year 4 blog")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_label("What is the site called?")).to_have_value("Year 4 blog")
    expect(page.get_by_role("link", name="Say why the school wants it", exact=True)).to_be_visible()
    context.close()
