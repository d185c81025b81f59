"""Where a journey plays: the running product, one browser window per person, and what is looked at on the way."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from governance.models import Person
from tests.factories import sign_in
from tests.journeys.axe import assert_accessible, assert_fits
from tests.services.cast import Cast
from tests.web.accounts_samples import give_password

PHONE, DESK = 360, 1280
PICTURES = "GOVERNANCE_TEST_PICTURES"
"""Names a folder in which a picture is kept of every page that a journey looks at."""


class Windows:
    """The product at ``address``, with one browser window per person; each page can be looked at on the way."""

    def __init__(self, address: str, browser: Browser) -> None:
        self.address, self.browser = address, browser
        self.scripts, self.width = True, DESK
        self._windows: dict[int | str, BrowserContext] = {}
        self._looks = 0

    def window(self) -> Page:
        """Return the page of somebody who is not signed in."""
        return self._open(0).new_page()

    def _open(self, person: int | str) -> BrowserContext:
        if person not in self._windows:
            self._windows[person] = self.browser.new_context(
                base_url=self.address,
                viewport={"width": self.width, "height": 900},
                java_script_enabled=self.scripts,
                reduced_motion="reduce",
            )
            self._windows[person].set_default_timeout(10_000)
        return self._windows[person]

    def look(self, page: Page, name: str = "") -> None:
        """Hold the page to what every page must be: axe where scripts run, and that it fits a phone as well."""
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        self._looks += 1
        if not self.scripts:
            assert_fits(page)
            return
        assert_accessible(page)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            assert_fits(page)
            self._keep_picture(page, name, width)
        page.set_viewport_size({"width": self.width, "height": 900})

    def _keep_picture(self, page: Page, name: str, width: int) -> None:
        folder = os.environ.get(PICTURES)
        if folder:
            words = re.sub(r"\W+", "-", name or page.title()).strip("-").lower()[:60]
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{self._looks:03}-{words}-{width}.png", full_page=True)

    def close(self) -> None:
        """Close every window."""
        for context in self._windows.values():
            context.close()


class Stage(Windows):
    """The served product with its people.  ``now`` can be moved: nobody waits for a day to come."""

    def __init__(self, app: Flask, store: Session, cast: Cast, address: str, browser: Browser) -> None:
        super().__init__(address, browser)
        self.app, self.store, self.cast = app, store, cast
        self.now: dt.datetime = app.extensions["clock"]()
        app.extensions["clock"] = lambda: self.now

    def before_sign_in(self, person: Person) -> tuple[Page, str]:
        """Return the page of ``person``, who has still to sign in with the samples' password, and their address."""
        email = give_password(self.app, self.store, person).email
        self.store.rollback()
        return self._open(person.id).new_page(), email

    def as_(self, person: Person) -> Page:
        """Return the page of ``person``, signed in by their cookie; they have one window for the whole journey."""
        there = person.id in self._windows
        context = self._open(person.id)
        if there:
            return context.pages[0]
        cookie = sign_in(self.app.test_client(), self.store, person).get_cookie("governance")
        assert cookie is not None
        context.add_cookies([{"name": "governance", "value": cookie.value, "url": self.address}])
        return context.new_page()


@contextmanager
def staged(app: Flask, store: Session, cast: Cast, address: str, browser: Browser) -> Iterator[Stage]:
    """A stage whose windows are closed at the end, and whose clock is set back."""
    clock = app.extensions["clock"]
    stage = Stage(app, store, cast, address, browser)
    try:
        yield stage
    finally:
        stage.close()
        app.extensions["clock"] = clock
