"""Holds a page in a real browser to WCAG 2.2 AA, and to fitting a phone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# axe measures the size of targets only when the tag of WCAG 2.2 is asked for.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What holds is not written out: that halves the time.
    "resultTypes": ["violations"],
}


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing on ``page`` as it stands, and say where and what when it does."""
    found = Axe().run(page, options=RULES).response["violations"]
    said = [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']]}" for one in found]
    assert not said, f"{page.url}\n" + "\n".join(said)


def assert_fits(page: Page) -> None:
    """Assert that nothing on ``page`` has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, f"{page.url} is {wide} pixels wider than the window"
