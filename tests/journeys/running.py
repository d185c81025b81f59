"""The product itself, web server and worker as `make run` starts them, in front of a blog that is a real WordPress.

Its people sign in through its form and press its buttons; what a worker does meanwhile is waited for by looking again.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from governance.demo.people import DOMAIN, PASSWORD, fill_people
from governance.demo.proposed_sites import DemoSite
from governance.demo.school import SLUG, Demo, fill_school
from governance.demo.sites import go_live
from tests.journeys.pressing import press
from tests.journeys.stage import Windows
from tests.plugins.wordpress import Blog
from tests.soak.arena import engine_on
from tests.soak.product import PATIENCE, Product

SCHOOL = f"/s/{SLUG}"
SITE = DemoSite(
    "Year 2 blog",
    "year_group_blog",
    "teacher",
    "assistant",
    20,
    {"address": "https://blogs.millbrook.example/year2", "shown_as": "Mr Morgan"},
    ("y2",),
)
"""A live site whose first comments are those of the journey; two people moderate it."""


class Running(Windows):
    """The running product, its blog, and the number of the site that the blog is."""

    def __init__(self, product: Product, blog: Blog, browser: Browser, site_id: int) -> None:
        super().__init__(f"http://127.0.0.1:{product.port}", browser)
        self.product, self.blog, self.site_id = product, blog, site_id

    def as_(self, key: str) -> Page:
        """Return the page of one of the demo's people, who signs in when they are first asked for."""
        name = key if self.scripts else f"{key} without scripts"
        there = name in self._windows
        context = self._open(name)
        if there:
            return context.pages[0]
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("E-mail address").fill(f"{key.replace('_', '.')}@{DOMAIN}")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        press(page, "Sign in")
        expect(page).not_to_have_url(f"{self.address}/login")
        return page


def go_live_on(database_url: str) -> int:
    """Let the demo's people take the journey's site from its first draft to live; return its number."""
    with engine_on(database_url) as engine, Session(engine) as session:
        demo = Demo(session, dt.datetime.now(dt.UTC), "", lambda _: "")
        fill_school(demo)
        fill_people(demo)
        return go_live(demo, SITE)


def look_until(page: Page, address: str, seen: Callable[[], bool]) -> None:
    """Open a page again and again until it shows what the worker has to do first."""
    deadline = time.monotonic() + PATIENCE
    page.goto(address)
    while not seen():
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.goto(address)


def look_until_said(page: Page, address: str, words: str) -> None:
    """Open a page again and again until it says this."""
    look_until(page, address, lambda: words in page.locator("main").inner_text())
